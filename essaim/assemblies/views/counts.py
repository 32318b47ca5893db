"""What is decided without a ballot cast here: counts, lots, and a vote that is held elsewhere."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from essaim.assemblies.actions import counts as actions
from essaim.assemblies.actions.lots import draw_lots as draw
from essaim.assemblies.forms.ballots import (
    CountsForm,
    LotForm,
    MomentForm,
    OutsideResultForm,
)
from essaim.assemblies.models import Resolution
from essaim.assemblies.queries.electorate import electorate_of
from essaim.assemblies.views.resolutions import answer_said, resolution_of
from essaim.journal.http import edits
from essaim.kernel.http import FormPage, Request, answer_form
from essaim.kernel.rules import require


@require_http_methods(["GET", "POST"])
@edits(Resolution)
def enter_paper_result(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.enter_paper_result", resolution=found)
    form = CountsForm(request.POST or None, initial=found.paper)
    lead = _("It is added to the votes on devices and by hand. All zero takes it back.")
    page = FormPage.about(found, _("Enter the count of a paper ballot"), lead=lead)
    act = actions.enter_paper_result
    return answer_said(
        request, form, page, act, lambda: {"counts": form.counts()}, resolution=found
    )


@require_http_methods(["GET", "POST"])
@edits(Resolution)
def time_vote(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.time_vote", resolution=found)
    form = MomentForm(request.POST or None, initial={"taken_at": found.taken_at})
    lead = _("Presence and quorum are those of that moment: say it where people have left since.")
    page = FormPage.about(found, _("When the votes were taken"), lead=lead)
    return answer_form(request, form, page, actions.time_vote, resolution=found)


@require_http_methods(["GET", "POST"])
@edits(Resolution)
def enter_outside_result(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.enter_outside_result", resolution=found)
    initial = {**found.paper, "proof_url": found.proof_url}
    form = OutsideResultForm(request.POST or None, request.FILES or None, initial=initial)
    lead = _("With a link or a file that proves it. Nobody votes here on this question then.")
    page = FormPage.about(found, _("Enter the result of a vote held elsewhere"), lead=lead)
    act = actions.enter_outside_result
    return answer_said(request, form, page, act, form.said, resolution=found)


@require_http_methods(["GET", "POST"])
def draw_lots(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.draw_lots", resolution=found)
    form = LotForm(request.POST or None)
    words = {"lead": found.text, "submit": _("Draw lots")}
    page = FormPage.about(found, _("Draw lots"), **words)
    return answer_form(request, form, page, draw, resolution=found)


@require_GET
def electorate(request: Request, key: UUID) -> HttpResponse:
    """The electors, one a line, for Belenios; those without an address are missing there."""
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.view_electorate", resolution=found)
    text = "".join(f"{line}\n" for line in electorate_of(found).lines)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="electeurs.txt"'
    return response
