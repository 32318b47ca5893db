"""What a room is to whoever opens and closes rooms."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from essaim.kernel.acting import Acting


def _nothing(_acting: Acting) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Opening:
    """A room as whoever opens and closes rooms reads of it.

    `why_open`: why this one cannot be closed; empty for one that can, since none stands on it.
    Both others answer in sentences, for who closes it: `under_way` what must end first, where and
    how; `stops` what nobody can do, or does, until it opens again.
    """

    label: Any
    text: Any
    why_open: Any = ""
    under_way: Callable[[Acting], Iterable[str]] = _nothing
    stops: Callable[[Acting], Iterable[str]] = _nothing
