"""Files at the door: the type is what the content says; whole, open, harmless ones come in.

The list is short and known by its signatures; what is not on it is refused. SVG is not: it carries
scripts. Nothing is decoded here, so that nothing can be attacked by decoding.
"""

import hashlib
import re
import struct
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from essaim.kernel import refusals
from essaim.kernel.archives import ZIP_HEAD, ZipLimits, opened_zip
from essaim.kernel.decoding import decode

_CHUNK = 1 << 20
_TAIL = 2_048
_LONGEST_NAME = 200
_OLE_HEAD = bytes.fromhex("d0cf11e0a1b11ae1")
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PDF_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
#: Markup and programs that would pass for text.
_NO_TEXT = ("<?xml", "<svg", "<!doctype", "<html", "<script", "{\\rtf", "%!ps", "#!")
_PAGE = ("<!doctype html", "<html")
#: A picture beyond this many pixels is a bomb to whoever opens it.
_MOST_PIXELS = 60_000_000
#: The marks of a JPEG that announce its size: all frames, but no table among them.
_FRAMES = {bytes([mark]) for mark in range(0xC0, 0xD0)} - {b"\xc4", b"\xc8", b"\xcc"}
#: Chunks of a WebP that announce a size, and where in them; three bytes each, less one.
_WEBP_CANVASES = {b"VP8X": 4, b"ANMF": 6}
_LONGEST_WEBP_HEAD = 16


class FileKind(StrEnum):
    """What the house can take in."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"
    TEXT = "txt"
    MARKDOWN = "md"
    CSV = "csv"
    HTML = "html"


class Format(NamedTuple):
    """How a kind is announced, and the endings that its files may bear, the usual one first."""

    content_type: str
    endings: tuple[str, ...]


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
FORMATS = {
    FileKind.PDF: Format("application/pdf", (".pdf",)),
    FileKind.DOCX: Format(_OPEN_XML + "wordprocessingml.document", (".docx",)),
    FileKind.XLSX: Format(_OPEN_XML + "spreadsheetml.sheet", (".xlsx",)),
    FileKind.PPTX: Format(_OPEN_XML + "presentationml.presentation", (".pptx",)),
    FileKind.ODT: Format(_OPEN_DOCUMENT + "text", (".odt",)),
    FileKind.ODS: Format(_OPEN_DOCUMENT + "spreadsheet", (".ods",)),
    FileKind.ODP: Format(_OPEN_DOCUMENT + "presentation", (".odp",)),
    FileKind.PNG: Format("image/png", (".png",)),
    FileKind.JPEG: Format("image/jpeg", (".jpg", ".jpeg")),
    FileKind.WEBP: Format("image/webp", (".webp",)),
    FileKind.TEXT: Format("text/plain", (".txt", ".text")),
    FileKind.MARKDOWN: Format("text/markdown", (".md", ".markdown")),
    FileKind.CSV: Format("text/csv", (".csv", ".tsv")),
    FileKind.HTML: Format("text/html", (".html", ".htm", ".xhtml")),
}
IMAGES = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.WEBP})
TEXTS = frozenset({FileKind.TEXT, FileKind.MARKDOWN})
#: What is kept and shown again: a page could run programs, and is read for its words alone.
ANY = frozenset(FORMATS) - {FileKind.HTML}


@dataclass(frozen=True)
class Intake:
    """A file that may come in. `name` has no folder, no trick, and the ending of its kind."""

    name: str
    kind: FileKind
    content_type: str
    size: int
    sha256: str


def inspect(
    file: IO[bytes] | bytes, name: str, accept: Collection[FileKind] = ANY, *, limit: int
) -> Intake:
    """Look into a file, and leave it at its beginning. `limit` in bytes. Raises Refused."""
    content = BytesIO(file) if isinstance(file, bytes) else file
    shown = plain_name(name)
    size, sha256 = _measure(content, shown, limit)
    content.seek(0)
    kind = _kind(content, shown)
    if kind is None or kind not in accept:
        raise refusals.is_of_another_type(shown, in_words(accept))
    if kind in _SOUND:
        content.seek(0)
        _SOUND[kind](content.read(), shown)
    content.seek(0)
    return Intake(_with_ending(shown, kind), kind, FORMATS[kind].content_type, size, sha256)


def in_words(kinds: Collection[FileKind]) -> str:
    """ "PDF, DOCX or ODT"."""
    return get_text_list([kind.upper() for kind in FORMATS if kind in kinds], _("or"))


def endings(kinds: Collection[FileKind]) -> str:
    """For the attribute `accept` of a field: ".pdf,.docx"."""
    return ",".join(ending for kind in FORMATS if kind in kinds for ending in FORMATS[kind].endings)


def plain_name(name: str) -> str:
    """The last part of a name, without signs that do not show or that turn the text around."""
    last = PurePosixPath(name.replace("\\", "/")).name
    signs = "".join(sign for sign in last if sign.isprintable() or sign.isspace())
    shown = " ".join(signs.split()).strip(". ")
    path = PurePosixPath(shown or _("file"))
    return path.stem[: _LONGEST_NAME - 20] + path.suffix[:20]


def _with_ending(name: str, kind: FileKind) -> str:
    path, known = PurePosixPath(name), FORMATS[kind].endings
    return name if path.suffix.lower() in known else f"{path.stem}{known[0]}"


def _measure(content: IO[bytes], name: str, limit: int) -> tuple[int, str]:
    """Read to the limit and no further."""
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise refusals.is_too_large(name, limit)
        digest.update(chunk)
    if not size:
        raise refusals.is_empty(name)
    return size, digest.hexdigest()


def _kind(content: IO[bytes], name: str) -> FileKind | None:
    head = content.read(_TAIL)
    content.seek(0)
    for start, kind in ((_PNG_HEAD, FileKind.PNG), (b"\xff\xd8\xff", FileKind.JPEG)):
        if head.startswith(start):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if b"%PDF-" in head[:1_024]:
        return FileKind.PDF
    if head.startswith(ZIP_HEAD):
        return _kind_of_archive(content, name)
    if head.startswith(_OLE_HEAD):
        _refuse_if_protected(content.read(), name)
        return None
    return _kind_of_text(content.read(), name)


def _refuse_if_protected(data: bytes, name: str) -> None:
    """What Word and Excel protect by a password lies in the container of their old formats."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise refusals.is_encrypted(name)


def _kind_of_archive(content: IO[bytes], name: str) -> FileKind | None:
    """Office formats say in a first entry what they are; macros have types of their own."""
    with opened_zip(content, name, ZipLimits()) as archive:
        entries = set(archive.namelist())
        if "[Content_Types].xml" in entries:
            types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
            office = (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX)
            matching = (k for k in office if f'"{FORMATS[k].content_type}.main+xml"' in types)
            return next(matching, None)
        if "mimetype" not in entries:
            return None
        manifest = "META-INF/manifest.xml"
        if manifest in entries and b"encryption-data" in archive.read(manifest):
            raise refusals.is_encrypted(name)
        announced = archive.read("mimetype").decode("ascii", "replace").strip()
    open_document = (FileKind.ODT, FileKind.ODS, FileKind.ODP)
    return next((kind for kind in open_document if FORMATS[kind].content_type == announced), None)


def _kind_of_text(data: bytes, name: str) -> FileKind | None:
    """Text is text; only its ending tells Markdown and tables apart."""
    decoded = decode(data)
    if decoded is None:
        return None
    head = decoded.text[:_TAIL].lstrip().lower()
    if head.startswith(_NO_TEXT):
        return FileKind.HTML if head.startswith(_PAGE) or "<html" in head else None
    if not decoded.text.strip():
        raise refusals.is_empty(name)
    ending = PurePosixPath(name).suffix.lower()
    named = (k for k in (FileKind.MARKDOWN, FileKind.CSV) if ending in FORMATS[k].endings)
    return next(named, FileKind.TEXT)


def _check_pdf(data: bytes, name: str) -> None:
    if b"%%EOF" not in data[-_TAIL:]:
        raise refusals.is_damaged(name)
    if _PDF_ENCRYPTED.search(data):
        raise refusals.is_encrypted(name)


def _check_png(data: bytes, name: str) -> None:
    if b"IEND" not in data[-_TAIL:]:
        raise refusals.is_damaged(name)
    width, height = struct.unpack(">II", data[16:24])
    _check_pixels(width, height, name)


def _check_jpeg(data: bytes, name: str) -> None:
    """The end is looked for after the headers, which may hold a small whole picture of their own.

    Phones add films and depth maps after the end. A height of 0 is said later in the file: it may
    be any.
    """
    start = 2
    while data[start : start + 1] == b"\xff" and data[start + 1 : start + 2] != b"\xda":
        if data[start + 1 : start + 2] == b"\xff":
            start += 1
            continue
        if data[start + 1 : start + 2] in _FRAMES:
            height, width = struct.unpack(">HH", data[start + 5 : start + 9].ljust(4, b"\xff"))
            _check_pixels(width, height or 0xFFFF, name)
        start += 2 + max(int.from_bytes(data[start + 2 : start + 4], "big"), 2)
    if b"\xff\xd9" not in data[start:]:
        raise refusals.is_damaged(name)


def _check_webp(data: bytes, name: str) -> None:
    if int.from_bytes(data[4:8], "little") + 8 > len(data):
        raise refusals.is_damaged(name)
    for kind, body in _webp_chunks(data[12:]):
        _check_pixels(*_webp_size(kind, body), name)


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and beginning of each, those of the frames of a film too."""
    start = 0
    while start + 8 <= len(data):
        kind, size = data[start : start + 4], int.from_bytes(data[start + 4 : start + 8], "little")
        yield kind, data[start + 8 : start + 8 + min(size, _LONGEST_WEBP_HEAD)]
        if kind == b"ANMF":
            yield from _webp_chunks(data[start + 24 : start + 8 + size])
        start += 8 + size + size % 2


def _webp_size(kind: bytes, body: bytes) -> tuple[int, int]:
    """Width and height that a chunk announces, in pixels; 0 where it is none that does."""
    if kind in _WEBP_CANVASES:
        place = _WEBP_CANVASES[kind]
        width, height = (int.from_bytes(body[at : at + 3], "little") for at in (place, place + 3))
        return width + 1, height + 1
    if kind == b"VP8L":
        both = int.from_bytes(body[1:5], "little")
        return (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        return width, height
    return 0, 0


def _check_pixels(width: int, height: int, name: str) -> None:
    """What whoever opens the picture makes room for, whatever its file weighs."""
    if width * height > _MOST_PIXELS:
        raise refusals.is_a_bomb(name)


_SOUND: dict[FileKind, Callable[[bytes, str], None]] = {
    FileKind.PDF: _check_pdf,
    FileKind.PNG: _check_png,
    FileKind.JPEG: _check_jpeg,
    FileKind.WEBP: _check_webp,
}
