"""`essaim administer`: whoever holds the host names who administers the house."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from essaim.accounts.actions import acting_command, name_administrator


class Command(BaseCommand):
    """For a house whose last administrator left, lost their address, or never was."""

    help = "Let an account administer the house: opened if there is none, let in if it was closed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="address of the account")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is no e-mail address.") from error
        user = name_administrator(email=options["email"], by=acting_command("administer"))
        self.stdout.write(f"{user.email} administers the house, and signs in by a code sent there.")
