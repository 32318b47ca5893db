"""What the room offers the house."""

from essaim.documents.formats.kept import sweep_kept_files
from essaim.kernel.manifest import EVERY_HOUR, Manifest, Timer

MANIFEST = Manifest(
    room="documents",
    timers=[Timer("documents.sweep_kept_files", sweep_kept_files, EVERY_HOUR)],
)
