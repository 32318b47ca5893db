"""Agendas that nobody types: from a template, as last time, and what waits for the body."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.actions.agendas import add_item
from essaim.assemblies.meetings.actions.locking import locked_in
from essaim.assemblies.meetings.enums import AddedAs, ItemState, MeetingState
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.meetings.queries import keeps_the_agenda
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.audiences import as_wide_as
from essaim.kernel.errors import RuleBroken
from essaim.kernel.manifest import offered
from essaim.kernel.offering.agendas import AgendaLine, AgendaSource

#: Taken once, then changed like any other: items in the language of the network, labels in the
#: reader's.
FILE = Path(__file__).parents[1] / "data" / "agendas.toml"
#: What an item says, by the arguments of `add_item`, and those under it.
Branch = tuple[Mapping[str, Any], Sequence["Branch"]]


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """An item with those under it; minutes as they are usually planned."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    kind: str
    subject: str
    minutes: int
    items: tuple["TemplateItem", ...]

    @property
    def branch(self) -> Branch:
        content = {
            "title": self.titles[settings.LANGUAGE_CODE],
            "text": self.texts.get(settings.LANGUAGE_CODE, ""),
            "kind": self.kind,
            "subject": self.subject,
            "minutes_planned": self.minutes,
        }
        return content, [item.branch for item in self.items]


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """The usual agenda of a kind of meeting."""

    code: str
    labels: Mapping[str, str]
    items: tuple[TemplateItem, ...]

    @property
    def label(self) -> str:
        return self.labels.get(get_language() or "", self.labels["fr"])

    @property
    def branches(self) -> list[Branch]:
        return [item.branch for item in self.items]


@cache
def agenda_templates() -> Mapping[str, AgendaTemplate]:
    """Every template by its code, in the order of the file. Raises KeyError for a bad file."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        code: AgendaTemplate(code, template["label"], tuple(map(_item, template["items"])))
        for code, template in table.items()
    }


def _item(item: Mapping[str, Any]) -> TemplateItem:
    return TemplateItem(
        titles=item["title"],
        texts=item.get("text", {}),
        kind=item["kind"],
        subject=item.get("subject", "ordinary"),
        minutes=item["minutes"],
        items=tuple(map(_item, item.get("items", ()))),
    )


def lines_waiting(meeting: Meeting) -> list[AgendaLine]:
    """Each source's lines in the order of the rooms.

    A meeting may be wider than its body, and its agenda is read in both places.
    """
    key, day = meeting.body.key, meeting.local_start.date()
    audiences = as_wide_as(meeting.body.audience) & as_wide_as(meeting.action.audience)
    sources: Iterable[AgendaSource] = offered("agenda_sources")
    return [line for source in sources for line in source.lines(key, day, audiences)]


@action
def take_template(*, meeting: Meeting, template: str, by: Acting) -> Meeting:
    """Put the items of a template at the end of the agenda, in the language of the network."""
    meeting = locked_in(meeting, {MeetingState.PLANNED})
    model = agenda_templates().get(template)
    if model is None:
        raise RuleBroken(_("Choose one of the templates."))
    _take(meeting, model.branches, by)
    return meeting


def _take(
    meeting: Meeting, branches: Iterable[Branch], by: Acting, parent: AgendaItem | None = None
) -> None:
    for content, under in branches:
        item = add_item(meeting=meeting, parent=parent, by=by, **content)
        _take(meeting, under, by, item)


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
    branches = _branches(list(items), None)
    if not branches:
        raise RuleBroken(_("There is nothing on that agenda to take up."))
    _take(meeting, branches, by)
    return meeting


def _branches(items: Sequence[AgendaItem], parent: int | None) -> list[Branch]:
    names = ("title", "kind", "subject", "text", "minutes_planned", "presenter", "objective")
    return [
        ({name: getattr(item, name) for name in names}, _branches(items, item.pk))
        for item in items
        if item.parent_id == parent
    ]


@action
def prefill_agenda(*, meeting: Meeting, by: Acting) -> Meeting:
    """Take up what waits for this body in every room, and let go what no longer waits.

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


def _cut(title: str) -> str:
    """A room offers what its things are called, however long that is."""
    most = AgendaItem._meta.get_field("title").max_length or 0
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def _take_line(
    meeting: Meeting, line: AgendaLine, parent: AgendaItem | None, by: Acting
) -> AgendaItem:
    item = add_item(
        meeting=meeting,
        title=_cut(line.title),
        kind=line.kind,
        text=line.text,
        minutes_planned=line.minutes,
        parent=parent,
        by=by,
    )
    item.source = line.source
    item.save(update_fields=["source"])
    return item
