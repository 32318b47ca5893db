"""A question put to the vote: its page, and what whoever runs the meeting does with it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.acts import SIT
from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.minutes.actions.signing import SOURCE as MINUTES
from essaim.assemblies.pages.queries.resolution import (
    ResolutionPage,
    resolution_page,
    resolution_rows,
)
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.views.entrances import (
    OPEN_BECAUSE,
    PLACES,
    Entrance,
    acting_by,
    chosen,
    meeting_for,
    place_in,
    sitting_address,
    token_of,
)
from essaim.assemblies.roll.views.live import LiveSeal, refuse_hidden
from essaim.assemblies.rounds.queries import now as reading
from essaim.assemblies.rounds.queries.page import RoundsPage
from essaim.assemblies.votes.actions import resolutions as actions
from essaim.assemblies.votes.forms import BallotForm, ResolutionForm
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.quorum import room_at_vote
from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_confirm,
    answer_form,
    open_to_visitors,
)
from essaim.kernel.rules import can, require

#: Which question, in which language, with names or not, as of what.
SEAL = LiveSeal("rounds_now")


def rounds_context(rounds: RoundsPage | None, entrance: Entrance) -> dict[str, Any]:
    """What the page of a question says of its rounds while they last."""
    if rounds is None or rounds.now is None:
        return {"live_url": "", "may_write": False}
    resolution = rounds.resolution
    names = str(int(rounds.sees_names))
    parts = [str(resolution.key), get_language() or "fr", names, reading.mark_of(resolution)]
    writes = rounds.may_write and can(
        entrance.acting, "assemblies.write_wording", resolution=resolution
    )
    address = SEAL.address_of(resolution.meeting, *parts)
    return {"live_url": address, "may_write": writes}


@open_to_visitors("the address is sealed for those who see the question, and is over after a day")
@require_GET
def rounds_now(request: Request, seal: str) -> HttpResponse:
    """It is the same for all those who see as much, so nobody's session or rights are read."""
    audience, key, language, names, mark = SEAL.opened(seal, 4)
    now = reading.live_rounds(UUID(key))
    if now is None:
        raise Http404
    refuse_hidden(now.resolution.meeting, audience)
    context = {
        "now": now,
        "sees_names": names == "1",
        "live_url": request.path,
        "is_old": now.mark != mark,
    }
    with override(language):
        return HttpResponse(render_to_string("assemblies/parts/rounds_now.html", context))


@dataclass(frozen=True, kw_only=True)
class QuestionEntrance(Entrance):
    """The same to one question, from its own page or from one of its meeting."""

    resolution: Resolution

    @property
    def thing(self) -> Resolution:
        return self.resolution

    @property
    def own_address(self) -> str:
        return reverse("assemblies:resolution", args=[self.resolution.key]) + self.query

    @property
    def address(self) -> str:
        """The meeting where one came from there, else the page of the question."""
        return super().address if self.place in {"seance", *PLACES} else self.own_address

    @property
    def above(self) -> str:
        """Where the meeting is followed; by the link of a consultation there is nothing behind."""
        if self.meeting.is_written:
            return "" if self.token else self.meeting.get_absolute_url()
        return sitting_address(self.meeting, self.token)

    def voice(self, request: Request) -> Elector:
        """The elector that is named: one's own, or any for whoever presides. Raises Forbidden."""
        named = request.POST.get("voix") or request.GET.get("voix", "")
        elector: Elector = chosen(self.meeting.electors.all(), named)
        if not (speaks_for(self.acting, elector) or presides(self.acting, self.meeting)):
            raise Forbidden(_("You do not vote for “%(name)s”.") % {"name": elector.name})
        return elector


def entrance_to(
    request: Request, key: UUID, rows: QuerySet[Resolution] | None = None
) -> QuestionEntrance:
    """To the question of that key; else a 404. `rows`: where its page shows more than is needed."""
    acting = acting_by(request, SIT)
    rows = resolution_rows() if rows is None else rows
    visible_meetings = Meeting.objects.visible_to(acting).values("pk")
    resolution: Resolution = get_object_or_404(rows.filter(meeting__in=visible_meetings), key=key)
    place = place_in(request)
    return QuestionEntrance(
        resolution.meeting, acting, token_of(request), place, resolution=resolution
    )


def entrance_for(
    request: Request,
    verb: str,
    key: UUID,
    rows: QuerySet[Resolution] | None = None,
    **things: Any,
) -> QuestionEntrance:
    """The same, for whoever may do that with it. Raises Forbidden for others."""
    entrance = entrance_to(request, key, rows)
    require(entrance.acting, f"assemblies.{verb}", resolution=entrance.resolution, **things)
    return entrance


def resolution_to(request: Request, verb: str, key: UUID) -> Resolution:
    """The question alone, for whoever is signed in and may do that with it."""
    return entrance_for(request, verb, key).resolution


@open_to_visitors(OPEN_BECAUSE)
@require_GET
def resolution(request: Request, key: UUID) -> HttpResponse:
    return show_resolution(request, entrance_for(request, "view_resolution", key))


def show_resolution(
    request: Request, entrance: QuestionEntrance, form: BallotForm | None = None
) -> HttpResponse:
    """The page; a ballot that was refused stands in it as it was filled in."""
    resolution = entrance.resolution
    page = resolution_page(resolution, entrance.acting)
    if form is None and page.mine is not None and page.mine.open_voices:
        form = BallotForm(vote=page.mine, initial=initial_marks(page.mine))
    context = {
        "page": page,
        "resolution": resolution,
        "meeting": resolution.meeting,
        "entrance": entrance,
        "form": form,
        "presides": can(entrance.acting, "assemblies.edit_resolution", resolution=resolution),
        "back_url": entrance.above,
    }
    context |= rounds_context(page.rounds, entrance)
    wrong = form is not None and bool(form.errors)
    return render(request, "assemblies/resolution.html", context, status=422 if wrong else 200)


def initial_marks(vote: Any) -> dict[str, Any]:
    """What was cast for the first voice, so that one changes a mark and not a whole ballot."""
    ballot = next((voice.ballot for voice in vote.voices if voice.ballot), None)
    return {f"mark-{key}": mark for key, mark in ballot.marks.items()} if ballot else {}


@require_http_methods(["GET", "POST"])
def write_resolution(request: Request, key: UUID) -> HttpResponse:
    item = get_object_or_404(AgendaItem.objects.select_related("meeting__action"), key=key)
    meeting_for(request.acting, item.meeting.key)
    require(request.acting, "assemblies.write_resolution", item=item)
    lead = _("It is prepared here, and opened when its turn comes.")
    title = _("Put a question to the vote")
    page = FormPage(title, sitting_address(item.meeting), item.title, lead=lead)
    initial = {"subject": item.subject, "title": item.title, "text": usual_text(item)}
    about: dict[str, Any] = {"meeting": item.meeting, "initial": initial}
    form = ResolutionForm(request.POST or None, acting=request.acting, **about)
    return answer_form(request, form, page, _write, item=item)


def _write(*, item: AgendaItem, content: actions.ResolutionContent, by: Acting) -> Resolution:
    return actions.write_resolution(item=item, by=by, **vars(content))


def usual_text(item: AgendaItem) -> str:
    """What is always put to the vote under such an item; empty where it is to be written."""
    if item.source.startswith(f"{MINUTES}:"):
        return _("The minutes are approved as they were submitted.")
    return ""


@require_http_methods(["GET", "POST"])
@edits(Resolution)
def edit_resolution(request: Request, key: UUID) -> HttpResponse:
    resolution = resolution_to(request, "edit_resolution", key)
    about: dict[str, Any] = {"meeting": resolution.meeting, "instance": resolution}
    form = ResolutionForm(request.POST or None, acting=request.acting, **about)
    page = FormPage.about(resolution, _("Edit the resolution"))
    act = actions.edit_resolution
    return answer_form(request, form, page, act, resolution=resolution)


@require_POST
def open_resolution(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "open_resolution", key)
    act, done = actions.open_resolution, _("The vote is open.")
    return entrance.press(request, act, resolution=entrance.resolution, done=done)


@require_http_methods(["GET", "POST"])
def close_resolution(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "close_resolution", key)
    resolution = entrance.resolution
    if resolution.meeting.is_written:
        return redirect("assemblies:close_consultation", resolution.meeting.key)

    def standing() -> list[str]:
        return _standing(resolution_page(resolution, entrance.acting))

    lead = _("Those who have not voted cannot any more, and the result stands.")
    words = {"lead": lead, "done": _("The vote is closed.")}
    page = entrance.form_page(_("Close the vote"), **words)
    act = actions.close_resolution
    return answer_confirm(request, page, act, consequences=standing, resolution=resolution)


@require_http_methods(["GET", "POST"])
def withdraw_resolution(request: Request, key: UUID) -> HttpResponse:
    resolution = resolution_to(request, "withdraw_resolution", key)
    if resolution.meeting.is_written:
        return redirect("assemblies:withdraw_consultation", resolution.meeting.key)
    lead = _("It is not decided; a secret box is destroyed without being counted.")
    words = {"lead": lead, "done": _("The resolution is withdrawn.")}
    page = FormPage.about(resolution, _("Withdraw the resolution"), **words)
    return answer_confirm(request, page, actions.withdraw_resolution, resolution=resolution)


def _standing(page: ResolutionPage) -> list[str]:
    """Where the vote stands before it is closed."""
    now = room_at_vote(page.resolution).overall
    here = now.present + now.represented
    sentences = [_("Present or represented now: %(number)s.") % {"number": here}]
    if page.turnout is None:
        return sentences
    return [_("Voted: %(number)s.") % {"number": page.turnout}, *sentences]
