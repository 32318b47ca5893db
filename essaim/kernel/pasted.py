"""What word processors put on the clipboard: marks in styles, lists as paragraphs with a point."""

import re
from collections.abc import Mapping

from essaim.kernel.nodes import Marks

#: Tags that give a mark, whatever their style says.
MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "sup"}
_LEVEL = re.compile(r"mso-list:\s{0,3}l\d{1,4}\s{1,3}level([1-9])", re.IGNORECASE)
_MARKER = re.compile(r"mso-list:\s{0,3}ignore", re.IGNORECASE)
_WEIGHT = re.compile(r"(?<![-\w])font-weight:\s{0,3}(bold|normal|\d00)", re.IGNORECASE)
_SLANTED = re.compile(r"(?<![-\w])font-style:\s{0,3}(?:italic|oblique)", re.IGNORECASE)
_RAISED = re.compile(r"(?<![-\w])vertical-align:\s{0,3}super", re.IGNORECASE)
#: "1.", "a)", "iv." number an item; "·", "o" and "§" are its point.
_NUMBERED = re.compile(r"\s*\(?(?:\d{1,3}|[ivxlc]{1,5}|[a-z])[.)]", re.IGNORECASE)


def is_marker(attributes: Mapping[str, str]) -> bool:
    """The point or number that Word writes before an item of a list."""
    return bool(_MARKER.search(attributes.get("style", "")))


def marks_of(tag: str, attributes: Mapping[str, str]) -> tuple[str, ...]:
    """What a tag wears: Google writes bold as a style, and a bold that is none around all."""
    style = attributes.get("style", "")
    weight = match[1].lower() if (match := _WEIGHT.search(style)) else ""
    if tag != "span":
        return () if weight in {"normal", "400"} else ("strong",)
    marks = []
    if weight == "bold" or (weight.isdecimal() and int(weight) >= 600):
        marks.append("strong")
    if _SLANTED.search(style):
        marks.append("em")
    if _RAISED.search(style):
        marks.append("sup")
    return tuple(marks)


class Worn:
    """The marks that the tags which stand open give."""

    def __init__(self) -> None:
        self.counts = {"strong": 0, "em": 0, "sup": 0}
        self.styled: dict[str, list[tuple[str, ...]]] = {"b": [], "strong": [], "span": []}

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        marks = marks_of(tag, attributes) if tag in self.styled else (MARKS[tag],)
        if tag in self.styled:
            self.styled[tag].append(marks)
        for mark in marks:
            self.counts[mark] += 1

    def close(self, tag: str) -> None:
        """One that was never opened changes nothing."""
        if tag not in self.styled:
            self.counts[MARKS[tag]] = max(0, self.counts[MARKS[tag]] - 1)
            return
        for mark in self.styled[tag].pop() if self.styled[tag] else ():
            self.counts[mark] = max(0, self.counts[mark] - 1)

    def marks(self, href: str) -> Marks:
        return Marks(href, *(count > 0 for count in self.counts.values()))


class WordLists:
    """Items that Word writes as paragraphs, each with its level and its point."""

    def __init__(self) -> None:
        self.level = 0
        self.marker = ""
        self.kinds: dict[int, str] = {}

    def open(self, attributes: Mapping[str, str]) -> None:
        """A paragraph begins."""
        match = _LEVEL.search(attributes.get("style", ""))
        self.level = int(match[1]) if match else 0
        self.marker = ""

    def around(self) -> list[str]:
        """The lists around the paragraph that ends, none where it is no item."""
        if not self.level:
            self.kinds.clear()
            return []
        self.kinds[self.level] = "ol" if _NUMBERED.match(self.marker) else "ul"
        lists = [self.kinds.get(level, "ul") for level in range(1, self.level + 1)]
        self.level = 0
        return lists
