"""The page of minutes: the document, and what whoever reads it may do there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from essaim.assemblies.enums import MeetingState, MinutesState
from essaim.assemblies.models import Amendment, Body, Elector, Meeting, Minutes, Signature
from essaim.assemblies.queries.minutes import compose, document_of
from essaim.assemblies.queries.minutes_facts import ItemLine, MinutesFacts, facts_of
from essaim.assemblies.rules import minutes as rules
from essaim.documents.document import Document
from essaim.kernel.acting import Acting
from essaim.kernel.markup import clean


@dataclass(frozen=True)
class Point:
    """A point of the agenda for the secretary: whether she wrote anything yet."""

    line: ItemLine
    is_written: bool


@dataclass(frozen=True)
class Signed:
    """A signature, and whether it is of the text as it stands now."""

    signature: Signature
    is_current: bool


@dataclass(frozen=True)
class MinutesPage:
    """Everything that the page shows. `is_internal`: this reading is for the body alone."""

    minutes: Minutes
    document: Document
    is_internal: bool
    may_see_internal: bool
    may_write: bool
    may_annex: bool
    may_sign: bool
    is_by_signature: bool
    points: Sequence[Point]
    signed: Sequence[Signed]
    amendments: Sequence[Amendment]
    asks_for: Sequence[Elector]

    @property
    def may_submit(self) -> bool:
        is_over = self.minutes.meeting.state == MeetingState.CLOSED
        return self.may_write and is_over and not self.minutes.is_locked

    @property
    def waiting(self) -> int:
        return sum(not one.answer for one in self.amendments)


def meetings_with_minutes(acting: Acting) -> QuerySet[Meeting]:
    """Those that she sees, with what their pages say of them."""
    found = Meeting.objects.visible_to(acting)
    return found.select_related("action", "body__group", "rules", "chair", "secretary")


def minutes_for(acting: Acting, meeting: Meeting) -> Minutes | None:
    """The minutes of the meeting, where there are some and she may read them."""
    minutes = Minutes.objects.with_meeting().filter(meeting=meeting).first()
    if minutes is None or not rules.view_minutes(acting, minutes):
        return None
    return minutes


def minutes_page(minutes: Minutes, acting: Acting, *, public: bool = False) -> MinutesPage:
    """`public` shows what is not for the body alone, to whoever may read both."""
    may_see = rules.view_internal_minutes(acting, minutes)
    may_write = rules.write_opening(acting, minutes) and not minutes.is_locked
    is_internal = may_see and not public
    facts = None if minutes.is_locked else facts_of(minutes)
    document = (
        document_of(minutes, is_internal=is_internal)
        if facts is None
        else compose(facts, is_internal=is_internal)
    )
    by_signature = minutes.meeting.rules is not None and minutes.meeting.rules.minutes_by_signature
    is_submitted = minutes.state == MinutesState.SUBMITTED
    return MinutesPage(
        minutes=minutes,
        document=document,
        is_internal=is_internal,
        may_see_internal=may_see,
        may_write=may_write,
        may_annex=minutes.is_locked and rules.annex_correction(acting, minutes),
        may_sign=by_signature and is_submitted and rules.sign_minutes(acting, minutes),
        is_by_signature=by_signature,
        points=_points(facts) if may_write and facts is not None else (),
        signed=_signed(facts) if facts is not None and by_signature else (),
        amendments=_amendments(minutes) if may_see else (),
        asks_for=asks_for(minutes, acting) if is_submitted else (),
    )


def _points(facts: MinutesFacts) -> list[Point]:
    return [Point(line, line.item.pk in facts.debates) for line in facts.agenda]


def _signed(facts: MinutesFacts) -> list[Signed]:
    text = compose(replace(facts, signatures=()), is_internal=True).digest()
    return [Signed(one, one.sha256 == text) for one in facts.signatures]


def _amendments(minutes: Minutes) -> list[Amendment]:
    rows = minutes.amendments.filter(is_annex=False).select_related("elector")
    return list(rows.order_by("at", "pk"))


def asks_for(minutes: Minutes, acting: Acting) -> list[Elector]:
    """The electors who took part and for whom she may ask for a change."""
    electors = Elector.objects.spoken_for_by(acting).filter(meeting=minutes.meeting_id)
    return list(electors.took_part().order_by("folded", "pk"))


def shown(html: str) -> SafeString:
    """A text to read beside another. Safe: `clean` is the first to see it."""
    return mark_safe(clean(html))  # noqa: S308


def minutes_of_body(body: Body, acting: Acting) -> list[Minutes]:
    """Those locked that she sees, the newest first."""
    rows = Minutes.objects.locked().with_meeting().filter(meeting__body=body)
    seen = rows.filter(meeting__in=meetings_with_minutes(acting).values("pk"))
    return list(seen.order_by("-meeting__starts_at", "-pk"))
