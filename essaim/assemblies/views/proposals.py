"""What members propose for an agenda, and what becomes of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.assemblies.actions import proposals as acts
from essaim.assemblies.enums import MeetingState
from essaim.assemblies.forms.agendas import AcceptForm, DeclineForm, ProposalForm
from essaim.assemblies.views.agendas import about, seen_item
from essaim.assemblies.views.meetings import seen_meeting
from essaim.kernel.http import Request, answer_form, refusals_as_messages
from essaim.kernel.rules import require


@require_http_methods(["GET", "POST"])
def propose_item(request: Request, key: UUID) -> HttpResponse:
    found = seen_meeting(request, key)
    require(request.acting, "assemblies.propose_item", meeting=found)
    lead = _("Who convenes the meeting reads it, and puts it on the agenda or says why not.")
    page = about(found, _("Propose an item"), _("Propose it"), lead)
    form = ProposalForm(request.POST or None)
    return answer_form(request, form, page, acts.propose_item, meeting=found)


@require_http_methods(["GET", "POST"])
def accept_item(request: Request, key: UUID) -> HttpResponse:
    """At once while the agenda is not announced; afterwards, one says as what it is added."""
    item = seen_item(request, key)
    require(request.acting, "assemblies.accept_item", item=item)
    if item.meeting.state == MeetingState.PLANNED and request.method == "POST":
        with refusals_as_messages(request):
            acts.accept_item(item=item, by=request.acting)
        return redirect(item)
    page = about(item.meeting, _("Put it on the agenda"), _("Put it on the agenda"))
    return answer_form(request, AcceptForm(request.POST or None), page, acts.accept_item, item=item)


@require_http_methods(["GET", "POST"])
def decline_item(request: Request, key: UUID) -> HttpResponse:
    item = seen_item(request, key)
    require(request.acting, "assemblies.decline_item", item=item)
    page = about(item.meeting, _("Decline the item"), _("Decline it"), item.title)
    form = DeclineForm(request.POST or None)
    return answer_form(request, form, page, acts.decline_item, item=item)
