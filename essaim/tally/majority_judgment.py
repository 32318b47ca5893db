"""Majority judgment: every option gets a grade from everybody; the best median wins.

The median is the lower one. Options with the same median are told apart as Balinski and Laraki
do, one shared vote removed from each until the medians differ; it is computed by whole groups of
votes, which gives the same order (domain reference 3.5). Options alike to the end are a true tie.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby, islice, pairwise

from essaim.tally.errors import CannotCount
from essaim.tally.seating import seats_of
from essaim.tally.ties import LEFT_OPEN, Ties
from essaim.tally.words import number, percent, say

#: Votes of each grade, the worst first; parts of one where colleges are weighted.
Tally = Sequence[int | Fraction]
#: A step of the tie-break: the median, then the judges plus those above or less those below.
Step = tuple[int, int | Fraction]

#: Small enough for the cells of a batch to stay in the processor's cache: twice as fast as 10 000.
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Judgments:
    """What was given: `grades` from the worst to the best, and each option's tally.

    `missing` judgments of each option were counted as the grade `default`, fixed before the vote;
    `blank` ballots judge nothing at all, and are in no tally.
    """

    grades: tuple[str, ...]
    tallies: Mapping[str, Tally]
    default: str | None = None
    missing: Mapping[str, int] = field(default_factory=dict)
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Gauge:
    """The parts of the judges strictly above and below the median; + where more are above."""

    above: Fraction
    sign: str
    below: Fraction


@dataclass(frozen=True, slots=True)
class Judged:
    """An option, its place (true ties share it), its median grade, and what broke ties."""

    rank: int
    name: str
    grade: str
    gauge: Gauge
    tally: tuple[int | Fraction, ...]
    score: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class JudgmentResult:
    """`undecided` are truly tied for the last seats, where the rules leave that open."""

    winners: tuple[str, ...]
    undecided: tuple[str, ...]
    ranking: tuple[Judged, ...]
    grades: tuple[str, ...]
    explanation: tuple[str, ...]


def judgments_of(
    ballots: Iterable[Sequence[Hashable]],
    options: Sequence[str],
    grades: Sequence[str],
    *,
    default: str | None = None,
    language: str = "fr",
) -> Judgments:
    """Count ballots, each a grade for every option, by its name or its place; None is missing.

    A ballot without any grade is blank. Without a `default` an incomplete ballot is refused. Raises
    CannotCount on a ballot of another length, on an unknown grade, and on a missing one without
    default.
    """
    counters, blank = counted_columns(ballots, len(options), language=language)
    places = _places(grades, default, language)
    tallies = {
        option: _tally(counter, places, len(grades), language)
        for option, counter in zip(options, counters, strict=True)
    }
    missing = {
        option: counter[None] + counter[""]
        for option, counter in zip(options, counters, strict=True)
    }
    return Judgments(tuple(grades), tallies, default, missing, blank)


def counted_columns(
    ballots: Iterable[Sequence[Hashable]], width: int, *, language: str = "fr"
) -> tuple[list[Counter[Hashable]], int]:
    """How often each cell stands in each column, and how many ballots are blank, in no column.

    A batch at a time, so that ballots may stream.
    """
    blank = 0
    counters: list[Counter[Hashable]] = [Counter() for _column in range(width)]
    ballots = iter(ballots)
    while batch := list(islice(ballots, _BATCH)):
        try:
            columns = list(zip(*batch, strict=True))
        except ValueError as fault:
            raise CannotCount("ballot_of_another_length", language) from fault
        if len(columns) != width:
            raise CannotCount("ballot_of_another_length", language)
        if None in columns[0] or "" in columns[0]:
            filled = [ballot for ballot in batch if not set(ballot) <= {None, ""}]
            blank += len(batch) - len(filled)
            columns = list(zip(*filled, strict=True)) or [()] * width
        for counter, column in zip(counters, columns, strict=True):
            counter.update(column)
    return counters, blank


def _places(grades: Sequence[str], default: str | None, language: str) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {place: place for place in range(len(grades))}
    places |= {grade: place for place, grade in enumerate(grades)}
    if default is not None:
        if default not in places:
            raise CannotCount("unknown_grade", language, grade=default)
        places |= {None: places[default], "": places[default]}
    return places


def _tally(
    counter: Counter[Hashable], places: Mapping[Hashable, int], size: int, language: str
) -> tuple[int, ...]:
    counts = [0] * size
    for cell, count in counter.items():
        if cell not in places:
            key = "grade_missing" if cell in {None, ""} else "unknown_grade"
            raise CannotCount(key, language, grade=cell)
        counts[places[cell]] += count
    return tuple(counts)


def weighted_judgments(
    colleges: Sequence[tuple[int | Fraction, Judgments]], *, language: str = "fr"
) -> Judgments:
    """One judgment of several colleges: each weighs that of the college over its judges.

    The tallies are parts of one. A college in which nobody judged is left out. Raises CannotCount
    where options or grades differ, or where nobody judged.
    """
    present = [
        (Fraction(weight), judgments, judges)
        for weight, judgments in colleges
        for judges in [sum(next(iter(judgments.tallies.values()), ()), Fraction(0))]
        if weight * judges > 0
    ]
    if not present:
        raise CannotCount("nobody_judged", language)
    first = present[0][1]
    if any(
        (judgments.grades, [*judgments.tallies]) != (first.grades, [*first.tallies])
        for _w, judgments, _n in present
    ):
        raise CannotCount("colleges_judge_differently", language)
    whole = sum(weight for weight, _judgments, _judges in present)
    tallies = {
        option: tuple(
            sum(
                (w * judgments.tallies[option][place] / judges for w, judgments, judges in present),
                Fraction(0),
            )
            / whole
            for place in range(len(first.grades))
        )
        for option in first.tallies
    }
    missing = {
        option: sum(judgments.missing.get(option, 0) for _weight, judgments, _judges in present)
        for option in first.tallies
    }
    blank = sum(judgments.blank for _weight, judgments in colleges)
    return Judgments(first.grades, tallies, first.default, missing, blank)


def majority_judgment(
    judgments: Judgments,
    seats: int = 1,
    *,
    ties: Ties = LEFT_OPEN,
    language: str = "fr",
) -> JudgmentResult:
    """Rank the options; one to which nobody gives more than the lowest grade is not chosen.

    Raises CannotCount where the options have not the same number of judges.
    """
    judges = _judges(judgments, seats, language)
    scores = {name: score(tally) for name, tally in judgments.tallies.items()}
    ordered = sorted(scores, key=lambda name: scores[name], reverse=True)
    levels = [list(level) for _score, level in groupby(ordered, key=lambda name: scores[name])]
    ranking: list[Judged] = []
    for level in levels:
        rank = len(ranking) + 1
        ranking += [_judged(rank, name, judgments, scores[name]) for name in level]
    unwanted = {name for name in scores if not _is_wanted(name, judgments)}
    wanted = [[name for name in level if name not in unwanted] for level in levels]
    seated = seats_of(wanted, seats, [*judgments.tallies], ties, language=language)
    names = ", ".join(name for name in judgments.tallies if name in unwanted)
    sentences = [
        *_judges_sentences(judgments, judges, language),
        *(_line(judged, language) for judged in ranking),
        *_ties_sentences(ranking, language),
        *([say(language, "judged_by_nobody", names=names)] if names else []),
        *seated.explanation,
    ]
    shown = (tuple(ranking), judgments.grades, tuple(sentences))
    return JudgmentResult(seated.winners, seated.undecided, *shown)


def _is_wanted(name: str, judgments: Judgments) -> bool:
    """Whether somebody gave it more than the lowest grade; a default grade is nobody's judgment."""
    given = sum(judgments.tallies[name][1:])
    if judgments.default in judgments.grades[1:]:
        given -= judgments.missing.get(name, 0)
    return given > 0


def score(tally: Tally) -> tuple[Step, ...]:
    """What is compared, the higher the better: a step for each grade.

    A step takes the lower median, then the larger of the groups above and below it (below where
    they are equal), added to the judges or taken off; the median's votes then join that group.
    """
    counts: list[int | Fraction] = list(tally)
    judges = sum(counts)
    steps: list[Step] = []
    for _grade in counts:
        median = lower_median(counts)
        above, below = sum(counts[median + 1 :]), sum(counts[:median])
        if above > below:
            steps.append((median, judges + above))
            joined = next(place for place in range(median + 1, len(counts)) if counts[place])
        else:
            steps.append((median, judges - below))
            joined = next((place for place in range(median - 1, -1, -1) if counts[place]), 0)
        moved, counts[median] = counts[median], 0
        counts[joined] += moved
    return tuple(steps)


def lower_median(tally: Tally) -> int:
    """The worst grade such that at least half of the judges are there or below."""
    half, reached = Fraction(sum(tally)) / 2, Fraction(0)
    for place, count in enumerate(tally):
        reached += count
        if reached >= half:
            return place
    return 0


def _judges(judgments: Judgments, seats: int, language: str) -> int | Fraction:
    if not judgments.tallies:
        raise CannotCount("no_option", language)
    if seats < 1:
        raise CannotCount("no_seat", language)
    counts = [*judgments.tallies.values()]
    if any(len(tally) != len(judgments.grades) or min(tally, default=0) < 0 for tally in counts):
        raise CannotCount("tally_of_another_length", language)
    judges = {Fraction(sum(tally)) for tally in counts}
    if len(judges) > 1:
        raise CannotCount("judges_differ", language)
    if judges == {0}:
        raise CannotCount("nobody_judged", language)
    return judges.pop()


def _judged(rank: int, name: str, judgments: Judgments, steps: tuple[Step, ...]) -> Judged:
    tally = tuple(judgments.tallies[name])
    median, judges = lower_median(tally), Fraction(sum(tally))
    above, below = Fraction(sum(tally[median + 1 :])), Fraction(sum(tally[:median]))
    gauge = Gauge(above / judges, "+" if above > below else "−", below / judges)
    return Judged(rank, name, judgments.grades[median], gauge, tally, steps)


def _judges_sentences(judgments: Judgments, judges: int | Fraction, language: str) -> list[str]:
    grades = ", ".join(judgments.grades)
    is_weighted = any(
        isinstance(n, Fraction) for tally in judgments.tallies.values() for n in tally
    )
    key = "judgment_weighted" if is_weighted else "judgment"
    sentences = [say(language, key, judges=number(judges, language), grades=grades)]
    if judgments.default is not None:
        missing = number(sum(judgments.missing.values()), language)
        sentences.append(say(language, "default_grade", grade=judgments.default, missing=missing))
    if judgments.blank:
        sentences.append(say(language, "judgment_blank", blank=number(judgments.blank, language)))
    return sentences


def _line(judged: Judged, language: str) -> str:
    return say(
        language,
        "judged",
        rank=judged.rank,
        name=judged.name,
        grade=f"{judged.grade} {judged.gauge.sign}",
        above=percent(judged.gauge.above, language),
        below=percent(judged.gauge.below, language),
    )


def _ties_sentences(ranking: Sequence[Judged], language: str) -> list[str]:
    """Between neighbours of the same median: what put one before the other."""
    sentences = []
    for before, after in pairwise(ranking):
        if before.grade != after.grade:
            continue
        if before.score == after.score:
            sentences.append(say(language, "true_tie", one=before.name, other=after.name))
            continue
        pairs = zip(before.score, after.score, strict=True)
        step = next(place for place, (mine, its) in enumerate(pairs, start=1) if mine != its)
        sentences.append(
            say(
                language,
                "tie_broken",
                one=before.name,
                other=after.name,
                step=number(step, language),
            )
        )
    return sentences
