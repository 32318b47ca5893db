"""A proposal as a draft to review: plain JSON, cut into parts that a person reviews one by one.

Each line of the report belongs to one part, and each proposal to the part of its line, so that
what a part proposes stands beside what was written. A long section makes several parts: no form
holds more than forty proposals.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from essaim.kernel.text import fold
from essaim.reprise.reading.results import Reprise, Role

Draft = dict[str, Any]
Row = dict[str, Any]
#: Proposals in one part.
MOST_ROWS = 40
#: Under this name stand the parts that belong to no axis and no objective.
ELSEWHERE = ""
ORGANISATIONS = "organisations"
#: The lists of a draft, and the letter with which the ids of their rows begin.
LISTS = {"axes": "x", "objectives": "o", "actions": "a", "figures": "f", "organisations": "n"}
#: What rows are cut to, as the columns that will hold them.
LENGTHS = {"axis": 250, "objective": 300, "unit": 60, "indicator": 160, "organisation": 200}
_OUTSIDE = frozenset({Role.PREAMBLE, Role.CONCLUSION, Role.CONTENTS})


def draft_of(reprise: Reprise, text: str) -> Draft:
    """The draft of a proposal. Figures and guessed organisations wait to be ticked."""
    rows: dict[str, list[Row]] = {
        "axes": [_axis(axis) for axis in reprise.axes],
        "objectives": [_objective(one) for one in reprise.objectives],
        "actions": [_action(one) for one in reprise.actions],
        "figures": [_figure(one) for one in reprise.figures],
        "organisations": [_organisation(one) for one in reprise.organisations],
        "remainders": [
            {"line": one.line, "text": one.text, "role": str(one.role)}
            for one in reprise.not_understood
        ],
    }
    for name, letter in LISTS.items():
        for number, row in enumerate(rows[name]):
            row["id"] = f"{letter}{number}"
    parts = _Parts(reprise, text, rows).read()
    return {"parts": parts, "roles": [str(role) for role in reprise.roles], **rows}


def rows_of(draft: Draft, part: int) -> Iterator[Row]:
    """All that a part proposes."""
    for name in LISTS:
        yield from (row for row in draft[name] if row["part"] == part)


def _axis(axis: Any) -> Row:
    title = axis.title[: LENGTHS["axis"]] or _("Axis %(code)s") % {"code": axis.code}
    return {"line": axis.line, "code": axis.code, "title": title, "is_kept": True}


def _objective(one: Any) -> Row:
    return {
        "line": one.line,
        "code": one.code,
        "title": one.title[: LENGTHS["objective"]] or _("Objective %(code)s") % {"code": one.code},
        "axis": one.axis,
        "evaluation": _paragraphs(one.evaluation),
        "means": "\n\n".join(_paragraphs(piece) for piece in one.means),
        "is_kept": True,
    }


def _paragraphs(text: str) -> str:
    return "\n\n".join(text.split("\n"))


def _action(one: Any) -> Row:
    """Without a day of its own it has none here: it will be of the year of the report."""
    days = (one.starts_on, one.ends_on) if one.is_dated else (None, None)
    return {
        "line": one.line,
        "objective": one.objective or "",
        "title": one.title or one.text[:120],
        "starts_on": days[0].isoformat() if days[0] else "",
        "ends_on": days[1].isoformat() if days[1] else "",
        "precision": str(one.precision),
        "kind": "",
        "summary": one.text,
        "mark": _mark(one),
        "is_kept": one.role is Role.ACTION,
    }


def _mark(one: Any) -> str:
    """What the report says of an action, whatever the file: read again, it is the same action."""
    said = f"{one.objective}|{fold(one.title)}|{one.starts_on}|{one.ends_on}"
    return sha256(said.encode()).hexdigest()[:40]


def _figure(one: Any) -> Row:
    return {
        "line": one.line,
        "objective": one.objective or "",
        "value": format(one.value, "f"),
        "unit": one.unit[: LENGTHS["unit"]],
        "qualifier": str(one.qualifier),
        "indicator": "",
        "nature": "flow",
        "context": one.context,
        "is_kept": False,
    }


def _organisation(one: Any) -> Row:
    return {
        "line": one.line,
        "name": one.name[: LENGTHS["organisation"]],
        "count": one.count,
        "is_known": one.is_known,
        "is_kept": one.is_known,
    }


class _Parts:
    """The walk along the lines that gives each to a part."""

    def __init__(self, reprise: Reprise, text: str, rows: Mapping[str, Sequence[Row]]) -> None:
        self.roles, self.rows = reprise.roles, rows
        self.lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.parts: list[dict[str, Any]] = []
        self.open: dict[tuple[str, str], int] = {}
        self.first: dict[tuple[str, str], int] = {}
        self.counts: dict[int, int] = defaultdict(int)
        self.heads: dict[int, tuple[str, str]] = {}
        for axis in reprise.axes:
            if reprise.roles[axis.line - 1] is Role.AXIS:
                self.heads[axis.line] = ("axis", axis.code)
        for objective in reprise.objectives:
            self.heads[objective.line] = ("objective", objective.code)
        self.codes = {one.code for one in reprise.objectives}
        self.lengths = sorted({len(code) for code in self.codes}, reverse=True)

    def read(self) -> list[dict[str, Any]]:
        beside = defaultdict(list)
        for name in ("actions", "figures", "remainders"):
            for row in self.rows[name]:
                beside[row["line"]].append((name, row))
        section = (ELSEWHERE, "")
        for number, role in enumerate(self.roles, 1):
            section = self._section(number, role, section)
            self._take(number, section, beside[number])
        for name, kind in (("axes", "axis"), ("objectives", "objective")):
            for row in self.rows[name]:
                row["part"] = self._first_part((kind, row["code"]))
        self._add_organisations()
        return self.parts

    def _section(self, number: int, role: Role, section: tuple[str, str]) -> tuple[str, str]:
        if number in self.heads:
            return self.heads[number]
        if role in _OUTSIDE:
            return (ELSEWHERE, "")
        if role is Role.OBJECTIVE:
            bare = self.lines[number - 1].lstrip("#*_> ")
            resumed = (bare[:length] for length in self.lengths if bare[:length] in self.codes)
            return next((("objective", code) for code in resumed), section)
        return section

    def _take(self, number: int, section: tuple[str, str], met: Sequence[Any]) -> None:
        """The line, and what it proposes; a full part makes way for another of its section."""
        if self.roles[number - 1] is Role.BLANK:
            return
        part = self._part(section)
        self.parts[part]["lines"].append(number)
        for name, row in met:
            if name != "remainders" and self.counts[part] >= MOST_ROWS:
                part = self._opened(section)
                self.parts[part]["lines"].append(number)
            self.counts[part] += name != "remainders"
            row["part"] = part

    def _part(self, section: tuple[str, str]) -> int:
        """The part of this section that is open."""
        return self.open[section] if section in self.open else self._opened(section)

    def _first_part(self, section: tuple[str, str]) -> int:
        return self.first[section] if section in self.first else self._opened(section)

    def _opened(self, section: tuple[str, str]) -> int:
        kind, code = section
        self.parts.append({"kind": kind, "code": code, "lines": [], "is_saved": False})
        self.open[section] = len(self.parts) - 1
        self.first.setdefault(section, self.open[section])
        return self.open[section]

    def _add_organisations(self) -> None:
        rows = self.rows["organisations"]
        for start in range(0, len(rows), MOST_ROWS * 4):
            part = self._opened((ORGANISATIONS, ""))
            for row in rows[start : start + MOST_ROWS * 4]:
                row["part"] = part
