"""`essaim serve`: the web server and the worker, together."""

import os
import sys
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from essaim.portal.chores import Chores
from essaim.portal.serving import (
    keep_alive,
    load_house,
    refuse_taken,
    refuse_unmigrated,
    serve_own_address,
    serve_pages,
)
from essaim.portal.working import work_on_tasks


class Command(BaseCommand):
    """One process for pages, one for long tasks; when one ends, both do."""

    help = "Serve the house: web server and worker. Stops cleanly on Ctrl+C or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="web processes")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["workers"] > 1 and not settings.REDIS_URL:
            raise CommandError(
                "Several web processes count sign-in codes together in a shared cache, and there is"
                " none: set ESSAIM_REDIS_URL (requirements/redis.txt), or leave --workers out."
            )
        if not os.environ.get("ESSAIM_BASE_URL"):
            serve_own_address(options["port"])
        refuse_unmigrated()
        refuse_taken(options["host"], options["port"])
        pages = partial(serve_pages, options["host"], options["port"], options["workers"])
        load_house()
        self.stdout.write(f"http://{options['host']}:{options['port']}/")
        sys.exit(keep_alive([pages, work_on_tasks], Chores()))
