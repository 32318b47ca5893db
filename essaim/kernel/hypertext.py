"""Rich text from HTML, good or bad, and back, in linear time.

Reading never fails and never trusts: it keeps the words, and of the tags those that the house
knows. A browser's parser would copy open tags into every block, which hostile text can multiply.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import pairwise

from essaim.kernel.cells import Cells, span
from essaim.kernel.nodes import (
    BREAK,
    Assembly,
    Block,
    Picture,
    Run,
    Token,
    common,
    make_picture,
    make_token,
    safe_address,
)
from essaim.kernel.pasted import MARKS, WordLists, Worn, is_marker
from essaim.kernel.signs import writable

# --- In ----------------------------------------------------------------------------------------

_LEXEME = re.compile(
    r"""(?P<comment><!--) | (?P<uncomment>-->) | <[!?][^<>]*+>
      | <(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,15}(?::[a-zA-Z0-9]{1,15})?)
        (?P<attrs>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z-]{1,40}+)\s{0,9}+=\s{0,9}+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_BOXES = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "pre",
        "address",
        "fieldset",
        "form",
        "hr",
        "caption",
    ]
)
_SIZE = ("width", "height")
_TABLES = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th"])
_BLOCKS = frozenset([*_BOXES, *_HEADINGS, "ul", "ol", "li", "blockquote"])
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "template",
        "textarea",
        "iframe",
        "noscript",
        "xml",
        "o:p",
        "svg",
        "math",
        "object",
        "select",
    ]
)


def read_html(html: str, *, figures: bool = False) -> list[Block]:
    """The blocks of any HTML; `figures` reads resolved figures as such, not as links."""
    reader = _Reader(figures=figures)
    end = 0
    for lexeme in _LEXEME.finditer(html):
        reader.text(html[end : lexeme.start()])
        end = lexeme.end()
        if tag := lexeme["tag"]:
            (reader.close if lexeme["end"] else reader.open)(tag.lower(), lexeme["attrs"])
        else:
            reader.comment(lexeme)
    reader.text(html[end:])
    reader.flush()
    return reader.assembly.finished()


class _Reader:
    """Turns tags into blocks and marks. What it does not know it passes over, keeping the text."""

    def __init__(self, *, figures: bool) -> None:
        self.assembly = Assembly()
        self.cells = Cells(self.assembly)
        self.figures = figures
        self.runs: list[Run] = []
        self.kind = "p"
        self.quotes = 0
        self.lists: list[str] = []
        self.worn = Worn()
        self.word = WordLists()
        self.links: list[tuple[str, str]] = []
        self.unseen = ""
        self.unseen_depth = 0
        self.is_comment = False

    def text(self, raw: str) -> None:
        if raw and not self.unseen and not self.is_comment:
            self._add(writable(unescape(raw)))
        elif self.unseen and self.word.level:
            self.word.marker += raw[:9]

    def comment(self, lexeme: re.Match[str]) -> None:
        if lexeme["comment"]:
            self.is_comment = True
        elif lexeme["uncomment"] and self.is_comment:
            self.is_comment = False
        elif lexeme["uncomment"]:
            self.text("-->")

    def open(self, tag: str, attrs: str) -> None:
        if self.is_comment:
            return
        if self.unseen:
            self.unseen_depth += tag == self.unseen == "span"
        elif tag in _UNSEEN:
            self.unseen, self.unseen_depth = tag, 1
        elif tag in {"br", "img"}:
            self.runs += _sign(tag, _attributes(attrs), is_resolved=self.figures)
        elif tag in MARKS or tag in {"a", "span"}:
            self._open_inline(tag, attrs)
        else:
            self._open_block(tag, attrs)

    def close(self, tag: str, _attrs: str) -> None:
        if self.is_comment:
            return
        if self.unseen:
            self.unseen_depth -= tag == self.unseen
            self.unseen = self.unseen if self.unseen_depth else ""
        elif tag == "a":
            del self.links[-1:]
        elif tag in MARKS or tag == "span":
            self.worn.close(tag)
        else:
            self._close_block(tag)

    def flush(self) -> None:
        if self.cells.kind:
            self.cells.close_cell(self.runs)
        else:
            lists = self.lists or self.word.around()
            self.assembly.put(self.kind, self.runs, quote=self.quotes > 0, lists=lists)
        self.runs = []

    def _add(self, text: str) -> None:
        href, figure = self.links[-1] if self.links else ("", "")
        # A break in the source is a space; only <br> breaks a line.
        text = text if text != BREAK else " "
        self.runs.append(Run(text, self.worn.marks(href), None, figure))

    def _open_inline(self, tag: str, attrs: str) -> None:
        attributes = _attributes(attrs)
        if tag == "a":
            is_figure = self.figures and attributes.get("class") == "figure"
            figure = attributes.get("data-figure", "") if is_figure else ""
            self.links.append((safe_address(attributes.get("href", "")), figure))
        elif tag == "span" and "data-figure" in attributes:
            self.unseen, self.unseen_depth = "span", 1
            parts = (attributes.get(f"data-{name}", "") for name in ("figure", "period", "form"))
            if token := make_token(*parts):
                self._add("")
                self.runs[-1] = self.runs[-1]._replace(token=token, figure="")
        elif tag == "span" and is_marker(attributes):
            self.unseen, self.unseen_depth = "span", 1
        else:
            self.worn.open(tag, attributes)

    def _open_block(self, tag: str, attrs: str) -> None:
        if tag in _TABLES and self._opens_in_table(tag, attrs):
            return
        if tag in {"td", "th"} or (tag == "figcaption" and any(run.picture for run in self.runs)):
            self._add(" ")
        elif self._is_inside and (tag in _BOXES or tag in _HEADINGS or self.cells.kind):
            self.runs += [Run(BREAK)] if tag in _BLOCKS else []
        elif tag in _BLOCKS:
            self.flush()
            self.word.open(_attributes(attrs) if "mso-list" in attrs else {})
            self.kind = _HEADINGS.get(tag, "p")
            self.lists += [tag] if tag in {"ul", "ol"} else []
            self.quotes += tag == "blockquote"

    def _close_block(self, tag: str) -> None:
        if tag in _TABLES and self._closes_in_table(tag):
            return
        if self._is_inside and (tag in _BOXES or tag in _HEADINGS or self.cells.kind):
            self.runs += [Run(BREAK)] if tag in _BLOCKS else []
        elif tag in _BLOCKS:
            self.flush()
            self.kind = "p"
            del self.lists[len(self.lists) - (tag in {"ul", "ol"}) :]
            self.quotes = max(0, self.quotes - (tag == "blockquote"))

    @property
    def _is_inside(self) -> bool:
        """In an item or a cell, where a block is but a line."""
        return bool(self.lists or self.cells.kind)

    def _opens_in_table(self, tag: str, attrs: str) -> bool:
        """Whether the tag made a table, a row or a cell; in lists and in cells it is a line."""
        cells = self.cells
        if tag == "table" and not self.lists and (cells.depth or not self._is_inside):
            if not cells.depth:
                self.flush()
            cells.open_table()
            return cells.depth == 1
        if cells.depth != 1 or self.lists:
            return False
        self.flush()
        if tag == "tr":
            cells.open_row()
        elif tag in {"td", "th"}:
            attributes = _attributes(attrs)
            wide, high = (span(attributes.get(name, "")) for name in ("colspan", "rowspan"))
            cells.open_cell(tag, wide=wide, high=high)
        return True

    def _closes_in_table(self, tag: str) -> bool:
        cells, is_ours = self.cells, self.cells.depth == 1
        if not cells.depth or self.lists:
            return False
        if is_ours:
            self.flush()
            self.kind = "p"
        if tag == "table":
            cells.close_table()
        return is_ours


def _sign(tag: str, attributes: dict[str, str], *, is_resolved: bool) -> Iterator[Run]:
    """A break; or a picture of the house, where it is resolved with where it is found."""
    names = (attributes.get(name, "") for name in ("data-picture", "alt"))
    picture = make_picture(*names)
    if picture is not None and is_resolved:
        size = [int(attributes.get(name, "").isdecimal() and attributes[name]) for name in _SIZE]
        picture = Picture(*picture[:2], attributes.get("src", ""), *size)
    if tag == "br":
        yield Run(BREAK)
    elif picture is not None:
        yield Run(picture=picture)


def _attributes(attrs: str) -> dict[str, str]:
    return {attribute[1].lower(): _value(attribute) for attribute in _ATTRIBUTE.finditer(attrs)}


def _value(attribute: re.Match[str]) -> str:
    return writable(unescape(attribute[2] or attribute[3] or attribute[4] or ""))


# --- Out ---------------------------------------------------------------------------------------


def write_html(blocks: Iterable[Block], *, is_shown: bool = False) -> str:
    """The blocks as HTML, in the one form that `read_html` reads back to the same blocks.

    `is_shown`: a token that is left shows its code, so that no reader misses it.
    """
    out: list[str] = []
    start = Block("", ())
    for before, block in pairwise([start, *blocks, start]):
        out += _between(before, block)
        if block.picture:
            out += _figure(block.picture, block.runs, is_shown=is_shown)
        elif block.kind:
            out += _inline(block.runs, is_shown=is_shown)
            out += [] if block.lists else [f"</{block.kind}>"]
    return "".join(out)


def _between(before: Block, block: Block) -> Iterator[str]:
    """The tags that end one block's surroundings and begin the next one's."""
    if before.is_cell and block.is_cell and block.starts != "table":
        yield f"</tr><tr><{block.kind}>" if block.starts else f"<{block.kind}>"
        return
    if before.is_cell:
        yield "</tr></tbody></table>"
    stays = common(before.lists, block.lists) if before.quote == block.quote else 0
    for tag in reversed(before.lists[stays:]):
        yield f"</li></{tag}>"
    if before.quote and not block.quote:
        yield "</blockquote>"
    if block.quote and not before.quote:
        yield "<blockquote>"
    yield from _opened(block, goes_on=stays == len(block.lists))


def _opened(block: Block, *, goes_on: bool) -> Iterator[str]:
    """`goes_on`: an item of a list that stands open."""
    if block.lists:
        yield "</li><li>" if goes_on else f"<{block.lists[-1]}><li>"
    elif block.kind and not block.picture:
        yield f"<table><tbody><tr><{block.kind}>" if block.is_cell else f"<{block.kind}>"


def _figure(picture: Picture, runs: Sequence[Run], *, is_shown: bool) -> Iterator[str]:
    """A picture with its caption. Where it is shown, nothing is read of a mere ornament."""
    yield "<figure>"
    around = ("<mark>", "</mark>") if runs[0].marks.changed else ("", "")
    alternative = picture.words if is_shown else picture.alternative
    place = f' src="{_attribute(picture.src)}" width="{picture.width}" height="{picture.height}"'
    yield (
        f'{around[0]}<img data-picture="{picture.key}" alt="{_attribute(alternative)}"'
        f"{place if picture.src else ''}>{around[1]}"
    )
    if runs[1:]:
        yield from ("<figcaption>", *_inline(runs[1:], is_shown=is_shown), "</figcaption>")
    yield "</figure>"


def _inline(runs: Iterable[Run], *, is_shown: bool) -> Iterator[str]:
    worn: list[str] = []
    for run in [*runs, Run()]:
        wanted = _tags(run)
        stays = common(worn, wanted)
        yield from (f"</{tag.partition(' ')[0]}>" for tag in reversed(worn[stays:]))
        yield from (f"<{tag}>" for tag in wanted[stays:])
        worn = wanted
        if run.token:
            yield _token_html(run.token, is_shown=is_shown)
        else:
            yield "<br>" if run.text == BREAK else _text(run.text)


def _tags(run: Run) -> list[str]:
    href = _attribute(run.marks.href)
    link = f'a class="figure" href="{href}" data-figure="{_attribute(run.figure)}"'
    link = link if run.figure else ""
    link = link or (f'a href="{href}"' if href else "")
    names = [name for name in ("strong", "em", "sup") if getattr(run.marks, name)]
    names += ["mark"] if run.marks.changed else []
    return [link, *names] if link else names


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;")


def _token_html(token: Token, *, is_shown: bool) -> str:
    period = f' data-period="{_attribute(token.period)}"' if token.period else ""
    form = f' data-form="{_attribute(token.form)}"' if token.form != "value" else ""
    shown = _text(f"[[{token.code}]]") if is_shown else ""
    return f'<span data-figure="{_attribute(token.code)}"{period}{form}>{shown}</span>'
