"""The names at the end of a BLT file, and the title after them."""

import re
from collections.abc import Sequence

from essaim.kernel.tally.words import say

_QUOTED = re.compile(r'"(.*)"\s*,?\s*(?:#.*)?')
_BETWEEN = re.compile(r'"(?:\s+|\s*,\s*)"')
_NUMBERED = re.compile(r"candidate\s+\d+", re.IGNORECASE)
#: How PrefLib writes a name, after a comment sign.
_ALTERNATIVE = re.compile(r"^#\s*ALTERNATIVE NAME \d+:\s*", re.IGNORECASE)


def read_names(
    lines: Sequence[str], size: int, language: str
) -> tuple[tuple[str, ...], str, list[str]]:
    """A name for each candidate, the title, and what was told apart."""
    found, title = _names(lines, size)
    names, notes = _told_apart(found, size, language)
    return names, title, notes


def _names(lines: Sequence[str], size: int) -> tuple[list[str], str]:
    """The names in order, and the title after them."""
    stripped = (_ALTERNATIVE.sub("", line.strip()) for line in lines)
    filled = [line for line in stripped if line and line[0] != "#"]
    entries = [_entry(line) for line in filled]
    if len(entries) < size <= sum(len(entry) for entry in entries):
        entries = [[name] for entry in entries for name in entry]
    names = [_name(entry) for entry in entries[:size]]
    return names, " ".join(entries[size]) if len(entries) > size else ""


def _entry(line: str) -> list[str]:
    quoted = _QUOTED.fullmatch(line)
    inner = quoted[1] if quoted else line
    return [part.replace('""', '"').strip() for part in _BETWEEN.split(inner)]


def _name(entry: Sequence[str]) -> str:
    """Without the party, or the number that some files write before."""
    return entry[1] if len(entry) > 1 and _NUMBERED.fullmatch(entry[0]) else entry[0]


def _told_apart(
    names: Sequence[str], size: int, language: str
) -> tuple[tuple[str, ...], list[str]]:
    """A candidate without a name, or with another's, is called by the number too."""
    notes, seen, told = [], set(), []
    missing = [place + 1 for place in range(size) if place >= len(names) or not names[place]]
    if missing:
        shown = ", ".join(str(place) for place in missing)
        notes.append(say(language, "names_missing", places=shown))
    for place in range(size):
        name = names[place] if place < len(names) else ""
        name = name or say(language, "candidate_number", number=place + 1)
        if name in seen:
            name = f"{name} ({place + 1})"
            notes.append(say(language, "name_told_apart", name=name))
        seen.add(name)
        told.append(name)
    return tuple(told), notes
