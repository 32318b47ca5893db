"""`essaim found`: the first organisation and the first account of a new house."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from essaim.accounts.actions import acting_command, give_house_role, make_account
from essaim.accounts.enums import Role
from essaim.network.actions import add_organisation
from essaim.network.models import Organisation
from essaim.portal.serving import refuse_unmigrated


class Command(BaseCommand):
    """Opens the house: refuses to do so twice."""

    help = "Open a new house: the network itself, and the account that coordinates it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--network", required=True, help="name of the network")
        parser.add_argument("--email", required=True, help="address of the first account")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unmigrated()
        if Organisation.objects.filter(is_house=True).exists():
            raise CommandError(
                "This house is open already: its network is noted. If the address was "
                "mistyped and nobody can sign in, name another: essaim administer ADDRESS."
            )
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is no e-mail address.") from error
        by = acting_command("found")
        add_organisation(name=options["network"], kind="network", is_house=True, by=by)
        user = make_account(email=options["email"], by=by)
        for role in (Role.COORDINATION, Role.ADMINISTRATOR):
            give_house_role(user=user, role=role, since=timezone.localdate(), by=by)
        self.stdout.write(f"{options['email']} may now sign in, by a code sent there.")
