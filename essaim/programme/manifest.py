"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import (
    Erasure,
    Holding,
    ImportTarget,
    Manifest,
    Measure,
    MenuEntry,
    Naming,
    Retention,
)
from essaim.programme.actions.personal import forget_person
from essaim.programme.findables import SEARCHABLES
from essaim.programme.kinds import KINDS
from essaim.programme.queries.actions import holdings_of
from essaim.programme.queries.agreements import agreements_with
from essaim.programme.queries.figures import derived_from
from essaim.programme.queries.measures import measures_of

#: The pages of one figure, which stand beside the address of their list.
FIGURES = {
    f"programme:{name}"
    for name in ("indicator", "edit_indicator", "add_reading", "correct_reading")
}
MENU: tuple[MenuEntry, ...] = (
    MenuEntry(_("Programme"), "programme:current", 10),
    MenuEntry(_("Actions"), "programme:actions", 20),
    MenuEntry(_("Figures"), "programme:indicators", 25, also=FIGURES),
)
MEASURES: tuple[Measure, ...] = measures_of(KINDS)

IMPORTS = (ImportTarget("actions", _("Actions"), "essaim.programme.imports.ActionImport"),)

COUNTS_STAY_TRUE = _("So that the number of people involved stays true; it names nobody then.")
RETENTION = (
    Retention(
        "programme.ActionPerson",
        "person",
        "anonymise",
        COUNTS_STAY_TRUE,
        _("as long as the action"),
    ),
    Retention(
        "programme.ActionPerson",
        "label",
        "erase",
        _("Under which name somebody appeared is hers to take back."),
        _("as long as the action"),
    ),
)
HOLDINGS = (Holding("programme.actions", _("Actions in which you appear"), holdings_of),)
ERASURES = (Erasure("programme.action_labels", forget_person),)

MANIFEST = Manifest(
    room="programme",
    kinds=KINDS,
    measures=MEASURES,
    menu=MENU,
    imports=IMPORTS,
    searchables=SEARCHABLES,
    retention=RETENTION,
    holdings=HOLDINGS,
    erasures=ERASURES,
    namings=(
        Naming("network.Organisation", agreements_with),
        Naming("programme.Indicator", derived_from),
    ),
)
