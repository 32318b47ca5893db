"""Addresses of many rows of one kind: a pattern is looked up once, not once a row.

Django's `reverse` costs as much as twenty cells of a table.
"""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, reverse

SOME = UUID(int=0)


def address(name: str, key: UUID | str) -> str:
    """As `reverse(name, args=[key])`, of a key or a code: what needs no sign of its own there."""
    before, after = _around(name, get_script_prefix(), settings.ROOT_URLCONF)
    return f"{before}{key}{after}"


@lru_cache(maxsize=1000)
def _around(name: str, prefix: str, urlconf: str) -> tuple[str, str]:
    """What stands before and after the key; the rest is what a pattern depends on."""
    before, _key, after = reverse(name, args=[SOME]).rpartition(str(SOME))
    return before, after


class Pattern:
    """An address with one key left open, which stands last among its arguments."""

    def __init__(self, name: str, *keys: UUID) -> None:
        before, _key, after = reverse(name, args=[*keys, SOME]).rpartition(str(SOME))
        self.before, self.after = before, after

    def __call__(self, key: UUID) -> str:
        return f"{self.before}{key}{self.after}"
