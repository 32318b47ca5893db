"""Agendas that nobody types: from a template, as last time, and what waits for the body."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from essaim.assemblies.meetings.actions.agendas import add_item
from essaim.assemblies.meetings.actions.locking import locked_in
from essaim.assemblies.meetings.agenda_templates import TemplateItem, agenda_templates
from essaim.assemblies.meetings.enums import AddedAs, ItemState, MeetingState
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.meetings.queries import keeps_the_agenda
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.manifest import AgendaLine, offered


def lines_waiting(meeting: Meeting) -> list[AgendaLine]:
    """Each source's lines in the order of the rooms."""
    day = meeting.local_start.date()
    return [
        line for source in offered("agenda_sources") for line in source.lines(meeting.body.key, day)
    ]


@action
def take_template(*, meeting: Meeting, template: str, by: Acting) -> Meeting:
    """Put the items of a template at the end of the agenda, in the language of the network."""
    meeting = locked_in(meeting, {MeetingState.PLANNED})
    model = agenda_templates().get(template)
    if model is None:
        raise RuleBroken(_("Choose one of the templates."))
    _take(meeting, model.items, None, by)
    return meeting


def _take(
    meeting: Meeting, items: Iterable[TemplateItem], parent: AgendaItem | None, by: Acting
) -> None:
    for usual in items:
        item = add_item(
            meeting=meeting,
            title=usual.title,
            kind=usual.kind,
            subject=usual.subject,
            text=usual.text,
            minutes_planned=usual.minutes,
            parent=parent,
            by=by,
        )
        _take(meeting, usual.items, item, by)


@action
def copy_agenda(
    *, meeting: Meeting, earlier: Meeting, by: Acting, is_whole: bool = False
) -> Meeting:
    """As that time; what came there by itself, only where the agenda is taken up whole."""
    meeting = locked_in(meeting, {MeetingState.PLANNED})
    if earlier.body_id != meeting.body_id:
        raise RuleBroken(_("That agenda is of another body."))
    items = earlier.items.on_agenda().select_related("presenter", "objective")
    if not is_whole:
        items = items.filter(source="", added_as=AddedAs.ANNOUNCED)
    under: dict[int | None, list[AgendaItem]] = {}
    for item in items:
        under.setdefault(item.parent_id, []).append(item)
    if not under.get(None):
        raise RuleBroken(_("There is nothing on that agenda to take up."))
    _copy(meeting, under, None, None, by)
    return meeting


def _copy(
    meeting: Meeting,
    under: Mapping[int | None, list[AgendaItem]],
    old: AgendaItem | None,
    new: AgendaItem | None,
    by: Acting,
) -> None:
    for original in under.get(old.pk if old else None, []):
        item = add_item(
            meeting=meeting,
            title=original.title,
            kind=original.kind,
            subject=original.subject,
            text=original.text,
            minutes_planned=original.minutes_planned,
            presenter=original.presenter,
            objective=original.objective,
            parent=new,
            by=by,
        )
        _copy(meeting, under, original, item, by)


@action
def prefill_agenda(*, meeting: Meeting, by: Acting) -> Meeting:
    """Take up what waits for this body in every room, and let go what waits no more.

    Safe twice: each thing stands once, what somebody worked on stays, what somebody took off stays
    off. A second call keeps the agenda of the first.
    """
    meeting = locked_in(meeting, {MeetingState.PLANNED})
    if keeps_the_agenda(meeting):
        return meeting
    lines = lines_waiting(meeting)
    _let_go(meeting, lines)
    standing = {item.source: item for item in meeting.items.exclude(source="")}
    for line in lines:
        above = standing.get(line.under)
        is_taken_off = above is not None and above.state != ItemState.ACCEPTED
        if line.source not in standing and not is_taken_off:
            standing[line.source] = _take_line(meeting, line, above, by)
    return meeting


def _let_go(meeting: Meeting, lines: Iterable[AgendaLine]) -> None:
    offered = {line.source for line in lines}
    untouched = meeting.items.filter(
        state=ItemState.ACCEPTED, children=None, documents=None, resolutions=None
    )
    for _level in range(2):  # what stood under a line, then the line that is empty by now
        gone = untouched.exclude(source="").exclude(source__in=offered)
        AgendaItem.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).delete()


def _take_line(
    meeting: Meeting, line: AgendaLine, parent: AgendaItem | None, by: Acting
) -> AgendaItem:
    item = add_item(
        meeting=meeting,
        title=line.title,
        kind=line.kind,
        text=line.text,
        minutes_planned=line.minutes,
        parent=parent,
        by=by,
    )
    item.source = line.source
    item.save(update_fields=["source"])
    return item
