"""Filters of the mails, and the address at which one is sent again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.kernel.lengths import field_of
from essaim.post.models import Message


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
