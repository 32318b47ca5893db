"""Addresses of the texts of one report."""

from uuid import UUID

from django.urls import reverse

from essaim.kernel.addresses import SOME


class TextPattern:
    """The page of a text of an objective, in one report."""

    PART = "part"

    def __init__(self, report: UUID) -> None:
        address = reverse("reports:write_objective_text", args=[report, SOME, self.PART])
        self.before, self.after = address.split(f"{SOME}/{self.PART}")

    def __call__(self, objective: UUID, part: str) -> str:
        return f"{self.before}{objective}/{part}{self.after}"
