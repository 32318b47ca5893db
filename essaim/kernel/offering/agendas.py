"""What rooms put on the agenda of a body, and which actions they keep as pages of their own."""

from collections.abc import Callable, Collection, Iterable, Set
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class AgendaLine:
    """What a room puts on an agenda, in the language of the network.

    `source` (`call:KEY`) stands there once; `under` is the source of the line above it.
    """

    source: str
    title: str
    kind: str = "discussion"  # information, discussion, decision, election or report
    text: str = ""
    minutes: int = 0
    under: str = ""


@dataclass(frozen=True)
class AgendaSource:
    """What waits for the next meeting of a body: `lines(key of the body, day of the meeting,
    audiences)`, of things of these audiences alone: what all who read that agenda may read.

    Lines that are offered no more leave the agendas that were not announced yet.
    """

    code: str
    label: Any  # a lazy translation or a string
    lines: Callable[[UUID, date, Set[str]], Iterable[AgendaLine]]


@dataclass(frozen=True)
class ActionKeeper:
    """A room that says more of some actions of the programme, as of those that are meetings.

    What the two share (title, days, place, state, audience) is changed on its page alone:
    `page_of(id of an action)` is the address of that page, empty for an action that is not its own;
    `own(ids)` are those of these actions that are.
    """

    code: str
    label: Any
    page_of: Callable[[int], str]
    own: Callable[[Collection[int]], Set[int]]
