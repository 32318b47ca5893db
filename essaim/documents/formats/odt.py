"""What pandoc wrote as ODT, in the colours of the house: styles, A4, a footer, pictures told."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from essaim.documents.formats.frame import Frame, listed_anchors
from essaim.kernel.signs import writable

Files = list[tuple[str, bytes]]

_INK, _DEEP, _SOFT = "#2b2620", "#85560a", "#6b6258"


def _look(
    size: str, color: str, before: str, after: str, *, bold: bool = True, page: str = ""
) -> str:
    weight = "bold" if bold else "normal"
    return (
        f'<style:paragraph-properties fo:margin-top="{before}" fo:margin-bottom="{after}"'
        f' fo:keep-with-next="always" fo:text-align="start"{page}/>'
        f'<style:text-properties style:font-name="Georgia" fo:font-size="{size}"'
        f' fo:font-style="normal" fo:font-weight="{weight}" fo:color="{color}"/>'
    )


_LOOKS = {
    "Title": _look("34pt", _INK, "5cm", "0.3cm"),
    "Subtitle": _look("15pt", _SOFT, "0cm", "0.5cm", bold=False),
    "Author": _look("12pt", _DEEP, "0cm", "0.1cm"),
    "Date": _look("11pt", _INK, "0cm", "1cm", bold=False),
    "Heading_20_1": _look("20pt", _INK, "0cm", "0.5cm", page=' fo:break-before="page"'),
    "Heading_20_2": _look("14pt", _INK, "0.6cm", "0.25cm"),
    "Heading_20_3": _look("11.5pt", _DEEP, "0.45cm", "0.2cm"),
    "Heading_20_4": _look("11pt", _DEEP, "0.35cm", "0.15cm", bold=False),
    "Heading_20_5": _look("10.5pt", _SOFT, "0.3cm", "0.1cm"),
    "Heading_20_6": _look("10.5pt", _SOFT, "0.3cm", "0.1cm", bold=False),
    "TableCaption": _look("9.5pt", _SOFT, "0.35cm", "0.1cm", bold=False),
    "FigureCaption": _look("10.5pt", _INK, "0cm", "0.3cm"),
    "Footer": _look("8pt", _SOFT, "0cm", "0cm", bold=False),
}
_CELL = '<style:table-cell-properties fo:padding="0.12cm" fo:border-bottom="{line}"{ground}/>'
_CELLS = {
    "TableHeaderRowCell": _CELL.format(
        line=f"1pt solid {_INK}", ground=' fo:background-color="#fbf3e2"'
    ),
    "TableRowCell": _CELL.format(line="0.5pt solid #e2d8c8", ground=""),
}
_PAGE = {
    "fo:page-width": "21cm",
    "fo:page-height": "29.7cm",
    "fo:margin-left": "2.4cm",
    "fo:margin-right": "2.4cm",
    "fo:margin-top": "2.4cm",
    "fo:margin-bottom": "1.6cm",
}


def dressed(files: Files, frame: Frame, alternatives: Sequence[str]) -> Files:
    """The files of the archive, with our styles, A4 pages, a footer; pictures told in words."""
    changes: dict[str, Callable[[str], str]] = {
        "styles.xml": lambda xml: _footer(_styles(xml), frame),
        "content.xml": lambda xml: _described(_numbered(_styled(xml, _CELLS), frame), alternatives),
    }
    return [
        (name, changes[name](content.decode()).encode() if name in changes else content)
        for name, content in files
    ]


def _styles(xml: str) -> str:
    face = '<style:font-face style:name="Georgia" svg:font-family="Georgia, serif"/>'
    xml = xml.replace("</office:font-face-decls>", f"{face}</office:font-face-decls>", 1)
    xml = xml.replace('style:font-name="Times New Roman"', 'style:font-name="Georgia"')
    xml = xml.replace('fo:font-size="12pt"', 'fo:font-size="10.5pt"')
    xml = _styled(xml, _LOOKS)
    return re.sub(r"<style:page-layout-properties\b[^>]*>", _sized, xml, count=1)


def _styled(xml: str, looks: Mapping[str, str]) -> str:
    """Each style of that name, with this look."""
    for name, look in looks.items():
        style = rf'(<style:style\b[^>]* style:name="{name}"[^>]*?)(?:/>|>.*?</style:style>)'
        # The looks hold no sign that a replacement would take for its own.
        xml = re.sub(style, rf"\1>{look}</style:style>", xml, count=1, flags=re.DOTALL)
    return xml


def _sized(tag: re.Match[str]) -> str:
    sized = tag.group()
    for name, value in _PAGE.items():
        sized = re.sub(rf'{name}="[^"]*"', f'{name}="{value}"', sized)
    return sized


def _footer(xml: str, frame: Frame) -> str:
    """The notice and the page on each page."""
    fields = {
        "page": '<text:page-number text:select-page="current">1</text:page-number>',
        "total": "<text:page-count>1</text:page-count>",
    }
    parts = re.split(r"\{(page|total)\}", frame.words.page_of)
    page = "".join(fields.get(part) or _safe(part) for part in parts)
    notice = f"{_safe(frame.document.notice)} · " if frame.document.notice else ""
    footer = (
        f'<style:footer><text:p text:style-name="Footer">{notice}{page}</text:p></style:footer>'
    )
    return re.sub(r"<style:footer>.*?</style:footer>", lambda _: footer, xml, flags=re.DOTALL)


def _numbered(xml: str, frame: Frame) -> str:
    """Each line of the contents with the page of its heading, which the suite counts."""
    for anchor in listed_anchors(frame.document):
        page = (
            f' · <text:bookmark-ref text:reference-format="page" text:ref-name="{_safe(anchor)}">'
            "–</text:bookmark-ref>"
        )
        line = rf'(<text:a [^>]*xlink:href="#{re.escape(anchor)}"[^>]*>.*?</text:a>)'
        # An anchor holds no sign that a replacement would take for its own.
        xml = re.sub(line, rf"\1{page}", xml, count=1, flags=re.DOTALL)
    return xml


def _described(xml: str, alternatives: Sequence[str]) -> str:
    """Pandoc leaves the alternative texts out; the pictures are the charts, in their order."""
    texts = iter(alternatives)
    return re.sub(
        r"</draw:frame>",
        lambda _: f"<svg:desc>{_safe(next(texts, ''))}</svg:desc></draw:frame>",
        xml,
    )


def _safe(text: str) -> str:
    return escape(writable(text))
