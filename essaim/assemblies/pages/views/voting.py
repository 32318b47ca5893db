"""Casting ballots, and entering those of others: raised hands, papers, lots, votes elsewhere."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.pages.views.resolutions import (
    QuestionEntrance,
    entrance_for,
    entrance_to,
    resolution_to,
    show_resolution,
)
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import room_around, room_of
from essaim.assemblies.roll.views.entrances import OPEN_BECAUSE
from essaim.assemblies.votes.actions import counts as actions
from essaim.assemblies.votes.actions import voting
from essaim.assemblies.votes.actions.counts import draw_lots as draw
from essaim.assemblies.votes.actions.voting import cast_secret_ballot as cast_in_secret
from essaim.assemblies.votes.forms import (
    BallotForm,
    CountsForm,
    HandVotesForm,
    LotForm,
    MomentForm,
    OutsideResultForm,
)
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.people import electorate_of
from essaim.assemblies.votes.queries.quorum import asked_rows, on_roll
from essaim.assemblies.votes.queries.votes import MyVote, my_votes
from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.discretion import told_to_nobody
from essaim.kernel.http import FormPage, Request, answer_form, open_to_visitors, refusals_on, tell


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def cast_ballots(request: Request, key: UUID) -> HttpResponse:
    return _answer_ballot(request, entrance_for(request, "cast_ballots", key, asked_rows()), _cast)


@told_to_nobody
@open_to_visitors(OPEN_BECAUSE)
@require_POST
def cast_secret_ballot(request: Request, key: UUID) -> HttpResponse:
    return _answer_ballot(
        request, entrance_for(request, "cast_secret_ballot", key, asked_rows()), cast_in_secret
    )


def _answer_ballot(
    request: Request, entrance: QuestionEntrance, act: Callable[..., Any]
) -> HttpResponse:
    """Casts, and goes back to where one voted; what is refused stands above the ballot."""
    resolution, mine = entrance.resolution, _my_vote(entrance)
    if mine is None or not mine.open_voices:
        messages.error(request, _("You have no vote to cast here now."))
        return redirect(entrance.own_address)
    form = BallotForm(request.POST, vote=mine)
    if form.is_valid():
        with refusals_on(form):
            votes = form.votes()
            act(resolution=resolution, votes=votes, by=entrance.acting)
            tell(request, _ballot_sentence(mine, votes))
            return redirect(entrance.address)
    return show_resolution(request, entrance_to(request, resolution.key), form)


def _cast(*, resolution: Resolution, votes: dict[Elector, Any], by: Acting) -> None:
    """Most speak for one: the ballot alone, without the gesture around it."""
    if len(votes) != 1:
        voting.cast_ballots(resolution=resolution, votes=votes, by=by)
        return
    [(elector, marks)] = votes.items()
    voting.cast_ballot(resolution=resolution, elector=elector, marks=marks, by=by)


def _my_vote(entrance: QuestionEntrance) -> MyVote | None:
    resolution = entrance.resolution
    if not resolution.roll:
        return None
    room = on_roll(room_around(resolution.meeting, entrance.acting), resolution)
    return next(iter(my_votes([resolution], entrance.acting, room)), None)


def _ballot_sentence(mine: MyVote, votes: dict[Elector, Any]) -> str:
    """What became of the ballot; of a secret one, never what it says."""
    number = len(votes)
    if mine.resolution.is_secret:
        return ngettext(
            "Your ballot is in the box.", "Your %(number)s ballots are in the box.", number
        ) % {"number": number}
    before = {voice.elector: voice.ballot for voice in mine.voices}
    if any((cast := before[elector]) and cast.marks != marks for elector, marks in votes.items()):
        return _("Your former vote is replaced.")
    return ngettext("Your vote is cast.", "Your %(number)s votes are cast.", number) % {
        "number": number
    }


@require_http_methods(["GET", "POST"])
@edits(Resolution)
def enter_hand_votes(request: Request, key: UUID) -> HttpResponse:
    resolution = resolution_to(request, "enter_hand_votes", key)
    electors = _who_may_raise_a_hand(resolution)
    raised = _raised(resolution, electors)
    form = HandVotesForm(request.POST or None, electors=electors, initial=raised)
    lead = _("Who voted on a device is not listed. What was entered before is replaced.")
    is_written = resolution.meeting.is_written
    title = _("Enter votes by letter") if is_written else _("Enter a vote by show of hands")
    page = FormPage.about(resolution, title, lead=lead)
    act = voting.enter_hand_votes
    return answer_form(request, form, page, act, resolution=resolution)


def _raised(resolution: Resolution, electors: Sequence[Elector]) -> dict[str, str]:
    """What was entered before."""
    cast = {ballot.elector_id: ballot.marks.get("vote", "") for ballot in resolution.ballots.all()}
    return {f"vote-{elector.key}": cast.get(elector.pk, "") for elector in electors}


def _who_may_raise_a_hand(resolution: Resolution) -> list[Elector]:
    """Present or represented, in writing anybody; on the roll, without a ballot from a device.

    Nor is whoever raised a hand and left since: their ballot stands.
    """
    if not resolution.roll:
        return []
    room = on_roll(room_of(resolution.meeting, resolution.taken_at), resolution)
    pressed = set(resolution.ballots.filter(means="device").values_list("elector_id", flat=True))
    here = room.electors if resolution.meeting.is_written else {*room.present, *room.holder_of}
    own = resolution.ballots.filter(proxy=None, elector__in=room.holder_of)
    pressed |= set(own.values_list("elector_id", flat=True))
    return [
        elector
        for pk, elector in room.electors.items()
        if elector.may_vote and pk in here and pk not in pressed
    ]


@require_http_methods(["GET", "POST"])
@edits(Resolution)
def enter_paper_result(request: Request, key: UUID) -> HttpResponse:
    resolution = resolution_to(request, "enter_paper_result", key)
    form = CountsForm(request.POST or None, initial=resolution.paper)
    lead = _("It is added to the votes on devices and by hand. All zero takes it back.")
    page = FormPage.about(resolution, _("Enter the count of a paper ballot"), lead=lead)
    act = actions.enter_paper_result
    return answer_form(request, form, page, act, resolution=resolution)


@require_http_methods(["GET", "POST"])
@edits(Resolution)
def time_vote(request: Request, key: UUID) -> HttpResponse:
    resolution = resolution_to(request, "time_vote", key)
    form = MomentForm(request.POST or None, initial={"taken_at": resolution.taken_at})
    lead = _("Presence and quorum are those of that moment: say it where people have left since.")
    page = FormPage.about(resolution, _("When the votes were taken"), lead=lead)
    return answer_form(request, form, page, actions.time_vote, resolution=resolution)


@require_http_methods(["GET", "POST"])
@edits(Resolution)
def enter_outside_result(request: Request, key: UUID) -> HttpResponse:
    resolution = resolution_to(request, "enter_outside_result", key)
    initial = {**resolution.paper, "proof_url": resolution.proof_url}
    form = OutsideResultForm(request.POST or None, request.FILES or None, initial=initial)
    lead = _("With a link or a file that proves it. Nobody votes here on this question then.")
    page = FormPage.about(resolution, _("Enter the result of a vote held elsewhere"), lead=lead)
    act = actions.enter_outside_result
    return answer_form(request, form, page, act, resolution=resolution)


@require_http_methods(["GET", "POST"])
def draw_lots(request: Request, key: UUID) -> HttpResponse:
    resolution = resolution_to(request, "draw_lots", key)
    form = LotForm(request.POST or None)
    words = {"lead": resolution.text, "submit": _("Draw lots")}
    page = FormPage.about(resolution, _("Draw lots"), **words)
    return answer_form(request, form, page, draw, resolution=resolution)


@require_GET
def electorate(request: Request, key: UUID) -> HttpResponse:
    """The electors, one a line, for Belenios; those without an address are missing there."""
    resolution = resolution_to(request, "view_electorate", key)
    text = "".join(f"{line}\n" for line in electorate_of(resolution).lines)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="electeurs.txt"'
    return response
