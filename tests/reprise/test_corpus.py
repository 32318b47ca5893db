"""Reports as people write them, in the formats that they use: nine in ten is found, nine right.

`python -m tests.reprise.measure -v` shows each report, and what is missing in it.
"""

from typing import Any

import pytest

from essaim.kernel.refusals import Refused
from essaim.reprise.formats import report_text
from essaim.reprise.reading import Reprise
from tests.reprise.made import scan
from tests.reprise.measure import WHAT, Sample, Score, measured, never_ticked, samples

FEWEST = 15


@pytest.fixture(scope="module")
def corpus() -> list[tuple[Sample, Reprise, dict[str, Score]]]:
    read = [(sample, sample.read()) for sample in samples()]
    return [(sample, reprise, measured(reprise, sample.expected)) for sample, reprise in read]


@pytest.mark.parametrize("what", WHAT)
def test_nine_in_ten_are_found_and_nine_in_ten_are_right(corpus: Any, what: str) -> None:
    assert len(corpus) >= FEWEST
    whole = Score()
    for _sample, _read, scores in corpus:
        whole.add(scores[what])
    assert whole.recall >= 0.9
    assert whole.precision >= 0.9


def test_no_report_is_left_without_its_sections(corpus: Any) -> None:
    assert {
        sample.name: scores["sections"].recall
        for sample, _read, scores in corpus
        if scores["sections"].recall < 0.8
    } == {}


def test_what_was_not_done_is_never_ticked(corpus: Any) -> None:
    ticked = {sample.name: never_ticked(read, sample.expected) for sample, read, _scores in corpus}
    assert {name: words for name, words in ticked.items() if words} == {}


def test_each_report_says_its_year(corpus: Any) -> None:
    years = {sample.name: (read.year, sample.expected["year"]) for sample, read, _scores in corpus}
    assert {name: pair for name, pair in years.items() if pair[0] != pair[1]} == {}


def test_a_scan_is_refused_rather_than_read_as_empty() -> None:
    with pytest.raises(Refused):
        report_text(scan(), "numerise.pdf")
