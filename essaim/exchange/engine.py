"""What a room gives the import engine: how its rows are read, applied and taken back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.kernel.columns import Column
from essaim.kernel.errors import RuleBroken
from essaim.kernel.manifest import ImportTarget, declared
from essaim.kernel.signs import on_one_line

Values = Mapping[str, str]  # column code → what the cell says
Answers = Mapping[str, str]  # code of a question → the value of the choice


@dataclass(frozen=True)
class Question:
    """What only a person can say. The same code on several rows is one question."""

    code: str
    sentence: str
    choices: Sequence[tuple[str, str]]  # (value, in words)


@dataclass(frozen=True)
class Plan:
    """What one row would do: created, updated, unchanged, asked, or refused with the reason."""

    outcome: RowOutcome
    target_key: UUID | None = None
    before: Mapping[str, Any] | None = None
    column: str = ""
    value: str = ""
    reason: str = ""
    question: Question | None = None

    @classmethod
    def refused(cls, column: str, value: str, reason: str) -> "Plan":
        return cls(
            RowOutcome.REFUSED, column=column, value=_cut(value, 300), reason=_cut(reason, 400)
        )

    @classmethod
    def asked(cls, question: Question, column: str = "", value: str = "") -> "Plan":
        sentence = _cut(question.sentence, 400)
        return cls(RowOutcome.ASKED, None, None, column, _cut(value, 300), sentence, question)


class Misread(Exception):
    """A cell that cannot be read: its column, what it says, and why that will not do."""

    def __init__(self, column: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.value, self.sentence = column, value, sentence

    @property
    def plan(self) -> Plan:
        return Plan.refused(self.column, self.value, self.sentence)


class Unsure(Misread):
    """A cell that says several things: a person is asked which."""

    def __init__(self, column: str, value: str, question: Question) -> None:
        super().__init__(column, value, question.sentence)
        self.question = question

    @property
    def plan(self) -> Plan:
        return Plan.asked(self.question, self.column, self.value)


def _cut(text: str, length: int) -> str:
    return on_one_line(text)[:length]


@dataclass(frozen=True)
class Applied:
    """What a row did: the thing it made or changed, as it now stands."""

    target_key: UUID
    after: Mapping[str, Any]


@dataclass(frozen=True)
class Trace:
    """What an applied row left in the house: what stood before it, and what it made of that."""

    outcome: RowOutcome
    target_key: UUID
    before: Any
    after: Any


@dataclass(frozen=True)
class SourceRow:
    """A row of a file: its line, its place among the rows from 0, its cells, and what they say."""

    line: int
    position: int
    cells: Sequence[str]
    values: Values


#: What became of a row, and what it did if it did something.
Done = tuple[Plan, Applied | None]


class Engine(Protocol):
    """One import target. One instance plans, applies and undoes rows, batch after batch.

    What it keeps in memory of the house it keeps in step with the journal.
    """

    columns: Sequence[Column]
    needed: Sequence[str]  # codes of the columns without which no row says anything

    def plan(
        self,
        rows: Sequence[SourceRow],
        *,
        options: Mapping[str, Any],
        answers: Answers,
        by: Acting,
        tell: Callable[[int], None] = ...,
    ) -> list[Plan]:
        """Says what each row of the whole file would do, and writes nothing.

        `tell` is told from time to time how many rows it has read.
        """

    def apply(
        self, rows: Sequence[tuple[SourceRow, Plan]], *, run: "Claims", by: Acting
    ) -> list[Done]:
        """Does what was planned, through the actions of the room, and says what it did.

        It begins with the first row, and no other once its turn is over (`in_a_turn`). What the
        house holds by now may make less of a row than was planned, never more. Raises RuleBroken
        where one may not be: nothing of the batch is kept then.
        """

    def undo(self, traces: Sequence[Trace], *, by: Acting) -> list[str]:
        """Takes each back and answers "", or says in one sentence why it stays.

        It begins with the first, and no other once its turn is over (`in_a_turn`). Raises
        RuleBroken where one may not be: all of the batch stands then.
        """


@dataclass(frozen=True)
class Claims:
    """What a run was told, and which of some things its rows are about."""

    options: Mapping[str, Any]
    answers: Answers
    claimed: Callable[[Collection[UUID]], set[UUID]]


def target_called(code: str) -> ImportTarget:
    """The import target of that code. Raises RuleBroken where no room offers it."""
    targets: dict[str, ImportTarget] = {target.code: target for target in declared("imports")}
    if code not in targets:
        raise RuleBroken(_("Nothing here takes an import called “%(code)s”.") % {"code": code})
    return targets[code]


def engine_of(code: str) -> Engine:
    engine: Engine = import_string(target_called(code).engine)()
    return engine
