"""Two givers and one last place under the cap: tried with threads of their own connections."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from essaim.assemblies.models import Proxy
from essaim.assemblies.roll.actions.answers import give_proxy
from essaim.kernel.errors import RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import make_body, make_elector, make_meeting, make_rules


@pytest.mark.django_db(transaction=True)
def test_of_two_givers_racing_for_the_last_place_exactly_one_wins():
    body = make_rules(body=make_body(), proxy_cap=1).body
    meeting = make_meeting(body=body, state="convened", opened_at=None)
    holder, *givers = (make_elector(meeting=meeting) for _ in range(3))
    by, start, told = house(), Barrier(2), []

    def give(giver):
        start.wait()
        try:
            give_proxy(giver=giver, holder=holder, by=by)
            told.append("given")
        except RuleBroken as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=give, args=[giver]) for giver in givers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == sorted(
        ["given", f"Un pouvoir au plus\u00a0: {holder.name} en porte déjà un."]
    )
    assert Proxy.objects.standing().filter(holder=holder).count() == 1
