"""`essaim take_up_runs`: for a timer, where web and worker are run apart."""

from typing import Any

from django.core.management.base import BaseCommand

from essaim.exchange.running import take_up_silent_runs


class Command(BaseCommand):
    """Safe to run as often as one likes."""

    help = "Give every import or long task that fell silent for a minute to a new attempt."

    def handle(self, *args: Any, **options: Any) -> None:
        take_up_silent_runs()
