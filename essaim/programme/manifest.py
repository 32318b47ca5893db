"""What the room offers the house."""

from essaim.kernel.manifest import Manifest, Measure, MenuEntry
from essaim.programme.kinds import KINDS
from essaim.programme.queries.measures import measures_of

MENU: tuple[MenuEntry, ...] = ()
MEASURES: tuple[Measure, ...] = measures_of(KINDS)

MANIFEST = Manifest(room="programme", kinds=KINDS, measures=MEASURES, menu=MENU)
