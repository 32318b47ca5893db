"""What a page says to machines of the thing that it shows, in the words of schema.org.

A room describes its rows beside its other offers; the head of the page of one writes it with
`{% json_ld row %}`. Only what everybody may read is described, whoever reads the page.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.conf import settings

from essaim.kernel.acting import PUBLIC

Description = Mapping[str, Any]
#: Nothing in it ends the element or begins another, whatever the browser makes of it.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}


@dataclass(frozen=True)
class JsonLd:
    """How rows of a model (`network.organisation`) are told: `describe` of one that is public.

    `audience` reads who sees the row. What is empty in a description is left out.
    """

    model: str
    describe: Callable[[Any], Description | None]
    audience: Callable[[Any], str] = attrgetter("audience")

    def of(self, row: Any) -> str:
        """As it stands in the page; empty for what is not public, or has nothing to say."""
        if self.audience(row) != PUBLIC:
            return ""
        description = self.describe(row)
        return written(description) if description else ""


def written(description: Description) -> str:
    """JSON that may stand within an element of a page."""
    whole = {"@context": "https://schema.org", **_without_what_is_empty(description)}
    return json.dumps(whole, ensure_ascii=False).translate(_ESCAPES)


def _without_what_is_empty(value: Any) -> Any:
    """Of a table within, its kind alone (`@type`) says nothing."""
    if isinstance(value, Mapping):
        kept = {name: _without_what_is_empty(part) for name, part in value.items()}
        kept = {name: part for name, part in kept.items() if part not in (None, "", [], {})}
        return {} if set(kept) <= {"@type"} else kept
    if isinstance(value, list | tuple):
        parts = [_without_what_is_empty(part) for part in value]
        return [part for part in parts if part not in (None, "", [], {})]
    return value


def page_of(row: Any) -> str:
    """The whole address of its page, which is its identity among machines."""
    address: str = row.get_absolute_url()
    return settings.BASE_URL + address


def iso(day: date, precision: str = "day") -> str:
    """ISO 8601, as exactly as it is known: 2024-06-12, 2024-06, 2024."""
    length = {"month": 7, "year": 4}.get(precision)
    return day.isoformat()[:length]
