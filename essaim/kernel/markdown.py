"""The Markdown of the house, for people without JavaScript: exactly what the rich text can hold.

`**strong**`, `*emphasis*` (between digits `<strong>` and `<em>`, for 5*3*2 is a product),
`[text](address)`, `<sup>`, `### heading`, `> quotation`, `- ` and `1. ` lists (from 1), `\\` at
the end of a line for a break, `| a | b |` for the row of a table, under the first of which
`| --- | --- |` makes a header, `[[code@period|form]]` for a figure, `![what it shows](key)` and
then its caption for a picture. Anything else is the text itself. Reading is linear; what is written
reads back to the same blocks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from essaim.kernel.nodes import (
    BREAK,
    KEY,
    TOKEN,
    Assembly,
    Block,
    Marks,
    Picture,
    Run,
    make_picture,
    make_token,
    safe_address,
)
from essaim.kernel.signs import writable

_LEXEME = re.compile(
    rf"""\\(?P<escaped>[!-/:-@\[-`{{-~])
      | (?P<token>{TOKEN})
      | !\[(?P<shows>(?:\\.|[^\[\]\\\n]){{0,600}}+)\]\((?P<picture>{KEY})\)
      | (?P<strong>\*\*) | (?P<em>\*) | (?P<tag></?(?:sup|em|strong)>)
      | (?P<open>\[) | (?P<close>\](?:\((?P<href>[^\s()<>]{{1,2000}})\))?)
      | (?P<break><br\s?/?>|\\\n|[ ]{{2}}\n)""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ ]+(?=[^ ])")
_ITEM = re.compile(r"([ ]*+)(?:[-*+]|(\d{1,9}[.)]))[ ]+(?=[^ ])")
_LINE_SIGN = re.compile(r"[-+](?=[ ]|$)|[>#=|]|\d{1,9}(?=[.)](?:[ ]|$))")

_BREAK_SIGN = re.compile(r"(?<!\\)((?:\\\\)*+)\\$")
_ROW = re.compile(r"[ ]{0,3}\|")
_IN_ROW = re.compile(rf"\\.|{TOKEN}|(?P<bar>\|)")
_RULE = re.compile(r":?-+:?")


# --- In ---------------------------------------------------------------------------------------


def read_markdown(text: str, *, lines_stay: bool = False) -> list[Block]:
    """The blocks of the text. It never fails: what is not a sign of the dialect is text.

    `lines_stay`: what stands on a line of its own does so, as in a mail.
    """
    reader = _Reader("  \n" if lines_stay else "\n")
    for line in writable(text).expandtabs(4).replace("\r\n", "\n").split("\n"):
        reader.line(line)
    reader.flush()
    return reader.assembly.finished()


class _Reader:
    """Gathers the lines of each block."""

    def __init__(self, end: str) -> None:
        self.assembly = Assembly()
        self.end = end
        self.lines: list[str] = []
        self.kind = "p"
        self.quote = False
        self.indents: list[tuple[int, str]] = []
        self.rows = 0

    def line(self, line: str) -> None:
        if _ROW.match(line):
            self._row(line.strip(" "))
            return
        self.rows = 0
        quoted = _QUOTE.match(line)
        bare = line[quoted.end() :] if quoted else line
        if bool(quoted) != self.quote and (quoted or not bare.strip(" ")):
            self.flush(ends_lists=True)
            self.quote = bool(quoted)
        if not bare.strip(" "):
            self.flush()
            self.kind = "p"
        elif heading := _HEADING.match(bare):
            self.flush(ends_lists=True)
            self.kind, self.lines = "h4" if len(heading[1]) > 3 else "h3", [bare[heading.end() :]]
            self.flush()
            self.kind = "p"
        elif (item := _ITEM.match(bare)) and self._is_item(item[2]):
            self.flush()
            self.kind, self.lines = "li", [bare[item.end() :]]
            self._nest(len(item[1]), "ol" if item[2] else "ul")
        else:
            self.lines.append(bare.lstrip(" "))

    def _is_item(self, number: str | None) -> bool:
        """Lists count from one: any other number begins none, such as the year of “1998. Fondé”."""
        goes_on = any(name == "ol" for _, name in self.indents)
        return number is None or goes_on or int(number[:-1]) == 1

    def flush(self, *, ends_lists: bool = False) -> None:
        if self.lines:
            lists = [name for _, name in self.indents] if self.kind == "li" else []
            runs = read_inline(self.end.join(self._ended()))
            self.assembly.put(self.kind, runs, quote=self.quote, lists=lists)
            self.lines = []
            self.indents = self.indents if lists else []
        if ends_lists:
            self.kind, self.indents = "p", []

    def _ended(self) -> list[str]:
        """The lines of the block; where each end of a line breaks it, a sign that says so goes."""
        if self.end == "\n":
            return self.lines
        return [*(_BREAK_SIGN.sub(r"\1", line) for line in self.lines[:-1]), self.lines[-1]]

    def _row(self, line: str) -> None:
        self.flush(ends_lists=True)
        self.quote = False
        cells = _cells(line)
        self.rows += 1
        if self.rows == 2 and all(_RULE.fullmatch(cell) for cell in cells):
            self.assembly.make_header()
            return
        for at, cell in enumerate(cells):
            starts = "" if at else "row" if self.rows > 1 else "table"
            self.assembly.cell("td", read_inline(cell), starts=starts)

    def _nest(self, indent: int, name: str) -> None:
        while self.indents and self.indents[-1][0] > indent:
            self.indents.pop()
        if self.indents and self.indents[-1][0] == indent:
            self.indents.pop()
        self.indents.append((indent, name))


def _cells(line: str) -> list[str]:
    """What stands between the bars of a row, which may end without one."""
    bars = [sign.start() for sign in _IN_ROW.finditer(line) if sign["bar"]]
    if line[bars[-1] + 1 :].strip(" ") or len(bars) == 1:
        bars.append(len(line))
    return [line[bar + 1 : next_bar].strip(" ") for bar, next_bar in pairwise(bars)]


class _Inline:
    """Pairs the signs of one block. A sign without its pair stays text."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.opened: dict[str, int] = {}
        self.brackets: list[int] = []

    def add(self, text: str) -> None:
        if text:
            self.runs.append(Run(text))

    def put(self, lexeme: re.Match[str]) -> None:
        """A figure or a picture; the sign itself where it names none."""
        picture = token = None
        if lexeme["picture"]:
            picture = make_picture(lexeme["picture"], _ESCAPED.sub(r"\1", lexeme["shows"]))
        else:
            token = make_token(lexeme[3], lexeme[4] or "", lexeme[5] or "")
        words = "" if picture or token else lexeme.group()
        self.runs.append(Run(words, Marks(), token, picture=picture))

    def mark(self, name: str, sign: str, *, can_open: bool, can_close: bool) -> None:
        start = self.opened.get(name)
        if start is not None and can_close:
            del self.opened[name]
            self.runs[start] = self.runs[start]._replace(text="")
            self._wear(start, name, True)
            return
        if start is None and can_open:
            self.opened[name] = len(self.runs)
        self.add(sign)

    def bracket(self) -> None:
        self.brackets.append(len(self.runs))
        self.add("[")

    def unbracket(self, sign: str, href: str) -> None:
        start = self.brackets.pop() if self.brackets else None
        if start is None or not href or start + 1 == len(self.runs):
            self.add(sign)
            return
        self.runs[start] = self.runs[start]._replace(text="")
        self._wear(start, "href", href)
        self.brackets.clear()  # a link holds no link, so what is open before it is text

    def _wear(self, start: int, mark: str, value: object) -> None:
        for at in range(start, len(self.runs)):
            run = self.runs[at]
            self.runs[at] = run._replace(marks=Marks(**{**run.marks._asdict(), mark: value}))


def read_inline(text: str) -> list[Run]:
    """The runs of one block of Markdown."""
    inline = _Inline()
    end = 0
    for lexeme in _LEXEME.finditer(text):
        inline.add(text[end : lexeme.start()].replace(BREAK, " "))
        _take(inline, lexeme, text)
        end = lexeme.end()
    inline.add(text[end:].replace(BREAK, " "))
    return inline.runs


def _take(inline: _Inline, lexeme: re.Match[str], text: str) -> None:
    name, sign = lexeme.lastgroup or "", lexeme.group()
    if name == "escaped":
        inline.add(lexeme["escaped"])
    elif name in {"token", "picture"}:
        inline.put(lexeme)
    elif name in {"strong", "em"}:
        before, after = _around(text, lexeme)
        if before.isdigit() and after.isdigit():
            inline.add(sign)  # 5*3*2 is a product
            return
        inline.mark(name, sign, can_open=after not in " \n", can_close=before not in " \n")
    elif name == "tag":
        is_end = sign.startswith("</")
        inline.mark(sign.strip("</>"), sign, can_open=not is_end, can_close=is_end)
    elif name == "open":
        inline.bracket()
    elif name == "break":
        inline.add(BREAK)
    else:
        inline.unbracket(sign, safe_address(lexeme["href"] or ""))


def _around(text: str, lexeme: re.Match[str]) -> tuple[str, str]:
    """The signs before and after a row of stars: a row opens before a word and closes after one."""
    start, end = lexeme.span()
    while start and end - start < 4 and text[start - 1] == "*":
        start -= 1
    while end < len(text) and end - start < 7 and text[end] == "*":
        end += 1
    return text[start - 1 : start] or " ", text[end : end + 1] or " "


# --- Out --------------------------------------------------------------------------------------


def write_markdown(blocks: Iterable[Block], *, is_common: bool = False) -> str:
    """Markdown that `read_markdown` reads back to the same blocks.

    `is_common`: for readers of any Markdown, which know more signs; all of them are escaped.
    """
    out: list[str] = []
    for before, unit in pairwise([[], *_units(blocks)]):
        first = unit[0]
        if before:
            last = before[-1]
            is_tight = bool(last.lists and first.lists) and last.quote == first.quote
            both = last.quote and first.quote
            out.append("\n" if is_tight else "\n>\n" if both else "\n\n")
        written = _table if first.is_cell else _lone
        out.append(written(unit, is_common=is_common))
    return "".join(out)


def _units(blocks: Iterable[Block]) -> list[list[Block]]:
    """Each block by itself, and the cells of a table together."""
    units: list[list[Block]] = []
    for block in blocks:
        if block.is_cell and block.starts != "table" and units:
            units[-1].append(block)
        else:
            units.append([block])
    return units


def _table(cells: Sequence[Block], *, is_common: bool) -> str:
    """A row a line; other readers know no table without a header, so that theirs is blank."""
    rows: list[list[str]] = []
    for cell in cells:
        rows += [[]] if cell.starts else []
        rows[-1].append(_cell(cell, is_common=is_common))
    rule = ["---"] * len(rows[0])
    if cells[0].kind == "th":
        rows.insert(1, rule)
    elif is_common:
        rows[:0] = [[""] * len(rule), rule]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: Block, *, is_common: bool) -> str:
    text = write_inline(cell.runs, is_common=is_common, is_cell=True).replace("\\\n", "<br>")
    return f"\\{text}" if _RULE.fullmatch(text) else text


def _lone(unit: Sequence[Block], *, is_common: bool) -> str:
    return _block(unit[0], is_common=is_common)


def _block(block: Block, *, is_common: bool) -> str:
    if block.picture:
        caption = write_inline(block.runs[1:], is_common=is_common, is_caption=True)
        return " ".join(filter(None, (_picture(block.picture, is_common=is_common), caption)))
    level = block.kind.removeprefix("h")
    lead = f"{'#' * int(level)} " if level.isdigit() else ""
    if block.lists:
        lead = "    " * (len(block.lists) - 1) + ("1. " if block.lists[-1] == "ol" else "- ")
    lines = write_inline(block.runs, is_common=is_common).split("\n")
    quote = "> " if block.quote else ""
    follow = "\n" + quote + " " * len(lead) * bool(block.lists)
    return quote + lead + follow.join(lines)


def _picture(picture: Picture, *, is_common: bool) -> str:
    """Other readers find it by its key among the references of their file."""
    shows = re.sub(r"[\\\[\]]", lambda sign: f"\\{sign.group()}", picture.alternative)
    if is_common:
        shows = write_inline([Run(picture.words)], is_common=True, is_cell=True)
    return f"![{shows}][{picture.key}]" if is_common else f"![{shows}]({picture.key})"


def write_inline(
    runs: Iterable[Run],
    *,
    is_common: bool = False,
    is_cell: bool = False,
    is_caption: bool = False,
) -> str:
    """The runs of one block as Markdown; a resolved figure becomes a link."""
    out: list[str] = []
    worn = Marks()
    starts_line = not (is_cell or is_caption)
    before = ""
    for run in [*runs, Run()]:
        is_product = before.isdigit() and run.text[:1].isdigit()
        out += _change(worn, run.marks, is_product=is_product)
        worn, before = run.marks, run.text[-1:]
        text = _run(run, starts_line=starts_line, is_common=is_common)
        is_open = is_cell and not is_common and not run.token
        out.append(text.replace("|", "\\|") if is_open else text)
        starts_line = run.text == BREAK and not is_cell
    return "".join(out)


def _change(worn: Marks, wanted: Marks, *, is_product: bool) -> Iterator[str]:
    """The signs between two runs; between digits, where stars multiply, tags stand for them."""
    if worn.sup and not wanted.sup:
        yield "</sup>"
    if worn.href and worn.href != wanted.href:
        yield f"]({worn.href})"
    for name, sign in (("strong", "**"), ("em", "*")):
        if getattr(worn, name) != getattr(wanted, name):
            tag = f"<{name}>" if getattr(wanted, name) else f"</{name}>"
            yield tag if is_product else sign
    if wanted.href and worn.href != wanted.href:
        yield "["
    if wanted.sup and not worn.sup:
        yield "<sup>"


def _run(run: Run, *, starts_line: bool, is_common: bool) -> str:
    if run.token:
        period = f"@{run.token.period}" if run.token.period else ""
        form = f"|{run.token.form}" if run.token.form != "value" else ""
        return f"[[{run.token.code}{period}{form}]]"
    if run.text == BREAK:
        return "\\\n"
    text = run.text
    if is_common:
        text = re.sub(r"[\\`*_\[\]<>&~|$]", lambda sign: f"\\{sign.group()}", text)
    else:
        text = _escaped(text, is_link=bool(run.marks.href))
    if starts_line and (sign := _LINE_SIGN.match(text)):
        bare = sign.group()
        at = sign.end() if bare.isdigit() else 0
        text = f"{text[:at]}\\{text[at:]}"
    return text


def _escaped(text: str, *, is_link: bool) -> str:
    brackets = r"|[\[\]]" if is_link else r"|\[(?=\[|$)|\](?=\(|$)"
    return re.sub(rf"[\\*]|<(?=[a-zA-Z/]|$){brackets}", lambda sign: f"\\{sign.group()}", text)
