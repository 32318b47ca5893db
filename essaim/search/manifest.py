"""What the room offers the house."""

from essaim.kernel.manifest import Manifest, Timer
from essaim.search.indexing import follow_journal, index_act

MANIFEST = Manifest(
    room="search", after_act=index_act, timers=[Timer("search.follow_journal", follow_journal)]
)
