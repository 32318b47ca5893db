"""Ending what runs: the same rules for links, roles, affiliations, groups and representations."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from essaim.journal.actions import keep_first_revision
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Membership, Organisation, Person
from essaim.network.models.dated import Dated
from essaim.network.queries import organisations_like


def end(dated: Dated, *, ends_on: date) -> None:
    """Sets the last day, saved. Raises RuleBroken if it ended before, or begins after."""
    if dated.ends_on is not None:
        raise RuleBroken(_("This has already ended."))
    if ends_on < dated.starts_on:
        raise RuleBroken(_("This cannot end before it begins."))
    keep_first_revision(dated)  # type: ignore[arg-type]
    dated.ends_on = ends_on
    dated.save(update_fields=["ends_on"])


def refuse_after_death(person: Person, starts_on: date, ends_on: date | None = None) -> None:
    """Raises RuleBroken for what would run after the day on which somebody died."""
    died_on = Person.objects.values_list("died_on", flat=True).get(
        pk=person.canonical_id or person.pk
    )
    if died_on is not None and (ends_on is None or ends_on > died_on or starts_on > died_on):
        raise RuleBroken(
            _("%(name)s died on %(day)s: nothing runs after that day.")
            % {"name": person, "day": f"{died_on:%d/%m/%Y}"}
        )


def refuse_days(
    row: Dated | Membership,
    before: tuple[date, date | None],
    now: tuple[date, date | None],
) -> None:
    starts_on, ends_on = now
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(_("This cannot end before it begins."))
    if before == now:
        raise RuleBroken(_("These are the days already noted: nothing was changed."))


def refuse_crossing(
    beside: QuerySet[Any], start: str, end: str, starts_on: date, ends_on: date | None
) -> None:
    """One day may be shared: somebody stops in the morning, and somebody else begins."""
    crossing = beside.filter(Q(**{end: None}) | Q(**{f"{end}__gt": starts_on}))
    if ends_on is not None:
        crossing = crossing.filter(**{f"{start}__lt": ends_on})
    other = crossing.order_by(start).first()
    if other is None:
        return
    first, last = getattr(other, start), getattr(other, end)
    if last is None:
        sentence = _("Another line runs since %(start)s: these days cross it. Correct it first.")
        raise RuleBroken(sentence % {"start": f"{first:%d/%m/%Y}"})
    sentence = _(
        "Another line runs from %(start)s to %(end)s: these days cross it. Correct it first."
    )
    raise RuleBroken(sentence % {"start": f"{first:%d/%m/%Y}", "end": f"{last:%d/%m/%Y}"})


def is_member(organisation: Organisation, day: date) -> bool:
    rows = organisations_like(organisation)
    return Membership.objects.running_on(day).filter(organisation__in=rows).exists()
