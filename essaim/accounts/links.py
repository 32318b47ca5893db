"""Sign-in links: signed, for one account, for one use, for a quarter of an hour."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.urls import reverse
from django.utils.http import base36_to_int

from essaim.accounts.models import User

_A_MINUTE = 60


class SignInTokens(PasswordResetTokenGenerator):
    """A token dies when the account signs in, changes its address, or after the time allowed."""

    key_salt = "essaim.accounts.links.SignInTokens"

    def check_token(self, user: User | None, token: str | None) -> bool:
        """One made at a time that is to come, before the clock was set back, opens nothing."""
        if user is None or token is None or not super().check_token(user, token):
            return False
        made_at = base36_to_int(token.partition("-")[0])
        return made_at <= self._num_seconds(self._now()) + _A_MINUTE


tokens = SignInTokens()
DEMO_SALT = "essaim.accounts.demo"


def sign_in_link(user: User) -> str:
    """The whole address that goes into the mail."""
    path = reverse("accounts:sign_in_by_link", args=[user.key, tokens.make_token(user)])
    return settings.BASE_URL + path


def user_of_link(key: UUID, token: str) -> User | None:
    """The account that a link opens, or None where it is forged, used or too old."""
    user = User.objects.filter(key=key, is_active=True).first()
    return user if user is not None and tokens.check_token(user, token) else None


def demo_link(user: User) -> str:
    """The one-click address of a person of the demo."""
    token = signing.dumps(str(user.key), salt=DEMO_SALT)
    return settings.BASE_URL + reverse("accounts:demo_sign_in", args=[token])


def user_of_demo_link(token: str) -> User | None:
    try:
        key = signing.loads(token, salt=DEMO_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(key=key, is_active=True).first()
