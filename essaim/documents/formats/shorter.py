"""A document as it is printed: shorter, as its `detail` says; what somebody wrote stays whole.

Pure. A shorter document says once what the whole one says in several places: a figure that a text
or the key figures tell has no line in a table, and a chart of key figures is not drawn.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from essaim.documents.document import (
    ActionItem,
    ActionList,
    Block,
    ChartBlock,
    Contents,
    Detail,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Prose,
    Table,
)
from essaim.kernel.charts import Chart
from essaim.kernel.hypertext import read_html

#: How many actions, and how many records, one list holds.
MOST: Mapping[Detail, int] = {Detail.ESSENTIAL: 4, Detail.USUAL: 16}


def printed(document: Document) -> Document:
    """What is printed of a document. The whole one stays as it is."""
    if document.detail is Detail.COMPLETE:
        return document
    shorter = _Shorter(document)
    return replace(document, blocks=tuple(shorter.blocks()))


@dataclass(frozen=True)
class _Shorter:
    document: Document

    @property
    def is_essential(self) -> bool:
        return self.document.detail is Detail.ESSENTIAL

    def blocks(self) -> Iterator[Block]:
        """Each part with the figures that its own texts cite; a heading alone is left out."""
        keys = {
            item.figure: item
            for block in self.document.blocks
            if isinstance(block, KeyFigures)
            for item in block.items
        }
        for part in _parts(self.document.blocks):
            kept = list(self._kept(part, keys))
            if not (kept and isinstance(kept[-1], Heading) and len(part) > 1):
                yield from kept

    def _kept(self, part: Sequence[Block], keys: Mapping[str, KeyFigure]) -> Iterator[Block]:
        cited = {figure for block in part if isinstance(block, Prose) for figure in _cited(block)}
        for block in part:
            if isinstance(block, Contents):
                yield replace(block, depth=1) if self.is_essential else block
            elif isinstance(block, ActionList):
                yield self._list(block)
            elif isinstance(block, Table):
                yield from _without_repeats(block, cited, keys)
            elif not (isinstance(block, ChartBlock) and _is_of(block.chart, keys.values())):
                yield block

    def _list(self, block: ActionList) -> ActionList:
        """The highlights first to be kept, all in their order."""
        most = MOST[self.document.detail]
        ranked = sorted(block.items, key=lambda item: not item.is_highlight)
        kept = {id(item) for item in ranked[:most]}
        items = tuple(self._item(item) for item in block.items if id(item) in kept)
        return replace(block, items=items, more=len(block.items) - len(items))

    def _item(self, item: ActionItem) -> ActionItem:
        """On the shortest paper an action is its title, its day, its place and what proves it."""
        return replace(item, summary="", organisations=()) if self.is_essential else item


def _parts(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """What stands between two headings, with the first of them."""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and part:
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def _cited(prose: Prose) -> Set[str]:
    if "data-figure" not in prose.html and "figure" not in prose.html:
        return frozenset()
    runs = (run for block in read_html(prose.html, figures=True) for run in block.runs)
    return {run.figure for run in runs if run.figure}


def _without_repeats(
    table: Table, cited: Set[str], keys: Mapping[str, KeyFigure]
) -> Iterator[Table]:
    """Rows whose figures all stand in a text beside or among the key figures are left out."""
    if not table.figures:
        yield table
        return
    rows = [
        at for at, figures in enumerate(table.figures) if not _is_repeated(figures, cited, keys)
    ]
    if rows:
        picked = tuple(table.rows[at] for at in rows)
        yield replace(table, rows=picked, figures=tuple(table.figures[at] for at in rows))


def _is_repeated(figures: Sequence[str], cited: Set[str], keys: Mapping[str, KeyFigure]) -> bool:
    """Its value, and its change where it has one: the year before follows from both."""
    shown = [figure for figure in figures if figure]
    if not shown:
        return False
    value, *_before, change = shown if len(shown) > 1 else [*shown, ""]
    if value in keys:
        return not change or bool(keys[value].change)
    return value in cited and (not change or change in cited)


def _is_of(chart: Chart, keys: Collection[KeyFigure]) -> bool:
    """Whether it draws key figures side by side, or one of them beside the year before."""
    labelled = {(item.label, item.value) for item in keys}
    changed = {item.label for item in keys if item.change}
    (texts, *others) = (series.texts for series in chart.series)
    if others:
        return False
    pairs = set(zip(chart.categories, texts, strict=True))
    return pairs <= labelled or (len(pairs) == 2 and chart.title in changed)
