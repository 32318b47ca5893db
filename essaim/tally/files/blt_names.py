"""The names at the end of a BLT file, and the title after them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from essaim.tally.words import say

_QUOTED = re.compile(r'"(.*)"\s*,?\s*(?:#.*)?')
_BETWEEN = re.compile(r'"(?:\s+|\s*,\s*)"')
_NUMBERED = re.compile(r"candidate\s+\d+", re.IGNORECASE)
#: How PrefLib writes a name, after a comment sign.
_ALTERNATIVE = re.compile(r"^#\s*ALTERNATIVE NAME \d+:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """A name for each candidate, and the title. `notes` say what was told apart.

    `after_title` is the place, among the lines, of the first that holds more; None where none does.
    """

    names: tuple[str, ...]
    title: str
    notes: list[str]
    after_title: int | None


def read_names(lines: Sequence[str], size: int, language: str) -> Names:
    """What stands in the lines after the ballots; blank ones and comments are passed over."""
    entries = _entries(lines, size)
    names, notes = _told_apart([_name(entry) for _place, entry in entries[:size]], size, language)
    title = " ".join(entries[size][1]) if len(entries) > size else ""
    after_title = entries[size + 1][0] if len(entries) > size + 1 else None
    return Names(names, title, notes, after_title)


def _entries(lines: Sequence[str], size: int) -> list[tuple[int, list[str]]]:
    """What stands on each line, with its place; each part alone where several share a line."""
    stripped = (_ALTERNATIVE.sub("", line.strip()) for line in lines)
    filled = [(place, line) for place, line in enumerate(stripped) if line and line[0] != "#"]
    entries = [(place, _entry(line)) for place, line in filled]
    if len(entries) < size <= sum(len(entry) for _place, entry in entries):
        entries = [(place, [name]) for place, entry in entries for name in entry]
    return entries


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
    notes, taken, distinct = [], set(), []
    missing = [place + 1 for place in range(size) if place >= len(names) or not names[place]]
    if missing:
        shown = ", ".join(str(place) for place in missing)
        notes.append(say(language, "names_missing", places=shown))
    for place in range(size):
        name = names[place] if place < len(names) else ""
        name = name or say(language, "candidate_number", number=place + 1)
        if name in taken:
            name = f"{name} ({place + 1})"
            notes.append(say(language, "name_told_apart", name=name))
        taken.add(name)
        distinct.append(name)
    return tuple(distinct), notes
