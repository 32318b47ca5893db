"""PDF/UA-1 by typst: tagged, with bookmarks, links and alternative texts.

The document goes to the template as JSON. Nothing of it is evaluated: rich text becomes a tree of
nodes, charts become pictures. The standard is checked by typst itself, which refuses a picture
without alternative text.
"""

import json
import re
from collections.abc import Collection, Iterable
from functools import singledispatchmethod
from html import escape
from pathlib import Path
from typing import Any

import typst

from essaim.documents.document import (
    ActionItem,
    ActionList,
    ChartBlock,
    Contents,
    Detail,
    Document,
    FigureLine,
    Heading,
    Identity,
    KeyFigure,
    KeyFigures,
    Prose,
    Status,
    Table,
    TitlePage,
)
from essaim.documents.formats.frame import Frame, bears_its_figures, place_of
from essaim.documents.formats.shorter import printed
from essaim.documents.formats.words import more_words
from essaim.kernel.charts import svg
from essaim.kernel.nodes import BREAK, Picture, Run
from essaim.kernel.nodes import Block as TextBlock
from essaim.kernel.signs import writable

TEMPLATE = Path(__file__).with_name("report.typ")
FONT = "Libertinus Serif"
Node = dict[str, Any]


def render(document: Document, _fmt: str, *, base_url: str) -> bytes:
    """The document as PDF."""
    return typeset(data_of(document, base_url=base_url))


def typeset(record: Node, template: Path = TEMPLATE) -> bytes:
    """The template filled with this record.

    The fonts of typst come first, so that a document is the same on every machine; those of the
    machine hold what they lack: emoji, Chinese. A sign that no font holds is printed as a box, and
    so is in the end whatever typst stumbles on: what is published always prints.
    """
    data = json.dumps(shown_or_boxed(record), ensure_ascii=False)
    try:
        return compiled(data, template)
    except typst.TypstError as error:
        data = data if _unshown(error) else _UNCOMMON.sub(BOX, data)
    while True:
        try:
            return compiled(data, template, is_ours_alone=False)
        except typst.TypstError as error:
            boxed = with_boxes(data, _unshown(error))
            boxed = _UNCOMMON.sub(BOX, data) if boxed == data else boxed
            if boxed == data:
                raise
            data = boxed


def compiled(data: str, template: Path = TEMPLATE, *, is_ours_alone: bool = True) -> bytes:
    """The template filled with this JSON, in the fonts of typst, or in those of the machine too."""
    pdf: bytes = typst.compile(
        template,
        root=template.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=is_ours_alone,
        sys_inputs={"data": data},
    )
    return pdf


def data_of(document: Document, *, base_url: str) -> Node:
    """What the template reads: as much of the document as its detail says."""
    document = printed(document)
    frame = Frame(document, base_url)
    day = document.published_on
    words = frame.words
    blocks = _Blocks(frame)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "lang": document.language[:2],
        "publisher": document.publisher,
        "notice": document.notice,
        "date": {"year": day.year, "month": day.month, "day": day.day} if day else None,
        "year_line": frame.year_line(),
        "colon": "\u00a0: " if document.language.startswith("fr") else ": ",
        "words": vars(words),
        "blocks": [blocks.node(block) for block in document.blocks],
        "is_short": document.detail is not Detail.COMPLETE,
        "is_tight": document.detail is Detail.ESSENTIAL,
        "annex": [_annex(frame, line) for line in frame.annexed],
    }


class _Blocks:
    """Each block as the template expects it; heading levels never skip one.

    The page turns for the first chapter, unless the document is short; others follow on.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.level = 0
        self.turns = frame.document.detail is not Detail.ESSENTIAL

    @singledispatchmethod
    def node(self, block: object) -> Node:
        raise TypeError(block)

    @node.register
    def _(self, block: TitlePage) -> Node:
        return {"t": "title", "lines": block.lines}

    @node.register
    def _(self, block: Contents) -> Node:
        return {"t": "contents", "depth": block.depth}

    @node.register
    def _(self, block: Heading) -> Node:
        self.level = min(block.level, self.level + 1)
        words = {"text": block.text, "number": block.number, "anchor": block.anchor}
        is_turned = self.turns
        self.turns = False
        return {"t": "heading", "level": self.level, "turns": is_turned, **words}

    @node.register
    def _(self, block: Prose) -> Node:
        label = self.frame.label_of(block)
        under = self.level + 1 + bool(label)
        tree = tree_of(self.frame.prose(block.html), under=under)
        return {"t": "prose", "label": label, "level": self.level + 1, "nodes": tree}

    @node.register
    def _(self, block: Status) -> Node:
        return {"t": "status", "label": block.label, "reason": block.reason}

    @node.register
    def _(self, block: ActionList) -> Node:
        items = [self._action(item) for item in block.items]
        more = more_words(block.more, self.frame.document.language) if block.more else ""
        content = {"caption": block.caption, "level": self.level + 1, "items": items, "more": more}
        return {"t": "actions", **content}

    def _action(self, item: ActionItem) -> Node:
        return {
            "title": item.title,
            "line": " · ".join(part for part in (item.when, item.place) if part),
            "summary": item.summary,
            "organisations": ", ".join(item.organisations),
            "href": self.frame.absolute(item.href),
            "highlight": item.is_highlight,
            "evidence": [
                {
                    "title": each.title,
                    "href": self.frame.absolute(each.href),
                    "place": place_of(each.href),
                }
                for each in item.evidence
            ],
        }

    @node.register
    def _(self, block: Table) -> Node:
        return {"t": "table", **self._table(block)}

    def _table(self, table: Table) -> Node:
        rows = [
            [self._figure(cell, table.figure_at(at, column)) for column, cell in enumerate(row)]
            for at, row in enumerate(table.rows)
        ]
        content = {"caption": table.caption, "header": table.header, "rows": rows}
        return {"numeric": table.numeric, **content}

    def _figure(self, words: str, figure: str) -> list[Node]:
        """Words, and where they are a figure its page and its number in the annex."""
        if not figure:
            return [{"t": words}]
        note = self.frame.notes[figure]
        page = {"t": words, "u": self.frame.figure_href(figure)}
        return [page, {"t": f"[{note}]", "s": 1, "u": f"#figure-{note}"}]

    @node.register
    def _(self, block: ChartBlock) -> Node:
        chart = block.chart
        return {
            "t": "chart",
            "title": chart.title,
            "alt": f"{chart.title}. {chart.description}",
            "svg": svg(chart, font=FONT),
            "source": block.source,
            "table": None
            if bears_its_figures(chart)
            else self._table(self.frame.chart_table(chart)),
        }

    @node.register
    def _(self, block: KeyFigures) -> Node:
        items = [self._key_figure(item) for item in block.items]
        return {"t": "key", "caption": block.caption, "level": self.level + 1, "items": items}

    def _key_figure(self, item: KeyFigure) -> Node:
        value = self._figure(item.value, item.figure)
        return {"label": item.label, "value": value, "change": item.change}

    @node.register
    def _(self, block: Identity) -> Node:
        return {"t": "identity", "lines": block.lines}


def _annex(frame: Frame, line: FigureLine) -> Node:
    return {
        "note": frame.notes[line.id],
        "text": line.text,
        "label": line.label,
        "short": frame.in_short(line),
        "facts": frame.facts(line),
        "records": frame.records(line),
        "href": frame.absolute(line.href),
    }


# --- Rich text as a tree ----------------------------------------------------------------------


def tree_of(blocks: Iterable[TextBlock], *, under: int) -> list[Node]:
    """Nested nodes of flat blocks; the highest heading takes the level `under`."""
    top: list[Node] = []
    has_heading = False
    for block in blocks:
        place = _quoted(top) if block.quote else top
        runs = [_run(run) for run in block.runs if not run.picture]
        if block.picture:
            place.append({"k": "picture", "r": runs, **_picture(block.picture)})
        elif block.is_cell:
            _set(place, block, runs)
        elif block.lists:
            _hang(place, block.lists, runs)
        elif block.kind == "p":
            place.append({"k": "p", "r": runs})
        else:
            level = under + (block.kind == "h4" and has_heading)
            has_heading = True
            place.append({"k": "h", "l": level, "r": runs})
    return top


def _picture(picture: Picture) -> Node:
    """A picture of dots within one of lines, since bytes come to typst as text alone."""
    size = f'width="{picture.width}" height="{picture.height}"'
    drawn = f'<image {size} href="{escape(picture.src)}"/>'
    lines = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>'
    return {"svg": lines, "alt": picture.words, "width": picture.width}


def _set(place: list[Node], cell: TextBlock, runs: list[Node]) -> None:
    """Add a cell to its row, or begin its row or its table."""
    if cell.starts == "table":
        place.append({"k": "table", "h": cell.kind == "th", "rows": []})
    rows: list[list[list[Node]]] = place[-1]["rows"]
    if cell.starts:
        rows.append([])
    rows[-1].append(runs)


def _quoted(top: list[Node]) -> list[Node]:
    if not top or top[-1]["k"] != "quote":
        top.append({"k": "quote", "c": []})
    inside: list[Node] = top[-1]["c"]
    return inside


def _hang(place: list[Node], lists: tuple[str, ...], runs: list[Node]) -> None:
    """Add an item to the last list of its depth, or begin that list."""
    for depth, kind in enumerate(lists, start=1):
        if not place or place[-1]["k"] != kind:
            place.append({"k": kind, "c": []})
        if depth < len(lists):
            place = place[-1]["c"][-1]
    place[-1]["c"].append([{"k": "i", "r": runs}])


def _run(run: Run) -> Node:
    if run.text == BREAK:
        return {"n": 1}
    marks = run.marks
    worn = {"b": marks.strong, "i": marks.em, "s": marks.sup, "u": marks.href}
    return {"t": run.text, **{name: value for name, value in worn.items() if value}}


# --- Signs that no font holds -----------------------------------------------------------------

BOX = "□"
#: Tones of skin and selectors, which only change the sign before them.
_CHANGES = "\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
_JOINER = "\u200d"
_VISIBLE_SIGN = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060-\u2064\u034f\ufe00-\ufe0f]")
#: Beyond Latin letters and the signs of typography.
_UNCOMMON = re.compile(
    r"[^\x00-\xac\xae-\u024f\u2010-\u2027\u202f-\u205e\u20ac\u2190-\u21ff\u2212□]"
)
_UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed')


def _unshown(error: typst.TypstError) -> set[str]:
    signs = "".join(_UNSHOWN.findall(error.diagnostic))
    signs = re.sub(r"\\u\{([0-9a-f]+)\}", lambda sign: chr(int(sign[1], 16)), signs)
    return {sign for sign in signs if not sign.isascii()}


def shown_or_boxed(value: Any) -> Any:
    """The same record, writable, with a box where a text shows nothing: no link leads from that."""
    if isinstance(value, dict):
        return {key: shown_or_boxed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [shown_or_boxed(each) for each in value]
    if not isinstance(value, str) or value.isprintable() or value.isspace():
        return value
    bare = writable(value)
    return bare if _VISIBLE_SIGN.search(bare) else BOX


def with_boxes(data: str, unshown: Collection[str]) -> str:
    """The text with a box for each sign that no font holds; signs that are joined make one."""
    changing = f"[{_CHANGES}{_JOINER}]"
    boxed = "".join(sorted(sign for sign in unshown if not re.match(changing, sign)))
    if boxed:
        sign = f"[{re.escape(boxed)}][{_CHANGES}]*"
        data = re.sub(f"{sign}(?:{_JOINER}+(?:{sign})?)*", BOX, data)
    return re.sub(changing, "", data) if len(boxed) < len(unshown) else data
