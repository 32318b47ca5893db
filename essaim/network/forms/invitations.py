"""Whom to invite, made safe."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essaim.accounts.enums import Role
from essaim.kernel.choices import SeenChoiceField
from essaim.kernel.lengths import field_of
from essaim.network.models import Person


class InvitationForm(forms.Form):
    """Somebody of the register, or a name; where the mail goes; what they may do in the house."""

    person = SeenChoiceField(
        Person.objects.none(),
        label=_("Somebody of the register"),
        help_text=_("Blank for somebody new."),
        required=False,
    )
    given_name = field_of(Person, "given_name", label=_("Given name"), required=False)
    family_name = field_of(Person, "family_name", label=_("Family name"), required=False)
    email = field_of(
        Person,
        "email",
        label=_("E-mail address"),
        help_text=_("Blank for that of their card."),
        required=False,
    )
    role = forms.TypedChoiceField(
        label=_("Role in the house"),
        help_text=_("What somebody may do as a member or as a delegate comes by itself."),
        choices=[("", _("none")), *Role.choices],
        coerce=Role,
        empty_value=None,
        required=False,
    )

    def __init__(
        self, *args: Any, among: QuerySet[Person], gives_roles: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["person"]
        person.offer(among)
        if not gives_roles:
            del self.fields["role"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_new = not data.get("person") and "person" not in self.errors
        if is_new and not (data.get("given_name") or data.get("family_name")):
            self.add_error("person", gettext("Choose somebody, or type a name."))
        if is_new and not data.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Type the address to which the invitation goes."))
        return data
