"""What a check found, and how much it matters."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """A warning is told; a serious finding asks for a reason to publish; a blocking one stops
    every export."""

    WARNING = "warning"
    SERIOUS = "serious"
    BLOCKING = "blocking"

    @property
    def tone(self) -> str:
        """How a page draws it: what blocks is drawn as what is serious."""
        return "warning" if self is Severity.WARNING else "serious"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: a sentence, and the page where it is put right."""

    code: str
    severity: Severity
    sentence: str
    where: str
    url: str
