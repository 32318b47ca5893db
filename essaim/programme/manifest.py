"""What the room offers the house."""

from essaim.kernel.manifest import Kind, Manifest, Measure, MenuEntry

KINDS: tuple[Kind, ...] = ()
MENU: tuple[MenuEntry, ...] = ()
MEASURES: tuple[Measure, ...] = ()

MANIFEST = Manifest(room="programme", kinds=KINDS, measures=MEASURES, menu=MENU)
