"""The axes, objectives and texts of a report, from rows that were read already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.programme.models import Axis, Objective, ObjectiveYear
from essaim.reports.addresses import TextPattern
from essaim.reports.material import AxisChapter, DecisionNote, FigureRow, ObjectiveChapter
from essaim.reports.models import Report, Section
from essaim.reports.prose import Citation, Prose
from essaim.reports.queries.facts import NO_FACTS, FactsOf
from essaim.reports.queries.parts import Passages
from essaim.reports.report_templates import (
    PartKind,
    PartPlan,
    ReportTemplate,
    SectionKind,
    SectionPlan,
)


@dataclass(frozen=True)
class Chapters:
    """Makes the chapters of one report."""

    report: Report
    reader: Acting
    template: ReportTemplate
    years: Mapping[int, ObjectiveYear]
    facts: Mapping[int, FactsOf]
    rows: Mapping[int, Sequence[FigureRow]]
    values: Mapping[Citation, str]
    passages: Passages

    @cached_property
    def text_page(self) -> TextPattern:
        return TextPattern(self.report.key)

    def axes(self, axes: Sequence[Axis], objectives: Sequence[Objective]) -> list[AxisChapter]:
        return [
            AxisChapter(
                code=axis.code,
                title=axis.title,
                objectives=[
                    self._objective(objective)
                    for objective in objectives
                    if objective.axis_id == axis.pk
                ],
            )
            for axis in axes
        ]

    def sections(self, written: Mapping[str, Section]) -> dict[str, Prose]:
        """The texts that the template asks for, written or not."""
        return {
            plan.code: self._section(plan, written.get(plan.code))
            for plan in self.template.of_kind(SectionKind.TEXT)
        }

    def _section(self, plan: SectionPlan, section: Section | None) -> Prose:
        return Prose(
            place=plan.code,
            where=str(plan.heading),
            heading=str(plan.heading),
            html=section.text if section else "",
            url=reverse("reports:write_section", args=[self.report.key, plan.code]),
            is_required=plan.is_required,
            limit=plan.limit,
            help_text=str(plan.help_text),
            year=self.report.year,
            values=self.values,
        )

    def _objective(self, objective: Objective) -> ObjectiveChapter:
        year = self.years.get(objective.pk) or ObjectiveYear(
            objective=objective, year=self.report.year
        )
        facts = self.facts.get(objective.pk, NO_FACTS)
        return ObjectiveChapter(
            id=objective.pk,
            key=objective.key,
            code=objective.code,
            title=objective.title,
            url=objective.get_absolute_url(),
            status=year.status,
            status_label=year.standing,
            reason=year.reason,
            decision=self._decision(year),
            became=self._became(year),
            facts=facts.kept,
            left_out=facts.left_out,
            withheld=facts.withheld,
            rows=self.rows.get(objective.pk, ()),
            texts={
                plan.kind: self._text(objective, year, plan)
                for plan in self.template.parts
                if plan.kind.is_text
            },
            passages=self.passages.of_objective.get(objective.pk, ()),
            folded=facts.folded,
        )

    def _became(self, year: ObjectiveYear) -> str:
        """The objective that follows; nothing where it stands in a programme that is not shown."""
        following = year.became
        if following is None:
            return ""
        is_told_whole = following.programme_id == self.report.programme_id
        is_shown = is_told_whole or following.programme.audience in self.reader.capacities
        return str(following) if is_shown else ""

    def _decision(self, year: ObjectiveYear) -> DecisionNote | None:
        """The decision on a change; readers who may not see it are told on which day it fell."""
        decision = year.decision
        if decision is None:
            return None
        is_shown = decision.audience in self.reader.capacities
        return DecisionNote(
            text=decision.text if is_shown else "",
            body=decision.body if is_shown else "",
            decided_on=decision.decided_on,
            reference=decision.reference if is_shown else "",
        )

    def _text(self, objective: Objective, year: ObjectiveYear, plan: PartPlan) -> Prose:
        return Prose(
            place=f"{objective.code}/{plan.kind}",
            where=_("%(code)s, %(part)s") % {"code": objective.code, "part": plan.heading},
            heading=str(plan.heading),
            html=getattr(year, PartKind(plan.kind).value),
            url=self.text_page(objective.key, plan.kind),
            is_required=plan.is_required,
            limit=plan.limit,
            year=self.report.year,
            values=self.values,
        )
