"""What whoever runs a meeting has at hand, and what the screen of the room shows to all."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import agenda_lines
from essaim.assemblies.minutes.models import Debate
from essaim.assemblies.sitting.queries.live import Now, now_of
from essaim.assemblies.votes.actions.openings import hindrance_of
from essaim.assemblies.votes.enums import ResolutionState
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.results import ResultTable, tables_of
from essaim.assemblies.votes.queries.rule_paragraphs import result_sentences
from essaim.assemblies.votes.queries.votes import turnout_of, with_turnout
from essaim.kernel.database_clock import UntilWritten


@dataclass(frozen=True)
class Question:
    """A question at hand. `turnout` is None as long as it would tell who voted."""

    resolution: Resolution
    turnout: int | None
    hindrance: str

    @property
    def is_draft(self) -> bool:
        return self.resolution.state == ResolutionState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.resolution.state == ResolutionState.OPEN


def questions_of(meeting: Meeting) -> list[Question]:
    """Those of the item under way and those that are open, by number: one query, and a few more for
    each in preparation.
    """
    at_hand = Q(state=ResolutionState.OPEN)
    if meeting.current_item_id is not None:
        at_hand |= Q(item=meeting.current_item_id)
    rows = with_turnout(meeting.resolutions.filter(at_hand))
    related = ("item", "meeting__rules", "meeting__body", "meeting__second_call_of")
    return [
        Question(
            row,
            turnout_of(row),
            hindrance_of(row) if row.state == ResolutionState.DRAFT else "",
        )
        for row in rows.select_related(*related).order_by("number")
    ]


def notes_of(meeting: Meeting) -> str:
    """What was noted of the item under way, as rich text in the normal form of the house."""
    rows = Debate.objects.filter(minutes__meeting=meeting, item=meeting.current_item_id)
    return rows.values_list("text", flat=True).first() or ""


@dataclass(frozen=True)
class Screen:
    """What everybody in the room reads on the wall: no name beside a vote."""

    now: Now
    number: str
    open_votes: Sequence[tuple[Resolution, int | None]]
    last: Resolution | None
    tables: Sequence[ResultTable]
    sentences: Sequence[str]


@UntilWritten
def screen_of(key: UUID, language: str) -> Screen:
    """Of the meeting of that key. Raises Meeting.DoesNotExist."""
    now = now_of(key, language)
    meeting = now.meeting
    under_way = with_turnout(meeting.resolutions.open()).order_by("number")
    closed = meeting.resolutions.decided().filter(item=meeting.current_item_id)
    last = closed.order_by("closed_at", "pk").last()
    lines = agenda_lines(meeting)
    return Screen(
        now=now,
        number=next((line.number for line in lines if line.is_current), ""),
        open_votes=[(row, turnout_of(row)) for row in under_way],
        last=last,
        tables=tables_of(last) if last else (),
        sentences=result_sentences(last, with_names=False) if last else (),
    )
