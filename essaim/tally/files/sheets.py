"""CSV files of votes: simple and by colleges. A first line names the columns, in French or English.

What each form looks like stands in its function; a simple vote can do without a first line. A
column that is not known is refused, since nobody could say whether it was counted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from essaim.tally.colleges import CollegeBallots
from essaim.tally.files.numbers import weight_in
from essaim.tally.files.sheet import Sheet, count_in, refuse_total, word
from essaim.tally.simple import SimpleBallots

_CHOICES = {
    "for_": ("pour", "for", "oui", "yes", "favorable"),
    "against": ("contre", "against", "non", "no", "defavorable"),
    "abstention": ("abstention", "abstentions", "abstain", "abstenu"),
    "blank": ("blanc", "blancs", "blank"),
    "void": ("nul", "nuls", "void", "invalid", "spoilt"),
}
_CHOICE_OF = {name: choice for choice, names in _CHOICES.items() for name in names}
COUNTS = {"nombre", "voix", "count", "votes", "number", "weight", "poids", "bulletins", "ballots"}
_OF_COLLEGES = {
    "name": ("college", "colleges", "groupe", "group"),
    "weight": ("poids", "weight", "ponderation"),
    **_CHOICES,
}
_COLUMN_OF = {name: column for column, names in _OF_COLLEGES.items() for name in names}
_NEEDED = ("name", "weight", "for_", "against")
TITLES = {"bulletin", "bulletins", "ballot", "ballots", "choix", "choice", "choices", "vote"}


def read_simple(data: bytes, name: str, *, language: str = "fr") -> SimpleBallots:
    """`choice,count` rows; or a ballot a row; or columns `for,against,…` with counts under them."""
    sheet = Sheet(data, name, language)
    header = [_CHOICE_OF.get(word(cell)) for cell in sheet.header]
    if len(header) > 1 and all(header):
        return _columns_of_choices(sheet, [str(choice) for choice in header])
    if header[0] is None:
        _check_titles(sheet)
    counts: Counter[str] = Counter()
    rows = sheet.all_rows() if header[0] else sheet.numbered_rows()
    for line, row in rows:
        choice, count = _choice_and_count(row, line, sheet)
        if len(row) > 1 and choice in counts:
            raise sheet.refusal("choice_twice", line=line, cell=row[0].strip())
        counts[choice] += count
    if not counts:
        raise sheet.refusal("no_row")
    return SimpleBallots(**counts)


def _columns_of_choices(sheet: Sheet, header: Sequence[str]) -> SimpleBallots:
    counts: Counter[str] = Counter()
    for place, choice in enumerate(header):
        if choice in header[:place]:
            cell = sheet.header[place]
            raise sheet.refusal("choice_twice", line=sheet.first_line, cell=cell)
    for line, row in sheet.numbered_rows():
        for choice, cell in zip(header, row, strict=True):
            counts[choice] += count_in(cell, line, sheet, empty=0)
    return SimpleBallots(**counts)


def _check_titles(sheet: Sheet) -> None:
    """The first line is of titles, or it is a vote that cannot be read."""
    known = (TITLES, COUNTS)
    if len(sheet.header) == 1 and word(sheet.header[0]) not in TITLES:
        raise sheet.refusal("not_a_choice", line=sheet.first_line, cell=sheet.header[0])
    for place, cell in enumerate(sheet.header):
        if place >= len(known) or word(cell) not in known[place]:
            raise sheet.refusal("column_unknown", line=sheet.first_line, cell=cell)


def _choice_and_count(row: Sequence[str], line: int, sheet: Sheet) -> tuple[str, int]:
    choice = _CHOICE_OF.get(word(row[0]))
    if choice is None:
        raise sheet.refusal("not_a_choice", line=line, cell=row[0].strip())
    if len(row) > 2:
        raise sheet.refusal("row_is_too_wide", line=line, width=2)
    return choice, count_in(row[1], line, sheet) if len(row) > 1 else 1


def read_colleges(data: bytes, name: str, *, language: str = "fr") -> list[CollegeBallots]:
    """`college,weight,for,against,abstention,blank,void`, a row a college; the last may be missing.

    Raises CannotCount for another column, and for a college that stands twice.
    """
    sheet = Sheet(data, name, language)
    columns = _columns_of_colleges(sheet)
    colleges: list[CollegeBallots] = []
    titles: set[str] = set()
    is_part: bool | None = None
    for line, row in sheet.numbered_rows():
        cells = dict(zip(columns, row, strict=True))
        title = " ".join(cells.pop("name").split())
        if not title or word(title) in titles:
            key = "college_twice" if title else "college_without_name"
            raise sheet.refusal(key, line=line, cell=title)
        titles.add(word(title))
        refuse_total(title, line, sheet)
        typed = cells.pop("weight")
        weight = weight_in(typed)
        if weight is None:
            raise sheet.refusal("not_a_weight", line=line, cell=typed.strip())
        if weight and is_part not in {None, "/" in typed}:
            raise sheet.refusal("weights_of_two_kinds", line=line, cell=typed.strip())
        is_part = "/" in typed if weight else is_part
        counts = {key: count_in(cell, line, sheet, empty=0) for key, cell in cells.items()}
        colleges.append(CollegeBallots(title, weight, **counts))
    if not colleges:
        raise sheet.refusal("no_row")
    return colleges


def _columns_of_colleges(sheet: Sheet) -> list[str]:
    columns: list[str] = []
    for cell in sheet.header:
        column = _COLUMN_OF.get(word(cell))
        if column is None or column in columns:
            key = "column_unknown" if column is None else "column_twice"
            raise sheet.refusal(key, line=sheet.first_line, cell=cell)
        columns.append(column)
    for needed in _NEEDED:
        if needed not in columns:
            names = _OF_COLLEGES[needed]
            column = names[1] if sheet.language.startswith("en") else names[0]
            raise sheet.refusal("column_missing", column=column)
    return columns


def check_options(sheet: Sheet, options: Iterable[str], line: int = 0) -> None:
    """Raises CannotCount where one stands twice, however it is spelt, or has no name."""
    earlier: set[str] = set()
    for option in options:
        if not option.strip():
            raise sheet.refusal("option_without_name", line=line or sheet.first_line)
        if word(option) in earlier:
            raise sheet.refusal("option_twice", line=line or sheet.first_line, cell=option)
        earlier.add(word(option))
