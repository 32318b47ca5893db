"""Browsers from which somebody signed in before: a signed cookie, for that account alone.

Codes asked for are counted by address, so that a mailbox is not flooded. That would let anybody
keep somebody out by asking in their name; so a browser in which they signed in counts apart.
"""

from django.conf import settings
from django.contrib.auth import login
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, parse_cookie

from essaim.accounts.models import User

COOKIE = "essaim_known"
_SALT = "essaim.accounts.browsers"
#: A year, in seconds; each sign-in begins it anew.
_KEPT = 365 * 24 * 3600


def remember(response: HttpResponse, user: User) -> HttpResponse:
    """Lets this browser be known again. Holds the key of the account, and nothing of the person."""
    response.set_signed_cookie(
        COOKIE,
        str(user.key),
        salt=_SALT,
        max_age=_KEPT,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def sign_in(request: HttpRequest, user: User) -> None:
    """Whoever holds a link that signs in: no code is asked."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])


def is_known(request: HttpRequest, user: User | None) -> bool:
    """Whether this account signed in from here before."""
    return user is not None and _key_in(request) == str(user.key)


def is_known_browser(cookies: str) -> bool:
    """Whether anybody signed in from here before; from the header `Cookie` alone."""
    request = HttpRequest()
    request.COOKIES = parse_cookie(cookies)
    return bool(_key_in(request))


def _key_in(request: HttpRequest) -> str:
    try:
        return str(request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_KEPT))
    except BadSignature:
        return ""


#: Where dots in the name of a mailbox mean nothing.
_WITHOUT_DOTS = {"gmail.com", "googlemail.com"}


def mailbox_of(email: str) -> str:
    """The address without what many servers ignore in it: case, a tag after a plus sign, dots."""
    local, _at, domain = email.strip().lower().rpartition("@")
    local = local.partition("+")[0]
    if domain in _WITHOUT_DOTS:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"
