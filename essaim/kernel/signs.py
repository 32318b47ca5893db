"""Signs that no text of the house may hold, taken away wherever a text comes in or goes out.

A telephone, a word processor or a database dump can put into a text what no document holds:
control signs, halves of characters, orders that turn the reading round. XML forbids them,
PostgreSQL refuses NUL, and a published report would not print for ever. They show nothing: taking
them away loses nothing.
"""

import re

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


def writable(text: str) -> str:
    """The text without what no document holds; tabs and line ends stay, odd ones become plain."""
    if text.isprintable():
        return text
    return _UNWRITABLE.sub("", _LINE_END.sub("\n", text))
