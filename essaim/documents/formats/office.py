"""DOCX and ODT: pandoc reads the report as HTML and writes it with real styles; we dress it.

Dressing is done on what pandoc wrote (its own plain styles): colours and sizes of the house, A4,
a footer with the notice and the page, and no clock, so that the same document gives the same file.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from zipfile import ZipFile

from essaim.documents.document import ChartBlock, Document, Prose
from essaim.documents.formats import docx, odt
from essaim.documents.formats.frame import Frame, pictures_in
from essaim.documents.formats.html import Options, body, text
from essaim.documents.formats.pictures import pictures
from essaim.documents.formats.shorter import printed
from essaim.documents.formats.zipped import zipped
from essaim.kernel.charts import Chart
from essaim.kernel.pandoc import convert

_REGIONS = {"fr": "fr-FR", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class _Picture:
    """A chart as a picture that office suites know, with its words beside it."""

    drawn: dict[Chart, bytes]

    def __call__(self, chart: Chart) -> str:
        data = b64encode(self.drawn[chart]).decode()
        alt = text(alternative(chart))
        return f'<img src="data:image/png;base64,{data}" alt="{alt}" width="440">'


def alternative(chart: Chart) -> str:
    """A chart in words."""
    return f"{chart.title}. {chart.description}"


def _alternatives(block: object) -> list[str]:
    """Of the pictures of a block, in their order."""
    if isinstance(block, ChartBlock):
        return [alternative(block.chart)]
    return [picture.words for picture in pictures_in(block)] if isinstance(block, Prose) else []


def render(document: Document, fmt: str, *, base_url: str) -> bytes:
    """The document as `docx` or `odt`: as much of it as its detail says."""
    document = printed(document)
    frame = Frame(document, base_url)
    blocks = document.blocks
    charts = [block.chart for block in blocks if isinstance(block, ChartBlock)]
    written = convert(
        _html(frame, charts).encode(), source="html", to=fmt, options=["--standalone"]
    )
    with ZipFile(BytesIO(written)) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    suite = docx if fmt == "docx" else odt
    alternatives = [words for block in blocks for words in _alternatives(block)]
    return zipped(suite.dressed(files, frame, alternatives), stored={"mimetype"})


def _html(frame: Frame, charts: Sequence[Chart]) -> str:
    """The report as pandoc reads it: what is in the head becomes the title page."""
    document = frame.document
    options = Options(_Picture(pictures(charts)), top=0, is_office=True)
    metadata = {
        "subtitle": document.subtitle,
        "author": document.publisher,
        "date": frame.year_line(),
    }
    metas = "".join(
        f'<meta name="{name}" content="{text(content)}">' for name, content in metadata.items()
    )
    language = _REGIONS.get(document.language, document.language)
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{text(document.title)}</title>{metas}</head>"
        f"<body>{''.join(body(frame, options))}</body></html>"
    )
