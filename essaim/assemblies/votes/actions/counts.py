"""Entering what was counted outside of the house, and drawing lots before everybody."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.actions.locking import refuse_room
from essaim.assemblies.roll.queries.presence import room_of
from essaim.assemblies.votes.actions.ballot_checks import is_taken_before, refuse_more_papers
from essaim.assemblies.votes.actions.locking import locked_open
from essaim.assemblies.votes.actions.resolutions import settle
from essaim.assemblies.votes.enums import BallotMeans, Choice, Method
from essaim.assemblies.votes.marks import YES_OR_NO
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.outcomes import finding_of
from essaim.files.actions import store_file
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken


@action
def enter_paper_result(
    *, resolution: Resolution, counts: Mapping[str, int], by: Acting
) -> Resolution:
    """Enter the count of a paper ballot; entered again, it replaces. All zero takes it back.

    Raises RuleBroken where there are more papers than electors here who have not voted otherwise.
    """
    resolution = locked_open(resolution)
    if resolution.is_from_elsewhere:
        raise RuleBroken(_("This vote was held elsewhere: its result is entered already."))
    _take(resolution, counts)
    resolution.save(update_fields=["paper"])
    return resolution


@action
def time_vote(
    *, resolution: Resolution, by: Acting, taken_at: datetime | None = None
) -> Resolution:
    """Say when papers or hands were taken, where they are counted later: nothing is closing it.

    Who was in the room at that moment is counted as present, with whoever votes otherwise. Raises
    RuleBroken for a moment before the meeting or still to come, in writing, and for a moment at
    which those whose votes are in were not there.
    """
    resolution = locked_open(resolution)
    refuse_room(resolution.meeting)
    if taken_at is not None and resolution.method not in YES_OR_NO:
        raise RuleBroken(_("No hand nor paper is entered in such a vote: it is counted now."))
    began = resolution.meeting.opened_at
    if taken_at is not None and taken_at > timezone.now():
        raise RuleBroken(_("This time is still to come."))
    if taken_at is not None and began is not None and taken_at < began:
        # It is said to the minute, and the meeting opened within that one.
        taken_at = began if taken_at >= began.replace(second=0, microsecond=0) else taken_at
    if taken_at is not None and began is not None and taken_at < began:
        raise RuleBroken(_("The meeting was not open yet: no vote was taken then."))
    resolution.taken_at = taken_at
    _refuse_other_votes(resolution)
    refuse_more_papers(resolution)
    resolution.save(update_fields=["taken_at"])
    return resolution


def _refuse_other_votes(resolution: Resolution) -> None:
    """Raises RuleBroken where a vote that is in cannot have been given at the moment said."""
    if resolution.taken_at is None:
        return
    pressed = resolution.ballots.filter(means=BallotMeans.DEVICE).exists()
    if is_taken_before(resolution, resolution.taken_at) and (
        pressed or resolution.sign_offs.exists()
    ):
        raise RuleBroken(
            _("Votes were cast here once the vote was opened: it was not taken before that.")
        )
    room = room_of(resolution.meeting, resolution.taken_at)
    hands = resolution.ballots.filter(means=BallotMeans.HAND).select_related("elector")
    for ballot in hands.order_by("elector__folded", "elector"):
        there = room.present if ballot.proxy_id is None else room.holder_of.keys()
        if ballot.elector_id not in there:
            raise RuleBroken(
                _(
                    "A raised hand is entered for “%(name)s”, who was not there at that time in "
                    "the same way: put right first when people came and left."
                )
                % {"name": ballot.elector.name}
            )


@action
def enter_outside_result(
    *,
    resolution: Resolution,
    counts: Mapping[str, int],
    by: Acting,
    proof_url: str = "",
    proof: IO[bytes] | None = None,
    proof_name: str = "",
) -> Resolution:
    """Enter the result of a vote held in another house, with what proves it: a link or a file.

    Raises RuleBroken without a proof, beside votes cast here, and where more voted than are present
    or represented. Raises Refused for a file that is not one.
    """
    resolution = locked_open(resolution)
    if not proof_url and proof is None:
        raise RuleBroken(_("Join what proves the result: a link, or a file."))
    if resolution.ballots.exists() or resolution.sign_offs.exists():
        raise RuleBroken(_("Votes were cast here: the result of another house does not mix in."))
    _take(resolution, counts)
    resolution.proof_url = proof_url
    if proof is not None:
        audience = resolution.meeting.action.audience
        resolution.proof_file = store_file(content=proof, name=proof_name, audience=audience, by=by)
    resolution.save(update_fields=["paper", "proof_url", "proof_file"])
    return resolution


def _take(resolution: Resolution, counts: Mapping[str, int]) -> None:
    if resolution.method != Method.SIMPLE:
        raise RuleBroken(_("Counts are entered in a vote for or against alone."))
    if set(counts) - set(Choice.values) or any(number < 0 for number in counts.values()):
        raise RuleBroken(_("Enter how many ballots say for, against, abstention, blank."))
    resolution.paper = {choice: number for choice, number in counts.items() if number}
    refuse_more_papers(resolution)


@action
def draw_lots(
    *, resolution: Resolution, words: str, by: Acting, at: datetime | None = None
) -> Resolution:
    """Close the question with the order that secret and words give: anyone can draw it again.

    The text, frozen by the opening, says where the words come from. Raises RuleBroken without any.
    """
    resolution = locked_open(resolution)
    if resolution.method != Method.LOT:
        raise RuleBroken(_("This question is not decided by drawing lots."))
    words = " ".join(words.split())
    if not words:
        raise RuleBroken(_("Type what was said before all: numbers or words."))
    return settle(resolution, finding_of(resolution, words), by=by, at=at)
