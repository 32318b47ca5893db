"""What a second call decides without a quorum: what the first one announced, word for word."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q

from essaim.assemblies.meetings.enums import AddedAs
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.votes.enums import Outcome, ResolutionState
from essaim.assemblies.votes.marks import YES_OR_NO
from essaim.assemblies.votes.models import Resolution


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
    return _compared(question.as_record()) in [_compared(record) for record in announced]


def _compared(record: Mapping[str, Any]) -> tuple[str, str, str, list[str], int]:
    title, text = (" ".join(str(record[name]).split()) for name in ("title", "text"))
    options = [" ".join(str(label).split()) for label in record["options"]]
    return title, text, str(record["subject"]), options, int(record["seats"])


def words_of_item(title: str, text: str, subject: str) -> Words:
    """An item on which no question was written announces itself: its title where it has no text."""
    return Words(title, text or title, subject)


def counted_seats(method: str, seats: int) -> int:
    """A vote for or against fills no seat, whatever the form left there."""
    return 1 if method in YES_OR_NO else seats


def undecided(first: Meeting, subjects: Collection[str]) -> list[Resolution]:
    """The questions of these subjects that were prepared, or opened, and not decided.

    Under the items that the convocation announced: what was added since, nobody was convened to.
    """
    void = Q(outcome=Outcome.NO_QUORUM)
    given_up = Q(state=ResolutionState.WITHDRAWN, opened_at__isnull=False)
    waiting = Q(state=ResolutionState.DRAFT)
    announced = first.resolutions.filter(item__added_as=AddedAs.ANNOUNCED)
    questions = announced.filter(void | given_up | waiting, subject__in=subjects)
    return list(questions.order_by("number", "pk"))


def announced_by(first: Meeting, subjects: Collection[str]) -> list[dict[str, Any]]:
    """Those questions, and each item of these subjects on which none was written, as records."""
    announced = first.items.on_agenda().filter(added_as=AddedAs.ANNOUNCED)
    items = announced.filter(subject__in=subjects, resolutions=None)
    announced_words = [words_of(question) for question in undecided(first, subjects)]
    announced_words += [words_of_item(item.title, item.text, item.subject) for item in items]
    return [words.as_record() for words in announced_words]


def words_of(question: Resolution) -> Words:
    options = question.options.order_by("position", "pk").values_list("label", flat=True)
    return Words(
        title=question.title,
        text=question.text,
        subject=question.subject,
        options=tuple(options),
        seats=counted_seats(question.method, question.seats),
    )
