"""What a house that is served does by itself, beside answering: the timers of its rooms."""

import logging
from collections.abc import Sequence

from django.utils import timezone

from essaim.kernel.locks import is_busy
from essaim.kernel.manifest import Timer, timers_now

log = logging.getLogger(__name__)


class Chores:
    """Looked at every minute.

    A timer that fails, for a lock or for a fault of ours, stops neither the others nor the house:
    the log names it, and it is tried again at the next look.
    """

    def __init__(self, timers: Sequence[Timer] | None = None) -> None:
        self._timers = timers
        self._done_in: dict[str, str] = {}

    def __call__(self) -> None:
        for timer in timers_now() if self._timers is None else self._timers:
            self._look_at(timer)

    def _look_at(self, timer: Timer) -> None:
        now = timezone.localtime()
        hour = f"{now:%Y-%m-%d %H}"
        if timer.hours and (now.hour not in timer.hours or self._done_in.get(timer.code) == hour):
            return
        try:
            is_held_up = timer.work() is False
        except Exception as error:
            if is_busy(error):
                log.warning("timer %s waited in vain, tries again: %s", timer.code, error)
            else:
                log.exception("timer %s failed, tries again", timer.code)
        else:
            if not is_held_up:
                self._done_in[timer.code] = hour
