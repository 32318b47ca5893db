"""`essaim sweep_boxes`: for a timer, where web and worker are run apart."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from essaim.assemblies.votes.actions.ballot_boxes import sweep_boxes


class Command(BaseCommand):
    """Safe to run as often as one likes: each secret vote does it by itself, if nobody is in it."""

    help = "Take what secret ballot boxes held before their last vote out of the database's files."

    def handle(self, *args: Any, **options: Any) -> None:
        if not sweep_boxes():
            raise CommandError(
                "Former states of secret ballot boxes are still in the files of the database: "
                "somebody reads or writes. Run it again."
            )
