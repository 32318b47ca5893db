"""What a second call decides without a quorum: what the first one announced, word for word. Pure.

The statutes spare the second meeting its quorum "on the same agenda": the agenda and the texts of
the first, as they stood when it was called again. Whatever else is put to the vote there needs the
quorum of its subject.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from essaim.assemblies.marks import YES_OR_NO


@dataclass(frozen=True)
class Words:
    """What a question says. `options` are labels, in their order; an item of an agenda has none."""

    title: str
    text: str
    subject: str
    options: Sequence[str] = ()
    seats: int = 1

    def as_record(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**asdict(self), "options": list(self.options)}


def is_put_again(question: Words, announced: Iterable[Mapping[str, Any]]) -> bool:
    """Whether these very words were announced; spaces and line ends apart."""
    return _said(question.as_record()) in [_said(one) for one in announced]


def _said(one: Mapping[str, Any]) -> tuple[str, str, str, list[str], int]:
    title, text = (" ".join(str(one[name]).split()) for name in ("title", "text"))
    options = [" ".join(str(label).split()) for label in one["options"]]
    return title, text, str(one["subject"]), options, int(one["seats"])


def words_of_item(title: str, text: str, subject: str) -> Words:
    """An item on which no question was written announces itself: its title where it has no text."""
    return Words(title, text or title, subject)


def counted_seats(method: str, seats: int) -> int:
    """A vote for or against fills no seat, whatever the form left there."""
    return 1 if method in YES_OR_NO else seats
