"""`essaim sweep_files`: removes files that have no row, from a timer."""

from typing import Any

from django.core.management.base import BaseCommand

from essaim.files.sweeping import sweep_files


class Command(BaseCommand):
    """Where web and worker are run apart; `serve` does it every hour."""

    help = "Remove files of the house that are older than sixty days and that no row names."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(sweep_files()))
