"""How what a browser sends arrived: whole, or refused with a status and a sentence.

Whoever receives says so in the environment of the request, under `ARRIVAL`; the house answers.
"""

from enum import StrEnum

from django.utils.translation import gettext as _

from essaim.kernel.http import no_room_sentence

#: No header can set a name like this one: those of headers begin with HTTP_.
ARRIVAL = "essaim.arrival"


class Arrival(StrEnum):
    """Whether a body is there to be read."""

    WHOLE = "whole"
    TOO_LARGE = "too_large"
    TOO_LARGE_FOR_VISITORS = "too_large_for_visitors"
    TOO_SLOW = "too_slow"
    CUT = "cut"
    NO_ROOM = "no_room"


_STATUSES = {
    Arrival.TOO_LARGE: 413,
    Arrival.TOO_LARGE_FOR_VISITORS: 413,
    Arrival.TOO_SLOW: 408,
    Arrival.CUT: 400,
    Arrival.NO_ROOM: 507,
}


def refusal_of(arrival: Arrival) -> tuple[int, str] | None:
    """Status and sentence; None where nothing is to be refused."""
    if arrival == Arrival.WHOLE:
        return None
    return _STATUSES[arrival], _sentence(arrival)


def _sentence(arrival: Arrival) -> str:
    if arrival == Arrival.TOO_LARGE:
        return _("What was sent is too large. Send less at once: split the text or the file.")
    if arrival == Arrival.TOO_LARGE_FOR_VISITORS:
        return _(
            "What was sent is too large for somebody who is not signed in. Sign in, then go back "
            "and send it again."
        )
    if arrival == Arrival.TOO_SLOW:
        return _(
            "What was sent came too slowly and was given up; nothing was saved. Go back and send "
            "it again, from a better connection or in smaller parts."
        )
    if arrival == Arrival.NO_ROOM:
        return no_room_sentence()
    return _("What was sent arrived cut short or damaged. Go back and send it again.")
