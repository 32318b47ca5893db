"""Forgetting a person who came to meetings: what the room erases, what it keeps, and why.

`forget` asks no rule and writes no journal line of its own: it runs inside the action that erases
a person in every room at once. A link to her card stays, and her card names nobody any more.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from essaim.assemblies.models import Attendance
from essaim.journal.actions import rewrite_revisions
from essaim.network.models import Person
from essaim.network.queries.clusters import people_like


def forget(person_id: int) -> Sequence[str]:
    """Blank what names her, in every row merged with hers. Answers what is kept and why."""
    asked = Person.objects.get(pk=person_id)
    people = [one.pk for one in people_like(asked.canonical or asked)]
    return list(_forget_attendances(people))


def _forget_attendances(people: Sequence[int]) -> Iterable[str]:
    """That somebody sat for an elector stays: the quorum of what was decided rests on it."""
    hers = Attendance.objects.filter(person__in=people)
    if not hers.exists():
        return
    hers.update(name="")
    rewrite_revisions(Attendance, hers.values_list("key", flat=True), name="")
    yield _("That somebody was at these meetings, without her name: their quorum rests on it.")
