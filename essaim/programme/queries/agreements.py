"""Agreements with funders: the list, and the page of one with what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from essaim.kernel.acting import Acting
from essaim.programme.models import (
    Agreement,
    AgreementYear,
    Decision,
    Objective,
    Programme,
    ReportDue,
    Rubric,
)


def agreements_with(funder: int) -> QuerySet[Agreement]:
    """Those whose pages name this organisation as their funder."""
    return Agreement.objects.filter(funder=funder).order_by("-starts_on", "pk")


@dataclass(frozen=True)
class Due:
    """A report that a funder expects; days left are negative once the day is past."""

    report: ReportDue
    days_left: int

    @property
    def days_late(self) -> int:
        return -self.days_left


@dataclass(frozen=True)
class AgreementPage:
    """An agreement: each of its years, with or without an amount."""

    agreement: Agreement
    years: Sequence[tuple[int, AgreementYear | None]]
    rubrics: Sequence[Rubric]
    due: Sequence[Due]
    programmes: Sequence[Programme]

    @property
    def stated(self) -> list[AgreementYear]:
        return [row for _year, row in self.years if row is not None]

    @property
    def reports(self) -> list[ReportDue]:
        return [due.report for due in self.due]


def list_agreements(acting: Acting) -> QuerySet[Agreement]:
    """Those that this reader may see, newest first."""
    agreements: QuerySet[Agreement] = Agreement.objects.visible_to(acting)
    return agreements.select_related("funder").order_by("-starts_on", "-pk")


def agreement_page(agreement: Agreement, acting: Acting, on: date) -> AgreementPage:
    """Five queries. A year of the agreement without a row, or without amount, is not stated."""
    stated = {row.year: row for row in agreement.years.all()}
    covered = range(agreement.starts_on.year, agreement.ends_on.year + 1)
    answering = Prefetch("objectives", Objective.objects.visible_to(acting))
    rubrics = agreement.rubrics.prefetch_related(answering).order_by("position", "code")
    programmes = Programme.objects.visible_to(acting).filter(agreements=agreement)
    return AgreementPage(
        agreement=agreement,
        years=[(year, stated.get(year)) for year in sorted({*covered, *stated})],
        rubrics=list(rubrics),
        due=reports_due(agreement, on),
        programmes=list(programmes.order_by("starts_on", "pk")),
    )


def reports_due(agreement: Agreement, on: date) -> list[Due]:
    """In the order of their days."""
    rows = agreement.reports_due.order_by("due_on", "pk")
    return [Due(row, (row.due_on - on).days) for row in rows]


def next_due(acting: Acting, on: date, *, within: int = 90) -> list[Due]:
    """What funders expect in the coming days, for a dashboard; the most urgent first."""
    rows = ReportDue.objects.filter(
        agreement__audience__in=acting.capacities,
        due_on__range=(on, on + timedelta(days=within)),
    ).select_related("agreement__funder")
    named = ("agreement__key", "agreement__funder__name", "agreement__funder__short_name")
    rows = rows.only("kind", "year", "due_on", *named)
    return [Due(row, (row.due_on - on).days) for row in rows.order_by("due_on", "pk")]


def list_decisions(acting: Acting) -> QuerySet[Decision]:
    """Those that this reader may see, newest first."""
    decisions: QuerySet[Decision] = Decision.objects.visible_to(acting)
    return decisions.order_by("-decided_on", "-pk")
