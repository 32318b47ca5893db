"""CSV files of choices among several: approvals, and rankings by name."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from essaim.tally.approval import Approvals
from essaim.tally.files.overvotes import Overvotes, ranking_of
from essaim.tally.files.sheet import Sheet, count_in, refuse_total, word
from essaim.tally.files.sheets import COUNTS, TITLES, check_options
from essaim.tally.ranked import RankedBallots

_YES = {"1", "x", "oui", "yes", "true", "vrai", "o", "y", "✓"}
_NO = {"0", "", "non", "no", "false", "faux", "n", "-"}
_LIST_TITLES = {*TITLES, "approbations", "approved", "approvals"}
#: « 1er choix », « choix 2 », "2nd choice", "rank 3", "4".
_RANK = re.compile(
    r"(?:(?:choix|choice|rang|rank|preference|vote)\s*)?(\d{1,4})\s*(?:re|er|e|nd|st|rd|th|eme)?"
    r"\s*(?:choix|choice|rang|rank|preference)?",
    re.ASCII,
)


def read_approvals(
    data: bytes,
    name: str,
    *,
    overvotes: Overvotes = Overvotes.REFUSE,
    language: str = "fr",
) -> Approvals:
    """A header of options and rows of 1 or 0; or on each row the names of what is approved.

    Raises CannotCount where the file could be either, or mixes the two.
    """
    sheet = Sheet(data, name, language)
    sheet.refuse_voters(sheet.header, by_name=True)
    rows = sheet.all_rows()
    next(rows)
    body = {word(cell) for _line, row in rows for cell in row}
    marks = body & (_YES | _NO) - {""}
    if marks and not body <= _YES | _NO:
        _refuse_mixed(sheet)
    is_title = len(sheet.header) == 1 and word(sheet.header[0]) in _LIST_TITLES
    header = {word(cell) for cell in sheet.header} - {""}
    if marks and (is_title or (_YES | _NO) & header):
        raise sheet.refusal("approvals_unclear", line=sheet.first_line)
    has_titles = any(
        word(title) in _LIST_TITLES or _RANK.fullmatch(word(title)) for title in header
    )
    if has_titles and not is_title:
        raise sheet.refusal("approvals_unclear", line=sheet.first_line)
    return _matrix(sheet) if marks else _lists(sheet, overvotes, is_title=is_title)


def _refuse_mixed(sheet: Sheet) -> None:
    rows = sheet.all_rows()
    next(rows)
    for line, row in rows:
        for cell in row:
            if word(cell) not in _YES | _NO:
                raise sheet.refusal("neither_yes_nor_no", line=line, cell=cell.strip())


def _matrix(sheet: Sheet) -> Approvals:
    check_options(sheet, sheet.header)
    counts = dict.fromkeys(sheet.header, 0)
    voters = blank = 0
    for row in sheet.rows():
        voters += 1
        approved = [
            option for option, cell in zip(sheet.header, row, strict=True) if word(cell) in _YES
        ]
        blank += not approved
        for option in approved:
            counts[option] += 1
    return Approvals(counts, voters, blank)


def _lists(sheet: Sheet, overvotes: Overvotes, *, is_title: bool) -> Approvals:
    counts: Counter[str] = Counter()
    voters = blank = 0
    first: set[str] = set()
    for place, (line, row) in enumerate(sheet.all_rows()):
        if place == 0 and is_title:
            continue
        names = [" ".join(cell.split()) for cell in row if cell.strip()]
        refuse_total(row[0], line, sheet)
        if overvotes == Overvotes.REFUSE:
            _check_once(names, line, sheet)
        counts.update(set(names))
        voters += 1
        blank += not names
        first = first or set(names)
    if not is_title and voters > 1 and len(first) > 1 and first == set(counts):
        raise sheet.refusal("approvals_unclear", line=sheet.first_line)
    check_options(sheet, counts)
    return Approvals(dict(sorted(counts.items())), voters, blank)


def _check_once(names: Collection[str], line: int, sheet: Sheet) -> None:
    named: set[str] = set()
    for name in names:
        if name in named:
            raise sheet.refusal("named_twice_on_ballot", line=line, cell=name)
        named.add(name)


def read_rankings(
    data: bytes,
    name: str,
    *,
    overvotes: Overvotes = Overvotes.REFUSE,
    language: str = "fr",
) -> RankedBallots:
    """A header (1st choice, 2nd choice…) and rows of names in order; a column of counts if any.

    The candidates are listed by name. Raises CannotCount for a column that is no rank, and for a
    ballot with a repeated or skipped preference unless `overvotes` says what becomes of it.
    """
    sheet = Sheet(data, name, language)
    counted = _columns_of_ranks(sheet)
    papers: Counter[tuple[str, ...]] = Counter()
    for line, row in sheet.numbered_rows():
        refuse_total(row[0], line, sheet)
        count = 1 if counted is None else count_in(row[counted], line, sheet)
        cells = [" ".join(c.split()) for place, c in enumerate(row) if place != counted]
        while cells and not cells[-1]:
            cells.pop()
        names, is_unclear = ranking_of([[cell] if cell else [] for cell in cells], overvotes)
        if is_unclear and overvotes == Overvotes.REFUSE:
            _check_once([cell for cell in cells if cell], line, sheet)
            raise sheet.refusal("ranking_unclear", line=line, cell=", ".join(cells))
        papers[tuple(names)] += count
    return _ballots(sheet, papers)


def _columns_of_ranks(sheet: Sheet) -> int | None:
    """The place of the counts, if there are any; the others are the ranks from the first on."""
    counted, ranks = None, 0
    for place, cell in enumerate(sheet.header):
        rank = _RANK.fullmatch(word(cell))
        if rank and int(rank[1]) == ranks + 1:
            ranks += 1
        elif word(cell) in COUNTS and counted is None:
            counted = place
        else:
            raise sheet.refusal("column_no_rank", line=sheet.first_line, cell=cell)
    return counted


def _ballots(sheet: Sheet, papers: Counter[tuple[str, ...]]) -> RankedBallots:
    candidates = sorted({name for names in papers for name in names})
    if not candidates:
        raise sheet.refusal("no_row")
    check_options(sheet, candidates)
    places = {name: place for place, name in enumerate(candidates)}
    rankings = {_placed(names, places): count for names, count in papers.items()}
    return RankedBallots(tuple(candidates), rankings)


def _placed(names: Iterable[str], places: dict[str, int]) -> tuple[int, ...]:
    return tuple(places[name] for name in names)
