"""CSV files of votes: simple, by colleges, approval, and rankings by name.

A first line names the columns, in French or English; a simple vote and approvals by name can do
without. What each form looks like stands in its function.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from essaim.kernel.tally.approval import Approvals
from essaim.kernel.tally.colleges import CollegeBallots
from essaim.kernel.tally.files.sheet import Sheet, count_in, quantity_in, word
from essaim.kernel.tally.ranked import RankedBallots
from essaim.kernel.tally.simple import SimpleBallots

_CHOICES = {
    "for_": ("pour", "for", "oui", "yes", "favorable"),
    "against": ("contre", "against", "non", "no", "defavorable"),
    "abstention": ("abstention", "abstentions", "abstain", "abstenu"),
    "blank": ("blanc", "blancs", "blank"),
    "void": ("nul", "nuls", "void", "invalid", "spoilt"),
}
_CHOICE_OF = {name: choice for choice, names in _CHOICES.items() for name in names}
_COUNTS = {"nombre", "voix", "count", "votes", "number", "weight", "poids", "bulletins", "ballots"}
_COLLEGE = ("college", "colleges", "groupe", "group")
_WEIGHT = ("poids", "weight", "ponderation")
_YES = {"1", "x", "oui", "yes", "true", "vrai", "o", "y", "✓"}
_NO = {"0", "", "non", "no", "false", "faux", "n", "-"}
_TITLES = {"bulletin", "bulletins", "ballot", "ballots", "choix", "choice", "choices", "vote"}
_LIST_TITLES = {*_TITLES, "approbations", "approved", "approvals"}


def read_simple(data: bytes, name: str, *, language: str = "fr") -> SimpleBallots:
    """`choice,count` rows; or a ballot a row; or columns `for,against,…` with counts under them."""
    sheet = Sheet(data, name, language)
    header = [_CHOICE_OF.get(word(cell)) for cell in sheet.header]
    counts: Counter[str] = Counter()
    if len(header) > 1 and all(header):
        for line, row in sheet.numbered_rows():
            for choice, cell in zip(header, row, strict=True):
                counts[str(choice)] += count_in(cell, line, sheet)
        return SimpleBallots(**counts)
    has_title = len(header) > 1 or word(sheet.header[0]) in _TITLES
    rows = sheet.numbered_rows() if header[0] is None and has_title else sheet.all_rows()
    for line, row in rows:
        choice = _CHOICE_OF.get(word(row[0]))
        if choice is None:
            raise sheet.refusal("not_a_choice", line=line, cell=row[0].strip())
        counts[choice] += count_in(row[1], line, sheet) if len(row) > 1 else 1
    if not counts:
        raise sheet.refusal("no_row")
    return SimpleBallots(**counts)


def read_colleges(data: bytes, name: str, *, language: str = "fr") -> list[CollegeBallots]:
    """`college,weight,for,against,abstention`, a row a college; the last column may be missing."""
    sheet = Sheet(data, name, language)
    at = {
        "college": _column(sheet, _COLLEGE),
        "weight": _column(sheet, _WEIGHT),
        "for_": _column(sheet, _CHOICES["for_"]),
        "against": _column(sheet, _CHOICES["against"]),
    }
    abstention = _find(sheet, _CHOICES["abstention"])
    colleges = [
        CollegeBallots(
            name=row[at["college"]].strip(),
            weight=_weight(row[at["weight"]], line, sheet),
            for_=count_in(row[at["for_"]], line, sheet),
            against=count_in(row[at["against"]], line, sheet),
            abstention=0 if abstention is None else count_in(row[abstention], line, sheet),
        )
        for line, row in sheet.numbered_rows()
    ]
    if not colleges:
        raise sheet.refusal("no_row")
    return colleges


def _find(sheet: Sheet, names: Sequence[str]) -> int | None:
    words = [word(cell) for cell in sheet.header]
    return next((words.index(name) for name in names if name in words), None)


def _column(sheet: Sheet, names: Sequence[str]) -> int:
    found = _find(sheet, names)
    if found is None:
        column = names[0] if not sheet.language.startswith("en") else names[1]
        raise sheet.refusal("column_missing", column=column)
    return found


def _weight(cell: str, line: int, sheet: Sheet) -> Fraction:
    weight = quantity_in(cell)
    if weight is None or weight < 0:
        raise sheet.refusal("not_a_weight", line=line, cell=cell.strip())
    return weight


def check_options(sheet: Sheet, options: Sequence[str]) -> None:
    """Raises CannotCount where one stands twice."""
    for place, option in enumerate(options):
        if option in options[:place]:
            raise sheet.refusal("option_twice", cell=option)


def read_approvals(data: bytes, name: str, *, language: str = "fr") -> Approvals:
    """A header of options and rows of 1 or 0; or on each row the names of what is approved."""
    sheet = Sheet(data, name, language)
    rows = sheet.all_rows()
    next(rows)
    body = {word(cell) for _line, row in rows for cell in row}
    if body and body <= _YES | _NO and not (_YES | _NO) & {word(c) for c in sheet.header}:
        return _approval_matrix(sheet)
    return _approval_lists(sheet)


def _approval_matrix(sheet: Sheet) -> Approvals:
    check_options(sheet, sheet.header)
    counts = dict.fromkeys(sheet.header, 0)
    voters = 0
    for row in sheet.rows():
        voters += 1
        for option, cell in zip(sheet.header, row, strict=True):
            counts[option] += word(cell) in _YES
    return Approvals(counts, voters)


def _approval_lists(sheet: Sheet) -> Approvals:
    counts: Counter[str] = Counter()
    voters = 0
    has_title = word(sheet.header[0]) in _LIST_TITLES
    for place, (line, row) in enumerate(sheet.all_rows()):
        if place == 0 and has_title:
            continue
        names = [" ".join(cell.split()) for cell in row if cell.strip()]
        _check_once(names, line, sheet)
        counts.update(names)
        voters += 1
    return Approvals(dict(sorted(counts.items())), voters)


def _check_once(names: Sequence[str], line: int, sheet: Sheet) -> None:
    for name in names:
        if names.count(name) > 1:
            raise sheet.refusal("named_twice_on_ballot", line=line, cell=name)


def read_rankings(data: bytes, name: str, *, language: str = "fr") -> RankedBallots:
    """A header (1st choice, 2nd choice…) and rows of names in order; a column of counts if any.

    The candidates are listed by name; a ballot stops at its first empty cell.
    """
    sheet = Sheet(data, name, language)
    counted = [place for place, cell in enumerate(sheet.header) if word(cell) in _COUNTS]
    papers: Counter[tuple[str, ...]] = Counter()
    for line, row in sheet.numbered_rows():
        count = count_in(row[counted[0]], line, sheet) if counted else 1
        cells = [" ".join(c.split()) for place, c in enumerate(row) if place not in counted]
        names = cells[: cells.index("")] if "" in cells else cells
        _check_once(names, line, sheet)
        papers[tuple(names)] += count
    candidates = sorted({name for names in papers for name in names})
    if not candidates:
        raise sheet.refusal("no_row")
    places = {name: place for place, name in enumerate(candidates)}
    rankings = {tuple(places[n] for n in names): count for names, count in papers.items()}
    return RankedBallots(tuple(candidates), rankings)
