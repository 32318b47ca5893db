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
