"""One event dated in two ways: a book that came out twice, a house founded in two years."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from essaim.kernel.dates import DateSpan, Precision, find_dates
from essaim.kernel.text import fold, sentences
from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.material import Material
from essaim.reports.prose import Prose

_QUOTED = re.compile(r"[«“\"]\s?([^»”\"]{3,80}?)\s?[»”\"]")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
_NAME = re.compile(rf"(?<![.!?…:] )(?<!^)\b{_CAPITAL}(?:(?: d[eu]s?| la| les?)? {_CAPITAL}){{1,4}}")
_ARTICLE = re.compile(r"^(?:les?|la|l'|un|une|the|du|des) ?")
#: What happens once to a thing; the words of one line tell the same.
_EVENTS = {
    "appears": "paru paruti parai parut publi sorti sortie edit imprim published issued printed",
    "begins": "fond cre creation ne nee constitu lanc inaugur founded created launched established",
    "is signed": "sign signature adopt adoption ratifi signed adopted",
}
_ENDINGS = r"(?:e|es|ee|ees|s|t|on|ant|ait|ation|ed)?"
_HAPPENS = {
    event: re.compile(rf"\b(?:{'|'.join(words.split())}){_ENDINGS}\b")
    for event, words in _EVENTS.items()
}
_ONCE_MORE = re.compile(
    r"\b(?:reedit\w*|reimpri\w*|reprint\w*|nouvelle edition|de nouveau|a nouveau|again|second"
    r"|(?:deuxieme|seconde?|troisieme) \w+|chaque annee|numeros? \d+|mise a jour|updated)\b"
)
_YEAR = re.compile(r"(?<![\d/-])(?:1[89]|20)\d\d(?![\d/-])")


class _Day(NamedTuple):
    """As exactly as it is told."""

    year: int
    month: int | None
    day: int | None

    def agrees_with(self, other: "_Day") -> bool:
        return all(
            mine is None or theirs is None or mine == theirs
            for mine, theirs in zip(self, other, strict=True)
        )


class _Dated(NamedTuple):
    prose: Prose
    text: str
    day: _Day


def two_dates(material: Material) -> Iterator[Finding]:
    """Two sentences that date one event of one thing differently, however they are worded."""
    known: defaultdict[tuple[str, str], list[_Dated]] = defaultdict(list)
    for prose in material.proses:
        for paragraph in prose.paragraphs:
            for span in sentences(paragraph.typed):
                yield from _against(known, prose, paragraph.typed[span.start : span.end])


def _against(
    known: defaultdict[tuple[str, str], list[_Dated]], prose: Prose, text: str
) -> Iterator[Finding]:
    day = _day_of(text)
    if day is None or _ONCE_MORE.search(fold(text)):
        return
    events = [event for event, pattern in _HAPPENS.items() if pattern.search(fold(text))]
    dated = _Dated(prose, text, day)
    for key in [(name, event) for name in _names(text) for event in events]:
        other = next((each for each in known[key] if not each.day.agrees_with(day)), None)
        known[key].append(dated)
        if other is not None:
            words = {"text": text[:90], "other": other.text[:90], "where": other.prose.where}
            sentence = _("“%(text)s” and “%(other)s” (%(where)s) do not say the same day.")
            yield Finding("two_dates", Severity.WARNING, sentence % words, prose.where, prose.url)
            return


def _names(text: str) -> list[str]:
    """The things that a sentence names: titles in quotes, else names of several words."""
    named = _QUOTED.findall(text) or _NAME.findall(text)
    return [_ARTICLE.sub("", fold(name)) for name in named]


def _day_of(text: str) -> _Day | None:
    """The one date of a sentence; None where it has none or several."""
    text = _QUOTED.sub(" ", text)  # a year within a title dates nothing
    days = []
    for span in reversed(list(find_dates(text, year=None))):
        days.append(_precisely(span))
        text = f"{text[: span.start]} {text[span.end :]}"
    days += [_Day(int(year), None, None) for year in _YEAR.findall(text)]
    return days[0] if len(days) == 1 else None


def _precisely(span: DateSpan) -> _Day:
    day = span.starts_on
    month = None if span.precision is Precision.YEAR else day.month
    return _Day(day.year, month, day.day if span.precision is Precision.DAY else None)
