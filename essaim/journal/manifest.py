"""What the room offers the house."""

from functools import partial

from django.core.management import call_command

from essaim.kernel.manifest import EVERY_HOUR, Manifest, Timer

MANIFEST = Manifest(
    room="journal",
    timers=[Timer("journal.forget_forms", partial(call_command, "forget_forms"), EVERY_HOUR)],
)
