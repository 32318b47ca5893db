"""The roll of a meeting: who is convened, with which right."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.actions.convening import refresh_roll as refresh
from essaim.assemblies.roll.enums import Answer, Right
from essaim.assemblies.roll.forms import RollFilters
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.answers import my_electors
from essaim.assemblies.roll.queries.roll import RollPage, roll_page, roll_rows
from essaim.assemblies.roll.sign_in import sign_in_sheet
from essaim.kernel.http import Request, refusals_as_messages, tell
from essaim.kernel.listing.http import answer_table
from essaim.kernel.rules import can, require


def seen_meeting(request: Request, key: UUID) -> Meeting:
    """Else a 404."""
    return get_object_or_404(Meeting.objects.visible_to(request.acting).with_body(), key=key)


def meeting_of_roll(request: Request, key: UUID) -> Meeting:
    """One whose roll this reader may read; for others its page is not there."""
    meeting = seen_meeting(request, key)
    if not can(request.acting, "assemblies.view_roll", meeting=meeting):
        raise Http404
    return meeting


def _asked(request: Request, meeting: Meeting) -> tuple[RollFilters, RollPage]:
    everybody = roll_page(meeting)
    form = RollFilters(
        request.GET,
        colleges=everybody.college_choices,
        rights=Right.choices,
        answers=Answer.choices,
    )
    query = form.query()
    return form, roll_page(meeting, **query) if any(query.values()) else everybody


@require_GET
def roll(request: Request, key: UUID) -> HttpResponse:
    meeting = meeting_of_roll(request, key)
    form, page = _asked(request, meeting)
    context = {
        "form": form,
        "page": page,
        "meeting": meeting,
        "mine": {one.pk for one in my_electors(meeting, request.acting)},
        "may_run": can(request.acting, "assemblies.refresh_roll", meeting=meeting),
    }
    return render(request, "assemblies/roll.html", context)


@require_GET
def roll_file(request: Request, key: UUID) -> HttpResponseBase:
    """The same lines as the page, filters included, for a spreadsheet."""
    meeting = meeting_of_roll(request, key)
    _form, page = _asked(request, meeting)
    header, rows = roll_rows(page)
    return answer_table("csv", name="liste", header=header, rows=rows)


@require_GET
def sign_in(request: Request, key: UUID) -> HttpResponse:
    """The roll on paper, to be signed at the door; for who runs the meeting."""
    meeting = meeting_of_roll(request, key)
    require(request.acting, "assemblies.refresh_roll", meeting=meeting)
    pdf = sign_in_sheet(roll_page(meeting), is_demo=settings.DEMO)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="emargement.pdf"'
    return response


@require_POST
def refresh_roll(request: Request, key: UUID) -> HttpResponseRedirect:
    meeting = meeting_of_roll(request, key)
    with refusals_as_messages(request):
        refresh(meeting=meeting, by=request.acting)
        tell(request, _("The roll says what the registers say today."))
    return redirect("assemblies:roll", meeting.key)


def elector_of(key: UUID) -> Elector:
    return get_object_or_404(
        Elector.objects.select_related("meeting__action", "meeting__body__group", "college"),
        key=key,
    )
