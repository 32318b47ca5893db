"""The text of a past report, whatever it was written with: titles, lists, tables, notes kept.

Plain text and Markdown keep their lines, so that their numbers are those of an editor; every other
format is written out as Markdown, a line a paragraph.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from essaim.files.apart import Unreadable, answer_of
from essaim.kernel.decoding import decode
from essaim.kernel.intake import FORMATS, TEXTS, FileKind, endings, inspect
from essaim.kernel.pandoc import PandocFailed, convert
from essaim.kernel.refusals import Refused, is_empty
from essaim.kernel.signs import in_lines
from essaim.reprise.formats.layout import Piece, as_markdown
from essaim.reprise.formats.open_text import read_open_text
from essaim.reprise.formats.word import read_word

READABLE = TEXTS | {FileKind.DOCX, FileKind.ODT, FileKind.PDF, FileKind.HTML}
_FAILURES = (
    KeyError, ValueError, RecursionError, ParseError, DefusedXmlException, PandocFailed, Unreadable,
)  # fmt: skip


def report_text(file: IO[bytes] | bytes, name: str, *, limit: int = 20 * 1_048_576) -> str:
    """The text of a report, signs as they were written. Raises Refused, a scan too."""
    inspected = inspect(file, name, READABLE, limit=limit)
    data = file if isinstance(file, bytes) else file.read()
    read = _READERS.get(inspected.kind) or _BY_ENDING.get(PurePosixPath(name).suffix.lower())
    if read is None:
        return "\n".join(_lines(_decoded(data))).rstrip("\n") + "\n"
    try:
        text = read(data)
    except _FAILURES as error:
        sentence = _("The text of “%(name)s” cannot be read: save it as plain text and send that.")
        raise Refused(sentence % {"name": inspected.name}) from error
    if not text.strip() and inspected.kind is not FileKind.PDF:
        raise is_empty(inspected.name)
    if not text.strip():
        sentence = _(
            "“%(name)s” holds pictures of its pages and no text: have it recognised first by a "
            "program for scans, or send the document that it was made from."
        )
        raise Refused(sentence % {"name": inspected.name})
    return "\n".join(_lines(text)).strip("\n") + "\n"


def _decoded(data: bytes) -> str:
    decoded = decode(data)
    return decoded.text if decoded else ""


def _structured(data: bytes) -> str:
    html = convert(_decoded(data).encode(), source="rst", to="html", options=["--wrap=none"])
    return _web(html)


def _web(data: bytes) -> str:
    page = _decoded(data).encode("utf-8", "replace")
    return answer_of("essaim.reprise.formats.web", page).decode("utf-8", "replace")


def _pages(data: bytes) -> str:
    return answer_of("essaim.reprise.formats.pages", data).decode("utf-8", "replace")


def _office(read: Callable[[bytes], list[Piece]]) -> Callable[[bytes], str]:
    return lambda data: as_markdown(read(data))


_READERS: Mapping[FileKind, Callable[[bytes], str]] = {
    FileKind.DOCX: _office(read_word),
    FileKind.ODT: _office(read_open_text),
    FileKind.PDF: _pages,
    FileKind.HTML: _web,
}
#: Text that says by its ending what its signs mean.
_BY_ENDING: Mapping[str, Callable[[bytes], str]] = {
    **dict.fromkeys((".rst", ".rest"), _structured),
    **dict.fromkeys(FORMATS[FileKind.HTML].endings, _web),
}


#: For the attribute `accept` of a field.
ENDINGS = ",".join([endings(READABLE), *(end for end in _BY_ENDING if end.startswith(".r"))])


def _lines(text: str) -> list[str]:
    """Without the spaces at their ends, nor signs that no text may hold; a line stays one line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [in_lines(line).replace("\n", " ").rstrip(" \t") for line in lines]
