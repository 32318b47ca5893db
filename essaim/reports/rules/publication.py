"""Who may publish, and hand out what was published."""

from essaim.kernel.acting import BUREAU, COORDINATION, Acting
from essaim.reports.models import FunderLink, Report
from essaim.reports.rules.composition import view_report


def publish_report(by: Acting, report: Report) -> bool:
    """The coordination answers for what leaves the house."""
    return by.is_one_of(COORDINATION) and view_report(by, report)


def export_report(by: Acting, report: Report) -> bool:
    """A draft leaves the house only in the hands of those who write it."""
    return by.is_one_of(BUREAU) and view_report(by, report)


def make_funder_link(by: Acting, report: Report) -> bool:
    return publish_report(by, report)


def revoke_funder_link(by: Acting, link: FunderLink) -> bool:
    return publish_report(by, link.snapshot.report)
