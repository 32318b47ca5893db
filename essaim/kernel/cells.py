"""The cells of a table of HTML, put where they stand: what spans columns or rows leaves room."""

from essaim.kernel.nodes import MOST_COLUMNS, Assembly, Run

#: Rows that a cell may span; a hostile number costs no more than that.
MOST_ROWS = 1_000


class Cells:
    """One table after the other. Tables in a cell are its words."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.depth = 0
        self.kind = ""
        self.starts = ""
        self.column = 0
        self.wide = 1
        self.spans: dict[int, int] = {}

    def open_table(self) -> None:
        self.depth += 1
        if self.depth == 1:
            self.starts, self.column, self.spans = "table", 0, {}

    def close_table(self) -> None:
        self.depth = max(0, self.depth - 1)

    def open_row(self) -> None:
        """What cells above still span beyond the end of the last row has one row less to go."""
        for column in self.spans:
            self.spans[column] -= column >= self.column
        self.column = 0
        self.starts = self.starts or "row"

    def open_cell(self, kind: str, *, wide: int, high: int) -> None:
        while self.spans.get(self.column, 0) > 0:
            self.spans[self.column] -= 1
            self._add_cell(kind, [])
        self.kind, self.wide = kind, max(1, min(wide, MOST_COLUMNS))
        if high > 1:
            for column in range(self.column, self.column + self.wide):
                self.spans[column] = min(high, MOST_ROWS) - 1

    def close_cell(self, runs: list[Run]) -> None:
        self._add_cell(self.kind, runs)
        for _more in range(self.wide - 1):
            self._add_cell(self.kind, [])
        self.kind = ""

    def _add_cell(self, kind: str, runs: list[Run]) -> None:
        self.assembly.cell(kind, runs, starts=self.starts)
        self.column += 1
        self.starts = ""


def span(text: str) -> int:
    """A number of columns or rows as an attribute says it; 1 where it says none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
