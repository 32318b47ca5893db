"""What a report is opened with, and what its pages name."""

from dataclasses import dataclass

from essaim.network.models import Organisation
from essaim.programme.models import Agreement, Programme


@dataclass(frozen=True, kw_only=True)
class ReportContent:
    """What a report is about. An empty title is the one of its template."""

    template: str
    year: int
    programme: Programme
    agreement: Agreement | None = None
    title: str = ""
    audience: str = "bureau"
    shows_more: bool = False


def named_by(programme: Programme, agreement: Agreement | None) -> list[Programme | Organisation]:
    """What a report tells whole, and the funder on its first page."""
    return [programme, agreement.funder] if agreement else [programme]
