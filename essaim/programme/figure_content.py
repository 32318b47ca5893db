"""What people say of an indicator or of a reading, before anything is written."""

from dataclasses import dataclass
from decimal import Decimal
from typing import IO

from essaim.files.models import StoredFile
from essaim.kernel.acting import MEMBERS
from essaim.programme.enums import Direction, FigureSource, Qualifier
from essaim.programme.models import Indicator, Objective


@dataclass(frozen=True, kw_only=True)
class IndicatorContent:
    """A definition. With a measure it is computed, with a derivation derived, else declared.

    `terms` are the operands of a derivation, in their order.
    """

    code: str
    title: str
    nature: str
    definition: str = ""
    method: str = ""
    unit: str = ""
    unit_plural: str = ""
    direction: str = Direction.NEITHER
    target: Decimal | None = None
    decimals: int = 0
    is_ratio: bool = False
    objective: Objective | None = None
    is_key: bool = False
    audience: str = MEMBERS
    measure: str = ""
    derivation: str = ""
    terms: tuple[Indicator, ...] = ()
    shows_more: bool = False

    @property
    def source(self) -> FigureSource:
        if self.measure:
            return FigureSource.COMPUTED
        return FigureSource.DERIVED if self.derivation else FigureSource.DECLARED


@dataclass(frozen=True)
class Upload:
    """A file as it comes: what it holds, and how its sender calls it."""

    content: IO[bytes]
    name: str


@dataclass(frozen=True, kw_only=True)
class ReadingContent:
    """What was read: a value, or for a rate a numerator and its base; how exactly, and where."""

    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    qualifier: str = Qualifier.EXACT
    source_note: str = ""
    evidence_url: str = ""
    evidence_file: StoredFile | Upload | None = None
