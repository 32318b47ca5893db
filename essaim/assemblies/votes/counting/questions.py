"""What a count is given, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from essaim.assemblies.votes.enums import Outcome
from essaim.tally.quorum import Presence


@dataclass(frozen=True)
class Cast:
    """A ballot as it is counted: no elector any more, at most a college."""

    marks: Mapping[str, Any]
    college: str = ""


@dataclass(frozen=True)
class Question:
    """All that a count needs. `rule` is the resolution's, frozen at its opening."""

    method: str
    rule: Mapping[str, Any]
    casts: Sequence[Cast]
    presence: Presence
    options: Mapping[str, str] = field(default_factory=dict)  # key → label, in their order
    grades: Sequence[str] = ()
    seats: int = 1
    paper: Mapping[str, int] = field(default_factory=dict)
    casting_vote: str | None = None
    said: str = ""  # in the room, for lots
    secret: str = ""  # sealed at the opening; the seal is in the rule


@dataclass(frozen=True)
class Counted:
    """What came out. `winners` are labels, in their order, where options were put to the vote."""

    outcome: Outcome
    tally: dict[str, Any]
    explanation: tuple[str, ...]
    winners: tuple[str, ...] = ()


def told_share(share: Fraction | None) -> str:
    """ "8/15"; empty where there is none."""
    return "" if share is None else str(share)
