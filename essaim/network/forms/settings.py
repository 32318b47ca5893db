"""What is typed of the settings of the network, made safe."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from essaim.kernel.colours import read_colour
from essaim.kernel.errors import RuleBroken
from essaim.kernel.rowforms import RowForm
from essaim.network.models import Settings


class LookForm(RowForm[Settings]):
    """One colour: the house makes of it what can be read, in both themes."""

    class Meta(RowForm.Meta):
        model = Settings
        fields = ("colour",)
        help_texts: ClassVar = {
            "colour": _(
                "Six signs, such as #E5A823; blank for that of the house. Where it could not be "
                "read, as text or in the dark theme, a darker or lighter one stands for it."
            )
        }
        widgets: ClassVar = {
            "colour": forms.TextInput(attrs={"placeholder": "#E5A823", "autocomplete": "off"})
        }

    def clean_colour(self) -> str:
        try:
            return read_colour(self.cleaned_data["colour"])
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from refusal


class SendersForm(RowForm[Settings]):
    """Under which name mails leave, and where answers go."""

    class Meta(RowForm.Meta):
        model = Settings
        fields = ("sender", "answers_to")
        help_texts: ClassVar = {
            "sender": _("Blank for the name of the network."),
            "answers_to": _(
                "Whoever answers a mail of the house writes there, unless the mail names somebody."
            ),
        }
