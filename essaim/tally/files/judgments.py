"""CSV files of majority judgment: ballots, or tallies."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction

from essaim.tally.files.numbers import quantity_in
from essaim.tally.files.sheet import Sheet, count_in, refuse_total, word
from essaim.tally.files.sheets import check_options
from essaim.tally.majority_judgment import Judgments, counted_columns

_OPTIONS = {
    "option",
    "options",
    "proposition",
    "candidat",
    "candidate",
    "candidature",
    "nom",
    "name",
}
#: Scales that are known without being given, the worst first; words beside one another are alike.
_SCALES = (
    (
        ("a rejeter", "rejet", "rejete"),
        ("insuffisant", "mediocre"),
        ("passable",),
        ("assez bien",),
        ("bien", "bon"),
        ("tres bien", "tres bon"),
        ("excellent",),
    ),
    (
        ("reject", "to reject", "to be rejected"),
        ("poor",),
        ("acceptable", "passable"),
        ("fair", "fairly good"),
        ("good",),
        ("very good",),
        ("excellent",),
        ("outstanding",),
    ),
)


def read_judgments(
    data: bytes,
    name: str,
    *,
    grades: Sequence[str] = (),
    default: str | None = None,
    language: str = "fr",
) -> Judgments:
    """A header of options and a row of grades a ballot; or rows `option,count,count…`.

    Grades are words or numbers, `grades` from the worst to the best. Without them numbers are
    their own scale, the highest the best, and words of the usual French and English scales are
    known, in whatever order they stand; others are refused. A number beside `grades` is a place,
    the worst being 0. An empty cell is the `default` grade; without one the file is refused.
    """
    sheet = Sheet(data, name, language)
    sheet.refuse_voters(sheet.header)
    _check_once(grades, sheet)
    if word(sheet.header[0]) in _OPTIONS and len(sheet.header) > 1:
        return _read_tallies(sheet, grades)
    check_options(sheet, sheet.header)
    counters, blank = counted_columns(_stripped(sheet), len(sheet.header), language=language)
    cells = {str(cell).strip() for counter in counters for cell in counter}
    if not cells:
        raise sheet.refusal("no_row")
    scale = tuple(grades) or _guessed_scale(cells, default)
    places = _places(scale, default, sheet)
    tallies = {
        option: _tally(counter, places, scale, sheet, column)
        for column, (option, counter) in enumerate(zip(sheet.header, counters, strict=True))
    }
    missing = {
        option: sum(count for cell, count in counter.items() if not str(cell).strip())
        for option, counter in zip(sheet.header, counters, strict=True)
    }
    return Judgments(scale, tallies, default, missing, blank)


def _stripped(sheet: Sheet) -> Iterator[list[str]]:
    return ([cell.strip() for cell in row] for row in sheet.rows())


def _guessed_scale(cells: set[str], default: str | None) -> tuple[str, ...]:
    """The numbers that are there, or the known words that are there; else nothing is known."""
    filled = {cell for cell in {*cells, default or ""} if cell}
    numbers = {cell: quantity_in(cell) for cell in filled}
    if None not in numbers.values():
        values = {value: cell for cell, value in numbers.items() if value is not None}
        return tuple(values[value] for value in sorted(values))
    by_word = {word(cell): cell for cell in filled}
    for scale in _SCALES:
        known = [[by_word[grade] for grade in alike if grade in by_word] for alike in scale]
        if sum(len(alike) for alike in known) == len(by_word):
            return tuple(grade for alike in known for grade in alike[:1])
    return ()


def _check_once(grades: Sequence[str], sheet: Sheet) -> None:
    """Raises CannotCount where a grade stands twice, however it is spelt."""
    earlier: set[object] = set()
    for grade in grades:
        value = quantity_in(grade)
        key = word(grade) if value is None else value
        if key in earlier:
            raise sheet.refusal("grade_twice", line=sheet.first_line, cell=grade)
        earlier.add(key)


def _places(scale: Sequence[str], default: str | None, sheet: Sheet) -> dict[object, int]:
    """By folded word, and by number: the grade's own where it is one, else its place."""
    values = [quantity_in(grade) for grade in scale]
    if None in values:
        values = [Fraction(place) for place in range(len(scale))]
    places: dict[object, int] = {value: place for place, value in enumerate(values)}
    places |= {word(grade): place for place, grade in enumerate(scale)}
    if default is not None:
        if word(default) not in places:
            raise sheet.refusal("default_is_no_grade", cell=default, grades=", ".join(scale))
        places[""] = places[word(default)]
    return places


def _place(cell: str, places: Mapping[object, int]) -> int | None:
    by_word = places.get(word(cell))
    return by_word if by_word is not None else places.get(quantity_in(cell))


def _tally(
    counter: Counter[Hashable],
    places: Mapping[object, int],
    scale: Sequence[str],
    sheet: Sheet,
    column: int,
) -> tuple[int, ...]:
    counts = [0] * len(scale)
    for cell, count in counter.items():
        place = _place(str(cell), places)
        if place is None:
            line = sheet.line_where(column, lambda typed: _place(typed, places) is None)
            key = "cell_is_no_grade" if str(cell).strip() else "cell_without_grade"
            raise sheet.refusal(key, line=line, cell=str(cell).strip(), grades=", ".join(scale))
        counts[place] += count
    return tuple(counts)


def _read_tallies(sheet: Sheet, grades: Sequence[str]) -> Judgments:
    columns = sheet.header[1:]
    _check_once(columns, sheet)
    scale = tuple(grades) or _guessed_scale(set(columns), None)
    if len(scale) < len(columns) and not grades:
        raise sheet.refusal("grades_unknown", line=sheet.first_line, grades=", ".join(columns))
    places = {word(grade): place for place, grade in enumerate(scale)}
    for column in columns:
        if word(column) not in places:
            known = ", ".join(scale)
            line = sheet.first_line
            raise sheet.refusal("cell_is_no_grade", line=line, cell=column, grades=known)
    tallies: dict[str, tuple[int, ...]] = {}
    options: set[str] = set()
    for line, row in sheet.numbered_rows():
        counts = [0] * len(scale)
        for column, cell in zip(columns, row[1:], strict=True):
            counts[places[word(column)]] += count_in(cell, line, sheet, empty=0)
        option = " ".join(row[0].split())
        check_options(sheet, [option], line)
        if word(option) in options:
            raise sheet.refusal("option_twice", line=line, cell=option)
        options.add(word(option))
        refuse_total(option, line, sheet)
        tallies[option] = tuple(counts)
    return Judgments(scale, tallies)
