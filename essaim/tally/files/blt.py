"""BLT files, as OpenSTV and OpaVote write them: `candidates seats`, the ballots, the names.

    4 2            four candidates, two seats
    -3             the third has withdrawn; so does [withdrawn 3]
    [tie 2 1 4 3]  of those who are level, the first here is taken
    12 1 4 2 0     twelve papers that rank 1, then 4, then 2
    0              the end of the ballots
    "Ana"          … a name each, then the title, and nothing more but comments

Also read: an identifier in brackets before the ballot, weights like 3.0, comments after `#`,
[nick …] with a word for each candidate, names without quotation marks, with the party in a second
pair of them, or several on a line, and the same with commas and without the noughts that end
ballots. A preference that is skipped (`-`), shared (`=`) or repeated is refused, unless it is said
what becomes of it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from essaim.tally.errors import CannotCount
from essaim.tally.files.blt_names import read_names
from essaim.tally.files.numbers import whole_in
from essaim.tally.files.overvotes import Overvotes, ranking_of
from essaim.tally.files.sheet import text_of
from essaim.tally.piles import Ranking
from essaim.tally.ranked import RankedBallots
from essaim.tally.words import number, say

_IDENTIFIER = re.compile(r"^\([^)]*\)\s*")
_OPTION = re.compile(r"\[\s*(\w+)\s*([^\]]*)\]")
_HEADER = re.compile(r"\s*\d{1,9}\s*[\s,]\s*\d{1,9}\s*,?\s*(?:#.*)?", re.ASCII)
_HEADER_WITH_SPACES = re.compile(r"\s*\d{1,9}\s+\d{1,9}\s*(?:#.*)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_BALLOT = re.compile(r"\s*\d+(?:\s+[\d=-]+)*\s+0\s*", re.ASCII)
_BALLOT_WITH_COMMAS = re.compile(r"\s*\d+(?:\s*,\s*[\d=-]+)+[\s,]*", re.ASCII)
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class RankedFile:
    """What the file holds; `notes` say what was read otherwise than it stands.

    `tie_order` are places: of those who are level, the first of them is taken.
    """

    ballots: RankedBallots
    seats: int
    title: str = ""
    notes: tuple[str, ...] = ()
    tie_order: tuple[int, ...] = ()


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
    overvotes: Overvotes
    is_approval: bool
    size: int = 0
    seats: int = 0
    has_commas: bool = False
    withdrawn: set[int] = field(default_factory=set)
    tie_order: tuple[int, ...] = ()
    nicknames: dict[str, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    rankings: Counter[Ranking] = field(default_factory=Counter)
    unclear: int = 0

    def refusal(self, key: str, **values: object) -> CannotCount:
        return CannotCount(key, self.language, name=self.name, **values)


def read_blt(
    data: bytes,
    name: str,
    *,
    approval: bool = False,
    overvotes: Overvotes = Overvotes.REFUSE,
    language: str = "fr",
) -> RankedFile:
    """Rankings, seats, names. With `approval`, what a ballot shares or skips is approved alike.

    Raises CannotCount, naming the line.
    """
    lines = text_of(data, name, language).split("\n")
    reading = _Reading(name, language, overvotes, approval)
    start = _read_header(lines, reading)
    end = _read_ballots(lines, start, reading)
    _refuse_late_ballots(lines, end, reading)
    named = read_names(lines[end:], reading.size, language)
    if named.after_title is not None:
        place = end + named.after_title
        raise reading.refusal("after_title", line=place + 1, cell=lines[place].strip()[:40])
    notes = named.notes
    if reading.unclear:
        papers = number(reading.unclear, language)
        notes.append(say(language, f"unclear_papers_{overvotes}", papers=papers))
    if reading.ignored:
        notes.append(say(language, "options_not_followed", options=" ".join(reading.ignored)))
    ballots = RankedBallots(named.names, dict(reading.rankings), frozenset(reading.withdrawn))
    return RankedFile(ballots, reading.seats, named.title, tuple(notes), reading.tie_order)


def _read_header(lines: Sequence[str], reading: _Reading) -> int:
    for place, line in enumerate(lines):
        bare = line.split("#")[0]
        if not bare.strip():
            continue
        if not _HEADER.fullmatch(bare):
            break
        reading.has_commas = "," in bare
        reading.size, reading.seats = (int(part) for part in bare.replace(",", " ").split())
        if reading.size > _MOST:
            most = number(_MOST, reading.language)
            raise reading.refusal("too_many_candidates", line=place + 1, most=most)
        if not reading.size:
            break
        return place + 1
    raise reading.refusal("not_blt", line=place + 1)


def _read_ballots(lines: Sequence[str], start: int, reading: _Reading) -> int:
    """Returns the place of the line after the ballots."""
    known: dict[str, _Ballot] = {}
    for place in range(start, len(lines)):
        line = lines[place]
        if line not in known:
            if option := _OPTION.fullmatch(line.split("#")[0].strip()):
                _read_option(option[1].lower(), option[2].split(), place, reading)
                continue
            parts = _parts(line, reading)
            if reading.has_commas and _is_name(line):
                return place
            if parts == ["0"]:
                return place + 1
            if not parts:
                continue
            if all(part[0] == "-" and part != "-" for part in parts):
                reading.withdrawn |= {_candidate(part[1:], place, reading) for part in parts}
                continue
            known[line] = _ballot(parts, place, reading)
        weight, ranking, is_unclear = known[line]
        reading.rankings[ranking] += weight
        reading.unclear += weight * is_unclear
    raise reading.refusal("ballots_without_end", line=len(lines))


def _parts(line: str, reading: _Reading) -> list[str]:
    bare = _IDENTIFIER.sub("", line.strip()).split("#")[0]
    return (bare.replace(",", " ") if reading.has_commas else bare).split()


def _is_name(line: str) -> bool:
    return line.strip()[:1] == '"' or line.strip()[:1].isalpha()


def _read_option(option: str, words: Sequence[str], place: int, reading: _Reading) -> None:
    """A line in square brackets: who has withdrawn, the order of ties, words for candidates."""
    line = f"[{option} {' '.join(words)}]"
    if option == "droop":
        reading.ignored.append(line)
        return
    if option == "nick":
        reading.nicknames = {word: at for at, word in enumerate(words)}
        if not len(reading.nicknames) == len(words) == reading.size:
            raise reading.refusal("blt_option_incomplete", line=place + 1, cell=line)
        return
    if option not in {"withdrawn", "tie"}:
        raise reading.refusal("blt_option_unknown", line=place + 1, cell=line)
    places = [_candidate(word, place, reading) for word in words]
    if option == "withdrawn":
        reading.withdrawn |= set(places)
        return
    if sorted(places) != list(range(reading.size)):
        raise reading.refusal("blt_option_incomplete", line=place + 1, cell=line)
    if reading.tie_order not in {(), tuple(places)}:
        raise reading.refusal("blt_option_twice", line=place + 1, cell=line)
    reading.tie_order = tuple(places)


def _ballot(parts: list[str], place: int, reading: _Reading) -> _Ballot:
    """Its weight, its ranking as far as it is clear, and whether that is less than it says."""
    weight = whole_in(parts[0])
    if not weight:
        raise reading.refusal("weight_is_wrong", line=place + 1, cell=parts[0])
    if parts[-1] != "0" and not reading.has_commas:
        raise reading.refusal("ballot_without_end", line=place + 1)
    preferences = parts[1:-1] if parts[-1] == "0" else parts[1:]
    if "0" in preferences:
        raise reading.refusal("ballot_goes_on", line=place + 1)
    while preferences and preferences[-1] == "-":
        preferences.pop()
    ranks = [
        []
        if part == "-"
        else [_candidate(candidate, place, reading) for candidate in part.split("=")]
        for part in preferences
    ]
    ranking, is_unclear = _told_of(ranks, reading)
    if is_unclear and reading.overvotes == Overvotes.REFUSE:
        shown = " ".join(preferences)
        raise reading.refusal("ranking_unclear", line=place + 1, cell=shown)
    return weight, tuple(ranking), is_unclear


def _told_of(ranks: Sequence[Sequence[int]], reading: _Reading) -> tuple[Sequence[int], bool]:
    """What the ranks say; in an approval vote, whom they name at all, once each."""
    if not reading.is_approval:
        return ranking_of(ranks, reading.overvotes)
    named = [candidate for rank in ranks for candidate in rank]
    approved = [*dict.fromkeys(named)]
    return approved, len(approved) < len(named)


def _candidate(part: str, place: int, reading: _Reading) -> int:
    if part in reading.nicknames:
        return reading.nicknames[part]
    if not _NUMBER.fullmatch(part) or not 1 <= int(part) <= reading.size:
        cell, most = part[:40], reading.size
        raise reading.refusal("no_such_candidate", line=place + 1, cell=cell, most=most)
    return int(part) - 1


def _refuse_late_ballots(lines: Sequence[str], end: int, reading: _Reading) -> None:
    """A line 0 too early would make names of what follows."""
    for place, line in enumerate(lines[end:], start=end):
        if _OPTION.fullmatch(line.split("#")[0].strip()):
            raise reading.refusal("blt_option_late", line=place + 1, cell=line.strip())
        is_ballot = _BALLOT_WITH_COMMAS if reading.has_commas else _BALLOT
        if is_ballot.fullmatch(line) or line.strip() == "0":
            raise reading.refusal("ballot_after_end", line=place + 1)
