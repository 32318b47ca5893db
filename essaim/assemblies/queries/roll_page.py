"""The roll as its page and its file show it: who is convened, with each one's right in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from essaim.assemblies.enums import Answer, Right
from essaim.assemblies.models import Elector, Meeting, Proxy
from essaim.assemblies.queries.roll import roll_of
from essaim.kernel.text import holds, search_words


@dataclass(frozen=True)
class RollLine:
    """An elector, what it answered, who holds its proxy and how many it holds."""

    elector: Elector
    proxy: Proxy | None
    held: int

    @property
    def holder(self) -> str:
        """In words; empty without a proxy."""
        if self.proxy is None:
            return ""
        return self.proxy.holder.name if self.proxy.holder else _("the chair of the meeting")


@dataclass(frozen=True)
class RollPage:
    """The lines that were asked for, among all of them."""

    meeting: Meeting
    everybody: Sequence[RollLine]
    lines: Sequence[RollLine]

    @property
    def colleges(self) -> Iterator[tuple[str, list[RollLine]]]:
        """By name of college; empty for those who have none."""
        for name, lines in groupby(self.lines, key=lambda one: str(one.elector.college or "")):
            yield name, list(lines)

    @property
    def college_choices(self) -> list[tuple[UUID, str]]:
        found = {one.elector.college for one in self.everybody if one.elector.college}
        return [(one.key, one.name) for one in sorted(found, key=lambda one: (one.name, one.pk))]

    @property
    def voters(self) -> int:
        return sum(one.elector.may_vote for one in self.everybody)

    @property
    def without_vote(self) -> int:
        return len(self.everybody) - self.voters


def roll_page(
    meeting: Meeting, *, q: str = "", college: str = "", right: str = "", answer: str = ""
) -> RollPage:
    """In three queries, whatever the number of electors and the filters."""
    standing = Proxy.objects.standing()
    electors = roll_of(meeting).prefetch_related(
        Prefetch("proxies_given", standing.select_related("holder"), to_attr="given"),
        Prefetch("proxies_held", standing, to_attr="held"),
    )
    everybody = [_line(one) for one in electors]
    wanted = {"college": college, "right": right, "answer": answer}
    named = search_words(q)
    found = [one for one in everybody if holds(one.elector.name, named) and _is(one, wanted)]
    return RollPage(meeting, everybody, found)


def _line(elector: Elector) -> RollLine:
    given: list[Proxy] = elector.given  # type: ignore[attr-defined]
    held: list[Proxy] = elector.held  # type: ignore[attr-defined]
    return RollLine(elector, next(iter(given), None), len(held))


def _is(line: RollLine, wanted: dict[str, str]) -> bool:
    elector = line.elector
    college = str(elector.college.key) if elector.college else ""
    said = {"college": college, "right": elector.right, "answer": elector.answer}
    return all(not wanted[name] or wanted[name] == value for name, value in said.items())


def roll_rows(page: RollPage) -> tuple[list[str], Iterator[list[str | int | datetime | None]]]:
    """The header and rows of the file."""
    header = [
        _("College"),
        _("Elector"),
        _("Right to vote"),
        _("Answer"),
        _("Answered at"),
        _("Proxy to"),
        _("Proxies held"),
    ]
    return header, (_row(one) for one in page.lines)


def _row(line: RollLine) -> list[str | int | datetime | None]:
    elector = line.elector
    return [
        elector.college.name if elector.college else "",
        elector.name,
        str(Right(elector.right).label),
        str(Answer(elector.answer).label),
        elector.answered_at,
        line.holder,
        line.held,
    ]
