"""Memberships and dues."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db.models import Prefetch, Q
from django.db.models.functions import Coalesce

from essaim.network.models import Dues, Membership, Payment

DuesState = Literal["unset", "exempt", "paid", "due"]


@dataclass(frozen=True)
class DuesLine:
    """A membership in a year: what it owes, what came in, what is left, in euros."""

    membership: Membership
    dues: Dues | None
    paid: Decimal

    @property
    def amount(self) -> Decimal:
        return self.dues.amount if self.dues else Decimal(0)

    @property
    def remaining(self) -> Decimal:
        """Never below zero: what was paid in excess is not owed back here."""
        return max(self.amount - self.paid, Decimal(0))

    @property
    def state(self) -> DuesState:
        if self.dues is None:
            return "unset"
        if self.dues.exemption:
            return "exempt"
        return "due" if self.remaining else "paid"


@dataclass(frozen=True)
class DuesYear:
    """The dues of a year and their totals, in euros."""

    year: int
    lines: list[DuesLine]

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def paid(self) -> Decimal:
        return sum((line.paid for line in self.lines), Decimal(0))

    @property
    def remaining(self) -> Decimal:
        return sum((line.remaining for line in self.lines), Decimal(0))

    def count_of(self, state: DuesState) -> int:
        return sum(line.state == state for line in self.lines)


def dues_year(year: int) -> DuesYear:
    """Every membership that ran on a day of the year, with what it owes for it. Two queries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    running = Membership.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=first), admitted_on__lte=last
    )
    owed = Dues.objects.filter(year=year).with_paid()
    memberships = (
        running.select_related("organisation", "person", "college")
        .prefetch_related(Prefetch("dues", owed, to_attr="of_the_year"))
        .order_by(Coalesce("organisation__folded", "person__folded"), "pk")
    )
    return DuesYear(year, [_line(membership) for membership in memberships])


def _line(membership: Membership) -> DuesLine:
    found: list[Dues] = membership.of_the_year  # type: ignore[attr-defined]
    dues = found[0] if found else None
    return DuesLine(membership, dues, dues.paid if dues else Decimal(0))


def years_of_dues(this_year: int) -> list[int]:
    """From the first admission to this year, newest first."""
    first = Membership.objects.order_by("admitted_on").values_list("admitted_on", flat=True).first()
    return list(range(this_year, min(first.year if first else this_year, this_year) - 1, -1))


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
