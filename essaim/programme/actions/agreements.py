"""Writing what is agreed with those who fund, and what is decided."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from essaim.journal.actions import action
from essaim.journal.claims import refuse_just_noted
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.widening import refuse_to_show_unasked
from essaim.programme.actions.content import check_audience, check_days, check_year
from essaim.programme.content import AgreementContent, DecisionContent
from essaim.programme.enums import ReportDueKind
from essaim.programme.models import Agreement, AgreementYear, Decision, ReportDue, Rubric

Row = TypeVar("Row", Agreement, Decision)


@action
def add_agreement(*, content: AgreementContent, by: Acting) -> Agreement:
    """Enter what was agreed with a funder. Raises RuleBroken where the days are reversed.

    Raises WouldShow where fewer people see the funder than the agreement.
    """
    return _fill_agreement(Agreement(), content)


@action
def edit_agreement(*, agreement: Agreement, content: AgreementContent, by: Acting) -> Agreement:
    """Put the agreement right; its years, rubrics and due dates stay."""
    return _fill_agreement(agreement, content)


def _fill_agreement(agreement: Agreement, content: AgreementContent) -> Agreement:
    check_days(content.starts_on, content.ends_on)
    check_audience(content.audience)
    was = (agreement.audience, [agreement.funder]) if agreement.pk else ("", [])
    refuse_to_show_unasked(
        content.audience, [content.funder], is_agreed=content.shows_more, was=was
    )
    return _filled(agreement, content)


@action
def set_agreement_year(
    *, agreement: Agreement, year: int, amount: Decimal | None, by: Acting
) -> AgreementYear:
    """Say what a year brings, in euros; None where it is not stated. Said again, it replaces."""
    if not agreement.starts_on.year <= year <= agreement.ends_on.year:
        raise RuleBroken(_("%(year)s is outside of the agreement.") % {"year": year})
    if amount is not None and amount < 0:
        raise RuleBroken(_("An amount is not negative."))
    row, _made = AgreementYear.objects.update_or_create(
        agreement=agreement, year=year, defaults={"amount": amount}
    )
    return row


@action
def remove_agreement_year(*, agreement: Agreement, year: AgreementYear, by: Acting) -> Agreement:
    """Take away a year that was entered by mistake."""
    _take_away(agreement, year)
    return agreement


@action
def set_rubric(
    *, agreement: Agreement, code: str, title: str, by: Acting, position: int = 0
) -> Rubric:
    """Enter a heading under which the funder expects to read. Entered again, it is renamed."""
    if not code.strip() or not title.strip():
        raise RuleBroken(_("A rubric has a code and a title."))
    row, _made = Rubric.objects.update_or_create(
        agreement=agreement,
        code=code.strip(),
        defaults={"title": title.strip(), "position": position},
    )
    return row


@action
def remove_rubric(*, agreement: Agreement, rubric: Rubric, by: Acting) -> Agreement:
    """Take away a rubric that no objective answers to."""
    if rubric.objectives.exists():
        raise RuleBroken(_("Objectives answer to this rubric: part them first."))
    _take_away(agreement, rubric)
    return agreement


@action
def set_report_due(
    *, agreement: Agreement, kind: str, year: int, due_on: date, by: Acting
) -> ReportDue:
    """Say by which day the funder expects a report. Said again, the day is moved."""
    if kind not in ReportDueKind.values:
        raise RuleBroken(_("Choose what the report is about."))
    check_year(year)
    row, _made = ReportDue.objects.update_or_create(
        agreement=agreement, kind=kind, year=year, defaults={"due_on": due_on}
    )
    return row


@action
def remove_report_due(*, agreement: Agreement, report_due: ReportDue, by: Acting) -> Agreement:
    """Take away a due date that was entered by mistake."""
    _take_away(agreement, report_due)
    return agreement


def _take_away(agreement: Agreement, part: AgreementYear | Rubric | ReportDue) -> None:
    if part.agreement_id != agreement.pk:
        raise RuleBroken(_("This belongs to another agreement."))
    part.delete()


@action
def add_decision(*, content: DecisionContent, by: Acting) -> Decision:
    """Enter what was decided, by which body, when."""
    twins = Decision.objects.filter(
        text=content.text,
        body=content.body,
        decided_on=content.decided_on,
        reference=content.reference,
    )
    refuse_just_noted(twins, "programme.add_decision", Truncator(content.text).chars(60))
    return _fill_decision(Decision(), content)


@action
def edit_decision(*, decision: Decision, content: DecisionContent, by: Acting) -> Decision:
    """Put the wording right; the former one stays in the revisions."""
    return _fill_decision(decision, content)


def _fill_decision(decision: Decision, content: DecisionContent) -> Decision:
    if not content.text.strip() or not content.body.strip():
        raise RuleBroken(_("A decision has a text and the name of the body that took it."))
    check_year(content.decided_on.year)
    check_audience(content.audience)
    named = Decision.objects.filter(body=content.body, reference=content.reference)
    if content.reference and named.exclude(pk=decision.pk).exists():
        sentence = _("“%(reference)s” already names another decision of this body.")
        raise RuleBroken(sentence % {"reference": content.reference})
    return _filled(decision, content)


def _filled(row: Row, content: Any) -> Row:
    """Copies what the content says onto the row, and saves it."""
    for name, value in vars(content).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.save()
    return row
