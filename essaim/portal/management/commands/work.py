"""`essaim work`: the process of long tasks, alone; `essaim serve` runs it beside the pages."""

from typing import Any

from django.core.management.base import BaseCommand

from essaim.portal.serving import refuse_unmigrated
from essaim.portal.working import work_on_tasks


class Command(BaseCommand):
    """Tasks one after the other, as they come. Stops after the one at hand."""

    help = "Do long tasks: imports, mails. Stops cleanly on Ctrl+C or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unmigrated()
        work_on_tasks()
