"""How the network asks for its dues, and whose are settled on a day."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from essaim.network.dues_periods import Owed, Rhythms, is_paid_up
from essaim.network.models import Dues, DuesCalendar


def rhythms() -> Rhythms:
    """In one query."""
    return Rhythms(tuple(DuesCalendar.objects.order_by("since").values_list("since", "rhythm")))


def paid_up_on(cutoff: date) -> set[int]:
    """Ids of the memberships that had settled, by that day, dues that cover it. One query."""
    covering = Dues.objects.filter(starts_on__lte=cutoff, ends_on__gte=cutoff).order_by("pk")
    columns = ("membership", "pk", "starts_on", "ends_on", "amount", "exemption")
    came_in: dict[tuple[Any, ...], list[tuple[date, Decimal]]] = defaultdict(list)
    for *dues, paid_on, paid in covering.values_list(
        *columns, "payments__paid_on", "payments__amount"
    ):
        payments = came_in[tuple(dues)]
        if paid_on is not None:
            payments.append((paid_on, paid))
    return {
        membership
        for (membership, _pk, first, last, amount, why), payments in came_in.items()
        if is_paid_up([Owed(first, last, amount, bool(why), payments)], cutoff)
    }
