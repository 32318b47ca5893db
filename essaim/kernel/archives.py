"""Zip archives opened without trust: sizes counted before a byte is unpacked, then every byte read.

Word, Excel and OpenDocument files are zip archives. `zipfile` reads no more of an entry than its
directory announces and checks its sum, so that what is announced can be believed once all was read.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from essaim.kernel import refusals

_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error)
_UNREADABLE = (*_BROKEN, OSError, ValueError, OverflowError)
_ENTITY = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
#: How a part of XML may begin: office programs write UTF-8, or UTF-16 with or without its mark.
_BEGINNINGS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_XML = (".xml", ".rels", ".rdf")
_DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_KNOWN = {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
#: Long enough for a declaration; no part of a picture.
_HEAD = 1_024
_CHUNK = 1 << 20
ZIP_HEAD = b"PK\x03\x04"


@dataclass(frozen=True)
class ZipLimits:
    """Beyond these it is a bomb. Sizes in bytes; small archives may be as regular as they like."""

    unpacked: int = 200 * 1_048_576
    ratio: int = 200
    ratio_from: int = 10 * 1_048_576
    entries: int = 5_000
    #: Of an archive within it, which is read as a whole.
    nested: int = 30 * 1_048_576


@contextmanager
def opened_zip(file: IO[bytes], name: str, limits: ZipLimits) -> Iterator[ZipFile]:
    """The archive, whole and harmless. Raises Refused with a sentence about the file."""
    try:
        archive = ZipFile(file)
    except _UNREADABLE as error:
        raise refusals.is_damaged(name) from error
    with archive:
        _check_directory(archive, name, limits)
        _check_entries(archive, name, limits)
        yield archive


def _check_directory(archive: ZipFile, name: str, limits: ZipLimits) -> int:
    """Answers the number of bytes announced."""
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    is_dense = unpacked > limits.ratio_from and unpacked > limits.ratio * max(packed, 1)
    if len(entries) > limits.entries or unpacked > limits.unpacked or is_dense:
        raise refusals.is_a_bomb(name)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refusals.is_encrypted(name)
    return unpacked


def _check_entries(archive: ZipFile, name: str, limits: ZipLimits) -> None:
    """Read every entry to its end: none is cut, none is a bomb of its own."""
    unpacked = 0
    try:
        for entry in archive.infolist():
            with archive.open(entry) as content:
                head = content.read(4)
                if head == ZIP_HEAD:
                    if entry.file_size > limits.nested:
                        raise refusals.is_a_bomb(name)
                    unpacked += _check_nested(head + content.read(), name, limits)
                    if unpacked > limits.unpacked:
                        raise refusals.is_a_bomb(name)
                    continue
                head += content.read(_HEAD)
                if _hides_its_signs(entry, head):
                    raise refusals.is_in_a_strange_encoding(name)
                if _has_entities(content, entry, head):
                    raise refusals.is_a_bomb(name)
    except _UNREADABLE as error:
        raise refusals.is_damaged(name) from error


def _check_nested(data: bytes, name: str, limits: ZipLimits) -> int:
    """A chart's workbook may lie within a document; a third floor is no document any more.

    Answers the number of bytes that it announces.
    """
    with ZipFile(BytesIO(data)) as nested:
        unpacked = _check_directory(nested, name, limits)
        for entry in nested.infolist():
            with nested.open(entry) as content:
                if content.read(4) == ZIP_HEAD:
                    raise refusals.is_a_bomb(name)
    return unpacked


def _has_entities(content: IO[bytes], entry: ZipInfo, head: bytes) -> bool:
    """Whether a part declares entities, which no program that writes documents does.

    A drawing may, which nothing here opens.
    """
    is_looked_at, window = not entry.filename.lower().endswith(".svg"), head
    has_entities = any(mark in window for mark in _ENTITY)
    while chunk := content.read(_CHUNK):
        window = window[-20:] + chunk
        has_entities = has_entities or any(mark in window for mark in _ENTITY)
    return has_entities and is_looked_at


def _hides_its_signs(entry: ZipInfo, head: bytes) -> bool:
    """Whether a part is XML in an encoding in which an entity would not be seen: UTF-7, EBCDIC."""
    codec = next((c for mark, c in _BEGINNINGS.items() if head.startswith(mark)), "utf-8")
    begins = head.decode(codec, "replace").lstrip()
    if not begins.startswith("<"):
        return bool(begins) and entry.filename.lower().endswith(_XML)
    if begins.startswith("<?xml") and "?>" not in begins:
        return True
    declared = _DECLARED.match(begins)
    return declared is not None and declared[1].strip().lower() not in _KNOWN
