"""The parts of minutes that are the house's, in a room and in writing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.minutes.queries.facts import (
    ABSENT,
    EXCUSED,
    PRESENT,
    REPRESENTED,
    MinutesFacts,
    PresenceLine,
)
from essaim.assemblies.roll.models import (
    Attendance,
    PresentAs,
    PresentBy,
    Proxy,
)
from essaim.assemblies.roll.queries.presence import given
from essaim.assemblies.votes.enums import ResolutionState
from essaim.assemblies.votes.models import Resolution
from essaim.documents.document import Block, Heading, Prose, Table
from essaim.kernel.clock import clock_words
from essaim.kernel.datewords import date_words
from essaim.kernel.markup import clean


def prose(text: str) -> Prose:
    """Plain words as they were typed: paragraphs apart by a blank line."""
    blocks = (block.strip() for block in text.replace("\r\n", "\n").split("\n\n"))
    html = "".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in blocks if block)
    return Prose(clean(html))


def lines(sentences: Iterable[str]) -> Prose:
    """Sentences one below another."""
    return Prose(
        clean(f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>")
    )


def day_words(moment: datetime) -> str:
    return date_words(timezone.localdate(moment), language=get_language() or "fr")


def hour(moment: datetime) -> str:
    return time_format(timezone.localtime(moment))


def opening(facts: MinutesFacts) -> Iterator[Block]:
    """When, where, under whom; then what the secretary says of it."""
    yield Heading(1, _("Opening of the meeting"), "ouverture")
    yield lines(_opening_lines(facts))
    if facts.minutes.opening:
        yield facts.rich(facts.minutes.opening)


def _opening_lines(facts: MinutesFacts) -> Iterator[str]:
    meeting = facts.meeting
    began = meeting.opened_at or meeting.starts_at
    values = {"day": day_words(began), "start": hour(began)}
    in_clock = f" ({clock_words()})"
    if meeting.closed_at is None:
        yield _("On %(day)s, from %(start)s") % values + in_clock
    elif timezone.localdate(meeting.closed_at) == timezone.localdate(began):
        yield (
            _("On %(day)s, from %(start)s to %(end)s")
            % {
                **values,
                "end": hour(meeting.closed_at),
            }
            + in_clock
        )
    else:
        end = {"until": day_words(meeting.closed_at), "end": hour(meeting.closed_at)}
        yield _("From %(day)s, %(start)s, to %(until)s, %(end)s") % {**values, **end} + in_clock
    mode = str(meeting.get_mode_display())
    place = meeting.action.place if meeting.mode != MeetingMode.REMOTE else ""
    yield _("Meeting held %(mode)s") % {"mode": mode} + (f" – {place}" if place else "")
    if meeting.convened_at is not None:
        yield _("Convened on %(day)s") % {"day": day_words(meeting.convened_at)}
    if meeting.second_call_of_id is not None:
        yield _("Second call, for want of a quorum at the first")
    yield from _officers(facts)


def _officers(facts: MinutesFacts) -> Iterator[str]:
    if presided := _presided(facts):
        yield _("Chair: %(name)s") % {"name": ", ".join(presided)}
    if facts.meeting.secretary is not None:
        yield _("Secretary: %(name)s") % {"name": facts.meeting.secretary}


def _presided(facts: MinutesFacts) -> list[str]:
    """Who presided, one after the other, each former one with the hour."""
    former = [
        _("%(name)s (until %(hour)s)") % {"name": chair.person, "hour": hour(chair.ended_at)}
        for chair in facts.former_chairs
    ]
    return [*former, *([str(facts.meeting.chair)] if facts.meeting.chair else [])]


def attendance(facts: MinutesFacts) -> Iterator[Block]:
    """One table a college, then those who are no electors."""
    yield Heading(1, _("Who was there"), "presences")
    yield lines(_attendance_sums(facts))
    header = (_("Elector"), _("Attendance"), _("Represented by"), _("From – to"))
    for college, roll in by_college(facts.roll).items():
        yield Table(college, header, tuple(_attendance_row(line) for line in roll))
    if facts.guests:
        caption = _("Also in the room")
        rows = tuple(_guest_row(guest) for guest in facts.guests)
        yield Table(caption, (_("Name"), _("As"), _("From – to")), rows)


def by_college(roll: Iterable[PresenceLine]) -> dict[str, list[PresenceLine]]:
    """Under the name of each; those without one together."""
    colleges: dict[str, list[PresenceLine]] = {}
    for line in roll:
        college = line.elector.college.name if line.elector.college else _("Electors")
        colleges.setdefault(college, []).append(line)
    return colleges


def _attendance_sums(facts: MinutesFacts) -> Iterator[str]:
    how = Counter(line.how for line in facts.roll)
    remote = sum(line.is_remote for line in facts.roll)
    present = str(how[PRESENT])
    if remote:
        present = _("%(present)s, of whom %(remote)s by video") % {
            "present": present,
            "remote": remote,
        }
    yield _("Convened: %(number)s") % {"number": len(facts.roll)}
    yield _("Present: %(number)s") % {"number": present}
    yield _("Represented: %(number)s") % {"number": how[REPRESENTED]}
    yield _("Excused: %(number)s") % {"number": how[EXCUSED]}
    yield _("Absent: %(number)s") % {"number": how[ABSENT]}


def _attendance_row(line: PresenceLine) -> tuple[str, ...]:
    labels = {
        PRESENT: _("present"),
        REPRESENTED: _("represented"),
        EXCUSED: _("was excused"),
        ABSENT: _("absent"),
    }
    how = labels[line.how]
    if line.stays:
        means = dict.fromkeys(str(PresentBy(stay.means).label) for stay in line.stays)
        how = f"{how}, {', '.join(means)}"
    if not line.elector.may_vote:
        how = _("%(how)s, without the right to vote") % {"how": how}
    sat = dict.fromkeys(_sitter(stay, line.elector.name) for stay in line.stays)
    who = line.by_whom or ", ".join(name for name in sat if name)
    return line.elector.name, how, who, ", ".join(_stay(stay) for stay in line.stays)


def _sitter(stay: Attendance, elector: str) -> str:
    """Who sat for an organisation; an individual sat for themselves."""
    name = str(stay.person) if stay.person else stay.name
    return "" if name == elector else name


def _stay(stay: Attendance) -> str:
    left = hour(stay.left_at) if stay.left_at else ""
    return f"{hour(stay.arrived_at)} – {left}".rstrip()


def _guest_row(guest: Attendance) -> tuple[str, ...]:
    name = str(guest.person) if guest.person else guest.name
    return name, str(PresentAs(guest.capacity).label), _stay(guest)


def proxies(facts: MinutesFacts) -> Iterator[Block]:
    """Who let whom vote; the instructions stay between them."""
    if not facts.proxies:
        return
    used = {proxy.pk for proxy in facts.proxies if facts.sheet.is_used(given(proxy))}
    yield Heading(1, _("Proxies"), "pouvoirs")
    header = (_("Given by"), _("Given to"), _("On (day)"), _("Used"))
    rows = tuple(_proxy_row(proxy, used) for proxy in facts.proxies)
    yield Table(_("Proxies received"), header, rows)


def _proxy_row(proxy: Proxy, used: set[int]) -> tuple[str, ...]:
    holder = proxy.holder.name if proxy.holder else _("The chair of the meeting")
    served = _("yes") if proxy.pk in used else _("no")
    return proxy.giver.name, holder, day_words(proxy.given_at), served


def quorum(facts: MinutesFacts) -> Iterator[Block]:
    """The quorum as each vote was stamped with it."""
    rows = tuple(row for resolution in facts.resolutions if (row := _quorum_row(resolution)))
    if not rows:
        return
    yield Heading(1, _("Quorum"), "quorum")
    header = (
        _("Vote taken"),
        _("Present"),
        _("Represented"),
        _("Required"),
        _("Counted"),
        _("Quorum"),
    )
    yield Table(_("Quorum at each vote"), header, rows, numeric=(1, 2, 3, 4))


def _quorum_row(resolution: Resolution) -> tuple[str, ...]:
    stamp = resolution.presence.get("quorum")
    if not stamp:
        return ()
    counts = (resolution.presence.get(name, "") for name in ("present", "represented"))
    asked = (stamp.get("required", ""), stamp.get("counted", ""))
    name = f"{resolution.number}. {resolution.title}"
    return (name, *(str(count) for count in (*counts, *asked)), quorum_in_words(stamp))


def quorum_in_words(stamp: Mapping[str, Any]) -> str:
    """In a word, from what the closing of a vote stamped."""
    if not stamp.get("required"):
        return _("none required")
    return _("reached") if stamp.get("is_reached") else _("not reached")


def signatures(facts: MinutesFacts) -> Iterator[Block]:
    if not facts.signatures:
        return
    yield Heading(1, _("Signatures"), "signatures")
    header = (_("Name"), _("Role"), _("Signed on"))
    rows = (
        (str(signature.person), signature.role, day_words(signature.signed_at))
        for signature in facts.signatures
    )
    yield Table(_("Officers of the meeting"), header, tuple(rows))


def consultation(facts: MinutesFacts) -> Iterator[Block]:
    """From when to when, by which article; then what the secretary says of it."""
    yield Heading(1, _("Consultation in writing"), "ouverture")
    yield lines(_asked_and_counted(facts))
    if facts.minutes.opening:
        yield facts.rich(facts.minutes.opening)


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
    yield from _officers(facts)


def consulted(facts: MinutesFacts) -> Iterator[Block]:
    """One table a college. Of a secret ballot it says who was asked, not who answered."""
    yield Heading(1, _("Who was consulted"), "consultes")
    yield lines(_sums(facts))
    is_secret = any(resolution.is_secret for resolution in facts.resolutions)
    header = (_("Elector"), _("Right to vote") if is_secret else _("Answer"))
    for college, roll in by_college(facts.roll).items():
        rows = ((line.elector.name, _answer_words(line, is_secret=is_secret)) for line in roll)
        yield Table(college, header, tuple(rows))


def _sums(facts: MinutesFacts) -> Iterator[str]:
    asked = Counter(line.how == PRESENT for line in facts.roll if line.elector.may_vote)
    yield _("Consulted: %(number)s") % {"number": len(facts.roll)}
    if asked.total() < len(facts.roll):
        yield _("With the right to vote: %(number)s") % {"number": asked.total()}
    if any(resolution.state == ResolutionState.CLOSED for resolution in facts.resolutions):
        yield _("Voted: %(number)s") % {"number": asked[True]}
        yield _("Did not answer: %(number)s") % {"number": asked[False]}


def _answer_words(line: PresenceLine, *, is_secret: bool) -> str:
    if is_secret or not line.elector.may_vote:
        return str(line.elector.get_right_display())
    return _("voted") if line.how == PRESENT else _("did not answer")


def participation(facts: MinutesFacts) -> Iterator[Block]:
    """The quorum of those who answered, as the closing stamped it."""
    rows = tuple(row for resolution in facts.resolutions if (row := _answers_row(resolution)))
    if rows:
        yield Heading(1, _("Participation quorum"), "quorum")
        header = (_("Vote taken"), _("Voted"), _("Required"), _("Quorum"))
        yield Table(_("Participation quorum for each question"), header, rows, numeric=(1, 2))


def _answers_row(resolution: Resolution) -> tuple[str, ...]:
    stamp = resolution.presence.get("quorum")
    if not stamp:
        return ()
    name = f"{resolution.number}. {resolution.title}"
    counts = (str(stamp.get(name, "")) for name in ("counted", "required"))
    return (name, *counts, quorum_in_words(stamp))
