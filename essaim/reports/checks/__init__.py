"""What is missing, doubled, undated or contradicted in a report. Pure: material in, findings out.

One function a check; each finding leads to its place. Costs in proportion to the length of the
report: nothing is compared with everything.
"""

from collections.abc import Callable, Iterator, Sequence

from essaim.reports.checks.addresses import dead_links
from essaim.reports.checks.cuts import cut_sentences
from essaim.reports.checks.days import two_dates
from essaim.reports.checks.figures import (
    contradicted_figures,
    figures_without_source,
    gone_figures,
    typed_numbers,
    unread_figures,
)
from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.checks.missing import (
    empty_sections,
    objectives_in_order,
    objectives_without_action,
    required_parts,
    unanswered_rubrics,
    unexplained_changes,
)
from essaim.reports.checks.notes import notes_out_of_order
from essaim.reports.checks.prose import long_texts, wrong_counts
from essaim.reports.checks.repeats import doubled_headings, repeated_paragraphs
from essaim.reports.checks.values import two_values
from essaim.reports.material import Material

__all__ = ["CHECKS", "Finding", "Severity", "find_all", "find_serious"]

Check = Callable[[Material], Iterator[Finding]]

CHECKS: Sequence[Check] = (
    gone_figures,
    objectives_in_order,
    required_parts,
    objectives_without_action,
    empty_sections,
    unexplained_changes,
    unanswered_rubrics,
    repeated_paragraphs,
    two_values,
    contradicted_figures,
    figures_without_source,
    unread_figures,
    typed_numbers,
    wrong_counts,
    long_texts,
    doubled_headings,
    cut_sentences,
    two_dates,
    notes_out_of_order,
    dead_links,
)
ORDER = (Severity.BLOCKING, Severity.SERIOUS, Severity.WARNING)


def find_all(material: Material) -> list[Finding]:
    """Every finding, the gravest first."""
    findings = [finding for check in CHECKS for finding in check(material)]
    return sorted(findings, key=lambda finding: ORDER.index(finding.severity))


def find_serious(material: Material) -> list[Finding]:
    """Those for which a reason is asked before the report is published."""
    return [each for each in find_all(material) if each.severity is not Severity.WARNING]
