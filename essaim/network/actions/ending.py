"""Ending what runs: the same rules for links, roles, affiliations, groups and representations."""

from datetime import date

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


def is_member(organisation: Organisation, day: date) -> bool:
    rows = organisations_like(organisation)
    return Membership.objects.running_on(day).filter(organisation__in=rows).exists()
