"""Memberships and dues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.network.dues_periods import Rhythms
from essaim.network.enums import DuesRhythm
from essaim.network.models import Dues, Membership, Payment
from essaim.network.queries.dues import rhythms

DuesState = Literal["unset", "exempt", "paid", "due"]
#: No row of dues; amount and payments in euros.
_NOT_SET: tuple[Any, ...] = (None, Decimal(0), Decimal(0))


def left_to_pay(amount: Decimal, paid: Decimal) -> Decimal:
    """Never below zero: what was paid in excess is not owed back here."""
    return max(amount - paid, Decimal(0))


@dataclass(frozen=True)
class DuesLine:
    """A membership in a year: what it owes, what came in, what is left, in euros."""

    membership: Membership
    dues: Dues | None
    paid: Decimal
    is_seen: bool = True

    @property
    def name(self) -> str:
        """A label where the member is not for this reader: totals stay those of everybody."""
        return str(self.membership) if self.is_seen else _("member who is not for you to see")

    @property
    def exemption(self) -> str:
        return self.dues.exemption if self.dues and self.is_seen else ""

    @property
    def amount(self) -> Decimal:
        return self.dues.amount if self.dues else Decimal(0)

    @property
    def remaining(self) -> Decimal:
        return left_to_pay(self.amount, self.paid)

    @property
    def state(self) -> DuesState:
        if self.dues is None:
            return "unset"
        if self.dues.exemption:
            return "exempt"
        return "due" if self.remaining else "paid"


class DuesCall(NamedTuple):
    """What totals read of a membership in a year, in euros; `dues` is None where none are set."""

    membership: int
    dues: int | None
    amount: Decimal
    paid: Decimal
    is_seen: bool

    @property
    def remaining(self) -> Decimal:
        return left_to_pay(self.amount, self.paid)


@dataclass(frozen=True)
class DuesYear:
    """The dues of a year and their totals, in euros."""

    year: int
    label: str
    calls: list[DuesCall]

    @property
    def without_amount(self) -> list[int]:
        """The memberships for which nothing is set yet, of those that this reader sees."""
        return [call.membership for call in self.calls if call.is_seen and call.dues is None]

    @property
    def amount(self) -> Decimal:
        return sum((call.amount for call in self.calls), Decimal(0))

    @property
    def paid(self) -> Decimal:
        return sum((call.paid for call in self.calls), Decimal(0))

    @property
    def remaining(self) -> Decimal:
        return sum((call.remaining for call in self.calls), Decimal(0))


def dues_year(year: int, acting: Acting, asked: Rhythms | None = None) -> DuesYear:
    """Every membership that ran on a day of that year of dues, with what it owes. Two queries.

    Who has something left to pay comes first; members whom this reader may not see have no name,
    and come last.
    """
    asked = asked or rhythms()
    near = Membership.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=date(year, 1, 1)), admitted_on__lt=date(year + 2, 1, 1)
    ).order_by(Coalesce("organisation__folded", "person__folded"), "pk")
    audience = Coalesce("organisation__audience", "person__audience")
    owed: QuerySet[Any] = Dues.objects.filter(year=year).with_paid()
    called: dict[int, Any] = {
        row[0]: row[1:] for row in owed.values_list("membership", "pk", "amount", "paid")
    }
    calls = [
        DuesCall._make((pk, *called.get(pk, _NOT_SET), acting.is_one_of(readers)))
        for pk, begins, ends, readers in near.values_list("pk", "admitted_on", "ended_on", audience)
        if asked.are_due(year, begins, ends)
    ]
    calls.sort(key=lambda call: (not call.is_seen, not call.remaining))
    return DuesYear(year, asked.label(year), calls)


def amounts_of_last_year(dues: DuesYear) -> dict[int, Decimal]:
    """What the memberships without an amount owed the year before, in euros; who was exempt then is
    left out: an exemption has its reason each year.
    """
    before = Dues.objects.filter(year=dues.year - 1, exemption="")
    rows = before.filter(membership__in=dues.without_amount)
    return dict(rows.values_list("membership", "amount"))


def dues_lines(calls: Sequence[DuesCall]) -> list[DuesLine]:
    """These as a page or a table shows them, in their order. Two queries."""
    members = Membership.objects.select_related("organisation", "person", "college")
    memberships = members.in_bulk([call.membership for call in calls])
    owed = Dues.objects.with_paid().in_bulk([call.dues for call in calls if call.dues])
    return [
        DuesLine(
            memberships[call.membership],
            owed[call.dues] if call.dues else None,
            call.paid,
            call.is_seen,
        )
        for call in calls
    ]


def this_year_of_dues(day: date, asked: Rhythms | None = None) -> int:
    """The year of the dues that are called on a day; of each admission, for a rolling year."""
    asked = asked or rhythms()
    rolls = asked.of(day.year) == DuesRhythm.ROLLING
    return day.year if rolls else asked.year_on(day, day)


def years_of_dues(this_year: int, asked: Rhythms | None = None) -> list[int]:
    """From the first admission to this year, newest first."""
    first = Membership.objects.order_by("admitted_on").values_list("admitted_on", flat=True).first()
    asked = asked or rhythms()
    start = min(asked.year_on(first, first) if first else this_year, this_year)
    return list(range(this_year, start - 1, -1))


@dataclass(frozen=True)
class MembershipPage:
    """A membership with its dues, newest year first."""

    membership: Membership
    lines: list[DuesLine]

    def has_dues_of(self, year: int) -> bool:
        return any(line.dues is not None and line.dues.year == year for line in self.lines)


def membership_page(membership: Membership) -> MembershipPage:
    payments = Payment.objects.order_by("paid_on", "pk")
    owed = membership.dues.with_paid().order_by("-year")
    lines = [
        DuesLine(membership, dues, dues.paid)
        for dues in owed.prefetch_related(Prefetch("payments", payments))
    ]
    return MembershipPage(membership, lines)
