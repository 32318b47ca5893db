"""Counting votes: a million judgments, a hundred thousand ranked ballots.

Run it alone with `python -m bench.bench_tally`.
"""

import random
from collections.abc import Iterator, Sequence

from bench.lines import Line, seconds, table
from essaim.tally.majority_judgment import judgments_of, majority_judgment
from essaim.tally.ranked import RankedBallots, stv

JUDGES = 1_000_000
OPTIONS = [f"option {number}" for number in range(10)]
GRADES = ("À rejeter", "Insuffisant", "Passable", "Bien", "Très bien")
PAPERS = 100_000
CANDIDATES = tuple(f"candidat {number}" for number in range(12))
SEATS = 4


def judgments(chance: random.Random) -> list[tuple[int, ...]]:
    grades = range(len(GRADES))
    return [tuple(chance.choices(grades, k=len(OPTIONS))) for _judge in range(JUDGES)]


def plain_counters(ballots: Sequence[tuple[int, ...]]) -> list[list[int]]:
    """The same table summed as plainly as Python can."""
    counts = [[0] * len(GRADES) for _option in OPTIONS]
    for ballot in ballots:
        for option, grade in zip(counts, ballot, strict=True):
            option[grade] += 1
    return counts


def papers(chance: random.Random, distinct: int) -> RankedBallots:
    """Whole rankings, no two alike: nothing is gained by grouping.

    The first of the list are liked more, so that both sizes go through the same stages.
    """
    rankings: dict[tuple[int, ...], int] = {}
    while len(rankings) < distinct:
        liked = [chance.random() * (8 + place) for place in range(len(CANDIDATES))]
        rankings[tuple(sorted(range(len(CANDIDATES)), key=liked.__getitem__))] = 1
    return RankedBallots(CANDIDATES, rankings)


def lines() -> Iterator[Line]:
    yield from judgment_lines(judgments(random.Random(2024)))
    yield from ranked_lines(random.Random(2024))


def judgment_lines(ballots: Sequence[tuple[int, ...]]) -> Iterator[Line]:
    plain = seconds(lambda: plain_counters(ballots), rounds=2)
    ours = seconds(lambda: majority_judgment(judgments_of(ballots, OPTIONS, GRADES)), rounds=2)
    what = f"majority judgment, {JUDGES} ballots × {len(OPTIONS)} options: against plain counters"
    yield Line(what, f"{ours / plain:.2f}", "≤ 5")
    yield Line("— each", f"{ours:.2f} s, {plain:.2f} s")


def ranked_lines(chance: random.Random) -> Iterator[Line]:
    half, whole = papers(chance, PAPERS // 2), papers(chance, PAPERS)
    first = seconds(lambda: stv(half, SEATS))
    second = seconds(lambda: stv(whole, SEATS))
    yield Line(f"Scottish STV, {PAPERS} ballots, no two alike", f"{second:.2f} s", "seconds")
    yield Line("— against half as many distinct rankings", f"{second / first:.2f}", "≤ 2.5")


if __name__ == "__main__":
    print(table(lines()))
