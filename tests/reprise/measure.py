"""`python -m tests.reprise.measure [NAME…]`: how well past reports are read, one by one and whole.

For each report of `corpus/` what a person reads in it stands beside it, in a TOML file: its
sections with their level, what was done with its first and last day, its figures, and words of
what was not done. Printed are recall (found of what there is) and precision (right of what is
found). `-v` shows what is missing (-) and what is too much (+).
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from essaim.kernel.text import fold
from essaim.reprise.formats import report_text
from essaim.reprise.reading import Action, Reprise, read_report
from essaim.reprise.reading.drafts import is_ticked
from tests.reprise.made import docx_made_of, lines_of, odt_made_of, pdf_of

CORPUS = Path(__file__).parent / "corpus"
WHAT = ("sections", "dates", "figures", "deeds")


@dataclass
class Score:
    """What is there, what was found, what of it is right."""

    there: int = 0
    found: int = 0
    right: int = 0
    missing: list[Any] = field(default_factory=list)
    wrong: list[Any] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    def add(self, other: "Score") -> None:
        self.there += other.there
        self.found += other.found
        self.right += other.right


@dataclass(frozen=True)
class Sample:
    """A report of the corpus in one of its formats, and what a person reads in it."""

    name: str
    data: bytes
    expected: dict[str, Any]

    def text(self) -> str:
        return report_text(self.data, self.name)

    def read(self) -> Reprise:
        return read_report(self.text())


def samples() -> Iterator[Sample]:
    """The whole corpus; sources of word processors in two formats."""
    for answers in sorted(CORPUS.glob("*/*.toml")):
        expected = tomllib.loads(answers.read_text())
        (source,) = (path for path in answers.parent.glob(f"{answers.stem}.*") if path != answers)
        for suffix, data in _made(source):
            yield Sample(f"{answers.stem}{suffix}", data, expected)


def _made(source: Path) -> Iterator[tuple[str, bytes]]:
    if source.suffix == ".typ":
        yield ".pdf", pdf_of(source)
    elif source.suffix == ".words":
        lines = lines_of(source.read_text())
        yield ".docx", docx_made_of(lines)
        yield ".odt", odt_made_of(lines)
    else:
        yield source.suffix, source.read_bytes()


def measured(read: Reprise, expected: dict[str, Any]) -> dict[str, Score]:
    ticked = [action for action in read.actions if is_ticked(action)]
    sections = [
        *((1, fold(axis.title)) for axis in read.axes if axis.title),
        *((2, fold(objective.title)) for objective in read.objectives),
    ]
    return {
        "sections": _compared([(n, fold(title)) for n, title in expected["sections"]], sections),
        "dates": _compared(
            [(first, last) for first, last, _words in expected["deeds"]],
            [(f"{action.starts_on}", f"{action.ends_on}") for action in ticked],
        ),
        "figures": _figures(expected["figures"], read),
        "deeds": _deeds(expected["deeds"], ticked),
    }


def _compared(there: Iterable[Hashable], found: Iterable[Hashable]) -> Score:
    expected, got = Counter(there), Counter(found)
    return Score(
        expected.total(),
        got.total(),
        (expected & got).total(),
        list((expected - got).elements()),
        list((got - expected).elements()),
    )


def _figures(expected: Sequence[Sequence[str]], read: Reprise) -> Score:
    """Value and qualifier are those; the unit begins with the words that are given."""
    left = [(figure.value, str(figure.qualifier), fold(figure.unit)) for figure in read.figures]
    score = Score(len(expected), len(left))
    for value, qualifier, unit in expected:
        wanted = (Decimal(value), qualifier)
        same = [row for row in left if row[:2] == wanted and _is_unit(row[2], fold(unit))]
        if same:
            left.remove(same[0])
            score.right += 1
        else:
            score.missing.append((value, qualifier, unit))
    score.wrong = [(str(value), qualifier, unit) for value, qualifier, unit in left]
    return score


def _is_unit(found: str, wanted: str) -> bool:
    return found == wanted or (bool(wanted) and found.startswith(f"{wanted} "))


def _deeds(expected: Sequence[Sequence[str]], ticked: Sequence[Action]) -> Score:
    """Each deed once, by words of it that its title or its text holds."""
    left = list(ticked)
    score = Score(len(expected), len(left))
    for first, last, words in sorted(expected):
        same = [action for action in left if fold(words) in fold(f"{action.title} {action.text}")]
        same.sort(key=lambda action: f"{action.starts_on} {action.ends_on}" != f"{first} {last}")
        if same:
            left.remove(same[0])
            score.right += 1
        else:
            score.missing.append((first, words))
    score.wrong = [(f"{action.starts_on}", action.title[:70]) for action in left]
    return score


def never_ticked(read: Reprise, expected: dict[str, Any]) -> list[str]:
    """Words of what was not done that are ticked all the same."""
    titles = [fold(action.title) for action in read.actions if is_ticked(action)]
    return [words for words in expected["never"] if any(fold(words) in title for title in titles)]


def main(arguments: Sequence[str]) -> None:
    names = [name for name in arguments if not name.startswith("-")]
    whole = {what: Score() for what in WHAT}
    say = sys.stdout.write
    say(f"{'':28}" + "".join(f"{what:>14}" for what in WHAT) + "\n")
    for sample in samples():
        if names and not any(name in sample.name for name in names):
            continue
        read = sample.read()
        scores = measured(read, sample.expected)
        say(f"{sample.name:28}" + "".join(map(_cell, scores.values())) + "\n")
        for what, score in scores.items():
            whole[what].add(score)
            if "-v" in arguments:
                say("".join(f"    - {what}: {row}\n" for row in score.missing))
                say("".join(f"    + {what}: {row}\n" for row in score.wrong))
        if never := never_ticked(read, sample.expected):
            say(f"    ticked, though it was not done: {', '.join(never)}\n")
        if read.year != sample.expected["year"]:
            say(f"    year {read.year}\n")
    say(f"{'whole: recall / precision':28}" + "".join(map(_cell, whole.values())) + "\n")


def _cell(score: Score) -> str:
    return f"{score.recall:>8.2f} {score.precision:.2f}"[-14:].rjust(14)


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")

    django.setup()
    main(sys.argv[1:])
