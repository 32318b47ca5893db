"""BLT files, as OpenSTV and OpaVote write them: `candidates seats`, the ballots, the names.

    4 2            four candidates, two seats
    -3             the third has withdrawn
    12 1 4 2 0     twelve papers that rank 1, then 4, then 2
    0              the end of the ballots
    "Ana"          … a name each, then the title

Also read: an identifier in brackets before the ballot, weights like 3.0, comments after `#`,
names without quotation marks, with the party in a second pair of them, or several on a line, and
the same with commas and without the noughts that end ballots. As the Scottish rule has it, a paper
counts as far as it is clear: it is read up to the first preference that is skipped (`-`), shared
(`=`) or repeated.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from essaim.kernel.tally.errors import CannotCount
from essaim.kernel.tally.files.sheet import quantity_in, text_of
from essaim.kernel.tally.piles import Ranking
from essaim.kernel.tally.ranked import RankedBallots
from essaim.kernel.tally.words import number, say

_IDENTIFIER = re.compile(r"^\([^)]*\)\s*")
_QUOTED = re.compile(r'"(.*)"\s*,?\s*(?:#.*)?')
_BETWEEN = re.compile(r'"(?:\s+|\s*,\s*)"')
_NUMBERED = re.compile(r"candidate\s+\d+", re.IGNORECASE)
#: How PrefLib writes a name, after a comment sign.
_ALTERNATIVE = re.compile(r"^#\s*ALTERNATIVE NAME \d+:\s*", re.IGNORECASE)
_HEADER = re.compile(r"\s*\d+\s*[\s,]\s*\d+\s*,?\s*(?:#.*)?")
_HEADER_WITH_SPACES = re.compile(r"\s*\d+\s+\d+\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class RankedFile:
    """What the file holds; `notes` say what was read otherwise than it stands."""

    ballots: RankedBallots
    seats: int
    title: str = ""
    notes: tuple[str, ...] = ()


def is_blt(data: bytes, name: str, *, with_commas: bool = False, language: str = "fr") -> bool:
    """Whether the file is called so, or begins as one does, with two numbers."""
    if name.lower().endswith(".blt"):
        return True
    lines = (line.strip() for line in text_of(data, name, language).split("\n"))
    first, second, *_rest = [
        *islice((line for line in lines if line and line[0] != "#"), 2),
        "",
        "",
    ]
    if with_commas and second[:1].isdecimal():
        return _HEADER.fullmatch(first) is not None
    return _HEADER_WITH_SPACES.fullmatch(first) is not None


#: Weight, ranking, and whether the file said more than could be read.
_Ballot = tuple[int, Ranking, bool]


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and of what file."""

    name: str
    language: str
    size: int = 0
    seats: int = 0
    has_commas: bool = False
    withdrawn: set[int] = field(default_factory=set)
    rankings: Counter[Ranking] = field(default_factory=Counter)
    unclear: int = 0

    def refusal(self, key: str, **values: object) -> CannotCount:
        return CannotCount(key, self.language, name=self.name, **values)


def read_blt(data: bytes, name: str, *, approval: bool = False, language: str = "fr") -> RankedFile:
    """Rankings, seats, names. With `approval`, what a ballot shares or skips is approved alike.

    Raises CannotCount, naming the line.
    """
    lines = text_of(data, name, language).split("\n")
    reading = _Reading(name, language)
    start = _read_header(lines, reading)
    end = _read_ballots(lines, start, reading, approval=approval)
    found, title = _names(lines[end:], reading.size)
    names, notes = _told_apart(found, reading.size, language)
    if reading.unclear and not approval:
        papers = number(reading.unclear, language)
        notes.append(say(language, "unclear_papers", papers=papers))
    ballots = RankedBallots(names, dict(reading.rankings), frozenset(reading.withdrawn))
    return RankedFile(ballots, reading.seats, title, tuple(notes))


def _read_header(lines: Sequence[str], reading: _Reading) -> int:
    for place, line in enumerate(lines):
        bare = line.split("#")[0]
        if not bare.strip():
            continue
        if not _HEADER.fullmatch(bare):
            break
        reading.has_commas = "," in bare
        reading.size, reading.seats = (int(part) for part in bare.replace(",", " ").split())
        if not 0 < reading.size <= 10_000:
            break
        return place + 1
    raise reading.refusal("not_blt", line=place + 1)


def _read_ballots(lines: Sequence[str], start: int, reading: _Reading, *, approval: bool) -> int:
    """Returns the place of the line after the ballots."""
    known: dict[str, _Ballot] = {}
    pending: list[str] = []
    for place in range(start, len(lines)):
        line = lines[place]
        if line in known and not pending:
            _add(reading, known[line])
            continue
        parts = _parts(line, reading)
        if reading.has_commas and _is_name(line):
            return place
        if not pending and parts == ["0"]:
            return place + 1
        if not pending and parts and _is_withdrawal(parts):
            reading.withdrawn |= {_candidate(part[1:], place, reading) for part in parts}
            continue
        whole = [*pending, *parts]
        if not whole or not (reading.has_commas or whole[-1] == "0"):
            pending = whole
            continue
        ballot = _ballot(whole, place, reading, approval=approval)
        if not pending:
            known[line] = ballot
        pending = []
        _add(reading, ballot)
    raise reading.refusal("ballots_without_end", line=len(lines))


def _parts(line: str, reading: _Reading) -> list[str]:
    bare = _IDENTIFIER.sub("", line.strip()).split("#")[0]
    return (bare.replace(",", " ") if reading.has_commas else bare).split()


def _is_name(line: str) -> bool:
    return line.strip()[:1] == '"' or line.strip()[:1].isalpha()


def _is_withdrawal(parts: Sequence[str]) -> bool:
    return all(part[0] == "-" and part[1:].isdecimal() for part in parts)


def _add(reading: _Reading, ballot: _Ballot) -> None:
    weight, ranking, is_unclear = ballot
    reading.rankings[ranking] += weight
    reading.unclear += weight * is_unclear


def _ballot(parts: list[str], place: int, reading: _Reading, *, approval: bool) -> _Ballot:
    """Its weight, its ranking as far as it is clear, and whether that is less than it says."""
    weight = quantity_in(parts[0])
    if weight is None or weight < 0 or weight.denominator != 1:
        raise reading.refusal("weight_is_wrong", line=place + 1, cell=parts[0])
    preferences = parts[1:-1] if parts[-1] == "0" else parts[1:]
    if "0" in preferences:
        raise reading.refusal("ballot_goes_on", line=place + 1)
    if approval:
        flat = [one for part in preferences for one in part.split("=") if one != "-"]
        approved = {_candidate(one, place, reading): None for one in flat}
        return int(weight), tuple(approved), False
    ranking: list[int] = []
    for part in preferences:
        if "=" in part or part == "-":
            return int(weight), tuple(ranking), True
        candidate = _candidate(part, place, reading)
        if candidate in ranking:
            return int(weight), tuple(ranking), True
        ranking.append(candidate)
    return int(weight), tuple(ranking), False


def _candidate(part: str, place: int, reading: _Reading) -> int:
    if not part.isdecimal() or not 1 <= int(part) <= reading.size:
        raise reading.refusal("no_such_candidate", line=place + 1, cell=part, most=reading.size)
    return int(part) - 1


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
