"""Bytes into text, whatever program wrote them: what was guessed is told."""

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_OLD = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
#: What French writing holds beyond ASCII: the encoding that shows more of it is the right one.
_FRENCH = re.compile("[àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÔŒ«»‘’“”–—…€°·•\u00a0]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_SAMPLE = 200_000


class Decoded(NamedTuple):
    """A text and the name of its encoding, as people know it."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded | None:
    """The text of a file, without byte order mark; None where the bytes are no text."""
    found = _marked(data) if data.startswith(tuple(mark[0] for mark in _BOMS)) else _unmarked(data)
    return None if found is None or _CONTROL.search(found.text) else found


def _marked(data: bytes) -> Decoded | None:
    for bom, codec, label in _BOMS:
        if data.startswith(bom):
            return _tried(data, codec, label)
    return None


def _unmarked(data: bytes) -> Decoded | None:
    """UTF-8 if it can be, UTF-16 where every other byte is nought, else an old encoding."""
    sample = data[:_SAMPLE]
    for nought, codec in ((sample[1::2], "utf-16-le"), (sample[::2], "utf-16-be")):
        if nought and nought.count(0) > 0.4 * len(nought):
            return _tried(data, codec, "UTF-16")
    return _tried(data, "utf-8", "UTF-8") or _old(data)


def _old(data: bytes) -> Decoded | None:
    if _CONTROL.search(data[:_SAMPLE].decode("latin-1")):
        return None
    found = [tried for codec, label in _OLD.items() if (tried := _tried(data, codec, label))]
    return max(found, key=lambda decoded: len(_FRENCH.findall(decoded.text[:_SAMPLE])))


def _tried(data: bytes, codec: str, label: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), label)
    except UnicodeDecodeError:
        return None
