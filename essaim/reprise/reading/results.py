"""What a past report is proposed as. Lines are counted from 1, as a text editor does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from essaim.kernel.dates import Precision
from essaim.kernel.qualifiers import Qualifier


class Role(StrEnum):
    """What a line of the report was taken for."""

    BLANK = "blank"
    AXIS = "axis"
    OBJECTIVE = "objective"
    EVALUATION = "evaluation"
    MEANS = "means"
    RESULTS = "results"
    DIFFICULTIES = "difficulties"
    NEXT_STEPS = "next_steps"
    ACTION = "action"
    FIGURE = "figure"
    PROSE = "prose"
    PREAMBLE = "preamble"
    CONCLUSION = "conclusion"
    FOOTNOTE = "footnote"
    CONTENTS = "contents"
    LAYOUT = "layout"


@dataclass(slots=True)
class Axis:
    """An axis of the programme; the code is made up where the report does not number it."""

    code: str
    title: str
    line: int
    code_is_made_up: bool = False


@dataclass(slots=True)
class Objective:
    """An objective with its texts, each piece of its means as printed."""

    code: str
    title: str
    axis: str
    line: int
    code_is_made_up: bool = False
    evaluation: str = ""
    means: list[str] = field(default_factory=list)
    results: str = ""
    difficulties: str = ""
    next_steps: str = ""


@dataclass(slots=True)
class Action:
    """Something done, with the days found for it, else the year of the report.

    `text` is all that was read for it; `role` says where: in a bullet or a sentence (ACTION), or in
    an evaluation, means, preamble or conclusion, where only days told nowhere else are taken.
    """

    objective: str | None
    title: str
    starts_on: date | None
    ends_on: date | None
    precision: Precision
    text: str
    line: int
    role: Role = Role.ACTION
    is_dated: bool = True
    is_deed: bool = True
    organisations: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Figure:
    """A number with its unit: a candidate reading; `indicator` where the report names it."""

    objective: str | None
    value: Decimal
    unit: str
    qualifier: Qualifier
    context: str
    line: int
    indicator: str = ""


@dataclass(slots=True)
class Organisation:
    """A name met in the report: one of those given (`is_known`), or one that looks like one."""

    name: str
    line: int
    count: int = 1
    is_known: bool = False


@dataclass(slots=True)
class Remainder:
    """Text that became no proposal: it is shown as it is, with what it was taken for."""

    line: int
    text: str
    role: Role
    objective: str | None = None


@dataclass(slots=True)
class Reprise:
    """A past report, read. `roles` has one entry for each line: no line is ever dropped."""

    year: int | None
    roles: list[Role]
    axes: list[Axis] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    not_understood: list[Remainder] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The proposal as plain JSON values, in the order of the report."""
        return {
            "axes": [_plain(axis) for axis in self.axes],
            "objectives": [_plain(objective) for objective in self.objectives],
            "actions": [_plain(action) for action in self.actions],
            "figures": [_plain(figure) for figure in self.figures],
            "organisations": [_plain(organisation) for organisation in self.organisations],
            "not_understood": [_plain(remainder) for remainder in self.not_understood],
        }


def _plain(row: Any) -> dict[str, Any]:
    return dict(_plain_items(row))


def _plain_items(row: Any) -> Iterator[tuple[str, Any]]:
    for name in row.__slots__:
        value = getattr(row, name)
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, Decimal):
            # JSON has one kind of number; a float prints these few digits unchanged.
            value = int(value) if value == value.to_integral_value() else float(value)
        elif isinstance(value, StrEnum):
            value = value.value
        yield name, value
