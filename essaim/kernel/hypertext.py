"""Rich text from HTML, good or bad, and back, in linear time.

Reading never fails and never trusts: it keeps the words, and of the tags those that the house
knows. A browser's parser would copy open tags into every block, which hostile text can multiply.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from itertools import pairwise

from essaim.kernel.nodes import (
    BREAK,
    Assembly,
    Block,
    Marks,
    Run,
    Token,
    common,
    make_token,
    safe_address,
)
from essaim.kernel.signs import writable

# --- In ----------------------------------------------------------------------------------------

_LEXEME = re.compile(
    r"""(?P<comment><!--) | (?P<uncomment>-->) | <[!?][^<>]*+>
      | <(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,15})
        (?P<attrs>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z-]{1,40}+)\s{0,9}+=\s{0,9}+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "sup", "a": "a"}
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
    return reader.assembly.blocks


class _Reader:
    """Turns tags into blocks and marks. What it does not know it passes over, keeping the text."""

    def __init__(self, *, figures: bool) -> None:
        self.assembly = Assembly()
        self.figures = figures
        self.runs: list[Run] = []
        self.kind = "p"
        self.quotes = 0
        self.lists: list[str] = []
        self.worn = {"strong": 0, "em": 0, "sup": 0}
        self.links: list[tuple[str, str]] = []
        self.unseen = ""
        self.unseen_depth = 0
        self.is_comment = False

    def text(self, raw: str) -> None:
        if raw and not self.unseen and not self.is_comment:
            self._add(writable(unescape(raw)))

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
        elif tag == "br":
            self.runs.append(Run(BREAK))
        elif tag in _MARKS or tag == "span":
            self._open_inline(tag, attrs)
        else:
            self._open_block(tag)

    def close(self, tag: str, _attrs: str) -> None:
        if self.is_comment:
            return
        if self.unseen:
            self.unseen_depth -= tag == self.unseen
            self.unseen = self.unseen if self.unseen_depth else ""
        elif tag == "a":
            del self.links[-1:]
        elif tag in _MARKS:
            self.worn[_MARKS[tag]] = max(0, self.worn[_MARKS[tag]] - 1)
        else:
            self._close_block(tag)

    def flush(self) -> None:
        self.assembly.put(self.kind, self.runs, quote=self.quotes > 0, lists=self.lists)
        self.runs = []

    def _add(self, text: str) -> None:
        href, figure = self.links[-1] if self.links else ("", "")
        marks = Marks(href, *(count > 0 for count in self.worn.values()))
        # A break in the source is a space; only <br> breaks a line.
        self.runs.append(Run(text if text != BREAK else " ", marks, None, figure))

    def _open_inline(self, tag: str, attrs: str) -> None:
        held = {found[1].lower(): _value(found) for found in _ATTRIBUTE.finditer(attrs)}
        if tag == "a":
            is_figure = self.figures and held.get("class") == "figure"
            self.links.append(
                (
                    safe_address(held.get("href", "")),
                    held.get("data-figure", "") if is_figure else "",
                )
            )
        elif tag != "span":
            self.worn[_MARKS[tag]] += 1
        elif "data-figure" in held:
            self.unseen, self.unseen_depth = "span", 1
            parts = (held.get(f"data-{name}", "") for name in ("figure", "period", "form"))
            if token := make_token(*parts):
                self._add("")
                self.runs[-1] = self.runs[-1]._replace(token=token, figure="")

    def _open_block(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._add(" ")
        elif self.lists and (tag in _BOXES or tag in _HEADINGS):
            self.runs.append(Run(BREAK))
        elif tag in {"ul", "ol", "li", "blockquote"} or tag in _BOXES or tag in _HEADINGS:
            self.flush()
            self.kind = _HEADINGS.get(tag, "p")
            self.lists += [tag] if tag in {"ul", "ol"} else []
            self.quotes += tag == "blockquote"

    def _close_block(self, tag: str) -> None:
        if self.lists and (tag in _BOXES or tag in _HEADINGS):
            self.runs.append(Run(BREAK))
        elif tag in {"ul", "ol", "li", "blockquote"} or tag in _BOXES or tag in _HEADINGS:
            self.flush()
            self.kind = "p"
            del self.lists[len(self.lists) - (tag in {"ul", "ol"}) :]
            self.quotes = max(0, self.quotes - (tag == "blockquote"))


def _value(found: re.Match[str]) -> str:
    return writable(unescape(found[2] or found[3] or found[4] or ""))


# --- Out ---------------------------------------------------------------------------------------


def write_html(blocks: Iterable[Block], *, is_shown: bool = False) -> str:
    """The blocks as HTML, in the one form that `read_html` reads back to the same blocks.

    `is_shown`: a token that is left shows its code, so that no reader misses it.
    """
    out: list[str] = []
    start = Block("", ())
    for before, block in pairwise([start, *blocks, start]):
        out += _between(before, block)
        if block.kind:
            out += _inline(block.runs, is_shown=is_shown)
            out += [] if block.lists else [f"</{block.kind}>"]
    return "".join(out)


def _between(before: Block, block: Block) -> Iterator[str]:
    """The tags that end one block's surroundings and begin the next one's."""
    stays = common(before.lists, block.lists) if before.quote == block.quote else 0
    for tag in reversed(before.lists[stays:]):
        yield f"</li></{tag}>"
    if before.quote and not block.quote:
        yield "</blockquote>"
    if block.quote and not before.quote:
        yield "<blockquote>"
    if block.lists and stays == len(block.lists):
        yield "</li><li>"
    elif block.lists:
        yield f"<{block.lists[-1]}><li>"
    elif block.kind:
        yield f"<{block.kind}>"


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
