"""What the template or the agreement asks for and the report does not hold."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.material import Material
from essaim.reports.report_templates import PartKind


def objectives_in_order(material: Material) -> Iterator[Finding]:
    """Each objective of the programme stands once, in the order of the programme."""
    codes = [objective.code for objective in material.objectives]
    counts = Counter(codes)
    for code in dict.fromkeys([*material.expected, *codes]):
        if counts[code] == 1 and code in material.expected:
            continue
        sentence = (
            _("Objective %(code)s is missing from the report.")
            if not counts[code]
            else _("Objective %(code)s stands %(count)s times in the report.")
            if counts[code] > 1
            else _("Objective %(code)s is not one of the programme.")
        )
        yield _order_finding(material, sentence % {"code": code, "count": counts[code]})
    if sorted(codes) == sorted(material.expected) and codes != list(material.expected):
        yield _order_finding(
            material, _("The objectives do not stand in the order of the programme.")
        )


def _order_finding(material: Material, sentence: str) -> Finding:
    return Finding(
        "objectives_in_order", Severity.SERIOUS, sentence, material.programme, material.composer_url
    )


def required_parts(material: Material) -> Iterator[Finding]:
    """An objective without its judgement or its means."""
    for objective in material.objectives:
        for text in objective.texts.values():
            if text.is_required and not text.paragraphs:
                yield Finding(
                    "required_parts",
                    Severity.SERIOUS,
                    _("Objective %(code)s: “%(part)s” is empty.")
                    % {"code": objective.code, "part": text.heading},
                    text.where,
                    text.url,
                )


def objectives_without_action(material: Material) -> Iterator[Finding]:
    """An objective under which nothing is told. One that was changed says why instead."""
    plan = material.template.part(PartKind.FACTS)
    if plan is None or not plan.is_required:
        return
    for objective in material.objectives:
        if not objective.action_count and not objective.is_changed:
            yield Finding(
                "objectives_without_action",
                Severity.SERIOUS,
                _("Objective %(code)s has no action in %(year)s.")
                % {"code": objective.code, "year": material.year},
                objective.code,
                material.place_of(objective),
            )


def empty_sections(material: Material) -> Iterator[Finding]:
    """A section that the template requires and that nobody wrote."""
    for text in material.sections.values():
        if text.is_required and not text.paragraphs:
            sentence = _("“%(section)s” is empty.") % {"section": text.heading}
            yield Finding("empty_sections", Severity.SERIOUS, sentence, text.where, text.url)


def unexplained_changes(material: Material) -> Iterator[Finding]:
    """An objective was changed and no decision says by whom."""
    for objective in material.objectives:
        if objective.is_changed and objective.decision is None:
            yield Finding(
                "unexplained_changes",
                Severity.WARNING,
                _("Objective %(code)s is %(status)s, and no decision is named.")
                % {"code": objective.code, "status": objective.status_label},
                objective.code,
                objective.url,
            )


def unanswered_rubrics(material: Material) -> Iterator[Finding]:
    """A heading of the agreement that no objective of the report answers."""
    for rubric, is_answered in material.rubrics:
        if not is_answered:
            yield Finding(
                "unanswered_rubrics",
                Severity.WARNING,
                _("No objective answers the heading “%(rubric)s” of the agreement.")
                % {"rubric": rubric},
                material.agreement,
                material.composer_url,
            )
