"""`essaim send_mails`: for a timer, where web and worker are run apart."""

from typing import Any

from django.core.management.base import BaseCommand

from essaim.post.sending import send_messages


class Command(BaseCommand):
    """Safe to run as often as one likes, and beside a worker; says nothing, as timers like it."""

    help = "Send every mail that is due: new, put off, or left by a worker that was lost."

    def handle(self, *args: Any, **options: Any) -> None:
        send_messages()
