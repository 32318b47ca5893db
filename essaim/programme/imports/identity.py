"""Which action the row of a file means: one that is noted, a new one, or what a person must say.

Pure: folded words and days in, one match a row out. Two rows of one file never mean one action.
An identifier wins where its source has some; else title and first day say it, and the place tells
apart those that have both in common. An empty place fits any.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from uuid import UUID

#: An answer that names an action begins so.
SAME = "same:"
NEW = "new"
LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Sketch:
    """What tells an action: words folded. `key` is that of one that is noted."""

    title: str
    day: date
    place: str = ""
    source: str = ""
    identifier: str = ""
    key: UUID | None = None

    @property
    def subject(self) -> tuple[str, date]:
        return self.title, self.day

    @property
    def mark(self) -> tuple[str, str] | None:
        """Source and identifier, where it has one that counts."""
        return (self.source, self.identifier) if self.source and self.identifier else None


class Verdict(Enum):
    """What a row is."""

    NEW = auto()
    SAME = auto()  # as one that is noted
    LEFT_OUT = auto()
    WHICH = auto()  # several that are noted would do
    MOVED = auto()  # noted at another place
    TWICE = auto()  # another row of the file has all in common
    MARKED_TWICE = auto()  # another row has its identifier


@dataclass(frozen=True)
class Match:
    """The verdict on one row, with what is noted and may be meant, or the other row."""

    verdict: Verdict
    keys: tuple[UUID, ...] = ()
    other: int | None = None


@dataclass
class _Settling:
    """What is settled so far. A row is named by its place in the file, from 0."""

    rows: Mapping[int, Sketch]
    known: Mapping[tuple[str, date], Sequence[Sketch]]
    matches: dict[int, Match] = field(default_factory=dict)
    claimed: set[UUID] = field(default_factory=set)

    def settle(self, row: int, key: UUID) -> None:
        self.matches[row] = Match(Verdict.SAME, (key,))
        self.claimed.add(key)

    def open_rows(self) -> list[int]:
        return [row for row in self.rows if row not in self.matches]

    def candidates(self, row: int) -> list[Sketch]:
        """What is noted under title and day, unclaimed, without another identifier."""
        sketch = self.rows[row]
        return [
            noted
            for noted in self.known.get(sketch.subject, ())
            if noted.key not in self.claimed and not _marked_apart(sketch, noted)
        ]


def match_rows(
    rows: Mapping[int, Sketch], known: Iterable[Sketch], answers: Mapping[int, str]
) -> dict[int, Match]:
    """One match a row; `answers` are what a person said of some rows: see SAME, NEW, LEFT_OUT."""
    noted, by_subject = list(known), defaultdict[tuple[str, date], list[Sketch]](list)
    for sketch in noted:
        by_subject[sketch.subject].append(sketch)
    settling = _Settling(rows, by_subject)
    _by_answers(settling, answers)
    _by_marks(settling, {sketch.mark: sketch for sketch in noted if sketch.mark})
    _within_file(settling)
    _by_place(settling)
    _by_empty_place(settling)
    for row in settling.open_rows():
        moved = tuple(sketch.key for sketch in settling.candidates(row) if sketch.key)
        settling.matches[row] = Match(Verdict.MOVED if moved else Verdict.NEW, moved)
    return settling.matches


def arrived(sketch: Sketch, known: Iterable[Sketch]) -> list[UUID]:
    """What is noted by now and has all in common with a row that was new when it was planned."""
    alike = (sketch.subject, sketch.place)
    return [
        noted.key
        for noted in known
        if noted.key and not _marked_apart(sketch, noted)
        if (sketch.mark and noted.mark == sketch.mark) or (noted.subject, noted.place) == alike
    ]


def _marked_apart(sketch: Sketch, other: Sketch) -> bool:
    """Whether one source calls them by two identifiers."""
    both = bool(sketch.mark and other.mark)
    return both and sketch.source == other.source and sketch.identifier != other.identifier


def _by_answers(settling: _Settling, answers: Mapping[int, str]) -> None:
    keys = {
        str(sketch.key): sketch.key for sketches in settling.known.values() for sketch in sketches
    }
    for row, answer in answers.items():
        key = keys.get(answer.removeprefix(SAME)) if answer.startswith(SAME) else None
        if row not in settling.rows:
            continue
        if answer == NEW:
            settling.matches[row] = Match(Verdict.NEW)
        elif answer == LEFT_OUT:
            settling.matches[row] = Match(Verdict.LEFT_OUT)
        elif key is not None and key not in settling.claimed:
            settling.settle(row, key)
        elif key is not None:
            claimed = (n for n, match in settling.matches.items() if match.keys == (key,))
            settling.matches[row] = Match(Verdict.TWICE, other=next(claimed))


def _by_marks(settling: _Settling, marked: Mapping[tuple[str, str] | None, Sketch]) -> None:
    row_of: dict[tuple[str, str], int] = {}
    for row in settling.open_rows():
        mark = settling.rows[row].mark
        if mark is None:
            continue
        if mark in row_of:
            settling.matches[row] = Match(Verdict.MARKED_TWICE, other=row_of[mark])
            continue
        row_of[mark] = row
        known = marked.get(mark)
        if known is not None and known.key is not None and known.key not in settling.claimed:
            settling.settle(row, known.key)


def _within_file(settling: _Settling) -> None:
    """Rows of one title and day that no place tells apart."""
    first_rows: dict[tuple[tuple[str, date], str], int] = {}
    placed: dict[tuple[str, date], int] = {}
    for row, sketch in settling.rows.items():
        if sketch.place:
            placed.setdefault(sketch.subject, row)
    for row in settling.open_rows():
        sketch = settling.rows[row]
        if sketch.mark is not None:
            continue
        alike = (sketch.subject, sketch.place)
        other = first_rows.setdefault(alike, row)
        if other == row and not sketch.place:
            other = placed.get(sketch.subject, row)
        if other != row:
            settling.matches[row] = Match(Verdict.TWICE, other=other)


def _by_place(settling: _Settling) -> None:
    """Title, day and place in common."""
    for row in settling.open_rows():
        sketch = settling.rows[row]
        just = [noted.key for noted in settling.candidates(row) if noted.place == sketch.place]
        _take(settling, row, [key for key in just if key])


def _by_empty_place(settling: _Settling) -> None:
    """Title and day in common, and a place on one side alone: where only one row would do."""
    wanted: dict[UUID, list[int]] = defaultdict(list)
    fits: dict[int, list[UUID]] = {}
    for row in settling.open_rows():
        sketch = settling.rows[row]
        likely = [noted for noted in settling.candidates(row) if not (noted.place and sketch.place)]
        fits[row] = [noted.key for noted in likely if noted.key]
        for key in fits[row]:
            wanted[key].append(row)
    for row, keys in fits.items():
        if len(keys) == 1 and len(wanted[keys[0]]) > 1:
            settling.matches[row] = Match(Verdict.WHICH, tuple(keys))
        else:
            _take(settling, row, keys)


def _take(settling: _Settling, row: int, keys: Sequence[UUID]) -> None:
    """The only one that would do is meant; where several would, it is asked."""
    if len(keys) == 1:
        settling.settle(row, keys[0])
    elif keys:
        settling.matches[row] = Match(Verdict.WHICH, tuple(keys))
