"""`essaim hold_mails`: nothing leaves until somebody has looked, after a restore for instance."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from essaim.accounts.actions import acting_command
from essaim.kernel.errors import RuleBroken
from essaim.post.actions import hold_mails, release_mails
from essaim.post.queries import mails_held


class Command(BaseCommand):
    """Mails that are written meanwhile wait with the others; codes to sign in leave."""

    help = "Hold every mail of the house, or let them leave again with --release."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--release", action="store_true", help="let them leave again")

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting_command("hold_mails")
        if options["release"]:
            try:
                release_mails(by=by)
            except RuleBroken as broken:
                raise CommandError(str(broken)) from broken
            self.stdout.write("The mails that waited leave now.")
            return
        hold_mails(by=by)
        hold = mails_held()
        waiting = hold.waiting if hold else 0
        self.stdout.write(
            f"No mail leaves any more; waiting: {waiting}. Look at them in the house, hold back"
            " those that left already, then let the others leave there, or with --release."
        )
