"""Addresses of the web that people give, and those that a page shows as links.

A link leads where it says: to the web, over http or https, without a name and a password before
the host, by which one address passes for another.
"""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

_ADDRESS = URLValidator(schemes=["http", "https"])
#: What a page may lead to, from a row that somebody filled in.
_FOLLOWED = re.compile(r"(?:https?://[^\s/@\\]|mailto:\S|tel:[+\d])", re.IGNORECASE)
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f\\\"'<>`]")


def check_web_address(address: str) -> None:
    """Raises ValidationError where it is no whole address of the web."""
    try:
        _ADDRESS(address)
        parts = urlsplit(address)
    except (ValidationError, ValueError) as fault:
        sentence = _("This is not an address of the web: it begins with https:// or http://.")
        raise ValidationError(sentence) from fault
    if parts.username is not None or parts.password is not None or "\\" in address:
        sentence = _("Write this address without the name and the password before its host.")
        raise ValidationError(sentence)


def followed(address: object) -> str:
    """The address where a page may show it as a link, else nothing: it is shown as words."""
    text = str(address or "")
    if not _FOLLOWED.match(text) or _UNSEEN.search(text):
        return ""
    return "" if "@" in _host(text) else text


def _host(address: str) -> str:
    """What stands between the scheme and the path; nothing for a mail or a telephone."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return "@"
