"""What a house that is served does by itself, beside answering."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.core.management import call_command
from django.utils import timezone

from essaim.assemblies.actions.ballot_boxes import sweep_boxes, sweep_open_boxes
from essaim.exchange.running import take_up_silent_runs
from essaim.files.sweeping import sweep_files
from essaim.kernel.locks import is_busy
from essaim.post.sending import wake

log = logging.getLogger(__name__)
#: Hours of the local day in which people are reminded.
BY_DAY = range(7, 21)


@dataclass(frozen=True)
class Chore:
    """Done at each look; or, where `hours` of the local day are named, once in each of them.

    Its work answers False where something held it up.
    """

    name: str
    work: Callable[[], object]
    hours: range | None = None


SILENT_RUNS = Chore("take_up_silent_runs", take_up_silent_runs)
CHORES = (
    SILENT_RUNS,
    Chore("wake", wake),
    Chore("sweep_open_boxes", sweep_open_boxes),
    Chore("forget_forms", partial(call_command, "forget_forms"), range(24)),
    Chore("sweep_boxes", sweep_boxes, range(24)),
    Chore("sweep_files", sweep_files, range(24)),
    Chore("remind_assemblies", partial(call_command, "remind_assemblies"), BY_DAY),
)


class Chores:
    """Every minute, what no worker holds is given to one; every hour of the day, reminders.

    Every hour too, forms and sessions that are over are forgotten, and what secret ballot boxes
    held before their last vote; every minute while one is open. Files without a row are removed.

    Each may be done as often as one likes: a timer that does them as well doubles nothing. One that
    fails, for a lock or for a fault of ours, stops neither the others nor the house: the log names
    it, and it is tried again at the next look.
    """

    def __init__(self, chores: Sequence[Chore] = CHORES) -> None:
        self._chores = chores
        self._done_in: dict[str, str] = {}

    def __call__(self) -> None:
        for chore in self._chores:
            self._look_at(chore)

    def _look_at(self, chore: Chore) -> None:
        now = timezone.localtime()
        hour = f"{now:%Y-%m-%d %H}"
        if chore.hours and (now.hour not in chore.hours or self._done_in.get(chore.name) == hour):
            return
        try:
            is_held_up = chore.work() is False
        except Exception as error:
            if is_busy(error):
                log.warning("chore %s waited in vain, tries again: %s", chore.name, error)
            else:
                log.exception("chore %s failed, tries again", chore.name)
        else:
            if not is_held_up:
                self._done_in[chore.name] = hour
