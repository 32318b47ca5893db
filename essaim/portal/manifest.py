"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import Manifest, MenuEntry, Retention

_FREE_WORDS = _("free words, in which people may be named")
_AS_LONG_AS_THE_HOUSE = _("the life of the network")

#: Papers whose rooms do not know whom they name.
PAPERS = [
    Retention(
        "reports.Snapshot",
        "document",
        "keep",
        why=_("what was published stays as it was sent: its hash says so"),
        kept_for=_AS_LONG_AS_THE_HOUSE,
    ),
    Retention(
        "reports.FunderLink",
        "recipient",
        "keep",
        why=_("says to whom a published version was given"),
        kept_for=_AS_LONG_AS_THE_HOUSE,
    ),
    Retention("programme.PastReport", "text", "keep", _FREE_WORDS, _AS_LONG_AS_THE_HOUSE),
    Retention("exchange.Row", "source", "keep", _FREE_WORDS, _AS_LONG_AS_THE_HOUSE),
]

MANIFEST = Manifest(
    room="portal",
    retention=PAPERS,
    footer=[MenuEntry(_("Personal data"), "portal:privacy", order=10)],
)
