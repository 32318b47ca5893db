"""Making an agenda: items, documents, templates, and what members propose."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.assemblies.meetings.actions import agenda_fills as fills
from essaim.assemblies.meetings.actions import agendas as acts
from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.meetings.forms.agendas import (
    AcceptForm,
    AddItemForm,
    DeclineForm,
    DocumentForm,
    ItemForm,
    NestForm,
    ProposalForm,
    TemplateForm,
)
from essaim.assemblies.meetings.models import AgendaDocument, AgendaItem, Meeting
from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.http import FormPage, Request, answer_button, answer_form, find
from essaim.kernel.rules import require


def visible_item(request: Request, key: UUID) -> AgendaItem:
    related = ("meeting__action", "meeting__body__group", "meeting__rules", "meeting__chair")
    more = ("meeting__secretary", "presenter", "objective", "parent")
    return find(request, AgendaItem, key, *related, *more, through=["meeting"])


def about(meeting: Meeting, title: str, submit: str = "", lead: str = "") -> FormPage:
    """A form that begins and ends at the agenda."""
    address = f"{meeting.get_absolute_url()}#ordre-du-jour"
    return FormPage.about(meeting, title, back=address, then=address, submit=submit, lead=lead)


@require_http_methods(["GET", "POST"])
def add_item(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.add_item", meeting=meeting)
    page = about(meeting, _("Add an item"), _("Add"))
    form = AddItemForm(request.POST or None, acting=request.acting, meeting=meeting)
    return answer_form(request, form, page, acts.add_item, meeting=meeting)


@require_http_methods(["GET", "POST"])
@edits(AgendaItem, under="meeting")
def edit_item(request: Request, key: UUID) -> HttpResponse:
    item = visible_item(request, key)
    require(request.acting, "assemblies.edit_item", item=item)
    page = about(item.meeting, _("Edit the item"))
    form = ItemForm(request.POST or None, acting=request.acting, item=item)
    return answer_form(request, form, page, acts.edit_item, item=item)


@require_POST
def move_item(request: Request, key: UUID) -> HttpResponse:
    item = visible_item(request, key)
    return answer_button(request, acts.move_item, item, item=item, up=request.POST.get("up") == "1")


@require_http_methods(["GET", "POST"])
@edits(AgendaItem, under="meeting")
def nest_item(request: Request, key: UUID) -> HttpResponse:
    item = visible_item(request, key)
    require(request.acting, "assemblies.nest_item", item=item)
    page = about(item.meeting, _("Put under another item"), _("Put it there"), item.title)
    first = {"parent": item.parent.key if item.parent else ""}
    form = NestForm(request.POST or None, item=item, initial=first)
    return answer_form(request, form, page, acts.nest_item, item=item)


@require_POST
def remove_item(request: Request, key: UUID) -> HttpResponse:
    item = visible_item(request, key)
    done = _("“%(title)s” is off the agenda.") % {"title": item.title}
    return answer_button(request, acts.remove_item, item.meeting, item=item, done=done)


@require_http_methods(["GET", "POST"])
def take_template(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.take_template", meeting=meeting)
    page = about(meeting, _("Begin with a usual agenda"), _("Take it"))
    form = TemplateForm(request.POST or None)
    return answer_form(request, form, page, fills.take_template, meeting=meeting)


@require_POST
def copy_agenda(request: Request, key: UUID) -> HttpResponse:
    """The agenda of the last meeting of the body that was before this one."""
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.copy_agenda", meeting=meeting)
    return answer_button(request, _copy_agenda, meeting, meeting=meeting)


def _copy_agenda(*, meeting: Meeting, by: Acting) -> None:
    fills.copy_agenda(meeting=meeting, earlier=_before(by, meeting), by=by)


def _before(acting: Acting, meeting: Meeting) -> Meeting:
    """Raises RuleBroken where the body has not met before."""
    others = Meeting.objects.visible_to(acting).filter(body=meeting.body_id)
    earlier = others.filter(starts_at__lt=meeting.starts_at).exclude(state=MeetingState.CANCELLED)
    earlier = earlier.exclude(mode=MeetingMode.WRITTEN)
    last: Meeting | None = earlier.order_by("-starts_at").first()
    if last is None:
        raise RuleBroken(_("This body has not met before."))
    return last


@require_POST
def prefill_agenda(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    done = _("The agenda holds all that waits for this meeting.")
    return answer_button(request, fills.prefill_agenda, meeting, meeting=meeting, done=done)


@require_http_methods(["GET", "POST"])
def add_document(request: Request, key: UUID) -> HttpResponse:
    item = visible_item(request, key)
    require(request.acting, "assemblies.add_document", item=item)
    form = DocumentForm(request.POST or None, request.FILES or None)
    page = about(item.meeting, _("Add a document"), _("Add"), item.title)
    return answer_form(request, form, page, _add_document, item=item)


def _add_document(
    *, item: AgendaItem, by: Acting, title: str, url: str, file: object
) -> AgendaDocument:
    if url:
        return acts.add_document(item=item, url=url, title=title, by=by)
    name = getattr(file, "name", "")
    return acts.add_file_document(item=item, content=file, name=name, title=title, by=by)  # type: ignore[arg-type]


@require_POST
def remove_document(request: Request, key: UUID) -> HttpResponse:
    rows = AgendaDocument.objects.select_related("item")
    document = get_object_or_404(rows, key=key)
    item = visible_item(request, document.item.key)
    return answer_button(request, acts.remove_document, item, document=document)


@require_http_methods(["GET", "POST"])
def propose_item(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.propose_item", meeting=meeting)
    lead = _("Who convenes the meeting reads it, and puts it on the agenda or says why not.")
    page = about(meeting, _("Propose an item"), _("Propose it"), lead)
    form = ProposalForm(request.POST or None)
    return answer_form(request, form, page, acts.propose_item, meeting=meeting)


@require_http_methods(["GET", "POST"])
def accept_item(request: Request, key: UUID) -> HttpResponse:
    """At once while the agenda is not announced; afterwards, one says as what it is added."""
    item = visible_item(request, key)
    require(request.acting, "assemblies.accept_item", item=item)
    if item.meeting.state == MeetingState.PLANNED and request.method == "POST":
        return answer_button(request, acts.accept_item, item, item=item)
    page = about(item.meeting, _("Put it on the agenda"), _("Put it on the agenda"))
    return answer_form(request, AcceptForm(request.POST or None), page, acts.accept_item, item=item)


@require_http_methods(["GET", "POST"])
def decline_item(request: Request, key: UUID) -> HttpResponse:
    item = visible_item(request, key)
    require(request.acting, "assemblies.decline_item", item=item)
    page = about(item.meeting, _("Decline the item"), _("Decline it"), item.title)
    form = DeclineForm(request.POST or None)
    return answer_form(request, form, page, acts.decline_item, item=item)


def visible_meeting(request: Request, key: UUID) -> Meeting:
    """A meeting that this reader sees, with all that its pages say of it; else a 404."""
    related = ("action", "body__group", "rules", "chair", "secretary", "second_call_of__action")
    return find(request, Meeting, key, *related)
