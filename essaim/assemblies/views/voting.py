"""Casting ballots, and entering those of raised hands."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from essaim.assemblies.actions import voting
from essaim.assemblies.actions.secrecy import cast_secret_ballot as cast_in_secret
from essaim.assemblies.forms.ballots import BallotForm, HandVotesForm
from essaim.assemblies.models import Elector, Resolution
from essaim.assemblies.queries.ballot_room import asked_rows, on_roll
from essaim.assemblies.queries.presence import room_around, room_of
from essaim.assemblies.queries.votes import MyVote, my_votes
from essaim.assemblies.views.doors import OPEN_BECAUSE, Door, sitting_address
from essaim.assemblies.views.resolutions import (
    answer_said,
    resolution_address,
    resolution_of,
    show_resolution,
)
from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.discretion import told_to_nobody
from essaim.kernel.http import (
    FormPage,
    Request,
    open_to_visitors,
    refusals_on,
    tell,
)
from essaim.kernel.rules import require


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def cast_ballots(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key, asked_rows())
    require(door.acting, "assemblies.cast_ballots", resolution=found)
    return _answer_ballot(request, found, door, _cast)


@told_to_nobody
@open_to_visitors(OPEN_BECAUSE)
@require_POST
def cast_secret_ballot(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key, asked_rows())
    require(door.acting, "assemblies.cast_secret_ballot", resolution=found)
    return _answer_ballot(request, found, door, cast_in_secret)


def _answer_ballot(
    request: Request, found: Resolution, door: Door, act: Callable[..., Any]
) -> HttpResponse:
    """Casts, and goes back to where one voted; what is refused stands above the ballot."""
    mine = _my_vote(found, door)
    if mine is None or not mine.open_voices:
        messages.error(request, _("You have no vote to cast here now."))
        return redirect(resolution_address(found, door))
    form = BallotForm(request.POST, vote=mine)
    if form.is_valid():
        with refusals_on(form):
            votes = form.votes()
            act(resolution=found, votes=votes, by=door.acting)
            tell(request, _told(mine, votes))
            return redirect(_next(request, found, door))
    shown, _door = resolution_of(request, found.key)
    return show_resolution(request, shown, door, form)


def _cast(*, resolution: Resolution, votes: dict[Elector, Any], by: Acting) -> None:
    """Most speak for one: the ballot alone, without the gesture around it."""
    if len(votes) != 1:
        voting.cast_ballots(resolution=resolution, votes=votes, by=by)
        return
    [(elector, marks)] = votes.items()
    voting.cast_ballot(resolution=resolution, elector=elector, marks=marks, by=by)


def _my_vote(found: Resolution, door: Door) -> MyVote | None:
    if not found.roll:
        return None
    room = on_roll(room_around(found.meeting, door.acting), found)
    return next(iter(my_votes([found], door.acting, room)), None)


def _next(request: Request, found: Resolution, door: Door) -> str:
    if request.POST.get("retour") == "seance":
        return sitting_address(found.meeting, door.token)
    return resolution_address(found, door)


def _told(mine: MyVote, votes: dict[Elector, Any]) -> str:
    """What became of the ballot; of a secret one, never what it says."""
    number = len(votes)
    if mine.resolution.is_secret:
        return ngettext(
            "Your ballot is in the box.", "Your %(number)s ballots are in the box.", number
        ) % {"number": number}
    before = {voice.elector: voice.ballot for voice in mine.voices}
    if any((cast := before[one]) and cast.marks != marks for one, marks in votes.items()):
        return _("Your former vote is replaced.")
    return ngettext("Your vote is cast.", "Your %(number)s votes are cast.", number) % {
        "number": number
    }


@require_http_methods(["GET", "POST"])
@edits(Resolution)
def enter_hand_votes(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.enter_hand_votes", resolution=found)
    electors = _who_may_raise_a_hand(found)
    form = HandVotesForm(request.POST or None, electors=electors, initial=_raised(found, electors))
    lead = _("Who voted on a device is not listed. What was entered before is replaced.")
    is_written = found.meeting.is_written
    title = _("Enter votes by letter") if is_written else _("Enter a vote by show of hands")
    page = FormPage.about(found, title, lead=lead)
    act = voting.enter_hand_votes
    return answer_said(request, form, page, act, lambda: {"votes": form.votes()}, resolution=found)


def _raised(found: Resolution, electors: Sequence[Elector]) -> dict[str, str]:
    """What was entered before."""
    cast = {one.elector_id: one.marks.get("vote", "") for one in found.ballots.all()}
    return {f"vote-{one.key}": cast.get(one.pk, "") for one in electors}


def _who_may_raise_a_hand(found: Resolution) -> list[Elector]:
    """Present or represented, in writing anybody; on the roll, without a ballot from a device.

    Nor is whoever raised a hand and left since: their ballot stands.
    """
    if not found.roll:
        return []
    room = on_roll(room_of(found.meeting, found.taken_at), found)
    pressed = set(found.ballots.filter(means="device").values_list("elector_id", flat=True))
    here = room.electors if found.meeting.is_written else {*room.present, *room.holder_of}
    own = found.ballots.filter(proxy=None, elector__in=room.holder_of)
    pressed |= set(own.values_list("elector_id", flat=True))
    return [
        one
        for pk, one in room.electors.items()
        if one.may_vote and pk in here and pk not in pressed
    ]
