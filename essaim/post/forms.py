"""Filters of the mails, and the address at which one is sent again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.kernel.lengths import field_of
from essaim.post.enums import MessageState
from essaim.post.models import Message


class MessageFilters(forms.Form):
    """A value that means nothing is no filter: the address may have been typed by hand."""

    q = forms.CharField(label=_("Address"), required=False, max_length=100)
    etat = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *MessageState.choices]
    )
    motif = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, reasons: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        motif: Any = self.fields["motif"]
        motif.choices = [("", _("All")), *sorted(reasons.items(), key=lambda pair: pair[1])]

    def query(self) -> dict[str, str]:
        """The filters as `list_messages` takes them."""
        self.is_valid()
        names = {"q": "words", "etat": "state", "motif": "reason"}
        return {said: self.cleaned_data.get(name, "") for name, said in names.items()}


class ResendMessageForm(forms.Form):
    """A refused address is most often one with a slip in it.

    `theirs`: the addresses of whoever the links of the mail are of, where it carries any.
    """

    recipient = field_of(Message, "recipient", label=_("Address"))

    def __init__(self, *args: Any, theirs: list[str] | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if theirs is not None:
            self.fields["recipient"] = forms.ChoiceField(
                label=_("Address"),
                choices=[(address, address) for address in theirs],
                required=False,  # where nobody holds them any more, the action says so
                help_text=_(
                    "The links in this mail act in the name of whoever it is written to: it leaves "
                    "for their own address alone. To change it, correct their card."
                ),
            )
