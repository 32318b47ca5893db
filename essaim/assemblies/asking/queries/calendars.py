"""Days that are proposed for a meeting, in the calendars of those who are asked."""

from django.utils.translation import gettext as _

from essaim.assemblies.asking.enums import DatePollState
from essaim.assemblies.asking.models import DateOption, DatePoll
from essaim.kernel.offering.calendar import Asked, CalendarEntry


def days_proposed(asked: Asked) -> list[CalendarEntry]:
    """Of polls that are not settled yet. One query."""
    polls = DatePoll.objects.visible_to(asked.acting).filter(state=DatePollState.OPEN)
    if asked.body is not None:
        polls = polls.filter(body__key=asked.body)
    options = asked.of(DateOption.objects.filter(poll__in=polls), "starts_at", "ends_at")
    return [
        CalendarEntry(
            key=option.key,
            title=_("Day proposed: %(meeting)s") % {"meeting": option.poll},
            url=option.poll.get_absolute_url(),
            starts=option.starts_at,
            ends=option.ends_at,
            audience="",
            state="tentative",
            place=option.poll.place,
            sequence=0,
            changed_at=option.poll.opened_at,
        )
        for option in options.select_related("poll__body")
    ]
