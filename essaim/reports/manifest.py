"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import works_here
from essaim.kernel.manifest import Awaiting, Commented, Manifest, Naming, PageLink
from essaim.kernel.offering.agendas import AgendaSource
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.kernel.offering.openings import Opening
from essaim.reports.actions.deeds import DEEDS
from essaim.reports.calendar import CALENDAR
from essaim.reports.embeds import EMBEDS
from essaim.reports.feeds import FEEDS
from essaim.reports.findables import SEARCHABLES
from essaim.reports.json_ld import JSON_LD
from essaim.reports.panels import FIRST_STEPS, PANELS, below
from essaim.reports.personal import PERSONAL
from essaim.reports.queries.agenda import reports_to_adopt
from essaim.reports.queries.awaiting import reports_to_publish
from essaim.reports.queries.publication import stops
from essaim.reports.queries.reports import places_of_report, reports_on, reports_to

MANIFEST = Manifest(
    room="reports",
    deeds=DEEDS,
    first_steps=FIRST_STEPS,
    opening=Opening(
        _("Reports"),
        _("The yearly report, composed of the year, published and sent."),
        stops=stops,
    ),
    json_ld=JSON_LD,
    embeds=EMBEDS,
    below=below,
    personal=PERSONAL,
    searchables=SEARCHABLES,
    awaiting=[Awaiting("reports.drafts", _("Reports to finish"), reports_to_publish)],
    agenda_sources=[AgendaSource("reports.adoptions", _("Reports to adopt"), reports_to_adopt)],
    feeds=FEEDS,
    panels=PANELS,
    page_links=[PageLink("portal:home", _("Reports"), "reports:reports", "report", works_here)],
    commented=[
        Commented(
            "reports.report",
            ["reports:composer", "reports:report"],
            keeps="reports.compose_report",
            places=places_of_report,
        )
    ],
    calendar=CALENDAR,
    menu=[MenuEntry(_("Reports"), "reports:reports", MenuGroup.ACCOUNT, 20)],
    namings=(
        Naming("network.Organisation", reports_to),
        Naming("programme.Programme", reports_on),
    ),
    writing_views={
        "reports:funder_reading": "counts the consultations of a link, or the refusals of a day",
        "reports:funder_file": "counts the refusals of a day",
    },
)
