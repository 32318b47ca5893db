"""Meetings with what their pages read of them, and their agendas."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import AgendaItem, Meeting, MeetingQuerySet
from essaim.journal.models import Entry


def numbered(items: Iterable[AgendaItem]) -> list[tuple[str, AgendaItem]]:
    """From top to bottom, points under points; one whose upper item is not there loses nothing."""
    listed = list(items)
    known = {item.pk for item in listed}
    under: dict[int | None, list[AgendaItem]] = {}
    for item in listed:
        under.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)
    return list(_level(under, None, ""))


def _level(
    under: Mapping[int | None, Sequence[AgendaItem]], parent: int | None, prefix: str
) -> Iterator[tuple[str, AgendaItem]]:
    for place, item in enumerate(under.get(parent, ()), start=1):
        yield f"{prefix}{place}", item
        yield from _level(under, item.pk, f"{prefix}{place}.")


ANNOUNCED = "assemblies.announce_change"


def has_changed(meeting: Meeting) -> bool:
    """Its name, its day, its place or its video room, since it was convened."""
    return meeting.convened_at is not None and meeting.changed_at > meeting.convened_at


def has_untold_change(meeting: Meeting) -> bool:
    """Such a change of a meeting to come that no mail has told. One query at most."""
    if meeting.state != MeetingState.CONVENED or not has_changed(meeting):
        return False
    announcements = Entry.objects.about(meeting.key).filter(
        verb=ANNOUNCED, at__gte=meeting.changed_at
    )
    return not announcements.exists()


def sitting_meetings() -> MeetingQuerySet:
    """Meetings with all that their page reads of them."""
    return Meeting.objects.select_related(
        "action", "body__group", "rules", "chair", "secretary", "second_call_of", "current_item"
    )


@dataclass(frozen=True)
class AgendaLine:
    """An item with its number in the tree: 2, then 2.1."""

    item: AgendaItem
    number: str
    is_current: bool

    @property
    def depth(self) -> int:
        return self.number.count(".")


def agenda_lines(meeting: Meeting) -> list[AgendaLine]:
    """The agenda from top to bottom, points under points, each with its documents: two queries."""
    items = meeting.items.on_agenda().prefetch_related("documents")
    current = meeting.current_item_id
    return [AgendaLine(item, number, item.pk == current) for number, item in numbered(items)]


def line_after(lines: Sequence[AgendaLine]) -> AgendaLine | None:
    """What comes after the item under way; the first where none is."""
    current = next((place for place, line in enumerate(lines) if line.is_current), -1)
    return next(iter(lines[current + 1 :]), None)


def keeps_the_agenda(meeting: Meeting) -> bool:
    """A second call on the same agenda takes no other item."""
    first = meeting.second_call_of
    if first is None or first.rules is None:
        return False
    ruled = first.rules.subjects.filter(second_call=True, second_call_same_agenda=True)
    return ruled.exists()
