"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import ImportTarget, Manifest, Measure, MenuEntry
from essaim.programme.kinds import KINDS
from essaim.programme.queries.measures import measures_of

MENU: tuple[MenuEntry, ...] = ()
MEASURES: tuple[Measure, ...] = measures_of(KINDS)

IMPORTS = (ImportTarget("actions", _("Actions"), "essaim.programme.imports.ActionImport"),)

MANIFEST = Manifest(room="programme", kinds=KINDS, measures=MEASURES, menu=MENU, imports=IMPORTS)
