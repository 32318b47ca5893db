"""Whose vote decides between equal votes: who presided when the vote was opened."""

from datetime import datetime

from essaim.assemblies.attendance_sheet import Chairing, lasts
from essaim.assemblies.enums import BallotMeans
from essaim.assemblies.models import Ballot, Resolution
from essaim.assemblies.queries.attendance_sheets import chairs_of, voice_word, whole_sheet
from essaim.network.models import Person


def ballot_of_chair(resolution: Resolution) -> Ballot | None:
    """What they cast themselves, as the elector for whom they sat: never what a proxy cast."""
    chair = _chair_at_opening(resolution)
    if chair is None:
        return None
    sheet = whole_sheet(resolution.meeting, resolution.meeting.electors.order_by("folded", "pk"))
    at = resolution.opened_at
    seat = sheet.seat_of(chair, at) or sheet.seat_of(chair)
    ballot = resolution.ballots.filter(elector=seat, proxy=None).first() if seat else None
    if ballot is None or sheet.seat_of(chair, moment_of(ballot, resolution)) != seat:
        return None  # somebody else sat there by then
    return ballot


def moment_of(ballot: Ballot, resolution: Resolution) -> datetime:
    """When it was cast; of a raised hand, when the hands were, if they were noted later."""
    is_hand = ballot.means == BallotMeans.HAND
    return (resolution.taken_at if is_hand else None) or ballot.cast_at


def _chair_at_opening(resolution: Resolution) -> Chairing | None:
    """As the vote froze it; of one that was opened before, as the meeting kept it."""
    if "chair" in resolution.roll:
        frozen = str(resolution.roll["chair"])
        person = Person.objects.filter(key=frozen).first() if frozen else None
        return Chairing(person.pk, voice_word(person)) if person else None
    chairs = chairs_of(resolution.meeting)
    return next((one for one in chairs if lasts(one, resolution.opened_at)), None)
