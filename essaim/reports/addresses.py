"""Addresses of many rows of one kind: a pattern is looked up once a page, not once a row."""

from uuid import UUID

from django.urls import reverse

SOME = UUID(int=0)


class Pattern:
    """An address with one key left open, which stands last among its arguments."""

    def __init__(self, name: str, *keys: UUID) -> None:
        before, _key, after = reverse(name, args=[*keys, SOME]).rpartition(str(SOME))
        self.before, self.after = before, after

    def __call__(self, key: UUID) -> str:
        return f"{self.before}{key}{self.after}"


class TextPattern:
    """The page of a text of an objective, in one report."""

    PART = "part"

    def __init__(self, report: UUID) -> None:
        address = reverse("reports:write_objective_text", args=[report, SOME, self.PART])
        self.before, self.after = address.split(f"{SOME}/{self.PART}")

    def __call__(self, objective: UUID, part: str) -> str:
        return f"{self.before}{objective}/{part}{self.after}"
