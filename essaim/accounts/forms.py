"""What is typed about accounts, made safe."""

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.accounts.enums import Role
from essaim.accounts.models import User
from essaim.kernel.lengths import field_of


class AccountForm(forms.Form):
    """Whom to invite."""

    email = field_of(User, "email", label=_("E-mail address"))


class HouseRoleForm(forms.Form):
    """Which role to give, from which day."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    since = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class JournalFilterForm(forms.Form):
    """Which lines of the journal to read."""

    verb = forms.CharField(label=_("Verb"), required=False, max_length=80)
    target = forms.UUIDField(label=_("Key of the thing"), required=False)
    actor = forms.UUIDField(label=_("Key of the actor"), required=False)
