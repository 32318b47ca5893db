"""How wide the columns of a table are: as their words ask, none narrower than its longest word."""

from collections.abc import Sequence

from essaim.documents.document import Table

#: Signs of ten points and a half that a line of paper holds.
LINE = 88
#: As many signs as the margins of a cell are wide.
MARGINS = 3
#: Signs of a cell beyond which it goes over several lines, as texts do.
WIDEST = 36


def shares(table: Table) -> list[int]:
    """The width of each column in hundredths of the line; together a hundred.

    A number stands on one line. A word is split in no column, where all can be that wide.
    """
    cells = [[row[at] for row in (table.header, *table.rows)] for at in range(len(table.header))]
    least = [max(map(_longest_word, column)) + MARGINS for column in cells]
    for at in table.numeric:
        least[at] = min(max(map(len, cells[at])) + MARGINS, WIDEST)
    wished = [min(max(map(len, column)), WIDEST) + MARGINS for column in cells]
    return _hundredths(_widths(least, [max(pair) for pair in zip(least, wished, strict=True)]))


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split(" ")), default=0)


def _widths(least: Sequence[int], wished: Sequence[int]) -> Sequence[int]:
    """What is left of the line once each word fits is shared as it is wished."""
    left, more = LINE - sum(least), sum(wished) - sum(least)
    if left <= 0 or more <= 0:
        return least if left <= 0 else wished
    return [
        narrow * more + left * (wide - narrow) for narrow, wide in zip(least, wished, strict=True)
    ]


def _hundredths(widths: Sequence[int]) -> list[int]:
    """Whole hundredths that make a hundred: each rounded up, at the cost of the widest."""
    whole = sum(widths)
    parts = [-(-100 * width // whole) for width in widths]
    parts[parts.index(max(parts))] += 100 - sum(parts)
    return parts
