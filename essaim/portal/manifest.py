"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import ADMINISTRATOR, Acting
from essaim.kernel.manifest import Manifest, MenuEntry, PageLink, Retention

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
    *(
        Retention(model, field, "keep", _FREE_WORDS, _AS_LONG_AS_THE_HOUSE)
        for model, field in (
            ("programme.Action", "title"),
            ("programme.Action", "summary"),
            ("assemblies.AgendaItem", "title"),
            ("reports.Section", "text"),
            ("files.StoredFile", "name"),
            ("reprise.PastReport", "name"),
            ("reprise.PastReport", "text"),
            ("exchange.Row", "source"),
        )
    ),
]


def _administers(by: Acting) -> bool:
    return by.is_one_of(ADMINISTRATOR)


#: For people who have no account, and ask somebody who administers the house.
PERSON = "network:person"
PAGE_LINKS = [
    PageLink(
        PERSON,
        _("All that the house holds on them"),
        "portal:export_person",
        "download",
        _administers,
    ),
    PageLink(PERSON, _("Erase this person"), "portal:erase_person", "trash", _administers),
]

MANIFEST = Manifest(
    room="portal",
    retention=PAPERS,
    page_links=PAGE_LINKS,
    footer=[MenuEntry(_("Personal data"), "portal:privacy", order=10)],
)
