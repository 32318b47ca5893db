"""Putting days right: noted wrongly, or an ending that was none. Revisions keep what stood."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from essaim.journal.actions import action, keep_first_revision
from essaim.kernel.acting import Acting
from essaim.kernel.days import refuse_crossing, refuse_days
from essaim.kernel.errors import RuleBroken
from essaim.network.actions.ending import (
    is_member,
    refuse_after_death,
)
from essaim.network.enums import Standing
from essaim.network.models import (
    Affiliation,
    GroupMember,
    NetworkRole,
    OrganisationLink,
    Representation,
)
from essaim.network.queries import organisations_like

Row = TypeVar("Row", Affiliation, GroupMember, NetworkRole, OrganisationLink, Representation)


@action
def correct_affiliation(
    *, affiliation: Affiliation, starts_on: date, ends_on: date | None, by: Acting
) -> Affiliation:
    """The days on which they belonged to it; without a last day, they still do."""
    beside = Affiliation.objects.filter(
        person=affiliation.person_id, organisation=affiliation.organisation_id
    )
    refuse_after_death(affiliation.person, starts_on, ends_on)
    return _put_right(affiliation, starts_on, ends_on, beside)


@action
def correct_network_role(
    *, network_role: NetworkRole, starts_on: date, ends_on: date | None, by: Acting
) -> NetworkRole:
    """The days on which they held it; without a last day, they still do."""
    beside = NetworkRole.objects.filter(person=network_role.person_id, kind=network_role.kind)
    refuse_after_death(network_role.person, starts_on, ends_on)
    return _put_right(network_role, starts_on, ends_on, beside)


@action
def correct_group_member(
    *, group_member: GroupMember, starts_on: date, ends_on: date | None, by: Acting
) -> GroupMember:
    """The days on which they were of the group; without a last day, they still are."""
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
    """The days on which they spoke for the member: one titular at a time, within a membership."""
    organisation = representation.organisation.canonical or representation.organisation
    rows = organisations_like(organisation)
    refuse_after_death(representation.person, starts_on, ends_on)
    moves = starts_on != representation.starts_on
    if moves and not is_member(organisation, starts_on):
        raise RuleBroken(
            _("%(name)s is not a member on %(day)s: correct its membership first.")
            % {"name": organisation, "day": f"{starts_on:%d/%m/%Y}"}
        )
    beside = Representation.objects.filter(organisation__in=rows)
    same = Q(person=representation.person_id)
    if representation.standing == Standing.TITULAR:
        same |= Q(standing=Standing.TITULAR)
    return _put_right(representation, starts_on, ends_on, beside.filter(same))


def _put_right(dated: Row, starts_on: date, ends_on: date | None, beside: QuerySet[Any]) -> Row:
    """Writes the days, saved, where they cross no other line about the same."""
    rows: QuerySet[Any] = type(dated)._default_manager.all()
    dated = rows.select_for_update(of=("self",)).get(pk=dated.pk)
    refuse_days((dated.starts_on, dated.ends_on), (starts_on, ends_on))
    refuse_crossing(beside.exclude(pk=dated.pk), "starts_on", "ends_on", starts_on, ends_on)
    keep_first_revision(dated)
    dated.starts_on, dated.ends_on = starts_on, ends_on
    dated.save(update_fields=["starts_on", "ends_on"])
    return dated
