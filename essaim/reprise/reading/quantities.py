"""The figures of a report: those of prose, and those that only a report writes so.

"Visites : 52 464" names its unit first; "87 vélos en 2022, 102 en 2023" names it once; votes are
counted as "Pour 31"; money stands before its amount in English and in Switzerland; a table names
the unit in its head. What is found here is proposed to a person, never written by itself.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from essaim.kernel.dates import find_dates
from essaim.kernel.numbers import Quantity, context_of, find_quantities, fold_unit
from essaim.kernel.qualifiers import Qualifier, qualifier_around
from essaim.kernel.text import Span, sentences

_SPACES = " \u00a0\u2007\u2009\u202f"
_WHOLE = (
    rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}}){{1,4}}(?!\d)"
    r"|\d{1,3}(?:['’]\d{3}){1,4}(?!\d)|\d{1,12}"
)
_NUMBER = rf"(?:{_WHOLE})(?:[.,]\d{{1,2}}(?!\d))?(?:k(?![\w€]))?(?![\d/]|[.,]\d)"
_SIGNED = rf"[-−]?(?:{_NUMBER})"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_LABELLED = re.compile(
    r"(?:^|(?<=[\n;|])|(?<=[.!?]\s)|(?<=,\s))\s{0,4}"
    rf"(?P<label>[^\W\d][^\d\n:=.;|,]{{1,60}}?)\s?[:=]\s?(?P<value>{_SIGNED})"
    rf"(?=\s{{0,3}}(?:$|[\n,.;(|]|soit\b|(?:en|in)\s{_YEAR}|en hausse|en baisse|contre\b))",
    re.IGNORECASE | re.MULTILINE,
)
#: What stands before a number that counts nothing.
_NO_UNIT = re.compile(
    r"(?:t[ée]l(?:[ée]phone)?|phone|fax|siret|siren|rna|naf|ape|pages?|ann[ée]es?|exercice|date|num[ée]ro"
    r"|version|annexe|code(?: postal)?|axe|objectif|action|enjeu|article|chapitre|note|an|year"
    r"|date[s]?|heure|horaires?|cp|bp|iban|isbn|issn|tva|n[°º]?|lot|phase|figure|tableau)\b.{0,30}$",
    re.IGNORECASE,
)
_VOTE = re.compile(
    rf"(?:^|[\n|:;,(\-]\s{{0,6}}|\bet\s|(?<=\d)\s)(?P<label>pour|contre|abstentions?|oui|non|blancs?|nuls?|for"
    rf"|against)\s?:?\s(?P<value>{_WHOLE})"
    r"(?=\s{0,3}(?:$|[\n,.;|)]|et\b|and\b|voix\b|votes?\b|pour\s\d|contre\s\d"
    r"|abstentions?\s\d|(?-i:[A-ZÀ-Ý])))",
    re.IGNORECASE | re.MULTILINE,
)
_MONEY = re.compile(rf"(?P<unit>CHF|EUR|USD|GBP|Fr\.|[£$€])\s?(?P<value>{_SIGNED})(?P<scale>m\b)?")
_AGAIN = re.compile(
    r"(?:\b(?:contre|au lieu d[e'’]|against|versus|from|puis|and|et|,)\s{1,3}"
    rf"(?P<after>{_NUMBER})"
    rf"|(?<![\w.,/])(?P<value>{_NUMBER}))\s(?:en|in)\s{_YEAR}",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    rf"\bnombre\sd(?:e\s|['’]\s?)(?P<unit>[^\W\d]+)\b[^.;:\d]{{1,60}}\bde\s(?P<value>{_NUMBER})"
    rf"\sà\s(?P<last>{_NUMBER})",
    re.IGNORECASE,
)
#: What a comma is between digits where thousands are marked by it.
_ENGLISH_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CELL = re.compile(
    rf"(?P<sign>[+\-−]?)\s?(?P<value>{_NUMBER})\s?(?P<unit>%|€|[^\W\d][^\d]{{0,40}})?"
)
_IN_BRACKETS = re.compile(r"\((?P<unit>[^()]{1,20})\)\s*$")
_LOOK = 30


def read_quantities(text: str, *, is_english: bool = False) -> list[Quantity]:
    """Every figure of a text, in its order, none within another."""
    plain = _ENGLISH_THOUSANDS.sub("\u202f", text) if is_english else text
    spans = list(sentences(plain))
    taken = _Taken(Span(day.start, day.end) for day in find_dates(plain, year=2024))
    finders = (_money, _votes, _of_prose, _from_to, _labelled)
    quantities = [each for find in finders for each in find(plain, spans) if taken.take(each)]
    quantities.sort(key=lambda each: each.start)
    quantities += [each for each in _again(plain, spans, quantities) if taken.take(each)]
    return sorted(quantities, key=lambda each: each.start)


class _Taken:
    """Where something stands already; asked for by halves, since a line may hold thousands."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.ends = {span.start: span.end for span in spans}
        self.starts = sorted(self.ends)

    def take(self, quantity: Quantity) -> bool:
        """Whether the place was free; it is taken from then on."""
        at = bisect_left(self.starts, quantity.end)
        if at and self.ends[self.starts[at - 1]] > quantity.start:
            return False
        self.starts.insert(at, quantity.start)
        self.ends[quantity.start] = quantity.end
        return True


def cell_quantity(cell: str, head: str, row: str) -> Quantity | None:
    """The number of a cell: its unit is its own, else what stands in brackets in its head, else it.

    None where the cell says anything else.
    """
    match = _CELL.fullmatch(cell.strip())
    if match is None or (re.fullmatch(_YEAR, match["value"]) and not match["unit"]):
        return None
    brackets = _IN_BRACKETS.search(head)
    unit = match["unit"] or (brackets["unit"] if brackets else head)
    if not unit.strip():
        return None
    value = _value(f"{match['sign']}{match['value']}")
    return Quantity(value, fold_unit(unit)[:60], Qualifier.EXACT, 0, len(cell), row)


def _of_prose(text: str, _spans: Sequence[Span]) -> list[Quantity]:
    return find_quantities(text)


def _labelled(text: str, spans: Sequence[Span]) -> Iterator[Quantity]:
    for match in _LABELLED.finditer(text):
        written = match["value"]
        is_year = len(written) == 4 and 1900 <= _value(written) <= 2099
        if not is_year and not _NO_UNIT.match(match["label"].strip()):
            label = match["label"].strip(" *_-–•→|")
            yield _quantity(text, spans, match, "value", label)


def _votes(text: str, spans: Sequence[Span]) -> Iterator[Quantity]:
    for match in _VOTE.finditer(text):
        yield _quantity(text, spans, match, "value", match["label"])


def _from_to(text: str, spans: Sequence[Span]) -> Iterator[Quantity]:
    for match in _FROM_TO.finditer(text):
        yield _quantity(text, spans, match, "value", match["unit"])
        yield _quantity(text, spans, match, "last", match["unit"])


def _money(text: str, spans: Sequence[Span]) -> Iterator[Quantity]:
    for match in _MONEY.finditer(text):
        amount = _quantity(text, spans, match, "value", match["unit"])
        value = amount.value * 10**6 if match["scale"] else amount.value
        unit = {"EUR": "€", "GBP": "£", "Fr.": "CHF"}.get(match["unit"], match["unit"])
        yield Quantity(value, unit, amount.qualifier, match.start(), match.end(), amount.context)


def _again(text: str, spans: Sequence[Span], known: Sequence[Quantity]) -> Iterator[Quantity]:
    """ "102 en 2023" counts what was counted last in its sentence."""
    at = 0
    for match in _AGAIN.finditer(text):
        group = "after" if match["after"] else "value"
        while at + 1 < len(known) and known[at + 1].start < match.start():
            at += 1
        last = known[at] if known and known[at].start < match.start(group) else None
        around = _around(spans, match.start(group))
        if last is not None and around.start <= last.start and last.unit:
            yield _quantity(text, spans, match, group, last.unit)


def _quantity(
    text: str, spans: Sequence[Span], match: re.Match[str], group: str, unit: str
) -> Quantity:
    start, end = match.span(group)
    around = _around(spans, start)
    before = text[max(0, start - _LOOK) : start]
    qualifier = qualifier_around(before, text[end : end + 20])
    if qualifier is Qualifier.MAXIMUM and match.re is _VOTE:
        qualifier = Qualifier.EXACT
    context = context_of(text, Span(min(around.start, start), max(around.end, end)), start, end)
    return Quantity(_value(match[group]), fold_unit(unit)[:60], qualifier, start, end, context)


def _value(written: str) -> Decimal:
    """ "1 130" → 1130, "−4,5" → -4.5, "12k" → 12000."""
    bare = re.sub(rf"[{_SPACES}'’]", "", written).replace("−", "-").replace(",", ".")
    scale = 1000 if bare.endswith("k") else 1
    value = Decimal(bare.rstrip("k")) * scale
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _around(spans: Sequence[Span], place: int) -> Span:
    """The sentence that holds a place, by halves."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle].end <= place:
            low = middle + 1
        else:
            high = middle
    return spans[low] if low < len(spans) else Span(place, place)
