"""The parts of minutes that a consultation in writing has in the place of a room."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from essaim.assemblies.enums import ResolutionState
from essaim.assemblies.models import Resolution
from essaim.assemblies.queries.minutes_facts import PRESENT, MinutesFacts, RollLine
from essaim.assemblies.queries.minutes_parts import by_college, day_words, hour, lines, quorum_told
from essaim.documents.document import Block, Heading, Prose, Table
from essaim.kernel.clock import clock_words


def consultation(facts: MinutesFacts) -> Iterator[Block]:
    """From when to when, by which article; then what the secretary says of it."""
    yield Heading(1, _("Consultation in writing"), "ouverture")
    yield lines(_asked_and_counted(facts))
    if facts.minutes.opening:
        yield Prose(facts.minutes.opening)


def _asked_and_counted(facts: MinutesFacts) -> Iterator[str]:
    meeting = facts.meeting
    began, ended = meeting.opened_at or meeting.starts_at, meeting.closed_at or meeting.ends_at
    yield (
        _("From %(day)s, %(start)s, to %(until)s, %(end)s")
        % {
            "day": day_words(began),
            "start": hour(began),
            "until": day_words(ended),
            "end": hour(ended),
        }
        + f" ({clock_words()})"
    )
    if meeting.rules is not None and meeting.rules.written_article:
        yield meeting.rules.written_article
    if meeting.chair is not None:
        yield _("Chair: %(name)s") % {"name": meeting.chair}
    if meeting.secretary is not None:
        yield _("Secretary: %(name)s") % {"name": meeting.secretary}


def consulted(facts: MinutesFacts) -> Iterator[Block]:
    """One table a college. Of a secret ballot it says who was asked, not who answered."""
    yield Heading(1, _("Who was consulted"), "consultes")
    yield lines(_sums(facts))
    is_secret = any(one.is_secret for one in facts.resolutions)
    header = (_("Elector"), _("Right to vote") if is_secret else _("Answer"))
    for college, roll in by_college(facts.roll).items():
        rows = ((line.elector.name, _said(line, is_secret=is_secret)) for line in roll)
        yield Table(college, header, tuple(rows))


def _sums(facts: MinutesFacts) -> Iterator[str]:
    asked = Counter(line.how == PRESENT for line in facts.roll if line.elector.may_vote)
    yield _("Consulted: %(number)s") % {"number": len(facts.roll)}
    if asked.total() < len(facts.roll):
        yield _("With the right to vote: %(number)s") % {"number": asked.total()}
    if any(one.state == ResolutionState.CLOSED for one in facts.resolutions):
        yield _("Voted: %(number)s") % {"number": asked[True]}
        yield _("Did not answer: %(number)s") % {"number": asked[False]}


def _said(line: RollLine, *, is_secret: bool) -> str:
    if is_secret or not line.elector.may_vote:
        return str(line.elector.get_right_display())
    return _("voted") if line.how == PRESENT else _("did not answer")


def participation(facts: MinutesFacts) -> Iterator[Block]:
    """The quorum of those who answered, as the closing stamped it."""
    rows = tuple(row for one in facts.resolutions if (row := _answers_row(one)))
    if rows:
        yield Heading(1, _("Participation quorum"), "quorum")
        header = (_("Vote taken"), _("Voted"), _("Required"), _("Quorum"))
        yield Table(_("Participation quorum for each question"), header, rows, numeric=(1, 2))


def _answers_row(resolution: Resolution) -> tuple[str, ...]:
    stamp = resolution.presence.get("quorum")
    if not stamp:
        return ()
    name = f"{resolution.number}. {resolution.title}"
    counts = (str(stamp.get(one, "")) for one in ("counted", "required"))
    return (name, *counts, quorum_told(stamp))
