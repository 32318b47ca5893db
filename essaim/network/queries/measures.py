"""Figures computed from memberships: members on the last day of a period, each counted once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Count, QuerySet

from essaim.kernel.acting import Acting
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.network.models import Membership
from essaim.network.queries.clusters import root_of


def _running(period: Period, whose: str) -> QuerySet[Membership]:
    """Memberships of organisations, or of individuals, that run at the end of the period."""
    running = Membership.objects.running_on(period.ends_on)
    return running.filter(**{f"{whose}__isnull": False}).annotate(root=root_of(whose))


def _count(period: Period, whose: str) -> Mapping[int | None, Decimal]:
    counted = _running(period, whose).aggregate(count=Count("root", distinct=True))
    return {None: Decimal(counted["count"])}


def _records(period: Period, whose: str, acting: Acting) -> Sequence[Record]:
    """One record for each member counted; what this reader may not see has no name here."""
    memberships = _running(period, whose).select_related(whose, f"{whose}__canonical")
    members = {}
    for membership in memberships.order_by("-admitted_on", "-pk"):
        row = getattr(membership, whose)
        members[row.canonical or row] = membership.admitted_on
    return [
        Record.of(member, admitted_on, is_visible=acting.is_one_of(member.audience))
        for member, admitted_on in sorted(members.items(), key=lambda pair: pair[0].folded)
    ]


def count_member_organisations(period: Period) -> Mapping[int | None, Decimal]:
    return _count(period, "organisation")


def member_organisation_records(
    period: Period, objective: int | None, acting: Acting
) -> Sequence[Record]:
    """Of the whole network alone: a membership serves no objective."""
    return _records(period, "organisation", acting) if objective is None else []


def count_individual_members(period: Period) -> Mapping[int | None, Decimal]:
    return _count(period, "person")


def individual_member_records(
    period: Period, objective: int | None, acting: Acting
) -> Sequence[Record]:
    return _records(period, "person", acting) if objective is None else []
