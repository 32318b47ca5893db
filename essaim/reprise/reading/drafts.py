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
from essaim.reprise.reading.results import Action, Reprise, Role

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
#: The texts of an objective that few reports tell apart.
FURTHER_TEXTS = ("results", "difficulties", "next_steps")
_OUTSIDE = frozenset({Role.PREAMBLE, Role.CONCLUSION, Role.CONTENTS})


def draft_of(reprise: Reprise, text: str) -> Draft:
    """The draft of a proposal. Figures and guessed organisations wait to be ticked."""
    rows: dict[str, list[Row]] = {
        "axes": [_axis(axis) for axis in reprise.axes],
        "objectives": [_objective(objective) for objective in reprise.objectives],
        "actions": [_action(action) for action in reprise.actions],
        "figures": [_figure(figure) for figure in reprise.figures],
        "organisations": [_organisation(organisation) for organisation in reprise.organisations],
        "remainders": [
            {"line": remainder.line, "text": remainder.text, "role": str(remainder.role)}
            for remainder in reprise.not_understood
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


def _objective(objective: Any) -> Row:
    return {
        "line": objective.line,
        "code": objective.code,
        "title": objective.title[: LENGTHS["objective"]]
        or _("Objective %(code)s") % {"code": objective.code},
        "axis": objective.axis,
        "evaluation": _paragraphs(objective.evaluation),
        "means": "\n\n".join(_paragraphs(piece) for piece in objective.means),
        **{name: _paragraphs(getattr(objective, name)) for name in FURTHER_TEXTS},
        "is_kept": True,
    }


def _paragraphs(text: str) -> str:
    return "\n\n".join(text.split("\n"))


def _action(action: Any) -> Row:
    """Without a day of its own it has none here: it will be of the year of the report."""
    days = (action.starts_on, action.ends_on) if action.is_dated else (None, None)
    return {
        "line": action.line,
        "objective": action.objective or "",
        "title": action.title or action.text[:120],
        "starts_on": days[0].isoformat() if days[0] else "",
        "ends_on": days[1].isoformat() if days[1] else "",
        "precision": str(action.precision),
        "kind": "",
        "summary": action.text,
        "mark": _mark(action),
        "is_kept": is_ticked(action),
    }


def is_ticked(action: Action) -> bool:
    """Whether an action is taken over unless a hand says no: it has a day, and tells a deed."""
    return action.is_dated and action.is_deed


def _mark(action: Any) -> str:
    """What the report says of an action, whatever the file: read again, it is the same action."""
    words = f"{action.objective}|{fold(action.title)}|{action.starts_on}|{action.ends_on}"
    return sha256(words.encode()).hexdigest()[:40]


def _figure(figure: Any) -> Row:
    return {
        "line": figure.line,
        "objective": figure.objective or "",
        "value": format(figure.value, "f"),
        "unit": figure.unit[: LENGTHS["unit"]],
        "qualifier": str(figure.qualifier),
        "indicator": figure.indicator[: LENGTHS["indicator"]],
        "nature": "flow",
        "context": figure.context,
        "is_kept": False,
    }


def _organisation(organisation: Any) -> Row:
    return {
        "line": organisation.line,
        "name": organisation.name[: LENGTHS["organisation"]],
        "count": organisation.count,
        "is_known": organisation.is_known,
        "is_kept": organisation.is_known,
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
        self.codes = {objective.code for objective in reprise.objectives}
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
