"""Somebody died: what they were ran until that day, and nobody writes to them any more.

Nothing is erased, so that the past counts them. Undoing puts back what the noting of the death
changed, and nothing else: its lines in the journal say what that was.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.actions import close_account, reopen_account
from essaim.journal.actions import action
from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.actions.membership_days import correct_membership
from essaim.network.actions.undoing import CORRECT, run_again
from essaim.network.models import (
    Membership,
    Person,
)
from essaim.network.queries import people_like
from essaim.post.actions import hold_back_for


@action
def note_death(*, person: Person, died_on: date, by: Acting) -> Person:
    """What they were ends on that day, their account closes, mails that had not left wait."""
    person = _kept(person)
    if person.erased_at is not None:
        raise RuleBroken(_("This person was erased."))
    if person.died_on is not None:
        raise RuleBroken(_("This is already noted."))
    if died_on > timezone.localdate():
        raise RuleBroken(_("A death is noted once it has happened: this day is to come."))
    rows = list(people_like(person).select_related("user"))
    _end_all(rows, died_on, by)
    for row in rows:
        if row.user is not None and row.user.is_active:
            close_account(user=row.user, by=by)
        hold_back_for(person_key=row.key, by=by)
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    return person


@action
def undo_death(*, person: Person, by: Acting) -> Person:
    """It was a mistake: what its noting had ended runs again, and their account opens."""
    person = _kept(person)
    if person.died_on is None:
        raise RuleBroken(_("No death is noted for %(name)s.") % {"name": person})
    noted = Entry.objects.about(person.key).filter(verb="network.note_death").first()
    person.died_on = None
    person.save(update_fields=["died_on"])
    if noted is not None:
        lines = Entry.objects.filter(within=noted.key)
        run_again(lines, by)
        closed = set(
            lines.filter(verb="accounts.close_account").values_list("target_key", flat=True)
        )
        for row in people_like(person).select_related("user"):
            if row.user is not None and row.user.key in closed:
                reopen_account(user=row.user, by=by)
    return person


def _kept(person: Person) -> Person:
    """The row that stands for them, locked."""
    root = person.canonical_id or person.pk
    kept: Person = Person.objects.select_for_update().get(pk=root)
    return kept


def _end_all(rows: list[Person], died_on: date, by: Acting) -> None:
    for model, (correct, name) in CORRECT.items():
        theirs = model.objects.filter(person__in=rows)
        for row in theirs.filter(Q(ends_on=None) | Q(ends_on__gt=died_on)).order_by("pk"):
            _refuse_later(row, row.starts_on, died_on)
            correct(**{name: row}, starts_on=row.starts_on, ends_on=died_on, by=by)
    members = Membership.objects.filter(person__in=rows)
    for row in members.filter(Q(ended_on=None) | Q(ended_on__gt=died_on)).order_by("pk"):
        _refuse_later(row, row.admitted_on, died_on)
        correct_membership(membership=row, admitted_on=row.admitted_on, ended_on=died_on, by=by)


def _refuse_later(row: Any, starts_on: date, died_on: date) -> None:
    if starts_on > died_on:
        raise RuleBroken(
            _("%(what)s is noted from %(day)s on, after that day: correct its days first.")
            % {"what": row._meta.verbose_name.capitalize(), "day": f"{starts_on:%d/%m/%Y}"}
        )
