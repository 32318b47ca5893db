"""`essaim follow_journal`: for a timer, where the worker is run apart."""

from typing import Any

from django.core.management.base import BaseCommand

from essaim.search.indexing import follow_journal


class Command(BaseCommand):
    """Indexes what was written since the last time."""

    help = "Index what was written since the last time."

    def handle(self, *args: Any, **options: Any) -> None:
        follow_journal()
