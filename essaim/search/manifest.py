"""What the room offers the house."""

from essaim.kernel.manifest import Manifest
from essaim.search.indexing import index_act

MANIFEST = Manifest(room="search", after_act=index_act)
