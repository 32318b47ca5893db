"""`essaim read_files`: reads files for the search, from a timer."""

from typing import Any

from django.core.management.base import BaseCommand

from essaim.files.chores import read_files


class Command(BaseCommand):
    """Where web and worker are run apart; `serve` does it every minute."""

    help = "Read what is written in files that nobody read yet, so that they are found by it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(read_files()))
