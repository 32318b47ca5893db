"""What the walk through a report gathers: proposals, roles of lines, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from essaim.kernel.dates import DateSpan
from essaim.kernel.numbers import Quantity
from essaim.kernel.text import fold
from essaim.reprise.reading.blocks import Block, Kind
from essaim.reprise.reading.judging import tells_what_was_done
from essaim.reprise.reading.lines import Label, Line
from essaim.reprise.reading.organisations import Names, known_in
from essaim.reprise.reading.own import Item, Own, titled, without_notes
from essaim.reprise.reading.period import Period
from essaim.reprise.reading.places import Place
from essaim.reprise.reading.proposals import Deed, clean_title, deeds_of_prose
from essaim.reprise.reading.quantities import read_quantities
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

    period: Period
    names: Names
    reprise: Reprise
    axis: Axis | None = None
    objective: Objective | None = None
    is_english: bool = False
    own: Own | None = None
    asides: list[Action] = field(default_factory=list)
    by_code: dict[str, Objective] = field(default_factory=dict)

    @classmethod
    def begin(cls, lines: Sequence[Line], *, period: Period, names: Names) -> "Gathering":
        roles = [Role.BLANK if line.is_blank else Role.LAYOUT for line in lines]
        return cls(period, names, Reprise(period.year, roles))

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
        label = label or Label.MEANS
        role = Role(label.value)
        self.mark(block.lines, role)
        text = block.text.strip()
        if not self.objective or not text:
            return
        if self.own is not None:
            text = ("- " if block.kind is Kind.BULLET else "") + without_notes(text)
        if label is not Label.MEANS:
            before = getattr(self.objective, label)
            setattr(self.objective, label, "\n".join(filter(None, [before, text])))
        elif is_continued and self.objective.means:
            self.objective.means[-1] += f"\n{text}"
        else:
            self.objective.means.append(text)
        self.add_figures(block, self.quantities(block))
        self.set_aside(block, role)

    def propose(self, block: Block, deeds: Sequence[Deed], *, shift: int = 0) -> None:
        self.reprise.actions += self._actions(block, deeds, shift, Role.ACTION)

    def propose_item(self, block: Block, item: Item) -> None:
        """An item of a list with its days: what it says besides is what the report says of it."""
        title = clean_title(titled(item.title))
        text = "\n".join(filter(None, [titled(item.title), item.rest]))
        first, last, precision = item.when
        span = DateSpan(first, last, precision, 0, 0, year_is_given=True)
        is_deed = self.period.holds(span) and tells_what_was_done(text.replace("\n", " "))
        self.reprise.actions.append(
            Action(
                self.code, title, first, last, precision, text, block.line,
                is_deed=is_deed or self.own is not None, organisations=known_in(text, self.names),
            )
        )  # fmt: skip
        self.mark(block.lines, Role.ACTION)

    def set_aside(self, block: Block, role: Role) -> None:
        """Days told in an evaluation, in means, in a preamble: weighed at the end."""
        if self.own is not None:
            return
        for _span, deeds in deeds_of_prose(block.text, self.period):
            self.asides += self._actions(block, deeds, 0, role)

    def quantities(self, block: Block) -> list[Quantity]:
        """The figures of a block; a title in capitals has none ("LES QUATRE VENTS").

        Those of a report of the house stand in its annex.
        """
        if self.own is not None or (block.first.is_capital and block.kind is Kind.HEADING):
            return []
        return read_quantities(block.text, is_english=self.is_english)

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
                deed.is_told and role is Role.ACTION,
                known_in(deed.text, self.names),
            )
            for deed, line in zip(deeds, lines, strict=True)
        ]
