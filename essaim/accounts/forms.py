"""What is typed about accounts, made safe."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.accounts.enums import Role
from essaim.accounts.http import is_known, mailbox_of
from essaim.accounts.models import User


class AskForCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """The address to which a code goes, whether or not it has an account: the answer is the same.

    Counted by source and by mailbox (`ACCOUNT_RATE_LIMITS`), a known browser apart.
    """

    _user: User | None

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self._user = User.objects.filter(email__iexact=email, is_active=True).first()
        request: Any = context.request
        key = mailbox_of(email)
        if is_known(request, self._user):
            key = f"known:{key}"
        if not ratelimit.consume(request, action="request_login_code", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        return email


class HouseRoleForm(forms.Form):
    """Which role to give, from which day."""

    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=Role)
    since = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
