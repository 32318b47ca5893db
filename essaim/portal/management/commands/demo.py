"""`essaim demo`: the demonstration year, built anew and served on this machine alone."""

import os
import sys
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from essaim.accounts.links import demo_link
from essaim.exchange.manifest import SILENT_RUNS
from essaim.network.models import Organisation
from essaim.portal.chores import Chores
from essaim.portal.demo import build_demo, demo_people, is_built
from essaim.portal.serving import keep_alive, load_house, serve_pages
from essaim.portal.working import work_on_tasks


class Command(BaseCommand):
    """Builds the year if it is not there, prints who one may be, and serves."""

    help = "Build the demonstration year and serve it on this machine. People in it are invented."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="build, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if not is_built():
            self._refuse_a_real_house()
            self.stdout.write("Building the demonstration year…")
            build_demo()
        settings.DEMO_MARK.touch()
        self._tell_who()
        if not options["no_serve"]:
            if not os.environ.get("ESSAIM_EMAIL_URL"):
                self.stdout.write(f"\nMails leave into {settings.DATA_DIR / 'mails'}")
            self.stdout.write(f"\n{settings.BASE_URL}/   (Ctrl+C to stop)\n")
            self.stdout.flush()
            port = urlsplit(settings.BASE_URL).port or 8000
            pages = partial(serve_pages, "127.0.0.1", port, 1)
            load_house()
            sys.exit(keep_alive([pages, work_on_tasks], Chores([SILENT_RUNS])))

    def _refuse_a_real_house(self) -> None:
        if not settings.DEMO or Organisation.objects.filter(is_house=True).exists():
            raise CommandError(
                "This data folder holds a real house, and the demo invents people. "
                "Name another folder in ESSAIM_DATA_DIR."
            )

    def _tell_who(self) -> None:
        self.stdout.write("\nSign in with one click, on this machine only:")
        for label, user in demo_people():
            self.stdout.write(f"  {label}\n    {demo_link(user)}")
