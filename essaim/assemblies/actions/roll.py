"""Writing the roll down, until the meeting opens."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.actions.locking import locked_in
from essaim.assemblies.enums import MeetingState, Right
from essaim.assemblies.models import Elector, Meeting
from essaim.assemblies.queries.notice import rules_at
from essaim.assemblies.queries.roll import derived_roll
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted

#: What is derived from the registers; answers, proxies and keys stay.
_DERIVED = ["name", "folded", "voice", "college", "right"]


@action
def refresh_roll(*, meeting: Meeting, by: Acting, at: datetime | None = None) -> Meeting:
    """Bring the roll of a convened meeting to what the registers say: members, names, rights.

    Nobody is taken off it: whoever is no member on that day loses the right to vote. Raises
    RuleBroken once the meeting is open, since the right to vote then stands.
    """
    meeting = locked_in(meeting, {MeetingState.CONVENED})
    at = at or timezone.now()
    rules = rules_at(meeting, at)
    if rules is None:
        raise RuleBroken(_("This body has no rules yet: write them down first."))
    on_roll = {one.membership_id or one.seat_id: one for one in meeting.electors.all()}
    derived = derived_roll(meeting, rules, at, on_roll={pk for pk in on_roll if pk is not None})
    known, new = [], []
    for line in derived:
        elector = on_roll.pop(line.membership_id or line.seat_id, None)
        if elector is not None:
            known.append(_brought_to(elector, line))
        elif line.right != Right.MERGED:
            new.append(line)
    for gone in on_roll.values():
        gone.right = Right.ENDED
    Elector.objects.bulk_create(fitted(new))
    Elector.objects.bulk_update(fitted([*known, *on_roll.values()]), _DERIVED, batch_size=200)
    return meeting


def _brought_to(elector: Elector, line: Elector) -> Elector:
    for name in _DERIVED:
        setattr(elector, name, getattr(line, name))
    return elector
