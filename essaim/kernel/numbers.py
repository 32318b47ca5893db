"""Numbers as people write them: quantities found in French prose, numbers printed and read back.

A quantity is a number *with its unit*: "52 464 visites", "une centaine d'articles", "60 %". Dates,
codes, addresses, article numbers and list markers are not quantities; the check of reports stands
on that, so that in doubt a number is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.kernel.dates import find_dates
from essaim.kernel.number_words import COLLECTIVES, NUMBER_WORDS, value_of_words
from essaim.kernel.qualifiers import Qualifier, qualifier_around
from essaim.kernel.signs import as_quoted
from essaim.kernel.text import Span, fold, sentences
from essaim.kernel.units import read_unit

NARROW_SPACE = "\u202f"
_SPACES = " \u00a0\u2007\u2009\u202f"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, at `text[start:end]`; the context is the sentence around it."""

    value: Decimal
    unit: str
    qualifier: Qualifier
    start: int
    end: int
    context: str


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    start: int
    end: int
    is_word: bool = False
    is_about: bool = False
    is_signed: bool = False


_DIGITS = (
    rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}}){{1,4}}(?!\d)|\d{{1,3}}(?:\.\d{{3}}){{1,4}}(?!\d)"
    r"|\d{1,3}(?:['’]\d{3}){1,4}(?!\d)|\d{1,3}(?:,\d{3}){2,4}(?!\d)|\d{1,12}(?!\d)"
)
_NUMBER = re.compile(
    rf"""(?<![\w.,/°@#])(?:
      (?P<sign>[+\-−]\s?)?(?P<digits>{_DIGITS})(?P<decimals>[.,]\d{{1,6}})?
      (?![\d/@]|[.,]\d|[-–]\d{{2,}}\b)
      (?P<scale>\s(?:millions?|milliards?|mille)(?!\w)|k(?![\w€]))?
    | (?P<words>{NUMBER_WORDS})(?!\w)
      (?P<word_scale>\s(?:millions?|milliards?|milliers?|centaines?|dizaines?)(?!\w))?
    | (?:une?|1)\s(?:petite\s|bonne\s)?(?P<half>demi-)?(?P<about>{"|".join(COLLECTIVES)})(?!\w)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MONEY_SCALES = {"k€": 1000, "M€": 10**6}
_SCALES = {
    "k": 1000,
    "mille": 1000,
    "million": 10**6,
    "milliard": 10**9,
    "millier": 1000,
    "centaine": 100,
    "dizaine": 10,
}
_RANGE = re.compile(r"\s?(?:à|-|–|ou|et)\s?$")
_BETWEEN = re.compile(r"\bentre\s$", re.IGNORECASE)
_NOT_COUNTED = re.compile(
    r"(?:\bn\s?[°º]|\bno\.?|\bn°s?|\bnum[ée]ros?|\bart(?:icles?|\.)|\bpages?|\bpp?\."
    r"|\bchap(?:itres?|\.)|\bt[ée]l\.?"
    r"|\bphases?|\baxes?|\bobjectifs?|\b[ée]tapes?|\btomes?|\bvol(?:umes?|\.)|\bversions?|\bfigures?"
    r"|\btableaux?"
    r"|\bannexes?|\bnotes?|\blots?|\balin[ée]as?|\bsiret|\bsiren|\bape|\bnaf|\brna|\bcop|\bods"
    r"|\bloi(?:\s\w+)?(?:\sde)?"
    r"|\bces|\btou(?:te)?s les|\bl['’]une? des)\s?:?\s?$",
    re.IGNORECASE,
)
_CODE = re.compile(r"\d{1,3}\.(?:\d{1,2}|\d{4,})$")
_CLOCK = re.compile(r"\b(?:à|vers|de|dès|jusqu['’]à)\s$", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    r"\b(?:en|depuis|dès|ann[ée]es?|d['’]ici|fin|début|loi)\s$", re.IGNORECASE
)
_LASTING = re.compile(r"\b(?:pendant|durant|sur|dur[ée]e de|depuis|environ)\s$", re.IGNORECASE)
_LINE_START = re.compile(r"(?:^|\n)[\s\-–*•●→⇒✓■#]*$")
_COUNT_OF = re.compile(
    rf"\b(?:nombre|nb)\s(?:total\s)?(?:de\s|d['’]\s?)(?P<unit>[^\W\d][^\n:=.;]{{1,60}}?)"
    rf"\s?[:=]\s?(?P<value>{_DIGITS})",
    re.IGNORECASE,
)
_LOOK = 30
#: Signs on each side of a number that a sentence without end shows.
_AROUND = 300
#: A cell: every space, apostrophe and dash as one; then signs of money and hundredths left out.
_AS_TYPED = str.maketrans(
    {**dict.fromkeys(_SPACES, " "), **dict.fromkeys("’‘ʼ′", "'"), **dict.fromkeys("−–‒﹣", "-")}
)
_MONEY = re.compile(r"^(?:€|EUR) ?|(?: ?(?:€|EUR|euros?|%))$", re.IGNORECASE)
_CELL = re.compile(
    r"""(?P<sign>[+-]?)[ ]?
    (?P<whole>[1-9]\d{0,2}(?:(?P<by>[ '.,])\d{3})(?:(?P=by)\d{3}){0,4} | \d{0,18})
    (?:(?!(?P=by))[.,](?P<decimals>\d{1,12}))?""",
    re.VERBOSE | re.ASCII,
)


def find_quantities(text: str) -> list[Quantity]:
    """Every number with a unit in the text, in order, without overlap."""
    taken = _dates(text)
    numbers = [number for number in _numbers(text) if not _is_taken(number, taken)]
    around = list(sentences(text))
    quantities: list[Quantity] = []
    at = 0
    for index, number in enumerate(numbers):
        while at + 1 < len(around) and around[at].end <= number.start:
            at += 1
        if quantity := _quantity(text, numbers, index, around[at]):
            quantities.append(quantity)
    return _with_counts(text, quantities)


def format_number(
    value: Decimal | int, *, language: str, decimals: int | None = None, signed: bool = False
) -> str:
    """Print a number as `language` does: 52 464,5 in French (narrow spaces), 52,464.5 otherwise.

    `decimals` rounds half away from zero; None keeps the digits as they are, without useless zeros.
    """
    exact = Decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    plain = f"{abs(exact):,f}"
    if decimals is None and "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if language.startswith("fr"):
        plain = plain.replace(",", NARROW_SPACE).replace(".", ",")
    sign = "−" if exact < 0 else "+" if signed and exact > 0 else ""
    return f"{sign}{plain}"


def in_euros(value: Decimal | int, decimals: int | None = None) -> str:
    """1 250 € in French, €1,250 in English, by the language of the page; cents where there are."""
    language, exact = get_language() or "fr", Decimal(value)
    if decimals is None:
        decimals = 0 if exact == exact.to_integral_value() else 2
    text = format_number(exact, language=language, decimals=decimals)
    return f"{text}\u00a0€" if language.startswith("fr") else f"€{text}".replace("€−", "−€")


def editable_number(value: Decimal | int, *, language: str, decimals: int | None = None) -> str:
    """A number as a field shows it, to be read back by `parse_number` whatever it is.

    Thousands are apart by spaces in every language; 12.345 gets a nought, for it could be 12 345.
    """
    plain = format_number(value, language="en", decimals=decimals).replace(",", NARROW_SPACE)
    if re.fullmatch(r"[−-]?[1-9]\d{0,2}\.\d{3}", plain):
        plain += "0"
    return plain.replace(".", ",") if language.startswith("fr") else plain


def parse_number(text: str, *, language: str = "fr") -> Decimal:
    """Read a whole cell as a number: 52 464, 3,5, 1'250.50 €, −12 %.

    A comma and a point both part decimals, and both part thousands where nothing else can be meant;
    `language` is that of the sentence. Raises ValueError, in one: no number, or two ("1,000").
    """
    bare = _MONEY.sub("", text.translate(_AS_TYPED).strip()).strip()
    match = _CELL.fullmatch(bare)
    if not match or not (match["whole"] or match["decimals"]):
        raise ValueError(_("“%(text)s” is not a number.") % {"text": as_quoted(text)})
    digits = re.sub(r"\D", "", match["whole"])
    if match["by"] in {",", "."} and len(digits) <= 6 and not match["decimals"]:
        raise ValueError(_two_readings(text.strip(), match["whole"], language))
    sign = "-" if match["sign"] == "-" else ""
    return Decimal(f"{sign}{digits or 0}.{match['decimals'] or 0}")


def _two_readings(text: str, whole: str, language: str) -> str:
    """What to write instead: “1,000” is 1000 or 1; “12,345” is 12345 or 12,3450."""
    units, thousandths = re.split(r"[.,]", whole)
    point = "," if language.startswith("fr") else "."
    small = units if thousandths == "000" else f"{units}{point}{thousandths}0"
    sentence = _("“%(text)s” can be read in two ways: write %(large)s or %(small)s.")
    return sentence % {"text": text, "large": units + thousandths, "small": small}


def _dates(text: str) -> Sequence[Span]:
    """Where dates stand, even without a year: a leap year lets 29 February be one."""
    return [Span(span.start, span.end) for span in find_dates(text, year=2024)]


def _is_taken(number: _Number, taken: Sequence[Span]) -> bool:
    """Whether the number lies in one of the sorted spans."""
    low, high = 0, len(taken)
    while low < high:
        middle = (low + high) // 2
        if taken[middle].end <= number.start:
            low = middle + 1
        else:
            high = middle
    return low < len(taken) and taken[low].start < number.end


def _numbers(text: str) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if match["about"]:
            value = COLLECTIVES[fold(match["about"])] // (2 if match["half"] else 1)
            yield _Number(Decimal(value), start, end, is_word=True, is_about=True)
        elif match["words"]:
            scale = fold(match["word_scale"] or "").rstrip("s")
            value = value_of_words(fold(match["words"])) * _SCALES.get(scale, 1)
            is_about = scale in {"millier", "centaine", "dizaine"}
            yield _Number(Decimal(value), start, end, is_word=True, is_about=is_about)
        elif number := _read_digits(match):
            yield number


def _read_digits(match: re.Match[str]) -> _Number | None:
    digits, decimals = match["digits"], match["decimals"] or ""
    try:
        value = Decimal(re.sub(r"\D", "", digits) + decimals.replace(",", "."))
    except InvalidOperation:
        return None
    value *= _SCALES[fold(match["scale"]).rstrip("s")] if match["scale"] else 1
    value = _plain(value)
    start, sign = match.start("digits"), match["sign"] or ""
    stands = not match.string[max(0, match.start() - 1) : match.start()].strip(f"(:\n\t{_SPACES}")
    if sign.startswith("+") and stands:
        return _Number(value, match.start(), match.end(), is_signed=True)
    is_percent = match.string[match.end() : match.end() + 2].strip()[:1] == "%"
    is_negative = sign[:1] in {"-", "−"} and stands and (is_percent or len(sign) == 1)
    return (
        _Number(-value, match.start(), match.end())
        if is_negative
        else _Number(value, start, match.end())
    )


def _quantity(text: str, numbers: Sequence[_Number], index: int, around: Span) -> Quantity | None:
    number = numbers[index]
    before = text[max(around.start, number.start - _LOOK) : number.start]
    if _NOT_COUNTED.search(before):
        return None
    qualifier = _range_end(text, numbers, index)
    unit = read_unit(text, number.end, is_one=number.value < 2)
    if unit is None and qualifier is Qualifier.MINIMUM:
        unit = read_unit(text, numbers[index + 1].end, is_one=False)
        unit = unit and (unit[0], number.end)
    if unit is None:
        unit = _no_unit(text, number)
    if unit is None or not _is_counted(text, number, before, unit[0]):
        return None
    name, end = unit
    name, value = _plain_money(name, number.value)
    qualifier = qualifier or qualifier_around(before, text[end : end + 20])
    if qualifier is Qualifier.EXACT and number.is_about:
        qualifier = Qualifier.APPROXIMATE
    context = context_of(text, around, number.start, end)
    return Quantity(value, name, qualifier, number.start, end, context)


def _plain_money(unit: str, value: Decimal) -> tuple[str, Decimal]:
    """ "12 k€" are 12 000 €."""
    thousands = _MONEY_SCALES.get(unit)
    return ("€", _plain(value * thousands)) if thousands else (unit, value)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def context_of(text: str, around: Span, start: int, end: int) -> str:
    """The sentence; of one that is too long to be read, some words before and after."""
    first, last = max(around.start, start - _AROUND), min(around.end, end + _AROUND)
    if around.end - around.start <= 2 * _AROUND:
        first, last = around.start, around.end
    before, after = text[first:start], text[end:last]
    if first > around.start:
        before = f"… {before.partition(' ')[2]}"
    if last < around.end:
        after = f"{after.rpartition(' ')[0]} …"
    return " ".join(f"{before}{text[start:end]}{after}".split())


def _no_unit(text: str, number: _Number) -> tuple[str, int] | None:
    """ "+472" and "une trentaine" say enough by themselves."""
    is_phone = re.match(r"\s?\(?\d", text[number.end : number.end + 3])
    stands = (number.is_signed and not is_phone) or (
        number.is_about and text[number.start].lower() == "u"
    )
    return ("", number.end) if stands else None


def _is_counted(text: str, number: _Number, before: str, unit: str) -> bool:
    """Whether the number counts its unit, not names a year, an age, an hour or a heading."""
    head = unit.split(" ")[0]
    written = text[number.start : number.end]
    is_capital = text[number.end : number.end + 2].strip()[:1].isupper()
    if len(written) == 4 and 1900 <= number.value <= 2099 and head not in {"%", "€"}:
        return not _YEAR_BEFORE.search(before) and not is_capital
    if head in {"an", "ans", "année", "années"}:
        return bool(_LASTING.search(before)) or number.is_about
    if head in {"heure", "heures"}:
        return not _CLOCK.search(before)
    if _CODE.match(written) and head not in {"%", "€", "ETP"}:
        return False
    if written.lower() == "deux" and before.lower().endswith("les "):
        return False
    is_symbol = head in {"%", "€", "ETP"}
    return is_symbol or not is_capital or _is_before_capital(number, written, before)


def _is_before_capital(number: _Number, written: str, before: str) -> bool:
    """Neither "75019 Paris" nor "1 Animer" at the head of a line."""
    is_postcode = re.fullmatch(rf"\d\d[{_SPACES}]?\d\d\d", written)
    return not is_postcode and not (number.value < 2 and _LINE_START.search(before))


def _range_end(text: str, numbers: Sequence[_Number], index: int) -> Qualifier | None:
    """ "20 à 30 personnes", "entre 20 et 30 personnes": from the first on, up to the second."""
    number = numbers[index]
    following = numbers[index + 1] if index + 1 < len(numbers) else None
    if following and _is_range(text, number, following):
        return Qualifier.MINIMUM
    if index and _is_range(text, numbers[index - 1], number):
        return Qualifier.MAXIMUM
    return None


def _is_range(text: str, first: _Number, last: _Number) -> bool:
    gap = text[first.end : last.start]
    if len(gap) > 5 or not _RANGE.match(gap) or last.value <= first.value:
        return False
    if gap.strip() == "et":
        return bool(_BETWEEN.search(text[max(0, first.start - 10) : first.start]))
    return bool(gap.strip())


def _with_counts(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Add "nombre de participants : 45", where the unit comes first."""
    counts = [
        Quantity(
            Decimal(re.sub(r"\D", "", match["value"])),
            fold_unit(match["unit"]),
            Qualifier.EXACT,
            match.start(),
            match.end(),
            " ".join(match.group().split()),
        )
        for match in _COUNT_OF.finditer(text)
    ]
    if not counts:
        return quantities
    places = {place for count in counts for place in range(count.start, count.end)}
    kept = [quantity for quantity in quantities if quantity.start not in places]
    return sorted([*kept, *counts], key=lambda quantity: quantity.start)


def fold_unit(text: str) -> str:
    """A unit as it is compared: lower case, single spaces."""
    return " ".join(text.lower().split())
