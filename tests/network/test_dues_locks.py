"""Dues written twice at once, on PostgreSQL: each waits for the other, none is turned away."""

import threading
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, connections, transaction

from essaim.network import actions
from essaim.network.models import Dues
from tests.factories.accounts import coordinator
from tests.factories.network import make_college, make_membership
from tests.network.test_membership_actions import make_dues


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("repeats_first", [True, False])
def test_an_exemption_and_the_dues_of_last_year_wait_for_each_other(repeats_first: bool) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    some = [make_membership(college=make_college(), admitted_on=date(2020, 1, 1))]
    make_dues(membership=some[0], year=2024, amount=Decimal(30))
    by = coordinator()
    faults: list[Exception] = []
    is_inside = threading.Event()

    def repeat() -> None:
        actions.repeat_dues(memberships=some, year=2025, by=by)

    def exempt() -> None:
        actions.exempt_dues(membership=some[0], year=2025, reason="solidarité", by=by)

    def written(write: Callable[[], None], *, is_first: bool) -> None:
        try:
            with transaction.atomic():
                if not is_first:
                    is_inside.wait()
                write()
                is_inside.set()
                time.sleep(0.5 if is_first else 0)
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    turns = [(repeat, repeats_first), (exempt, not repeats_first)]
    threads = [
        threading.Thread(target=written, args=(w,), kwargs={"is_first": f}) for w, f in turns
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    dues = Dues.objects.get(year=2025)
    assert (dues.amount, dues.exemption) == (Decimal(0), "solidarité")
