"""Who may read, open and write reports. Publication has its own rules."""

from essaim.kernel.acting import BUREAU, COORDINATION, Acting
from essaim.reports.models import Report


def view_report(by: Acting, report: Report) -> bool:
    return report.audience in by.capacities


def open_report(by: Acting) -> bool:
    """The coordination answers for what a report promises its reader."""
    return by.is_one_of(COORDINATION)


def _writes(by: Acting, report: Report) -> bool:
    return by.is_one_of(BUREAU) and view_report(by, report)


edit_report = compose_report = write_section = keep_section = _writes
select_action = move_action = _writes
