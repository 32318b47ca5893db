"""Open a report, write its texts, choose and order the actions that it tells."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from essaim.journal.actions import action, keep_beside
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fit, fitted
from essaim.kernel.markup import clean, tokens
from essaim.kernel.widening import refuse_to_show_unasked
from essaim.programme.actions.content import check_audience
from essaim.programme.actions.figures import record_figure_uses
from essaim.programme.models import Action, Objective
from essaim.reports.content import ReportContent, named_by
from essaim.reports.models import Report, Section, Selection
from essaim.reports.queries.facts import facts_of
from essaim.reports.queries.reports import reader_of, template_of
from essaim.reports.report_templates import templates

UP, DOWN = "up", "down"


@action
def open_report(*, content: ReportContent, by: Acting) -> Report:
    """Open the report of a year. Raises RuleBroken where it is open already, or cannot be.

    Raises WouldShow where fewer people see the programme that it tells, or its funder.
    """
    template = templates().get(content.template)
    if template is None:
        raise RuleBroken(_("Choose a template."))
    check_audience(content.audience)
    _check(content, needs_agreement=template.needs_agreement)
    names = named_by(content.programme, content.agreement)
    refuse_to_show_unasked(content.audience, names, is_agreed=content.shows_more)
    same = Report.objects.filter(
        template=content.template,
        year=content.year,
        programme=content.programme,
        agreement=content.agreement,
    )
    if same.exists():
        raise RuleBroken(_("This report is open already."))
    return Report.objects.create(
        template=content.template,
        title=" ".join(content.title.split()) or template.title_of(content.year),
        year=content.year,
        programme=content.programme,
        agreement=content.agreement,
        audience=content.audience,
    )


def _check(content: ReportContent, *, needs_agreement: bool) -> None:
    programme, agreement = content.programme, content.agreement
    if not programme.starts_on.year <= content.year <= programme.ends_on.year:
        raise RuleBroken(_("The programme does not cover %(year)s.") % {"year": content.year})
    if agreement is None:
        if needs_agreement:
            raise RuleBroken(_("Choose the agreement of which the report gives account."))
        return
    if not programme.agreements.filter(pk=agreement.pk).exists():
        raise RuleBroken(_("This agreement does not belong to the programme."))
    if not agreement.starts_on.year <= content.year <= agreement.ends_on.year:
        raise RuleBroken(_("The agreement does not cover %(year)s.") % {"year": content.year})


@action
def edit_report(
    *,
    report: Report,
    title: str,
    audience: str,
    by: Acting,
    parts_left_out: Sequence[str] | None = None,
    shows_more: bool = False,
) -> Report:
    """Change how a report is called, who reads it, and what other rooms tell in it (if given).

    Raises WouldShow as `open_report` does.
    """
    check_audience(audience)
    names = named_by(report.programme, report.agreement)
    was = (report.audience, names)
    refuse_to_show_unasked(audience, names, is_agreed=shows_more, was=was)
    report.title = " ".join(title.split()) or template_of(report).title_of(report.year)
    report.audience = audience
    if parts_left_out is not None:
        report.parts_left_out = sorted(parts_left_out)
    report.save(update_fields=["title", "audience", "parts_left_out"])
    return report


# --- Texts ------------------------------------------------------------------------------------


@action
def write_section(*, report: Report, code: str, text: str, by: Acting) -> Section:
    """Save a text of a report, cleaned."""
    section = _section(report, code)
    mine = clean(text)
    if mine != section.text:
        fit(Section(text=mine), ["text"])
        section.text = mine
        section.save(update_fields=["text"])
        record_figure_uses(section, "text", [token[:3] for token in tokens(mine)])
    return section


@action
def keep_section(*, report: Report, code: str, text: str, by: Acting) -> Section:
    """Keep a text that came second among the versions; the one that stands is untouched."""
    section = _section(report, code)
    keep_beside(section, text=clean(text))
    return section


def _section(report: Report, code: str) -> Section:
    if template_of(report).text(code) is None:
        raise RuleBroken(_("The template has no text “%(code)s”.") % {"code": code})
    section, _made = Section.objects.get_or_create(report=report, code=code)
    return section


# --- Actions ----------------------------------------------------------------------------------


@action
def select_action(
    *, report: Report, objective: Objective, action: Action, is_kept: bool, by: Acting
) -> Report:
    """Keep an action under an objective of the report, or leave it out."""
    _check_place(report, objective, action)
    Selection.objects.update_or_create(
        report=report,
        objective=objective,
        action=action,
        defaults={"is_kept": is_kept},
        create_defaults={"is_kept": is_kept, "position": 0},
    )
    return report


@action
def move_action(
    *, report: Report, objective: Objective, action: Action, direction: str, by: Acting
) -> Report:
    """Move a kept action one place up or down under its objective.

    The order stands from then on; actions noted later come after it.
    """
    _check_place(report, objective, action)
    facts = facts_of(report, reader_of(report), objective.pk)
    kept = [fact.id for fact in facts[objective.pk].kept]
    if action.pk not in kept:
        raise RuleBroken(_("Keep the action first."))
    at = kept.index(action.pk)
    to = at + (-1 if direction == UP else 1)
    if not 0 <= to < len(kept):
        return report
    kept[at], kept[to] = kept[to], kept[at]
    rows = [
        Selection(report=report, objective=objective, action_id=pk, is_kept=True, position=position)
        for position, pk in enumerate(kept, start=1)
    ]
    Selection.objects.bulk_create(
        fitted(rows),
        update_conflicts=True,
        unique_fields=["report", "objective", "action"],
        update_fields=["position"],
    )
    return report


def _check_place(report: Report, objective: Objective, action: Action) -> None:
    if objective.programme_id != report.programme_id:
        raise RuleBroken(_("This objective is not one of the programme of the report."))
    if not action.objective_links.filter(objective=objective).exists():
        raise RuleBroken(_("This action does not serve this objective."))
