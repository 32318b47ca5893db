"""Questions to the database that a number beyond its columns would break."""

from typing import Any

from django.db.models import IntegerField
from django.db.models.lookups import In

#: What a column of 64 bits holds.
SMALLEST, LARGEST = -(2**63), 2**63 - 1


class WithinColumns(In):
    """`pk__in` with a number that no column holds: no row has it, which SQLite cannot say."""

    def get_prep_lookup(self) -> Any:
        wanted = super().get_prep_lookup()
        if not isinstance(wanted, list):
            return wanted
        return [n for n in wanted if not isinstance(n, int) or SMALLEST <= n <= LARGEST]


def register() -> None:
    """For every column of whole numbers; exact and ordered questions Django guards itself."""
    IntegerField.register_lookup(WithinColumns)
