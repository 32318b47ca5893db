"""Who takes the seats of a ranking in which some are level."""

from collections.abc import Sequence

from essaim.kernel.tally.words import number, say


def seated(levels: Sequence[Sequence[str]], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those who have a seat, then those level for the last ones, whom the ballots leave undecided.

    `levels` goes from the first; nobody is split from those with whom she is level.
    """
    winners: list[str] = []
    for level in levels:
        if len(winners) == seats:
            break
        if len(winners) + len(level) > seats:
            return tuple(winners), tuple(level)
        winners += level
    return tuple(winners), ()


def seats_told(
    winners: Sequence[str], undecided: Sequence[str], seats: int, language: str
) -> list[str]:
    """Who is chosen, and between whom the ballots do not decide."""
    told = [say(language, "chosen", names=", ".join(winners))] if winners else []
    if undecided:
        left = number(seats - len(winners), language)
        told.append(say(language, "undecided", names=", ".join(undecided), seats=left))
    return told
