"""`essaim forget_forms`: for a timer, where web and worker are run apart."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from essaim.journal.models import Submission


class Command(BaseCommand):
    """Safe to run as often as one likes."""

    help = "Forget forms that were sent over a month ago, and sessions that are over."

    def handle(self, *args: Any, **options: Any) -> None:
        Submission.objects.forget_old()
        call_command("clearsessions")
