"""Pieces of the house that another site shows within its own page: lists of what is public."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class EmbeddedLine:
    """A public thing in a few words: when, what, where; `url` begins with a slash."""

    title: str
    url: str
    when: str = ""
    text: str = ""


@dataclass(frozen=True)
class Embed:
    """A list that other sites may show: `lines(today, most)`, all public, in one or two queries.

    It answers no more than `most`; `whole` is the name of the page where all of it stands.
    """

    code: str
    label: Any
    nothing: Any  # what stands there where there is no line
    whole: str
    lines: Callable[[date, int], Sequence[EmbeddedLine]]
