"""`essaim rebuild_search`: after a restore, or when rooms let more be found."""

from typing import Any

from django.core.management.base import BaseCommand

from essaim.search.indexing import rebuild


class Command(BaseCommand):
    """Beside whoever searches; nothing is lost if it is stopped."""

    help = "Index everything anew."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild()
