"""What the walk through a report gathers: proposals, roles of lines, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from essaim.kernel.numbers import Quantity, find_quantities
from essaim.kernel.text import fold
from essaim.reprise.reading.blocks import Block
from essaim.reprise.reading.lines import Label, Line
from essaim.reprise.reading.organisations import Names, known_in
from essaim.reprise.reading.outline import Place
from essaim.reprise.reading.proposals import Deed, deeds_of_prose
from essaim.reprise.reading.results import (
    Action,
    Axis,
    Figure,
    Objective,
    Remainder,
    Reprise,
    Role,
)


@dataclass(slots=True)
class Gathering:
    """The proposal as it grows, and the axis and objective that blocks belong to for now."""

    year: int | None
    names: Names
    reprise: Reprise
    axis: Axis | None = None
    objective: Objective | None = None
    asides: list[Action] = field(default_factory=list)
    by_code: dict[str, Objective] = field(default_factory=dict)

    @classmethod
    def begin(cls, lines: Sequence[Line], *, year: int | None, names: Names) -> "Gathering":
        roles = [Role.BLANK if line.is_blank else Role.LAYOUT for line in lines]
        return cls(year, names, Reprise(year, roles))

    @property
    def code(self) -> str | None:
        return self.objective.code if self.objective else None

    def add_axis(self, place: Place, line: int) -> bool:
        self.axis = Axis(place.code, place.title, line, place.is_made_up)
        self.reprise.axes.append(self.axis)
        self.objective = None
        return True

    def add_objective(self, place: Place, line: int) -> bool:
        """Open the objective of this place, or resume it; False where its title is then lost."""
        same = self.by_code.get(place.code)
        self.objective = same or Objective(
            place.code, place.title, place.axis, line, place.is_made_up
        )
        if same is None:
            self.reprise.objectives.append(self.objective)
            self.by_code[place.code] = self.objective
        return fold(self.objective.title) == fold(place.title)

    def judge(self, block: Block, label: Label | None, *, is_continued: bool) -> None:
        """Give the objective its *Evaluation* or a piece of its *Moyens*."""
        role = Role.EVALUATION if label is Label.EVALUATION else Role.MEANS
        self.mark(block.lines, role)
        text = block.text.strip()
        if not self.objective or not text:
            return
        if label is Label.EVALUATION:
            self.objective.evaluation = "\n".join(filter(None, [self.objective.evaluation, text]))
        elif is_continued and self.objective.means:
            self.objective.means[-1] += f"\n{text}"
        else:
            self.objective.means.append(text)
        self.add_figures(block, find_quantities(block.text))
        self.set_aside(block, role)

    def propose(self, block: Block, deeds: Sequence[Deed], *, shift: int = 0) -> None:
        self.reprise.actions += self._actions(block, deeds, shift, Role.ACTION)

    def set_aside(self, block: Block, role: Role) -> None:
        """Days told in an evaluation, in means, in a preamble: weighed at the end."""
        for _span, deeds in deeds_of_prose(block.text, year=self.year):
            self.asides += self._actions(block, deeds, 0, role)

    def add_figures(self, block: Block, quantities: Sequence[Quantity]) -> None:
        lines = block.lines_at([quantity.start for quantity in quantities])
        self.reprise.figures += [
            Figure(
                self.code, quantity.value, quantity.unit, quantity.qualifier, quantity.context, line
            )
            for quantity, line in zip(quantities, lines, strict=True)
        ]

    def leave(self, block: Block, role: Role) -> None:
        """Show a block as it is, line by line."""
        self.mark(block.lines, role)
        for line, text in block.pieces:
            if text.strip():
                self.leave_text(line, text, role)

    def leave_text(self, line: int, text: str, role: Role) -> None:
        self.reprise.not_understood.append(Remainder(line, text, role, self.code))

    def mark(self, lines: Sequence[int], role: Role) -> None:
        for line in lines:
            self.reprise.roles[line - 1] = role

    def finish(self) -> Reprise:
        """Add the days told only in passing, and put everything in the order of the report."""
        days = {
            (action.starts_on, action.ends_on) for action in self.reprise.actions if action.is_dated
        }
        for action in self.asides:
            if (action.starts_on, action.ends_on) not in days:
                days.add((action.starts_on, action.ends_on))
                self.reprise.actions.append(action)
        self.reprise.actions.sort(key=lambda action: action.line)
        self.reprise.axes.sort(key=lambda axis: (len(axis.code), axis.code))
        return self.reprise

    def _actions(self, block: Block, deeds: Sequence[Deed], shift: int, role: Role) -> list[Action]:
        lines = block.lines_at([deed.offset + shift for deed in deeds])
        return [
            Action(
                self.code,
                deed.title,
                deed.starts_on,
                deed.ends_on,
                deed.precision,
                deed.text,
                line,
                role,
                deed.is_dated,
                known_in(deed.text, self.names),
            )
            for deed, line in zip(deeds, lines, strict=True)
        ]
