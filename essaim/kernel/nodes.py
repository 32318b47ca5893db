"""Rich text as data: flat blocks of marked runs.

A block is a paragraph, a heading, a list item or a cell of a table, and knows the quotation and the
lists that it stands in; a run is text, a line break or a figure, and carries its marks. Being flat,
the text has one normal form whatever the nesting it came with, and no depth that could exhaust
anything.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote as percent

from essaim.kernel.signs import writable

MOST_LISTS = 4
MOST_COLUMNS = 20
CELLS = frozenset({"td", "th"})
BREAK = "\n"
PICTURE = "picture"
#: The alternative text of a picture that shows nothing which words would tell.
DECORATES = "-"
LONGEST_ALTERNATIVE = 300


class Token(NamedTuple):
    """A figure cited by name: an indicator's code, a period (none: the report's), a form."""

    code: str
    period: str = ""
    form: str = "value"
    paragraph: int = 0


class Picture(NamedTuple):
    """A picture of the house by its key; what it shows in words, `DECORATES` where that is nothing.

    Once it is resolved: where it is found, and its width and height in pixels.
    """

    key: str
    alternative: str = ""
    src: str = ""
    width: int = 0
    height: int = 0

    @property
    def words(self) -> str:
        return "" if self.alternative == DECORATES else self.alternative


class Marks(NamedTuple):
    """What a stretch of text wears; `changed` where it is shown beside another, never stored."""

    href: str = ""
    strong: bool = False
    em: bool = False
    sup: bool = False
    changed: bool = False

    def shared(self, other: "Marks") -> "Marks":
        return Marks(
            self.href if self.href == other.href else "",
            self.strong and other.strong,
            self.em and other.em,
            self.sup and other.sup,
        )


class Run(NamedTuple):
    """A stretch of text; or a token, or a picture; or a resolved figure: its line in the annex."""

    text: str = ""
    marks: Marks = Marks()
    token: Token | None = None
    figure: str = ""
    picture: Picture | None = None

    @property
    def is_plain(self) -> bool:
        return not (self.token or self.picture or self.figure or self.text == BREAK)


class Block(NamedTuple):
    """`kind` is p, h3, h4, li, td, th or picture; `lists` are around an item, outermost first.

    A cell `starts` its "table", its "row", or neither; those of a table make rows of one width. A
    picture is the first run of its block, and its caption the others; it stands in no list.
    """

    kind: str
    runs: tuple[Run, ...]
    quote: bool = False
    lists: tuple[str, ...] = ()
    starts: str = ""

    @property
    def is_cell(self) -> bool:
        return self.kind in CELLS

    @property
    def picture(self) -> Picture | None:
        return self.runs[0].picture if self.kind == PICTURE else None


# --- The normal form ------------------------------------------------------------------------

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_NAME = r"[^\[\]|@<>\n]"
TOKEN = rf"\[\[({_NAME}{{1,80}})(?:@({_NAME}{{1,20}}))?(?:\|({_NAME}{{1,30}}))?\]\]"
_TOKEN = re.compile(TOKEN)
KEY = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_KEY = re.compile(KEY)
_ADDRESS = re.compile(r"(?:https?://|mailto:|/)\S{1,2000}", re.IGNORECASE)
_UNSAFE_IN_ADDRESS = re.compile(r"[\s\"'()<>\[\]\\^`{|}]")


def make_token(code: str, period: str = "", form: str = "") -> Token | None:
    """A token with the forbidden signs taken out of its parts; None if no code is left."""
    bare = [" ".join(re.sub(r"[\[\]|@<>]", " ", part).split()) for part in (code, period, form)]
    if not bare[0]:
        return None
    return Token(bare[0][:80].rstrip(), bare[1][:20].rstrip(), bare[2][:30].rstrip() or "value")


def make_picture(key: str, alternative: str) -> Picture | None:
    """None where the key is that of no file of the house."""
    if not _KEY.fullmatch(key.lower()):
        return None
    bare = " ".join(writable(alternative).split())
    return Picture(key.lower(), bare[:LONGEST_ALTERNATIVE].rstrip())


def safe_address(href: str) -> str:
    """A web or mail address, or a path of this site, without a sign that could end it; else ''."""
    bare = writable(href).strip()
    if bare.lower().startswith("www."):
        bare = f"https://{bare}"
    bare = _UNSAFE_IN_ADDRESS.sub(lambda sign: percent(sign.group(), safe=""), bare)
    return bare if _ADDRESS.fullmatch(bare) else ""


def normal_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Single spaces, none at the edges of a line or of a mark; equal neighbours merged."""
    spaced = _merged(_marked_spaces(_single_spaces(_merged(runs))))
    return tuple(piece for run in spaced for piece in _with_tokens(run))


def _merged(runs: Iterable[Run]) -> list[Run]:
    filled = (run for run in runs if run.text or run.token or run.picture)
    merged: list[Run] = []
    for (is_plain, marks), group in groupby(filled, key=lambda run: (run.is_plain, run.marks)):
        same = list(group)
        merged += [Run("".join(run.text for run in same), marks)] if is_plain else same
    return merged


def _single_spaces(runs: list[Run]) -> list[Run]:
    """Cut into runs that are a space or have none at their edges; one break at a time."""
    out: list[Run] = []
    for run in runs:
        for text in _pieces(run):
            if text in {" ", BREAK}:
                while text == BREAK and out and out[-1].text in {" ", BREAK}:
                    out.pop()
                if not out or out[-1].text in {" ", BREAK}:
                    continue
            out.append(run._replace(text=text, marks=Marks() if text == BREAK else run.marks))
    while out and out[-1].text in {" ", BREAK}:
        out.pop()
    return out


def _pieces(run: Run) -> list[str]:
    if not run.is_plain:
        return [run.text]
    text = _SPACES.sub(" ", run.text)
    before = " " if text.startswith(" ") else ""
    after = " " if text.endswith(" ") and len(text) > 1 else ""
    return [piece for piece in (before, text.strip(" "), after) if piece]


def _marked_spaces(runs: list[Run]) -> list[Run]:
    """A space between two runs wears the marks that both wear."""
    return [
        run._replace(marks=runs[at - 1].marks.shared(runs[at + 1].marks))
        if run.text == " " and run.is_plain
        else run
        for at, run in enumerate(runs)
    ]


def _with_tokens(run: Run) -> Iterator[Run]:
    if not run.is_plain or "[[" not in run.text:
        yield run
        return
    end = 0
    for match in _TOKEN.finditer(run.text):
        if token := make_token(match[1], match[2] or "", match[3] or ""):
            yield from [run._replace(text=text) for text in [run.text[end : match.start()]] if text]
            yield Run("", run.marks, token)
            end = match.end()
    yield from [run._replace(text=text) for text in [run.text[end:]] if text]


class Assembly:
    """Blocks put one after the other, each brought to the normal form."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    def put(
        self, kind: str, runs: Iterable[Run], *, quote: bool = False, lists: Sequence[str] = ()
    ) -> None:
        """Add a block unless it is empty. An item goes at most one list deeper than the last.

        A picture among the runs stands by itself; what follows it is its caption.
        """
        runs, *pictures = _parted(runs)
        if kind in {"h3", "h4"} and (quote or lists):
            kind = "p"
        if kind in {"h3", "h4"}:
            runs = _on_one_line(runs)
        runs = normal_runs(runs)
        if any(run.token or run.text.strip() for run in runs):
            around = self._around(tuple(lists[:MOST_LISTS]), quote=quote)
            self.blocks.append(Block("li" if around else kind, runs, quote, around))
        for picture, *caption in pictures:
            self.blocks.append(Block(PICTURE, (picture, *normal_runs(_on_one_line(caption)))))

    def cell(self, kind: str, runs: Iterable[Run], *, starts: str = "") -> None:
        """Add a cell, empty or not: to the row that stands, or to the one that it starts."""
        is_first = not self.blocks or not self.blocks[-1].is_cell
        runs = [Run(run.picture.words) if run.picture else run for run in runs]
        self.blocks.append(Block(kind, normal_runs(runs), starts="table" if is_first else starts))

    def make_header(self) -> None:
        """The row that was added last is the header of its table."""
        for at in range(len(self.blocks) - 1, -1, -1):
            self.blocks[at] = self.blocks[at]._replace(kind="th")
            if self.blocks[at].starts:
                return

    def finished(self) -> list[Block]:
        """All blocks, the tables among them brought to the normal form."""
        out: list[Block] = []
        table: list[list[Block]] = []
        for block in [*self.blocks, Block("", ())]:
            if table and (not block.is_cell or block.starts == "table"):
                out += normal_table(table)
                table = []
            if not block.is_cell:
                out += [block] if block.kind else []
            elif block.starts:
                table.append([block])
            else:
                table[-1].append(block)
        return out

    def _around(self, lists: tuple[str, ...], *, quote: bool) -> tuple[str, ...]:
        last = self.blocks[-1] if self.blocks else None
        before = last.lists if last and last.quote == quote else ()
        return lists[: common(lists, before) + 1]


def _parted(runs: Iterable[Run]) -> list[list[Run]]:
    """What stands before the first picture; then each picture with what follows it."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        if run.picture:
            parts.append([])
        parts[-1].append(run)
    return parts


def _on_one_line(runs: Iterable[Run]) -> list[Run]:
    return [run._replace(text=" ") if run.text == BREAK else run for run in runs]


def common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many of the first items are the same."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))


def normal_table(rows: Sequence[Sequence[Block]]) -> Iterator[Block]:
    """Rows of one width; a header is a first row of headers alone; nothing where all is empty."""
    if not any(cell.runs for row in rows for cell in row):
        return
    width = min(max(len(row) for row in rows), MOST_COLUMNS)
    for at, row in enumerate(rows):
        is_header = not at and len(rows) > 1 and all(cell.kind == "th" for cell in row)
        cells = [cell.runs for cell in row[:width]] + [()] * (width - len(row))
        if len(row) > width:
            rest = [run for cell in row[width - 1 :] for run in (*cell.runs, Run(BREAK))]
            cells[-1] = normal_runs(rest)
        for column, runs in enumerate(cells):
            starts = "" if column else "row" if at else "table"
            yield Block("th" if is_header else "td", runs, starts=starts)
