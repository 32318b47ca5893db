"""Figures that texts of the house may cite by name."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from essaim.kernel.acting import Acting
from essaim.kernel.markup import Token, token_text


@dataclass(frozen=True)
class TextFigure:
    """A figure as texts cite it by `[[code]]`: how it reads, its page, and who may see it."""

    title: str
    text: str
    url: str
    audience: str


@dataclass(frozen=True)
class FigureOffer:
    """One way to cite a figure: its token, what its form is called, how it reads today."""

    token: Token
    form_label: str
    text: str

    @property
    def typed(self) -> str:
        return token_text(self.token)


@dataclass(frozen=True)
class FigureChoice:
    """A figure with the periods and forms in which it has a value, those of the text's year first.

    `is_near`: it belongs to what is written about, or is a key figure.
    """

    title: str
    offers: Sequence[FigureOffer]
    is_near: bool


@dataclass(frozen=True)
class FiguresInText:
    """Figures of a room that texts of the house may cite; a token without period means a year.

    `find(tokens, that year)` leaves out those that are none; `choose(year, who writes, key of what
    is written about)` are those that this writer may see.
    """

    code: str
    label: Any
    find: Callable[[Collection[Token], int], Mapping[Token, TextFigure]]
    choose: Callable[[int, Acting, UUID | None], Sequence[FigureChoice]]
