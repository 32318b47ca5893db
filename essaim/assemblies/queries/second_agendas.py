"""What a first call leaves undecided for want of a quorum, and puts again word for word."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from essaim.assemblies.enums import AddedAs, Outcome, ResolutionState
from essaim.assemblies.models import Meeting, Resolution
from essaim.assemblies.put_again import Words, counted_seats, words_of_item


def undecided(first: Meeting, subjects: Collection[str]) -> list[Resolution]:
    """The questions of these subjects that were prepared, or opened, and not decided.

    Under the items that the convocation announced: what was added since, nobody was convened to.
    """
    void = Q(outcome=Outcome.NO_QUORUM)
    given_up = Q(state=ResolutionState.WITHDRAWN, opened_at__isnull=False)
    waiting = Q(state=ResolutionState.DRAFT)
    announced = first.resolutions.filter(item__added_as=AddedAs.ANNOUNCED)
    found = announced.filter(void | given_up | waiting, subject__in=subjects)
    return list(found.order_by("number", "pk"))


def announced_by(first: Meeting, subjects: Collection[str]) -> list[dict[str, Any]]:
    """Those questions, and each item of these subjects on which none was written, as records."""
    announced = first.items.on_agenda().filter(added_as=AddedAs.ANNOUNCED)
    items = announced.filter(subject__in=subjects, resolutions=None)
    said = [words_of(one) for one in undecided(first, subjects)]
    said += [words_of_item(one.title, one.text, one.subject) for one in items]
    return [one.as_record() for one in said]


def words_of(question: Resolution) -> Words:
    options = question.options.order_by("position", "pk").values_list("label", flat=True)
    return Words(
        title=question.title,
        text=question.text,
        subject=question.subject,
        options=tuple(options),
        seats=counted_seats(question.method, question.seats),
    )
