"""Minutes as a document, from the facts until they are locked, and the page on which it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.bodies.holders import convenes
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.minutes import rules
from essaim.assemblies.minutes.models import (
    Amendment,
    Minutes,
    MinutesState,
    Signature,
)
from essaim.assemblies.minutes.queries.facts import ItemLine, MinutesFacts, facts_of
from essaim.assemblies.minutes.queries.items import adopted_texts, agenda
from essaim.assemblies.minutes.queries.parts import (
    attendance,
    consultation,
    consulted,
    day_words,
    opening,
    participation,
    prose,
    proxies,
    quorum,
    signatures,
)
from essaim.assemblies.roll.models import Elector
from essaim.documents.document import Block, Contents, Document, Heading, TitlePage
from essaim.kernel.acting import Acting
from essaim.kernel.audiences import covers
from essaim.kernel.context import demo_notice
from essaim.network.queries.organisations import name_of_network

#: What stands before the points of the agenda.
IN_A_ROOM = (opening, attendance, proxies, quorum)
IN_WRITING = (consultation, consulted, participation)


@dataclass(frozen=True)
class Locking:
    """How minutes come to be locked: approved by a later meeting, in words, or signed."""

    on: date
    approved: str = ""


def document_of(minutes: Minutes, *, is_internal: bool) -> Document:
    """As it reads now: the locked text word for word, with what was annexed to it since."""
    if minutes.is_locked:
        text = minutes.document if is_internal else minutes.public_document
        annexes = list(minutes.amendments.filter(is_annex=True).order_by("at", "pk"))
        return with_annexes(Document.from_json(text), annexes)
    return compose(facts_of(minutes), is_internal=is_internal)


def signed_text(minutes: Minutes) -> str:
    """SHA-256 of what an officer signs: the whole document without the signatures."""
    return compose(replace(facts_of(minutes), signatures=()), is_internal=True).digest()


def compose(facts: MinutesFacts, *, is_internal: bool, locking: Locking | None = None) -> Document:
    """The document. The same facts give the same document, to the letter."""
    meeting = facts.meeting
    with override(settings.LANGUAGE_CODE):
        return Document(
            title=_("Minutes: %(meeting)s") % {"meeting": meeting.action.title},
            subtitle=meeting.body.name,
            language=settings.LANGUAGE_CODE,
            publisher=facts.publisher or meeting.body.name,
            year=facts.starts_at.year,
            notice=str(demo_notice()) if settings.DEMO else "",
            blocks=tuple(_blocks(facts, is_internal=is_internal, locking=locking)),
        )


def _blocks(facts: MinutesFacts, *, is_internal: bool, locking: Locking | None) -> Iterator[Block]:
    yield TitlePage(tuple(_title_lines(facts, is_internal=is_internal, locking=locking)))
    parts = IN_WRITING if facts.meeting.is_written else IN_A_ROOM
    for part in parts:
        yield from part(facts)
    yield from agenda(facts, is_internal=is_internal)
    yield from adopted_texts(facts)
    yield from signatures(facts)


def _title_lines(
    facts: MinutesFacts, *, is_internal: bool, locking: Locking | None
) -> Iterator[str]:
    if locking is None:
        state = str(MinutesState(facts.minutes.state).label)
        yield _("Draft: %(state)s") % {"state": state}
    elif locking.approved:
        yield locking.approved
    else:
        yield _("Signed by the officers of the meeting")
    if is_internal:
        yield _("Reading for the body alone")


def with_annexes(document: Document, annexes: list[Amendment]) -> Document:
    """The locked text, then each correction with its day: the text itself does not change."""
    if not annexes:
        return document
    with override(document.language):
        added: list[Block] = [Heading(1, _("Corrections annexed since"), "corrections")]
        for number, annex in enumerate(annexes, start=1):
            title = _("On %(day)s") % {"day": day_words(annex.at)}
            added += [Heading(2, title, f"correction-{number}"), prose(annex.text)]
    return replace(document, blocks=(*document.blocks, *added))


def approval_line(minutes: Minutes) -> str:
    """By which meeting they were approved, in the language of the network.

    A meeting that fewer people see than these minutes is told by its day alone.
    """
    resolution = minutes.approved_by
    if resolution is None:
        return ""
    with override(settings.LANGUAGE_CODE):
        values = {
            "meeting": resolution.meeting.action.title,
            "number": resolution.number,
            "day": day_words(resolution.closed_at or resolution.meeting.starts_at),
        }
        readers = minutes.meeting.action.audience
        if not covers(resolution.meeting.action.audience, readers):
            return _("Approved by a later meeting, on %(day)s") % values
        return _("Approved by “%(meeting)s”, resolution %(number)s, on %(day)s") % values


@dataclass(frozen=True)
class MinutesPage:
    """Everything that the page shows. `is_internal`: this reading is for the body alone.

    `points`: each with whether anything was written of it yet; `signed`: each signature with
    whether it is of the text as it stands now.
    """

    minutes: Minutes
    document: Document
    is_internal: bool
    may_see_internal: bool
    may_write: bool
    may_annex: bool
    may_sign: bool
    points: Sequence[tuple[ItemLine, bool]]
    signed: Sequence[tuple[Signature, bool]]
    amendments: Sequence[Amendment]
    asks_for: Sequence[Elector]

    @property
    def may_submit(self) -> bool:
        is_over = self.minutes.meeting.state == MeetingState.CLOSED
        return self.may_write and is_over and not self.minutes.is_locked

    @property
    def waiting(self) -> int:
        return sum(not amendment.answer for amendment in self.amendments)


def meetings_with_minutes(acting: Acting) -> QuerySet[Meeting]:
    """Those that this reader sees, with what their pages say of them."""
    meetings = Meeting.objects.visible_to(acting)
    return meetings.select_related("action", "body__group", "rules", "chair", "secretary")


def minutes_for(acting: Acting, meeting: Meeting) -> Minutes | None:
    """The minutes of the meeting, where there are some and this reader may read them."""
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
    by_signature = minutes.is_by_signature
    is_submitted = minutes.state == MinutesState.SUBMITTED
    return MinutesPage(
        minutes=minutes,
        document=document,
        is_internal=is_internal,
        may_see_internal=may_see,
        may_write=may_write,
        may_annex=minutes.is_locked and rules.annex_correction(acting, minutes),
        may_sign=by_signature and is_submitted and rules.sign_minutes(acting, minutes),
        points=facts.points if may_write and facts is not None else (),
        signed=_signed(facts) if facts is not None and by_signature else (),
        amendments=_amendments(minutes) if may_see else (),
        asks_for=asks_for(minutes, acting) if is_submitted else (),
    )


def _signed(facts: MinutesFacts) -> list[tuple[Signature, bool]]:
    text = compose(replace(facts, signatures=()), is_internal=True).digest()
    return [(signature, signature.sha256 == text) for signature in facts.signatures]


def _amendments(minutes: Minutes) -> list[Amendment]:
    rows = minutes.amendments.filter(is_annex=False).select_related("elector")
    return list(rows.order_by("at", "pk"))


def asks_for(minutes: Minutes, acting: Acting) -> list[Elector]:
    """The electors who took part and for whom this reader may ask for a change."""
    electors = Elector.objects.spoken_for_by(acting).filter(meeting=minutes.meeting_id)
    return list(electors.took_part().order_by("folded", "pk"))


def minutes_of_body(body: Body, acting: Acting) -> list[Minutes]:
    """Those locked that this reader sees, the newest first."""
    rows = Minutes.objects.locked().with_meeting().filter(meeting__body=body)
    visible = rows.filter(meeting__in=Meeting.objects.visible_to(acting))
    return list(visible.order_by("-meeting__starts_at", "-pk"))


def years_of(rows: Sequence[Minutes]) -> dict[int, list[Minutes]]:
    """By the year in which the meeting began, in the order given."""
    years: dict[int, list[Minutes]] = {}
    for minutes in rows:
        years.setdefault(timezone.localtime(minutes.meeting.starts_at).year, []).append(minutes)
    return years


def compile_year(body: Body, year: int, acting: Acting) -> Document | None:
    """Locked minutes of the year, the first meeting first; None where this reader may read none.

    Each is in the reading that they may see: what is for the body alone is left out for others.
    """
    of_year = years_of(minutes_of_body(body, acting)).get(year, [])[::-1]
    if not of_year:
        return None
    with override(settings.LANGUAGE_CODE):
        title = _("Minutes of %(body)s, %(year)s") % {"body": body.name, "year": year}
    return Document(
        title=title,
        language=settings.LANGUAGE_CODE,
        publisher=name_of_network() or body.name,
        year=year,
        notice=str(demo_notice()) if settings.DEMO else "",
        blocks=(TitlePage(), Contents(depth=1), *_year(body, of_year, acting)),
    )


def _year(body: Body, of_year: Sequence[Minutes], acting: Acting) -> Iterator[Block]:
    group = body.group
    knows_all = convenes(acting) or (group and f"group:{group.key}" in acting.capacities)
    sat = set(Elector.objects.spoken_for_by(acting).values_list("meeting_id", flat=True))
    for number, minutes in enumerate(of_year, start=1):
        is_internal = bool(knows_all) or minutes.meeting_id in sat
        yield from _chapter(document_of(minutes, is_internal=is_internal), f"pv-{number}")


def _chapter(document: Document, anchor: str) -> Iterator[Block]:
    """The document with its headings one level down, under its title."""
    yield Heading(1, document.title, anchor)
    for block in document.blocks:
        if isinstance(block, Heading):
            yield replace(block, level=block.level + 1, anchor=f"{anchor}-{block.anchor}")
        elif not isinstance(block, TitlePage):
            yield block
