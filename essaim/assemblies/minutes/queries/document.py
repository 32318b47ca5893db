"""Minutes as a document: from the facts while they are written, from what was locked after.

In the language of the network, whoever reads. A document has two readings: `is_internal` holds
what is for the body alone, the other holds nothing of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.minutes.enums import MinutesState
from essaim.assemblies.minutes.models import Amendment, Minutes
from essaim.assemblies.minutes.queries.facts import MinutesFacts, facts_of
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
from essaim.documents.document import Block, Document, Heading, TitlePage
from essaim.kernel.audiences import covers
from essaim.kernel.context import demo_notice

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
        for number, one in enumerate(annexes, start=1):
            title = _("On %(day)s") % {"day": day_words(one.at)}
            added += [Heading(2, title, f"correction-{number}"), prose(one.text)]
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
