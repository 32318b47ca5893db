"""Two values for one thing: a number typed beside its figure, or one fact told in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _

from essaim.kernel.dates import find_dates
from essaim.kernel.numbers import Quantity, find_quantities, fold_unit
from essaim.kernel.text import fold, fold_words, sentences
from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.material import CitedFigure, Material
from essaim.reports.prose import Prose

_NUMBER = re.compile(
    r"(?<![\w/.,-])\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|(?<![\w/.,-])\d+(?![\w/])"
)
_EMPTY_WORDS = frozenset(
    word
    for words in (
        "les des une aux par pour sur avec dans que qui est sont ont ete aussi plus ses son leur",
        "leurs cette ces tous toutes tout afin ainsi pas elle ils elles nous notre nos",
        "the and for with has was were been not our their this that",
    )
    for word in words.split()
)
#: Smaller numbers are the same by chance.
SMALL = 13
#: Sentences are about one thing where the shorter shares this much of its words with the longer.
SHARED = 0.75
FEWEST_WORDS = 3
COMMONPLACE = 40


def two_values(material: Material) -> Iterator[Finding]:
    """Each typed value that differs from its figure, then each fact told with two numbers."""
    yield from _against_figures(material)
    yield from _between_texts(material)


# --- A number typed beside its figure --------------------------------------------------------


def _against_figures(material: Material) -> Iterator[Finding]:
    by_unit = figures_by_unit(material)
    for prose in material.proses:
        for paragraph in prose.paragraphs:
            for quantity in find_quantities(paragraph.typed):
                if (contradicted := _contradicted(quantity, by_unit)) is not None:
                    yield Finding(
                        "two_values",
                        Severity.SERIOUS,
                        _("“%(typed)s” is typed here; “%(title)s” reads %(text)s.")
                        % {
                            "typed": paragraph.typed[quantity.start : quantity.end].strip(),
                            "title": contradicted.title,
                            "text": contradicted.text,
                        },
                        prose.where,
                        prose.url,
                    )


def figures_by_unit(material: Material) -> Mapping[str, list[CitedFigure]]:
    """The figures that are known, by what they count."""
    by_unit: defaultdict[str, list[CitedFigure]] = defaultdict(list)
    for figure in material.figures.values():
        if figure.is_known and figure.unit:
            by_unit[_stem(figure.unit)].append(figure)
    return by_unit


def same_value(quantity: Quantity, by_unit: Mapping[str, list[CitedFigure]]) -> CitedFigure | None:
    """The figure of that unit and value; of a small number, one that the sentence speaks of."""
    figures = by_unit.get(_stem(quantity.unit), []) if quantity.unit else []
    same = (figure for figure in figures if figure.value == Fraction(quantity.value))
    is_chance = quantity.value < SMALL
    return next((each for each in same if not is_chance or _speaks_of(quantity, each)), None)


def _contradicted(
    quantity: Quantity, by_unit: Mapping[str, list[CitedFigure]]
) -> CitedFigure | None:
    """The figure that the sentence speaks of, unless a figure of that unit has this value."""
    figures = by_unit.get(_stem(quantity.unit), []) if quantity.unit else []
    if any(figure.value == Fraction(quantity.value) for figure in figures):
        return None
    values = [figure for figure in figures if figure.citation.form in {"value", "number"}]
    return next((figure for figure in values if _speaks_of(quantity, figure)), None)


def _speaks_of(quantity: Quantity, figure: CitedFigure) -> bool:
    """The sentence holds a word of the title besides the unit, or the unit is the whole title."""
    unit = _words(figure.unit)
    besides = _words(figure.title) - unit
    if besides:
        return bool(besides & _words(quantity.context))
    return _words(quantity.unit) == unit


def _stem(unit: str) -> str:
    """The first word of a unit, without its plural."""
    return (fold(fold_unit(unit)).split() or [""])[0].rstrip("sx")


# --- One fact told in two ways ----------------------------------------------------------------


class _Claim(NamedTuple):
    """A sentence with numbers: what it is about, and what it says."""

    prose: Prose
    text: str
    words: frozenset[str]
    numbers: tuple[str, ...]


def _between_texts(material: Material) -> Iterator[Finding]:
    holders: defaultdict[str, list[_Claim]] = defaultdict(list)
    for prose in material.proses:
        for claim in _claims(prose):
            other = next((each for each in _near(claim, holders) if _differs(each, claim)), None)
            if other is not None:
                yield Finding(
                    "two_values",
                    Severity.WARNING,
                    _("“%(text)s” and “%(other)s” (%(where)s) do not say the same number.")
                    % {"text": claim.text, "other": other.text, "where": other.prose.where},
                    prose.where,
                    prose.url,
                )
            for word in claim.words:
                holders[word].append(claim)


def _near(claim: _Claim, holders: Mapping[str, list[_Claim]]) -> Iterator[_Claim]:
    """Claims that share a word that is not everywhere."""
    met: set[int] = set()
    for word in claim.words:
        known = holders.get(word, [])
        for other in known if len(known) <= COMMONPLACE else []:
            if id(other) not in met:
                met.add(id(other))
                yield other


def _differs(claim: _Claim, other: _Claim) -> bool:
    shared = len(claim.words & other.words)
    fewest = min(len(claim.words), len(other.words))
    return (
        len(claim.numbers) == len(other.numbers)
        and claim.numbers != other.numbers
        and shared >= max(FEWEST_WORDS, SHARED * fewest)
    )


def _claims(prose: Prose) -> Iterator[_Claim]:
    for paragraph in prose.paragraphs:
        for span in sentences(paragraph.typed):
            text = paragraph.typed[span.start : span.end]
            bare = _without_dates(text) if any(char.isdigit() for char in text) else ""
            numbers = tuple(re.sub(r"\D", "", number) for number in _NUMBER.findall(bare))
            words = _words(bare)
            if numbers and len(words) >= FEWEST_WORDS:
                yield _Claim(prose, text[:90], words, numbers)


def _without_dates(text: str) -> str:
    """Days of the calendar differ from one meeting to the next; a year alone is a claim."""
    for day in reversed(list(find_dates(text, year=2024))):
        if not text[day.start : day.end].strip().isdigit():
            text = f"{text[: day.start]} {text[day.end :]}"
    return text


def _words(text: str) -> frozenset[str]:
    """The words that say what a sentence is about, without plural or feminine endings."""
    words = (word for word in fold_words(text) if word.isalpha() and len(word) > 2)
    return frozenset(word.rstrip("sex") or word for word in words if word not in _EMPTY_WORDS)
