"""Bytes into text, whatever program wrote them: a guess is told, a doubt is asked."""

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
#: What programs wrote before UTF-8, one byte a letter: {codec: name as people know it}.
OLD_ENCODINGS = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (CP850)"}
#: What French writing holds beyond ASCII: the encoding that shows more of it is the right one.
_FRENCH = re.compile("[àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÔŒ«»‘’“”–—…€°·•\u00a0]")
_SMALL, _LARGE = "àâäçéèêëîïôöùûüÿœæ", "ÀÂÇÉÈÊËÎÔŒ"
#: Letters where French words have them, and signs where no French word has any.
_IN_WORDS = re.compile(rf"[A-Za-z][{_SMALL}]|(?<![A-Za-z])[{_LARGE}][a-z]|[A-Z][{_LARGE}](?![a-z])")
_OUT_OF_WORDS = re.compile(
    rf"(?<=[A-Za-z])[^\x00-\x7f{_SMALL}{_LARGE}«»‘’“”–—…€°·•\u00a0](?=[a-z])"
    rf"|(?<=[a-z])[{_LARGE}]|(?<=[A-Z])[{_LARGE}](?=[a-z])"
)
#: Signs of no text; DOS ended its files with one that is no sign anywhere else.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]|\x1a(?!\s*\Z)")
_SAMPLE = 200_000
#: A byte that is no UTF-8, as Python carries it along.
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
#: The readings of an old encoding that say as much French as this, beside the best, are doubtful.
_AS_GOOD = 0.6


class Decoded(NamedTuple):
    """A text and the name of its encoding, as people know it."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded | None:
    """The text of a file, without byte order mark; None where the bytes are no text."""
    decoded = (
        _marked(data) if data.startswith(tuple(mark[0] for mark in _BOMS)) else _unmarked(data)
    )
    return None if decoded is None or _CONTROL.search(decoded.text) else decoded


def is_doubtful(decoded: Decoded) -> bool:
    """Whether another old encoding reads the same bytes as well, so that a person has to say.

    DOS is never believed without a word: few programs write it, and it fits almost anything.
    """
    codec = codec_of(decoded.encoding)
    if not codec or decoded.text.isascii():
        return False
    sample = decoded.text[:_SAMPLE]
    best = _likely(sample)
    others = (reread(sample, codec, other) for other in OLD_ENCODINGS if other != codec)
    rivals = [_likely(text) for text in others if text is not None]
    return codec == "cp850" or best <= 0 or max(rivals, default=0) >= best * _AS_GOOD


def codec_of(encoding: str) -> str:
    """The codec of an old encoding by its name; empty for UTF-8 and UTF-16, which are sure."""
    return next((codec for codec, name in OLD_ENCODINGS.items() if name == encoding), "")


def reread(text: str, codec: str, other: str) -> str | None:
    """The text as `other` reads the bytes that `codec` read; None where it cannot."""
    try:
        return text.encode(codec).decode(other)
    except UnicodeError:
        return None


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
    return _tried(data, "utf-8", "UTF-8") or _mixed(data) or _old(data)


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 into which a few lines of Windows were pasted; None where it is more than a few."""
    text = data.decode("utf-8", "surrogateescape")
    strange = len(_ESCAPED.findall(text))
    if len(_BEYOND_ASCII.findall(text)) <= 4 * strange:
        return None
    return Decoded(_ESCAPED.sub(_as_windows, text), "UTF-8 / Windows-1252")


def _as_windows(byte: re.Match[str]) -> str:
    return bytes([ord(byte.group()) - 0xDC00]).decode("cp1252", "replace")


def _old(data: bytes) -> Decoded | None:
    """The likeliest in words; where words do not tell, the one that shows more French."""
    if _CONTROL.search(data[:_SAMPLE].decode("latin-1")):
        return None
    readings = [
        tried for codec, label in OLD_ENCODINGS.items() if (tried := _tried(data, codec, label))
    ]
    return max(readings, key=lambda decoded: _likelihood(decoded.text[:_SAMPLE]), default=None)


def _likelihood(sample: str) -> tuple[int, int]:
    return _likely(sample), len(_FRENCH.findall(sample))


def _likely(sample: str) -> int:
    return len(_IN_WORDS.findall(sample)) - 2 * len(_OUT_OF_WORDS.findall(sample))


def _tried(data: bytes, codec: str, label: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), label)
    except UnicodeDecodeError:
        return None
