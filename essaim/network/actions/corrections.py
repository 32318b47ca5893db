"""Putting days right: noted wrongly, or an ending that was none. Revisions keep what stood."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from essaim.journal.actions import action, keep_first_revision
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.actions.ending import refuse_after_death
from essaim.network.enums import Standing
from essaim.network.models import (
    Affiliation,
    Dues,
    GroupMember,
    Membership,
    NetworkRole,
    Organisation,
    OrganisationLink,
    Representation,
)
from essaim.network.models.dated import Dated
from essaim.network.queries import organisations_like, people_like

Row = TypeVar("Row", Affiliation, GroupMember, NetworkRole, OrganisationLink, Representation)


@action
def correct_affiliation(
    *, affiliation: Affiliation, starts_on: date, ends_on: date | None, by: Acting
) -> Affiliation:
    """The days on which she belonged to it; without a last day, she still does."""
    beside = Affiliation.objects.filter(
        person=affiliation.person_id, organisation=affiliation.organisation_id
    )
    refuse_after_death(affiliation.person, starts_on, ends_on)
    return _put_right(affiliation, starts_on, ends_on, beside)


@action
def correct_network_role(
    *, network_role: NetworkRole, starts_on: date, ends_on: date | None, by: Acting
) -> NetworkRole:
    """The days on which she held it; without a last day, she still does."""
    beside = NetworkRole.objects.filter(person=network_role.person_id, kind=network_role.kind)
    refuse_after_death(network_role.person, starts_on, ends_on)
    return _put_right(network_role, starts_on, ends_on, beside)


@action
def correct_group_member(
    *, group_member: GroupMember, starts_on: date, ends_on: date | None, by: Acting
) -> GroupMember:
    """The days on which she was of the group; without a last day, she still is."""
    beside = GroupMember.objects.filter(group=group_member.group_id, person=group_member.person_id)
    refuse_after_death(group_member.person, starts_on, ends_on)
    return _put_right(group_member, starts_on, ends_on, beside)


@action
def correct_organisation_link(
    *, link: OrganisationLink, starts_on: date, ends_on: date | None, by: Acting
) -> OrganisationLink:
    """The days of the link; without a last day, it still runs."""
    beside = OrganisationLink.objects.filter(
        source=link.source_id, target=link.target_id, kind=link.kind
    )
    return _put_right(link, starts_on, ends_on, beside)


@action
def correct_representation(
    *, representation: Representation, starts_on: date, ends_on: date | None, by: Acting
) -> Representation:
    """The days on which she spoke for the member: one titular at a time, within a membership."""
    organisation = representation.organisation.canonical or representation.organisation
    rows = organisations_like(organisation)
    refuse_after_death(representation.person, starts_on, ends_on)
    moves = starts_on != representation.starts_on
    if moves and not _is_member(organisation, starts_on):
        raise RuleBroken(
            _("%(name)s is not a member on %(day)s: correct its membership first.")
            % {"name": organisation, "day": f"{starts_on:%d/%m/%Y}"}
        )
    beside = Representation.objects.filter(organisation__in=rows)
    same = Q(person=representation.person_id)
    if representation.standing == Standing.TITULAR:
        same |= Q(standing=Standing.TITULAR)
    return _put_right(representation, starts_on, ends_on, beside.filter(same))


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
    _refuse(membership, (membership.admitted_on, before), (admitted_on, ended_on))
    _refuse_crossing(beside, "admitted_on", "ended_on", admitted_on, ended_on)
    keep_first_revision(membership)
    membership.admitted_on, membership.ended_on = admitted_on, ended_on
    membership.save(update_fields=["admitted_on", "ended_on"])
    _drop_dues_outside(membership, by)
    if ended_on != before:
        follow(membership, before, by)
    return membership


@action
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
            if _is_member(organisation, row.starts_on):
                continue
            raise RuleBroken(
                _("%(name)s speaks for it from %(day)s: correct that first.")
                % {"name": row.person, "day": f"{row.starts_on:%d/%m/%Y}"}
            )
        if row.ends_on != until and not _is_replaced(row, spoke):
            correct_representation(
                representation=row, starts_on=row.starts_on, ends_on=until, by=by
            )


def _is_member(organisation: Organisation, day: date) -> bool:
    rows = organisations_like(organisation)
    return Membership.objects.running_on(day).filter(organisation__in=rows).exists()


def _is_replaced(row: Representation, among: QuerySet[Representation]) -> bool:
    """Whether somebody else became titular when this one stopped."""
    later = among.exclude(pk=row.pk).filter(standing=Standing.TITULAR)
    return row.standing == Standing.TITULAR and later.filter(starts_on__gte=row.starts_on).exists()


def _memberships_beside(membership: Membership) -> QuerySet[Any]:
    if membership.organisation is not None:
        one = membership.organisation.canonical or membership.organisation
        return Membership.objects.filter(organisation__in=organisations_like(one)).exclude(
            pk=membership.pk
        )
    person = membership.person
    assert person is not None  # noqa: S101 the database holds one or the other
    rows = people_like(person.canonical or person)
    return Membership.objects.filter(person__in=rows).exclude(pk=membership.pk)


def _drop_dues_outside(membership: Membership, by: Acting) -> None:
    for dues in Dues.objects.outside(membership).order_by("year"):
        withdraw_dues(dues=dues, by=by)


def _put_right(dated: Row, starts_on: date, ends_on: date | None, beside: QuerySet[Any]) -> Row:
    """Writes the days, saved, where they cross no other line about the same."""
    rows: QuerySet[Any] = type(dated)._default_manager.all()
    dated = rows.select_for_update(of=("self",)).get(pk=dated.pk)
    _refuse(dated, (dated.starts_on, dated.ends_on), (starts_on, ends_on))
    _refuse_crossing(beside.exclude(pk=dated.pk), "starts_on", "ends_on", starts_on, ends_on)
    keep_first_revision(dated)
    dated.starts_on, dated.ends_on = starts_on, ends_on
    dated.save(update_fields=["starts_on", "ends_on"])
    return dated


def _refuse(
    row: Dated | Membership,
    before: tuple[date, date | None],
    now: tuple[date, date | None],
) -> None:
    starts_on, ends_on = now
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(_("This cannot end before it begins."))
    if before == now:
        raise RuleBroken(_("These are the days already noted: nothing was changed."))


def _refuse_crossing(
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
