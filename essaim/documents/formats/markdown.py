"""Markdown for any reader of it: figures are links, tables are tables, the annex comes last."""

import re
from collections.abc import Iterable, Iterator
from functools import singledispatchmethod

from essaim.documents.document import (
    ActionItem,
    ActionList,
    ChartBlock,
    Contents,
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
from essaim.documents.formats.frame import Frame, headings, levelled
from essaim.kernel.markdown import write_inline, write_markdown
from essaim.kernel.nodes import Marks, Run
from essaim.kernel.signs import writable

_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def render(document: Document, _fmt: str, *, base_url: str) -> bytes:
    """The document as Markdown (UTF-8)."""
    frame = Frame(document, base_url)
    blocks = _Blocks(frame)
    parts = [blocks.markdown(block) for block in document.blocks]
    notice = f"> {line(document.notice)}" if document.notice else ""
    whole = [notice, *parts, *blocks.annex(), notice, "\n".join(_references(frame))]
    return ("\n\n".join(part for part in whole if part) + "\n").encode()


def _references(frame: Frame) -> Iterator[str]:
    """The pictures themselves, which the texts name by their keys: each once, at the end."""
    shown = {picture.key: picture for picture in frame.pictures}
    yield from (f"[{picture.key}]: {picture.src}" for picture in shown.values())


def line(words: str, *, href: str = "", strong: bool = False) -> str:
    """Words as one line of Markdown, printed as they are."""
    bare = _SPACES.sub(" ", writable(words)).strip(" ")
    return write_inline([Run(bare, Marks(href, strong=strong))], is_common=True) if bare else ""


class _Blocks:
    """Each block as Markdown; heading levels never skip one."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.level = 1

    def heading(self, level: int, words: str, *, anchor: str = "") -> str:
        place = f'<a id="{anchor}"></a>' if anchor else ""
        return f"{'#' * min(level, 6)} {place}{line(words)}"

    @singledispatchmethod
    def markdown(self, block: object) -> str:
        raise TypeError(block)

    @markdown.register
    def _(self, block: TitlePage) -> str:
        document = self.frame.document
        lines = (document.subtitle, document.publisher, self.frame.year_line(), *block.lines)
        return "\n\n".join(
            [self.heading(1, document.title), *(line(part) for part in lines if part)]
        )

    @markdown.register
    def _(self, block: Contents) -> str:
        words = self.frame.words
        items = [
            f"{'  ' * (entry.level - 1)}- "
            + line(f"{entry.number} {entry.text}", href=f"#{entry.anchor}")
            for entry in headings(self.frame.document, depth=block.depth)
        ]
        if self.frame.document.figures:
            items.append(f"- {line(words.annex, href='#annex')}")
        return f"{self.heading(2, words.contents)}\n\n" + "\n".join(items)

    @markdown.register
    def _(self, block: Heading) -> str:
        self.level = min(1 + block.level, self.level + 1)
        return self.heading(self.level, f"{block.number} {block.text}", anchor=block.anchor)

    @markdown.register
    def _(self, block: Prose) -> str:
        label = self.frame.label_of(block)
        under = self.level + 1 + bool(label)
        inside = levelled(self.frame.prose(block.html), under)
        title = f"{self.heading(self.level + 1, label)}\n\n" if label else ""
        return title + write_markdown(inside, is_common=True)

    @markdown.register
    def _(self, block: Status) -> str:
        return line(block.label, strong=True) + (f" — {line(block.reason)}" if block.reason else "")

    @markdown.register
    def _(self, block: ActionList) -> str:
        title = [self.heading(self.level + 1, block.caption), ""] if block.caption else []
        return "\n".join([*title, *(self._action(item) for item in block.items)])

    def _action(self, item: ActionItem) -> str:
        words = self.frame.words
        mark = f"{line(words.highlight)} · " if item.is_highlight else ""
        parts = [item.when, item.place, ", ".join(item.organisations), item.summary]
        title = line(item.title, href=self.frame.absolute(item.href), strong=True)
        proofs = [line(each.title, href=self.frame.absolute(each.href)) for each in item.evidence]
        lines = [*(line(part) for part in parts if part), *proofs]
        return " — ".join([f"- {mark}{title}", *lines])

    @markdown.register
    def _(self, block: Table) -> str:
        rule = ["--:" if at in block.numeric else ":--" for at in range(len(block.header))]
        rows = [
            [self._figure(cell, block.figure_at(at, column)) for column, cell in enumerate(row)]
            for at, row in enumerate(block.rows)
        ]
        header = [line(cell) for cell in block.header]
        drawn = [f"| {' | '.join(row)} |" for row in (header, rule, *rows)]
        return f"{line(block.caption, strong=True)}\n\n" + "\n".join(drawn)

    @markdown.register
    def _(self, block: ChartBlock) -> str:
        table = self.frame.chart_table(block.chart)
        source = f"{line(self.frame.words.source)} : {line(block.source)}" if block.source else ""
        parts = (
            line(block.chart.title, strong=True),
            line(block.chart.description),
            self.markdown(table),
            source,
        )
        return "\n\n".join(part for part in parts if part)

    @markdown.register
    def _(self, block: KeyFigures) -> str:
        title = [self.heading(self.level + 1, block.caption), ""] if block.caption else []
        return "\n".join([*title, *(self._key_figure(item) for item in block.items)])

    def _key_figure(self, item: KeyFigure) -> str:
        change = f" ({line(item.change)})" if item.change else ""
        value = self._figure(item.value, item.figure, strong=True)
        return f"- {value} {line(item.label)}{change}"

    def _figure(self, words: str, figure: str, *, strong: bool = False) -> str:
        """Words, and where they are a figure its page and its number in the annex."""
        if not figure:
            return line(words, strong=strong)
        note = self.frame.notes[figure]
        value = line(words, href=self.frame.figure_href(figure), strong=strong)
        return f"{value} {line(f'[{note}]', href=f'#figure-{note}')}"

    @markdown.register
    def _(self, block: Identity) -> str:
        return "\n".join(
            f"- {line(name, strong=True)} : {line(value)}" for name, value in block.lines
        )

    def annex(self) -> Iterable[str]:
        words = self.frame.words
        if self.frame.document.figures:
            yield self.heading(2, words.annex, anchor="annex")
            yield line(words.annex_intro)
        for figure in self.frame.document.figures:
            note = self.frame.notes[figure.id]
            title = f"[{note}] {figure.text} — {figure.label}"
            yield self.heading(3, title, anchor=f"figure-{note}")
            yield "\n".join(self._facts(figure))

    def _facts(self, figure: FigureLine) -> Iterator[str]:
        words = self.frame.words
        for label, fact in self.frame.facts(figure):
            yield f"- {line(label)} : {line(fact)}"
        records = self.frame.records(figure)
        if records:
            yield f"- {line(words.records)} :"
        yield from (f"  - {line(record)}" for record in records)
        if figure.href:
            yield f"- {line(words.page, href=self.frame.absolute(figure.href))}"
