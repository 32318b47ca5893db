"""What the room offers the house."""

from essaim.kernel.manifest import Manifest

MANIFEST = Manifest(room="writing")
