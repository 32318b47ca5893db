"""The checks over prose of several hands: seeded faults are found, and little else is told.

Each text of `corpus` is one section of a report. What stands in braces after a paragraph is the
code of the check that must find a fault there; all else that a check says is a false alarm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest

from essaim.reports.checks import find_all
from essaim.reports.checks.finding import Finding
from essaim.reports.material import Material
from tests.reports.material import a_figure, a_material, a_prose

CORPUS = Path(__file__).with_name("corpus")
FAULT = re.compile(r"\s*\{\{(\w+)\}\}")
#: What a false alarm costs is the attention of whoever writes; a fault that nobody sees, more.
LEAST_FOUND, MOST_ALARMS_A_THOUSAND_WORDS = 0.9, 3
#: Figures that the network counts: a number typed beside one of them will not follow it.
FIGURES = (
    a_figure("visits", text="18 240 visites", value=Fraction(18240)),
    a_figure(
        "subscribers",
        title="Abonnés à la lettre",
        unit="abonnés",
        text="1 210 abonnés",
        value=Fraction(1210),
    ),
)


@dataclass(frozen=True)
class Text:
    """A text as it was written, and its faults: the code of each with its paragraph."""

    name: str
    markdown: str
    faults: tuple[tuple[str, str], ...]

    @property
    def words(self) -> int:
        return len(self.markdown.split())

    def findings(self) -> list[Finding]:
        return find_all(material_of(self))


def text_of(path: Path) -> Text:
    written = path.read_text()
    faults = tuple(
        (code, FAULT.sub("", paragraph))
        for paragraph in written.split("\n\n")
        for code in FAULT.findall(paragraph)
    )
    return Text(path.stem, FAULT.sub("", written), faults)


def material_of(text: Text) -> Material:
    heading = "Moyens" if text.name == "institution" else "Préambule"
    values = {figure.citation: figure.text for figure in FIGURES}
    prose = a_prose(text.markdown, place=text.name, heading=heading, values=values)
    return replace(a_material(figures=FIGURES), sections={"preamble": prose})


TEXTS = [text_of(path) for path in sorted(CORPUS.glob("*.md"))]


def is_about(finding: Finding, code: str, paragraph: str) -> bool:
    """A finding quotes what it is about."""
    sentence, bare = with_plain_spaces(finding.sentence), with_plain_spaces(paragraph)
    quoted = [*re.findall("“([^”]*)”", sentence), *re.findall("« ?([^»]*?) ?»", sentence)]
    return finding.code == code and any(
        part.strip("… ") in bare for part in quoted if len(part) > 4
    )


def with_plain_spaces(text: str) -> str:
    return " ".join(re.sub(r"[\u00a0\u202f]", " ", text).split())


def missed(text: Text) -> Iterator[str]:
    findings = text.findings()
    for code, paragraph in text.faults:
        if not any(is_about(finding, code, paragraph) for finding in findings):
            yield f"{text.name}: {code}, {paragraph[:60]}"


def alarms(text: Text) -> Iterator[str]:
    for finding in text.findings():
        if not any(is_about(finding, code, paragraph) for code, paragraph in text.faults):
            yield f"{text.name}: {finding.code}: {finding.sentence}"


def test_the_corpus_is_long_enough_and_of_several_hands() -> None:
    assert sum(text.words for text in TEXTS) >= 4000
    assert len(TEXTS) >= 8
    assert len({code for text in TEXTS for code, _paragraph in text.faults}) >= 8


def test_seeded_faults_are_found() -> None:
    faults = sum(len(text.faults) for text in TEXTS)
    lost = [line for text in TEXTS for line in missed(text)]
    assert len(lost) <= (1 - LEAST_FOUND) * faults, lost


def test_false_alarms_are_few() -> None:
    words = sum(text.words for text in TEXTS)
    lines = [line for text in TEXTS for line in alarms(text)]
    assert len(lines) < MOST_ALARMS_A_THOUSAND_WORDS * words / 1000, lines


@pytest.mark.parametrize("text", TEXTS, ids=[text.name for text in TEXTS])
def test_no_text_alone_is_buried_under_alarms(text: Text) -> None:
    lines = list(alarms(text))
    assert len(lines) <= 3, lines
