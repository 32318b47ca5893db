"""Who takes the seats of a ranking in which some are level."""

from collections.abc import Sequence
from dataclasses import dataclass

from essaim.tally.ties import TieBreak, Ties
from essaim.tally.words import number, say


@dataclass(frozen=True, slots=True)
class Seats:
    """`undecided` are level for the last seats where the rules leave that open."""

    winners: tuple[str, ...]
    undecided: tuple[str, ...]
    explanation: tuple[str, ...]


def seats_of(
    levels: Sequence[Sequence[str]],
    seats: int,
    names: Sequence[str],
    ties: Ties,
    *,
    language: str = "fr",
) -> Seats:
    """Who has a seat, and why; a seat stays empty where nobody is left to take it.

    `levels` goes from the first, and `names` is the list; who is level is split by `ties` alone.
    """
    winners, level = _seated(levels, seats)
    sentences = []
    if level and ties.by != TieBreak.OPEN:
        left = seats - len(winners)
        drawn = ties.in_order([name for name in names if name in level], language=language)
        shown = {"names": ", ".join(drawn), "seats": number(left, language)}
        sentences.append(say(language, "seats_split", by=ties.in_words(language), **shown))
        winners, level = (*winners, *drawn[:left]), ()
    return Seats(winners, level, (*sentences, *_outcome_sentences(winners, level, seats, language)))


def _seated(levels: Sequence[Sequence[str]], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    winners: list[str] = []
    for level in levels:
        if len(winners) == seats:
            break
        if len(winners) + len(level) > seats:
            return tuple(winners), tuple(level)
        winners += level
    return tuple(winners), ()


def _outcome_sentences(
    winners: Sequence[str], undecided: Sequence[str], seats: int, language: str
) -> list[str]:
    sentences = [say(language, "chosen", names=", ".join(winners))] if winners else []
    left = number(seats - len(winners), language)
    if undecided:
        sentences.append(say(language, "undecided", names=", ".join(undecided), seats=left))
    elif not winners:
        sentences.append(say(language, "nobody_chosen"))
    elif len(winners) < seats:
        sentences.append(say(language, "seats_left", seats=left))
    return sentences
