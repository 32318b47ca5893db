"""The address that a funder opens without an account: signed, dated, revocable."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.reports.models import FunderLink

SALT = "essaim.reports.funder_link"


@dataclass(frozen=True)
class Refusal:
    """Why a link opens nothing: a code for the log, a sentence for the reader."""

    code: str
    sentence: str


def address_of(link: FunderLink) -> str:
    """The whole address to hand on."""
    token = signing.Signer(salt=SALT).sign(str(link.key))
    return settings.BASE_URL + reverse("reports:funder_reading", args=[token])


def link_of(token: str, *, on: date) -> FunderLink | Refusal:
    """The link that a token opens on that day, or why it does not."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return Refusal(
            "forged", _("This address is not complete, or was altered. Ask for it again.")
        )
    link = FunderLink.objects.select_related("snapshot__report").filter(key=key).first()
    if link is None or link.revoked_at is not None:
        return Refusal("revoked", _("This link was withdrawn. Ask the network for another."))
    if link.expires_on < on:
        return Refusal("expired", _("This link is past its last day. Ask the network for another."))
    return link
