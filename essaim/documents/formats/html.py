"""Accessible HTML: a whole file that stands alone, and the body of it for a page of the site.

Office documents are made from the same body (`Options.picture`, `Options.folds`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatchmethod
from html import escape
from pathlib import Path

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
from essaim.documents.formats.columns import shares
from essaim.documents.formats.frame import (
    Frame,
    bears_its_figures,
    headings,
    levelled,
    place_of,
    refuse_unresolved,
)
from essaim.documents.formats.words import more_words
from essaim.kernel.charts import Chart, svg
from essaim.kernel.hypertext import write_html
from essaim.kernel.nodes import Block, Marks, Run
from essaim.kernel.signs import writable

STYLE = Path(__file__).with_name("report.css")


@dataclass(frozen=True, slots=True)
class Options:
    """How the body differs from one use to another.

    `top` is the level of the report's title. `is_office`: tables do not fold, numbers are aligned
    without a style sheet, and the title is not in the body, for it is in the head.
    """

    picture: Callable[[Chart], str] = svg
    top: int = 1
    is_office: bool = False


def render(document: Document, _fmt: str, *, base_url: str) -> bytes:
    """The document as one HTML file, with its style and pictures inside."""
    frame = Frame(document, base_url)
    words = frame.words
    notice = f'<p class="notice">{text(document.notice)}</p>' if document.notice else ""
    return (
        f'<!doctype html>\n<html lang="{text(document.language)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{text(document.title)} · {text(document.publisher)}</title>\n"
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#report">{text(words.skip)}</a>\n'
        f"{notice and f'<header>{notice}</header>'}\n"
        f'<main id="report" class="report">\n{"".join(body(frame, Options()))}</main>\n'
        f"<footer><p>{text(document.publisher)} · {text(document.title)}</p>{notice}</footer>\n"
        "</body>\n</html>\n"
    ).encode()


def fragment(document: Document, *, base_url: str, top: int = 1) -> str:
    """The body for a page of the site, whose style sheet dresses it; its title has level `top`.

    Raises UnresolvedFigure.
    """
    refuse_unresolved(document)
    return "".join(body(Frame(document, base_url.rstrip("/")), Options(top=top)))


def body(frame: Frame, options: Options) -> Iterator[str]:
    """The blocks of the report, then the annex."""
    blocks = _Blocks(frame, options)
    for block in frame.document.blocks:
        yield f"{blocks.html(block)}\n"
    if options.is_office and frame.document.detail is not Detail.COMPLETE:
        if frame.annexed:
            yield from short_annex(frame, options.top)
    elif frame.document.figures:
        yield from annex(frame, options.top)


def text(words: str) -> str:
    """Words made safe for any place in the file."""
    return escape(writable(words))


def heading(level: int, words: str, *, anchor: str = "", number: str = "") -> str:
    place = f' id="{text(anchor)}"' if anchor else ""
    lead = f'<span class="heading-number">{text(number)}</span> ' if number else ""
    tag = f"h{min(level, 6)}"
    return f"<{tag}{place}>{lead}{text(words)}</{tag}>"


class _Blocks:
    """Each block as HTML; heading levels never skip one."""

    def __init__(self, frame: Frame, options: Options) -> None:
        self.frame = frame
        self.options = options
        self.level = options.top

    @singledispatchmethod
    def html(self, block: object) -> str:
        raise TypeError(block)

    @html.register
    def _(self, block: TitlePage) -> str:
        document = self.frame.document
        lines = "".join(f"<p>{text(line)}</p>" for line in block.lines)
        if self.options.is_office:
            return lines
        subtitle = f'<p class="subtitle">{text(document.subtitle)}</p>' if document.subtitle else ""
        return (
            f'<div class="title-page"><p class="publisher">{text(document.publisher)}</p>'
            f"{heading(self.options.top, document.title)}{subtitle}"
            f'<p class="year">{text(self.frame.year_line())}</p>{lines}</div>'
        )

    @html.register
    def _(self, block: Contents) -> str:
        words = self.frame.words
        entries = [
            (entry.level, entry.anchor, writable(f"{entry.number} {entry.text}").strip())
            for entry in headings(self.frame.document, depth=block.depth)
        ]
        if self.frame.document.figures:
            entries.append((1, "annex", words.annex))
        links = [
            Block("li", (Run(words, Marks(f"#{anchor}")),), lists=("ul",) * level)
            for level, anchor, words in entries
        ]
        title = heading(self.options.top + 1, words.contents, anchor="contents")
        nav = f'<nav class="contents" aria-labelledby="contents">{title}'
        return f"{nav}{write_html(_stepwise(links))}</nav>"

    @html.register
    def _(self, block: Heading) -> str:
        self.level = min(self.options.top + block.level, self.level + 1)
        return heading(self.level, block.text, anchor=block.anchor, number=block.number)

    @html.register
    def _(self, block: Prose) -> str:
        label = self.frame.label_of(block)
        title = heading(self.level + 1, label) if label else ""
        blocks = levelled(self.frame.prose(block.html), self.level + 1 + bool(label))
        inside = write_html(_for_paper(blocks) if self.options.is_office else blocks, is_shown=True)
        return f'<div class="prose prose-{block.kind}">{title}{inside}</div>'

    @html.register
    def _(self, block: Status) -> str:
        reason = f" — {text(block.reason)}" if block.reason else ""
        return f'<p class="status"><strong>{text(block.label)}</strong>{reason}</p>'

    @html.register
    def _(self, block: ActionList) -> str:
        title = heading(self.level + 1, block.caption) if block.caption else ""
        items = "".join(
            _action(self.frame, item, is_office=self.options.is_office) for item in block.items
        )
        more = more_words(block.more, self.frame.document.language) if block.more else ""
        return f'{title}<ul class="actions">{items}</ul>' + (f"<p>{text(more)}</p>" if more else "")

    @html.register
    def _(self, block: Table) -> str:
        cells = [
            f'<th scope="col"{self._number(block, at)}>{text(cell)}</th>'
            for at, cell in enumerate(block.header)
        ]
        rows = "".join(f"<tr>{''.join(self._row(block, at))}</tr>" for at in range(len(block.rows)))
        columns = _columns(block) if self.options.is_office else ""
        # What is wider than a telephone is moved by keyboard too.
        reached = (
            ""
            if self.options.is_office
            else (f' role="group" aria-label="{text(block.caption)}" tabindex="0"')
        )
        return (
            f'<div class="table"{reached}><table><caption>{text(block.caption)}</caption>{columns}'
            f"<thead><tr>{''.join(cells)}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def _row(self, block: Table, row: int) -> Iterator[str]:
        for at, cell in enumerate(block.rows[row]):
            tag, scope = ("td", "") if at else ("th", ' scope="row"')
            figure = block.figure_at(row, at)
            content = self._figure(text(cell), figure) if figure else text(cell)
            yield f"<{tag}{scope}{self._number(block, at)}>{content}</{tag}>"

    def _figure(self, content: str, figure: str) -> str:
        """A figure that stands by itself, then its number in the annex."""
        note = self.frame.notes[figure]
        return (
            f'<a class="figure" href="{text(self.frame.figure_href(figure))}">{content}</a>'
            f'<sup><a href="#figure-{note}">[{note}]</a></sup>'
        )

    def _number(self, block: Table, at: int) -> str:
        if at not in block.numeric:
            return ""
        return ' style="text-align: right"' if self.options.is_office else ' class="number"'

    @html.register
    def _(self, block: ChartBlock) -> str:
        words = self.frame.words
        table = self.html(self.frame.chart_table(block.chart))
        if self.options.is_office and bears_its_figures(block.chart):
            table = ""
        elif not self.options.is_office:
            table = f"<details><summary>{text(words.chart_table)}</summary>{table}</details>"
        source = f'<p class="source">{text(words.source)} : {text(block.source)}</p>'
        return (
            f'<figure class="chart-block">{self.options.picture(block.chart)}'
            f"<figcaption>{text(block.chart.title)}</figcaption></figure>{table}"
            f"{source if block.source else ''}"
        )

    @html.register
    def _(self, block: KeyFigures) -> str:
        title = heading(self.level + 1, block.caption) if block.caption else ""
        items = "".join(self._key_figure(item) for item in block.items)
        return f'{title}<ul class="key-figures">{items}</ul>'

    def _key_figure(self, item: KeyFigure) -> str:
        value = f'<strong class="value">{text(item.value)}</strong>'
        if item.figure:
            value = self._figure(value, item.figure)
        change = f' <span class="change">{text(item.change)}</span>' if item.change else ""
        return f"<li>{value} <span>{text(item.label)}</span>{change}</li>"

    @html.register
    def _(self, block: Identity) -> str:
        lines = "<br>".join(
            f"<strong>{text(name)}</strong> : {text(value)}" for name, value in block.lines
        )
        return f'<address class="identity">{lines}</address>'


def _columns(table: Table) -> str:
    """Office suites share a line equally among columns whose widths nobody says."""
    widths = "".join(f'<col style="width: {share}%">' for share in shares(table))
    return f"<colgroup>{widths}</colgroup>"


def _action(frame: Frame, item: ActionItem, *, is_office: bool) -> str:
    title = f"<strong>{text(item.title)}</strong>"
    if item.href:
        title = f'<a href="{text(frame.absolute(item.href))}">{title}</a>'
    if item.is_highlight:
        title = f'<span class="highlight">{text(frame.words.highlight)}</span> {title}'
    parts = (
        ("when", " · ".join(part for part in (item.when, item.place) if part)),
        ("summary", item.summary),
        ("organisations", ", ".join(item.organisations)),
    )
    lines = "".join(f'<p class="{name}">{text(line)}</p>' for name, line in parts if line)
    return f"<li><p>{title}</p>{lines}{_evidence(frame, item, is_office=is_office)}</li>"


def _evidence(frame: Frame, item: ActionItem, *, is_office: bool) -> str:
    """What proves it; on paper with the address in words."""
    links = []
    for each in item.evidence:
        link = f'<a href="{text(frame.absolute(each.href))}">{text(each.title)}</a>'
        place = place_of(each.href) if is_office else ""
        links.append(f"{link} ({text(place)})" if place else link)
    label, line = text(frame.words.evidence), " · ".join(links)
    return f'<p class="evidence">{label} : {line}</p>' if line else ""


#: Dots of a screen within the margins of a page of paper.
PAGE_WIDTH, PAGE_HEIGHT = 600, 700


def _for_paper(blocks: Iterable[Block]) -> Iterator[Block]:
    """Pictures within the page: office suites take their width as it is said."""
    for block in blocks:
        picture = block.picture
        if picture is not None and picture.height:
            within = PAGE_HEIGHT * picture.width // picture.height
            width = max(1, min(PAGE_WIDTH, within, picture.width))
            height = max(1, width * picture.height // picture.width)
            run = Run(picture=picture._replace(width=width, height=height))
            yield block._replace(runs=(run, *block.runs[1:]))
        else:
            yield block


def _stepwise(items: list[Block]) -> list[Block]:
    """Items of which none goes more than one list deeper than the one before."""
    stepped: list[Block] = []
    for item in items:
        most = len(stepped[-1].lists) + 1 if stepped else 1
        stepped.append(item._replace(lists=item.lists[:most]))
    return stepped


def annex(frame: Frame, top: int) -> Iterator[str]:
    """Every figure of the report, with its calculation, its source and its records."""
    words = frame.words
    yield '<section class="annex" aria-labelledby="annex">'
    yield heading(top + 1, words.annex, anchor="annex")
    yield f"<p>{text(words.annex_intro)}</p>\n"
    for line in frame.document.figures:
        yield f"{_figure_line(frame, line, top + 2)}\n"
    yield "</section>\n"


def short_annex(frame: Frame, top: int) -> Iterator[str]:
    """On shorter paper: a line for each figure that stands there."""
    yield heading(top + 1, frame.words.annex, anchor="annex")
    yield f"<p>{text(frame.words.annex_short)}</p>\n"
    for line in frame.annexed:
        note = frame.notes[line.id]
        label = text(frame.in_short(line))
        if line.href:
            label = f'<a href="{text(frame.absolute(line.href))}">{label}</a>'
        yield f'<p id="figure-{note}">[{note}] {label}</p>\n'


def _figure_line(frame: Frame, line: FigureLine, level: int) -> str:
    words, note = frame.words, frame.notes[line.id]
    title = heading(level, f"[{note}] {line.text} — {line.label}", anchor=f"figure-{note}")
    facts = "".join(f"<li>{text(label)} : {text(fact)}</li>" for label, fact in frame.facts(line))
    records = "".join(f"<li>{text(fact)}</li>" for fact in frame.records(line))
    if records:
        facts += f"<li>{text(words.records)} :<ul>{records}</ul></li>"
    if line.href:
        page = text(frame.absolute(line.href))
        facts += f'<li><a href="{page}">{text(words.page)}</a></li>'
    return f"{title}<ul>{facts}</ul>" if facts else title
