"""Files of meetings: for calendars, and those joined to an agenda, for whoever sees the meeting or
was sent a link to it.
"""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from essaim.assemblies.acts import ANSWER, SIT
from essaim.assemblies.bodies.views import body_of
from essaim.assemblies.meetings.ical import calendar_file
from essaim.assemblies.meetings.models import AgendaDocument, Meeting
from essaim.assemblies.meetings.views import visible_meeting
from essaim.assemblies.roll.queries.calendars import meetings_in_calendar, with_video
from essaim.assemblies.roll.views.entrances import acting_by
from essaim.files.http import hand_out
from essaim.kernel.calendars.ical import CONTENT_TYPE
from essaim.kernel.http import Request, open_to_visitors
from essaim.kernel.rules import can


def _answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


@open_to_visitors("a public meeting goes into anybody's calendar")
@require_GET
def meeting_calendar(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    joined = with_video(request.acting, [meeting])
    name = f"seance-{meeting.starts_at:%Y-%m-%d}"
    return _answer(calendar_file([meeting], with_video=joined), name)


@open_to_visitors("calendars read without an account what is public of a body")
@require_GET
def body_calendar(request: Request, key: UUID) -> HttpResponse:
    body = body_of(request, key)
    meetings = meetings_in_calendar(request.acting, timezone.now(), body=body)
    joined = with_video(request.acting, meetings)
    return _answer(calendar_file(meetings, name=body.name, with_video=joined), "agenda")


@open_to_visitors("what is joined to an agenda is read by the links of its mails; some is public")
@require_safe
def document(request: Request, key: UUID) -> HttpResponseBase:
    """The file itself, to be saved. What lies elsewhere has its own address."""
    acting = acting_by(request, SIT, ANSWER)
    rows = AgendaDocument.objects.filter(item__meeting__in=Meeting.objects.visible_to(acting))
    related = ("file", "item__meeting__action", "item__meeting__body__group")
    officers = ("item__meeting__chair", "item__meeting__secretary")
    document = get_object_or_404(rows.select_related(*related, *officers), key=key)
    if document.file is None or not can(acting, "assemblies.view_document", document=document):
        raise Http404
    return hand_out(request, document.file)
