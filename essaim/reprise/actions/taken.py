"""What the writing of a past report shares: where it stands, and what became of each row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.text import fold
from essaim.network.models import Organisation
from essaim.programme.models import Axis, Indicator, Objective
from essaim.reprise.queries.past_reports import known_organisations
from essaim.reprise.reading.drafts import Row
from essaim.reprise.reading.organisations import Names, index_names


@dataclass
class Taken:
    """What was found or made so far, by the codes and names of the report; `outcome` tells it."""

    name: str
    year: int
    audience: str
    by: Acting
    axes: dict[str, Axis] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    outcome: list[dict[str, str]] = field(default_factory=list)

    @cached_property
    def known(self) -> dict[str, Organisation]:
        """The organisations that stand already, by their names folded."""
        return {
            fold(name): organisation for name, organisation in known_organisations(self.by).items()
        }

    @cached_property
    def names(self) -> Names:
        """What texts are searched for, once every organisation of the report is written."""
        return index_names(list(self.organisations))

    @cached_property
    def indicators(self) -> dict[str, int]:
        """Numbers of those that stand, by their titles folded and their codes; the oldest wins."""
        numbers: dict[str, int] = {}
        visible = Indicator.objects.visible_to(self.by).order_by("pk")
        for number, title, code in visible.values_list("pk", "title", "code"):
            numbers.setdefault(fold(title), number)
            numbers.setdefault(code, number)
        return numbers

    def objective_of(self, row: Row) -> Objective | None:
        """Raises RuleBroken where the row belongs to an objective that is not taken over."""
        code = row["objective"]
        if code and code not in self.objectives:
            raise RuleBroken(_("Objective %(code)s is not taken over.") % {"code": code})
        return self.objectives[code] if code else None

    @contextmanager
    def refusing(self, what: str, row: Row) -> Iterator[None]:
        """A row that cannot be written leaves nothing and is told with its reason; others go on."""
        try:
            with transaction.atomic():
                yield
        except RuleBroken as fault:
            label = row.get("title") or row.get("name") or f"{row['value']} {row['unit']}"
            whole = f"{row.get('code', '')} {label}".strip()
            self.tell(what, whole, RowOutcome.REFUSED, reason=str(fault))

    def tell_written(self, what: str, thing: Any, *, is_new: bool, url: str = "") -> None:
        fate = RowOutcome.CREATED if is_new else RowOutcome.UNCHANGED
        self.tell(what, str(thing), fate, url=url or thing.get_absolute_url())

    def tell(self, what: str, label: str, fate: str, *, reason: str = "", url: str = "") -> None:
        self.outcome.append(
            {"what": what, "label": label, "fate": str(fate), "reason": reason, "url": url}
        )
