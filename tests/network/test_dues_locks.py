"""Dues written twice at once, on PostgreSQL: each waits for the other, none is turned away."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial
from threading import Event

import pytest
from django.db import connection, connections, transaction

from essaim.network import actions
from essaim.network.models import Dues
from tests.factories.accounts import coordinator
from tests.factories.network import make_college, make_membership
from tests.network.test_membership_actions import make_dues


def written(write: Callable[[], object], waits_for: Event, tells: Event) -> None:
    """Writes once it may, and tells it a while before it is kept."""
    try:
        waits_for.wait(5)
        with transaction.atomic():
            write()
            tells.set()
            time.sleep(0.5)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("repeats_first", [True, False])
def test_an_exemption_and_the_dues_of_last_year_wait_for_each_other(repeats_first: bool) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    some = [make_membership(college=make_college(), admitted_on=date(2020, 1, 1))]
    make_dues(membership=some[0], year=2024, amount=Decimal(30))
    by = coordinator()
    repeat = partial(actions.repeat_dues, memberships=some, year=2025, by=by)
    exempt = partial(actions.exempt_dues, membership=some[0], year=2025, reason="solidarité", by=by)
    now, inside = Event(), Event()
    now.set()
    turns = [repeat, exempt] if repeats_first else [exempt, repeat]
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(written, turns[0], now, inside)
        second = pool.submit(written, turns[1], inside, Event())
    assert (first.exception(), second.exception()) == (None, None)
    dues = Dues.objects.get(year=2025)
    assert (dues.amount, dues.exemption) == (Decimal(0), "solidarité")
