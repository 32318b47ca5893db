"""How the network asks for its dues, and whose are settled on a day."""

from collections import defaultdict
from datetime import date

from django.db.models import Prefetch

from essaim.network.dues_periods import Owed, Rhythms, is_paid_up
from essaim.network.models import Dues, DuesCalendar, Payment


def rhythms() -> Rhythms:
    """In one query."""
    return Rhythms(tuple(DuesCalendar.objects.order_by("since").values_list("since", "rhythm")))


def paid_up_on(cutoff: date) -> set[int]:
    """Ids of the memberships that had settled, by that day, dues that cover it. Two queries."""
    covering = Dues.objects.filter(starts_on__lte=cutoff, ends_on__gte=cutoff)
    payments = Prefetch("payments", Payment.objects.order_by("pk"))
    owed: dict[int, list[Owed]] = defaultdict(list)
    for dues in covering.order_by("pk").prefetch_related(payments):
        owed[dues.membership_id].append(dues.owed)
    return {membership for membership, lines in owed.items() if is_paid_up(lines, cutoff)}
