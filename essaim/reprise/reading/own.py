"""A report that this house made, read back whole: its lists are its actions, its annex its figures.

Every format says the same words in the same order. What was done stands in lists, each item with
its days in a field of their own; each figure stands in the annex with its number, which follows it
wherever it is cited. Nothing else is an action or a figure then: what its texts say of them is
told already.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from essaim.documents.formats.words import words_in
from essaim.kernel.dates import Precision, month_end
from essaim.kernel.qualifiers import Qualifier, qualifier_around
from essaim.kernel.text import fold
from essaim.reprise.reading.period import Period
from essaim.reprise.reading.results import Figure, Reprise, Role

LANGUAGES = ("fr", "en")
_ANCHOR = re.compile(r'<a id="[^"<>]{0,200}"></a>')
_SIGN = re.compile(r"\\([!-/:-@\[-`{-~])")
_NOTE = re.compile(
    r"\s?\[<sup>\[(\d{1,3})\]</sup>\]\(#[^()\s]{1,80}\)|\s?\[\[(\d{1,3})\]\]\(#[^()\s]{1,80}\)"
)
_CITED = re.compile(r"\[([^\[\]<>]{1,200})<sup>\[(\d{1,3})\]</sup>\]\(#[^()\s]{1,80}\)")
_OF_A_FIGURE = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{0,300}/indicateur/[^()\s]{0,300}\)")
_MARK = re.compile(r"\s?\[(\d{1,3})\](?![(\w])")
_ENTRY = re.compile(
    r"^[#*\s]*\[?(?P<number>\d{1,3})\]?\s(?P<text>.{1,120}?)\s—\s(?P<label>.{1,300}?)[*\s]*$"
)
_SHORT_ENTRY = re.compile(
    r"^\[?(?P<number>\d{1,3})\]?\s(?P<label>[^·]{1,300}?)(?:\s·\s(?P<period>[^·]*\d{4}[^·]*))?(?:\s·\s.*)?$"
)
_WRITTEN_BEFORE = re.compile(
    r"(?:≈\s?|≥\s?|≤\s?)?(?<![\d\w])[+\-−]?\d[\d\u00a0\u202f\u2009 ]*(?:[.,]\d+)?[^\d\[\]|;:]{0,80}"
    r"(?:\([^()\[\]]{1,60}\))?$"
)
_VALUE = re.compile(
    r"^(?P<before>[^\d+\-−]{0,30}?)(?P<value>[+\-−]?\d[\d\u00a0\u202f\u2009 ]*(?:[.,]\d+)*)\s?"
    r"(?P<unit>[^\d(]{0,80}?)(?:\s?\(.*\))?$"
)
_ENGLISH_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_YEARS = re.compile(r"(?:de\s|d['’])?(\d{4})(?:\s(?:et|à|and|to|-|–)\s(\d{4}))?")
_LEAD = re.compile(r"^(?:d['’]\s?|du\s|de\s|from\s|en\s|in\s|le\s|les\s)", re.IGNORECASE)
_FIELDS = re.compile(r"\s—\s|(?<!\d)\s–\s(?!\d)")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()]{0,500}\)")
_FEWEST_ENTRIES = 1
_DASH = " — "
When = tuple[date, date, Precision]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list with its days in a field of their own."""

    title: str
    when: When
    rest: str


@dataclass(frozen=True, slots=True)
class Own:
    """The annex of a report of the house: its line, and its entries by their number.

    An entry is its line, what it prints of the figure, the name of its indicator and its period. On
    shorter paper it prints no figure: that stands before its number in the texts.
    """

    line: int
    entries: dict[int, tuple[int, str, str, str]]

    def figures(self, reprise: Reprise, lines: Sequence[str]) -> list[Figure]:
        """One of each entry, with the objective where it is cited first."""
        where = _first_cited(lines[: self.line - 1])
        texts = _texts_before_marks(lines[: self.line - 1])
        places = sorted((row.line, row.code) for row in reprise.objectives)
        places += [(row.line, "") for row in reprise.axes if row.line > 0]
        places += [(n, "") for n, role in enumerate(reprise.roles, 1) if role is Role.CONCLUSION]
        places.sort()
        starts = [line for line, _code in places]
        figures = []
        for number, (line, text, label, period) in self.entries.items():
            at = bisect_right(starts, where.get(number, 0)) - 1
            code = places[at][1] if at >= 0 else ""
            text = text or texts.get(number, "")
            if figure := _figure(text, label, period, line, code or None):
                figures.append(figure)
        return figures


def find_own(text: str) -> Own | None:
    """The annex of a report of the house, if the text ends with one."""
    titles = {fold(words_in(language).annex) for language in LANGUAGES}
    lines = plain(text).split("\n")
    at = next(
        (n for n in range(len(lines), 0, -1) if fold(lines[n - 1].strip("#* ")) in titles), None
    )
    if at is None:
        return None
    entries: dict[int, tuple[int, str, str, str]] = {}
    for number, line in enumerate(lines[at:], at + 1):
        entry = _ENTRY.match(line[:500])
        short = None if entry else _SHORT_ENTRY.match(line[:500])
        if entry and int(entry["number"]) > max(entries, default=0):
            period = _period_below(lines[number : number + 6])
            entries[int(entry["number"])] = (number, entry["text"], entry["label"], period)
        elif short and int(short["number"]) > max(entries, default=0):
            period = (short["period"] or "").strip()
            entries[int(short["number"])] = (number, "", short["label"], period)
    return Own(at, entries) if len(entries) >= _FEWEST_ENTRIES else None


def plain(text: str) -> str:
    """The text line by line without the anchors, notes and links that formats give to figures."""
    bare = _SIGN.sub(r"\1", _ANCHOR.sub("", text))
    return _OF_A_FIGURE.sub(r"\1", _CITED.sub(r"\1 [\2]", _NOTE.sub(_bracketed, bare)))


def without_notes(text: str) -> str:
    """Words as they were written: what follows a figure is its number in the annex."""
    return _MARK.sub("", text)


def read_item(pieces: Sequence[str], period: Period) -> Item | None:
    """An item of which one field, the first aside, is its days and nothing else.

    Fields are the paragraphs of the item, or what dashes part on its only line.
    """
    dashes = _FIELDS.split(pieces[0]) if len(pieces) == 1 else pieces
    fields = [field.strip() for piece in dashes for field in piece.split(" · ")]
    for at, field in enumerate(fields[1:], 1):
        when = read_when(field, period)
        if when:
            rest = "\n".join(filter(None, fields[at + 1 :]))
            return Item(_DASH.join(fields[:at]), when, rest)
    return None


def read_when(field: str, period: Period) -> When | None:
    """Days that are the whole of a field: "2024", "février et mars 2024", "du 3 au 5 mai"."""
    if len(field) > 80:
        return None
    if years := _YEARS.fullmatch(field):
        first, last = int(years[1]), int(years[2] or years[1])
        if 1900 <= first <= last <= 2099:
            return date(first, 1, 1), date(last, 12, 31), Precision.YEAR
        return None
    bare = _LEAD.sub("", field)
    days = period.under(None).days(bare)
    if not days or days[0].start or days[-1].end != len(bare):
        return None
    follow = all(
        day.precision is Precision.MONTH and _next_month(day.ends_on) == after.starts_on
        for day, after in pairwise(days)
    )
    if not follow:
        return None
    return days[0].starts_on, days[-1].ends_on, days[0].precision


def _next_month(last: date) -> date:
    following = month_end(last.year, last.month)
    return date(following.year + (following.month == 12), following.month % 12 + 1, 1)


def _bracketed(note: re.Match[str]) -> str:
    return f" [{note[1] or note[2]}]"


def _first_cited(lines: Sequence[str]) -> dict[int, int]:
    """The line on which each number of the annex is met first."""
    where: dict[int, int] = {}
    for number, line in enumerate(lines, 1):
        for mark in _MARK.finditer(line):
            where.setdefault(int(mark[1]), number)
    return where


def _texts_before_marks(lines: Sequence[str]) -> dict[int, str]:
    """What stands before each number of the annex where it is met first: its figure in words."""
    texts: dict[int, str] = {}
    for line in lines:
        end = 0
        for mark in _MARK.finditer(line):
            if int(mark[1]) not in texts and (
                written := _WRITTEN_BEFORE.search(line[end : mark.start()])
            ):
                texts[int(mark[1])] = written.group().strip()
            end = mark.end()
    return texts


def _period_below(lines: Sequence[str]) -> str:
    """The year or months that an entry is of, on one of the lines below it."""
    names = {fold(words_in(language).period) for language in LANGUAGES}
    for line in lines:
        name, colon, value = line.strip("-* \t").partition(" : ")
        if not colon:
            name, colon, value = line.strip("-* \t").partition(": ")
        if colon and fold(name) in names:
            return value.strip()
    return ""


def _figure(text: str, label: str, period: str, line: int, code: str | None) -> Figure | None:
    match = _VALUE.match(_ENGLISH_THOUSANDS.sub("", text.strip()))
    if match is None:
        return None
    written = re.sub(r"[\s+]", "", match["value"]).replace("−", "-").replace(",", ".")
    about = f"{match['before']} " if match["before"].strip() else ""
    qualifier = Qualifier.APPROXIMATE if "≈" in about else _qualifier(about)
    context = f"{text} — {label}" + (f" ({period})" if period else "")
    unit = " ".join(match["unit"].split())
    return Figure(code, Decimal(written), unit, qualifier, context, line, " ".join(label.split()))


def _qualifier(before: str) -> Qualifier:
    signs = {"≥": Qualifier.MINIMUM, "≤": Qualifier.MAXIMUM}
    return signs.get(before.strip()) or qualifier_around(before, "")


def titled(text: str) -> str:
    """A title without links, nor the mark of what the year is remembered for."""
    bare = _LINK.sub(r"\1", text).replace("**", "").strip()
    for language in LANGUAGES:
        mark = words_in(language).highlight
        if fold(bare).startswith(fold(mark)):
            return bare[len(mark) :].lstrip(" ·—")
    return bare
