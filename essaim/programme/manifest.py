"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import works_here
from essaim.kernel.manifest import (
    Awaiting,
    Commented,
    Fielded,
    ImportTarget,
    Manifest,
    Measure,
    Naming,
    PageLink,
)
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.kernel.offering.openings import Opening
from essaim.programme.actions.deeds import DEEDS
from essaim.programme.attendances import ATTENDANCES
from essaim.programme.calendar import CALENDAR
from essaim.programme.embeds import EMBEDS
from essaim.programme.feeds import FEEDS
from essaim.programme.findables import SEARCHABLES
from essaim.programme.json_ld import JSON_LD
from essaim.programme.kinds import KINDS
from essaim.programme.panels import FIRST_STEPS, PANELS
from essaim.programme.personal import PERSONAL
from essaim.programme.queries.agreements import agreements_with
from essaim.programme.queries.figures import derived_from
from essaim.programme.queries.measures import measures_of
from essaim.programme.queries.options import FIGURES_IN_TEXT
from essaim.programme.queries.plan import judgements_to_write, programme_to_begin
from essaim.programme.rules.actions import add_action

#: The pages of one figure, which stand beside the address of their list.
FIGURES = {
    f"programme:{name}"
    for name in ("indicator", "edit_indicator", "add_reading", "correct_reading")
}
MENU: tuple[MenuEntry, ...] = (
    MenuEntry(_("Programme"), "programme:current", MenuGroup.ACT, 10),
    MenuEntry(_("Actions"), "programme:actions", MenuGroup.ACT, 20),
    MenuEntry(_("Figures"), "programme:indicators", MenuGroup.ACCOUNT, 10, also=FIGURES),
)
HOME = "portal:home"
PAGE_LINKS = (
    PageLink(HOME, _("Note an action"), "programme:note_action", "plus", add_action, "primary"),
    PageLink(HOME, _("Figures"), "programme:indicators", "chart", works_here),
)
MEASURES: tuple[Measure, ...] = measures_of(KINDS)

IMPORTS = (ImportTarget("actions", _("Actions"), "essaim.programme.imports.actions.ActionImport"),)

MANIFEST = Manifest(
    room="programme",
    deeds=DEEDS,
    first_steps=FIRST_STEPS,
    opening=Opening(
        _("Programme"),
        _("Agreements, objectives, actions and figures."),
        why_open=_("Meetings are actions of it, and reports tell it."),
    ),
    json_ld=JSON_LD,
    embeds=EMBEDS,
    kinds=KINDS,
    fielded=[Fielded("programme.action", _("Actions"))],
    measures=MEASURES,
    figures_in_text=(FIGURES_IN_TEXT,),
    awaiting=[
        Awaiting("programme.beginning", _("Programme to begin"), programme_to_begin),
        Awaiting("programme.judgements", _("Judgements to write"), judgements_to_write),
    ],
    panels=PANELS,
    page_links=PAGE_LINKS,
    menu=MENU,
    imports=IMPORTS,
    searchables=SEARCHABLES,
    personal=PERSONAL,
    feeds=FEEDS,
    commented=[
        Commented("programme.action", ["programme:action"], keeps="programme.edit_action"),
        Commented("programme.decision", ["programme:decision"], keeps="programme.edit_decision"),
        Commented("programme.objective", ["programme:objective"], keeps="programme.edit_objective"),
    ],
    calendar=CALENDAR,
    attendances=ATTENDANCES,
    namings=(
        Naming("network.Organisation", agreements_with),
        Naming("programme.Indicator", derived_from),
    ),
)
