"""One document, every format: each module here turns a `Document` into bytes, from it alone.

The same document gives the same bytes. A format is imported when it is asked for, so that a PDF
does not wait for what only DOCX needs.
"""

from importlib import import_module
from typing import NamedTuple

from essaim.documents.document import Document
from essaim.documents.formats.frame import UnresolvedFigure, refuse_unresolved

__all__ = ["FORMATS", "Format", "UnresolvedFigure", "render"]


class Format(NamedTuple):
    """A format: the module that writes it, the end of a file's name, the media type."""

    module: str
    suffix: str
    media_type: str


FORMATS = {
    "html": Format("html", ".html", "text/html; charset=utf-8"),
    "pdf": Format("pdf", ".pdf", "application/pdf"),
    "docx": Format(
        "office",
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "odt": Format("office", ".odt", "application/vnd.oasis.opendocument.text"),
    "md": Format("markdown", ".md", "text/markdown; charset=utf-8"),
    "pack": Format("pack", ".zip", "application/zip"),
}


def render(document: Document, fmt: str, *, base_url: str) -> bytes:
    """The document in one of `FORMATS`; links lead to pages under `base_url`.

    Raises KeyError for a format that is not there, UnresolvedFigure for a dead figure.
    """
    module = import_module(f"{__name__}.{FORMATS[fmt].module}")
    refuse_unresolved(document)
    rendered: bytes = module.render(document, fmt, base_url=base_url.rstrip("/"))
    return rendered
