"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import ADMINISTRATOR, COORDINATION, Acting
from essaim.kernel.manifest import Manifest, PageLink
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.kernel.offering.panels import Panel, Place
from essaim.portal.deeds import DEEDS
from essaim.portal.homepage import above, show_news, show_next_step, show_what_waits
from essaim.portal.queries import rooms_closed
from essaim.portal.rules import open_room


def _administers(by: Acting) -> bool:
    return by.is_one_of(ADMINISTRATOR)


def _keeps_sites(by: Acting) -> bool:
    return by.is_one_of(COORDINATION)


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

PANELS = [
    Panel(
        "portal.first_steps",
        _("First steps"),
        "portal/panels/first_steps.html",
        show_next_step,
        Place.WIDE,
        5,
        shown_to=open_room,
        is_shared=True,
    ),
    Panel(
        "portal.waiting",
        _("What waits for you"),
        "portal/panels/waiting.html",
        show_what_waits,
        Place.WIDE,
        10,
        shown_to=lambda acting: not acting.is_visitor,
    ),
    Panel(
        "portal.news",
        _("What is new"),
        "portal/panels/news.html",
        show_news,
        Place.MAIN,
        5,
        is_shared=True,
    ),
]

MANIFEST = Manifest(
    room="portal",
    deeds=DEEDS,
    panels=PANELS,
    page_links=PAGE_LINKS,
    above=above,
    closed_rooms=rooms_closed,
    menu=[
        MenuEntry(_("Calendar"), "portal:agenda", MenuGroup.ACT, 30),
        MenuEntry(
            _("Shown on other sites"), "portal:embeds", MenuGroup.TOOLS, 50, shown_to=_keeps_sites
        ),
        MenuEntry(_("First steps"), "portal:first_steps", MenuGroup.TOOLS, 55, shown_to=open_room),
        MenuEntry(_("Rooms"), "portal:rooms", MenuGroup.TOOLS, 60, shown_to=open_room),
        MenuEntry(_("Personal data"), "portal:privacy", MenuGroup.FOOT),
    ],
)
