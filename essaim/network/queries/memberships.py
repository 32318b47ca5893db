"""Memberships and dues."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db.models import Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.network.dues_periods import Rhythms
from essaim.network.enums import DuesRhythm
from essaim.network.models import Dues, Membership, Payment
from essaim.network.queries.dues import rhythms

DuesState = Literal["unset", "exempt", "paid", "due"]


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
    label: str
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


def dues_year(year: int, acting: Acting, asked: Rhythms | None = None) -> DuesYear:
    """Every membership that ran on a day of that year of dues, with what it owes. Two queries.

    Members whom this reader may not see have no name, and come last.
    """
    asked = asked or rhythms()
    near = Membership.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=date(year, 1, 1)), admitted_on__lt=date(year + 2, 1, 1)
    )
    owed = Dues.objects.filter(year=year).with_paid()
    memberships = (
        near.select_related("organisation", "person", "college")
        .prefetch_related(Prefetch("dues", owed, to_attr="of_the_year"))
        .order_by(Coalesce("organisation__folded", "person__folded"), "pk")
    )
    lines = [
        _line(membership, acting) for membership in memberships if _ran(membership, year, asked)
    ]
    return DuesYear(year, asked.label(year), sorted(lines, key=lambda line: not line.is_seen))


def _ran(membership: Membership, year: int, asked: Rhythms) -> bool:
    first, last = asked.period(year, membership.admitted_on)
    ended = membership.ended_on
    return membership.admitted_on <= last and (ended is None or ended >= first)


def _line(membership: Membership, acting: Acting) -> DuesLine:
    of_the_year: list[Dues] = membership.of_the_year  # type: ignore[attr-defined]
    dues = of_the_year[0] if of_the_year else None
    member = membership.organisation or membership.person
    is_seen = member is not None and acting.is_one_of(member.audience)
    return DuesLine(membership, dues, dues.paid if dues else Decimal(0), is_seen)


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
