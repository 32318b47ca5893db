"""Signs that no text of the house may hold, taken away wherever a text comes in or goes out.

A telephone, a word processor or a database dump can put into a text what no document holds:
control signs, halves of characters, orders that turn the reading round. XML forbids them,
PostgreSQL refuses NUL, and a published report would not print for ever. They show nothing: taking
them away loses nothing. A title, a name or a subject stands on one line, whatever way it came.
"""

import re
from typing import Any
from unicodedata import is_normalized, normalize

#: Line ends of word processors (vertical tab), of printers (form feed) and of Unicode.
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
_UNWRITABLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control signs but tab, line feed and return
    r"\u202a-\u202e\u2066-\u206f"  # orders that turn the reading round
    r"\ufeff\ufff9-\ufffb"  # byte order mark, interlinear notes
    r"\ud800-\udfff\ufdd0-\ufdef"  # halves of characters, and what is no character
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_LINE_END = re.compile(f"[{_LINE_ENDS}]")
#: Spaces that a person types; those that do not break are typography, and stay.
_GAP = re.compile(r" *[\t\n\r][ \t\n\r]*|  +")

#: How much of a text a sentence quotes, in signs.
_QUOTED = 80


def writable(text: str) -> str:
    """The text without what no document holds; tabs and line ends stay, odd ones become plain."""
    if text.isprintable():
        return text
    return _UNWRITABLE.sub("", _LINE_END.sub("\n", text))


def in_lines(text: str) -> str:
    """A text as every column keeps it: accents on their letters, lines ended in one way."""
    kept = writable(text)
    if "\r" in kept:
        kept = kept.replace("\r\n", "\n").replace("\r", "\n")
    return kept if is_normalized("NFC", kept) else normalize("NFC", kept)


def on_one_line(text: str) -> str:
    """A title, a name, a code: no line end, no tab, single spaces; empty where nothing shows."""
    kept = _GAP.sub(" ", in_lines(text)).strip()
    if kept.isprintable():
        return kept
    return kept if any(sign.isprintable() and sign != " " for sign in kept) else ""


def as_quoted(text: str) -> str:
    """What a sentence quotes of a text: enough to know it by, and room for what there is to say."""
    line = on_one_line(text)
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"


def in_data(value: Any) -> Any:
    """Lists and tables of JSON, each of their texts without what no database holds."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {in_data(name): in_data(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [in_data(part) for part in value]
    return value
