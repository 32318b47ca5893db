"""Putting the days of a membership right, with what hangs on them: who speaks, what is owed."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from essaim.journal.actions import action, keep_first_revision
from essaim.kernel.acting import Acting
from essaim.kernel.days import refuse_crossing, refuse_days
from essaim.kernel.errors import RuleBroken
from essaim.network.actions.corrections import correct_representation
from essaim.network.actions.ending import (
    is_member,
    refuse_after_death,
)
from essaim.network.enums import Standing
from essaim.network.models import Dues, Membership, Representation
from essaim.network.queries import organisations_like, people_like


@action
def correct_membership(
    *, membership: Membership, admitted_on: date, ended_on: date | None, by: Acting
) -> Membership:
    """The days of a membership; without a last day, it still runs.

    Whoever spoke for the member until its last day follows; dues of years that it does not run any
    more are no longer owed. Raises RuleBroken where some of these were paid.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    before = membership.ended_on
    beside = _memberships_beside(membership)
    if membership.person is not None:
        refuse_after_death(membership.person, admitted_on, ended_on)
    refuse_days((membership.admitted_on, before), (admitted_on, ended_on))
    refuse_crossing(beside, "admitted_on", "ended_on", admitted_on, ended_on)
    keep_first_revision(membership)
    membership.admitted_on, membership.ended_on = admitted_on, ended_on
    membership.save(update_fields=["admitted_on", "ended_on"])
    _drop_dues_outside(membership, by)
    if ended_on != before:
        follow(membership, before, by)
    return membership


@action(about="dues")
def withdraw_dues(*, dues: Dues, by: Acting) -> None:
    """They were never owed. Raises RuleBroken where something was paid."""
    if dues.payments.exists():
        raise RuleBroken(
            _("Something was paid for %(year)s: take the payments back first.")
            % {"year": dues.year}
        )
    dues.delete()


def follow(membership: Membership, before: date | None, by: Acting) -> None:
    """Has those who spoke for a member until the end of its membership stop when it stops now.

    Whoever stopped for another reason, or could not go on beside somebody else, stays as noted.
    """
    if membership.organisation is None:
        return
    organisation = membership.organisation.canonical or membership.organisation
    until = membership.ended_on
    spoke = Representation.objects.filter(organisation__in=organisations_like(organisation))
    ended = Q(pk__in=[]) if before is None else Q(ends_on=before)
    later = Q(pk__in=[]) if until is None else (Q(ends_on=None) | Q(ends_on__gt=until))
    for row in spoke.filter(ended | later).order_by("pk"):
        if until is not None and row.starts_on > until:
            if is_member(organisation, row.starts_on):
                continue
            raise RuleBroken(
                _("%(name)s speaks for it from %(day)s: correct that first.")
                % {"name": row.person, "day": f"{row.starts_on:%d/%m/%Y}"}
            )
        if row.ends_on != until and not _is_replaced(row, spoke):
            correct_representation(
                representation=row, starts_on=row.starts_on, ends_on=until, by=by
            )


def _is_replaced(row: Representation, among: QuerySet[Representation]) -> bool:
    """Whether somebody else became titular when this one stopped."""
    later = among.exclude(pk=row.pk).filter(standing=Standing.TITULAR)
    return row.standing == Standing.TITULAR and later.filter(starts_on__gte=row.starts_on).exists()


def _memberships_beside(membership: Membership) -> QuerySet[Any]:
    if membership.organisation is not None:
        kept_card = membership.organisation.canonical or membership.organisation
        return Membership.objects.filter(organisation__in=organisations_like(kept_card)).exclude(
            pk=membership.pk
        )
    person = membership.person
    assert person is not None  # noqa: S101 the database holds one or the other
    rows = people_like(person.canonical or person)
    return Membership.objects.filter(person__in=rows).exclude(pk=membership.pk)


def _drop_dues_outside(membership: Membership, by: Acting) -> None:
    for dues in Dues.objects.outside(membership).order_by("year"):
        withdraw_dues(dues=dues, by=by)
