"""`essaim repairs`: who may look at the rows behind the pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from essaim.accounts.actions import acting_command, let_into_repairs
from essaim.accounts.models import User


class Command(BaseCommand):
    """Whoever holds the host says it: the rows of everybody are there, whatever their audience."""

    help = "Let an account into the repairs (/reparations/), or out again with --close."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="address of the account")
        parser.add_argument("--close", action="store_true", help="take the right back")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account at {options['email']}.")
        let_into_repairs(user=user, may=not options["close"], by=acting_command("repairs"))
        says = "may no longer open" if options["close"] else "may open"
        self.stdout.write(f"{user.email} {says} the repairs.")
