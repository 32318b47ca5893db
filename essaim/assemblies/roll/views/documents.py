"""The files joined to an agenda: for whoever sees the meeting, or was sent a link to it."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from essaim.assemblies.acts import ANSWER, SIT
from essaim.assemblies.meetings.models import AgendaDocument, Meeting
from essaim.assemblies.roll.views.entrances import token_of
from essaim.files.http import hand_out
from essaim.kernel.http import Request, open_to_visitors
from essaim.kernel.rules import can
from essaim.post.links import open_link


@open_to_visitors("what is joined to an agenda is read by the links of its mails; some is public")
@require_safe
def document(request: Request, key: UUID) -> HttpResponseBase:
    """The file itself, to be saved. What lies elsewhere has its own address."""
    token = token_of(request)
    acting = open_link(token, SIT, ANSWER).acting if token else request.acting
    rows = AgendaDocument.objects.filter(item__meeting__in=Meeting.objects.visible_to(acting))
    related = ("file", "item__meeting__action", "item__meeting__body__group")
    officers = ("item__meeting__chair", "item__meeting__secretary")
    found = get_object_or_404(rows.select_related(*related, *officers), key=key)
    if found.file is None or not can(acting, "assemblies.view_document", document=found):
        raise Http404
    return hand_out(request, found.file)
