"""What a room is to whoever opens and closes rooms."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Opening:
    """A room as whoever opens and closes rooms reads of it.

    `why_open`: why this one cannot be closed; empty for one that can, since none stands on it.
    """

    label: Any
    text: Any
    why_open: Any = ""
