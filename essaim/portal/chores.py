"""What a house that is served does by itself, beside answering."""

from django.core.management import call_command
from django.utils import timezone

from essaim.assemblies.actions.ballot_boxes import sweep_boxes, sweep_open_boxes
from essaim.exchange.running import take_up_silent_runs
from essaim.post.sending import wake

#: Hours of the local day in which people are reminded.
BY_DAY = range(7, 21)


class Chores:
    """Every minute, what no worker holds is given to one; every hour of the day, reminders.

    Every hour too, forms and sessions that are over are forgotten, and what secret ballot boxes
    held before their last vote; every minute while one is open.

    Each may be done as often as one likes: a timer that does them as well doubles nothing.
    """

    def __init__(self) -> None:
        self._reminded_in = self._swept_in = ""

    def __call__(self) -> None:
        take_up_silent_runs()
        wake()
        sweep_open_boxes()
        now = timezone.localtime()
        hour = f"{now:%Y-%m-%d %H}"
        if hour != self._swept_in:
            self._swept_in = hour
            call_command("forget_forms")
            sweep_boxes()
        if now.hour in BY_DAY and hour != self._reminded_in:
            self._reminded_in = hour
            call_command("remind_assemblies")
