"""What somebody may do is kept until anything is written: no right outlives what gives it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from essaim.accounts.models import HouseRole
from essaim.accounts.queries import acting_as
from essaim.kernel.acting import BUREAU, COORDINATION, MEMBERS
from essaim.kernel.database_clock import clock
from essaim.network.models import Membership
from tests.factories.accounts import make_user
from tests.factories.network import (
    make_affiliation,
    make_membership,
    make_organisation,
    make_person,
)
from tests.processes import another_process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    yield
    clock.close()


def test_a_role_is_there_as_soon_as_it_is_given_and_gone_when_it_ends() -> None:
    user = make_user()
    assert COORDINATION not in acting_as(user).capacities
    role = HouseRole.objects.create(user=user, role=COORDINATION, since=timezone.localdate())
    assert COORDINATION in acting_as(user).capacities
    assert COORDINATION in acting_as(user).capacities
    HouseRole.objects.filter(pk=role.pk).delete()
    assert COORDINATION not in acting_as(user).capacities


def test_a_role_that_another_process_ends_is_gone_here() -> None:
    user = make_user(role=BUREAU)
    assert BUREAU in acting_as(user).capacities
    ended = another_process(
        "from essaim.accounts.models import HouseRole\nHouseRole.objects.all().delete()"
    )
    assert ended.wait(timeout=60) == 0
    assert BUREAU not in acting_as(user).capacities


def test_a_role_ends_with_its_last_day_though_nothing_is_written() -> None:
    user, today = make_user(), timezone.localdate()
    HouseRole.objects.create(user=user, role=BUREAU, since=today, until=today)
    assert BUREAU in acting_as(user).capacities
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert BUREAU not in acting_as(user).capacities


def test_nobody_has_the_rights_of_another() -> None:
    member, other = make_user(role=BUREAU), make_user()
    assert BUREAU in acting_as(member).capacities
    assert BUREAU not in acting_as(other).capacities
    assert acting_as(other).key != acting_as(member).key


def test_what_a_transaction_gives_is_there_within_it_and_gone_with_it() -> None:
    user = make_user()
    assert BUREAU not in acting_as(user).capacities
    with transaction.atomic():
        HouseRole.objects.create(user=user, role=BUREAU, since=timezone.localdate())
        assert BUREAU in acting_as(user).capacities
        transaction.set_rollback(True)
    assert BUREAU not in acting_as(user).capacities


def test_whose_organisation_leaves_is_no_longer_of_the_members() -> None:
    user, organisation = make_user(), make_organisation()
    make_affiliation(person=make_person(user=user), organisation=organisation)
    make_membership(organisation=organisation)
    assert MEMBERS in acting_as(user).capacities
    Membership.objects.update(ended_on=timezone.localdate() - timedelta(days=1))
    assert MEMBERS not in acting_as(user).capacities


def test_a_closed_account_may_nothing() -> None:
    user = make_user(role=BUREAU)
    assert BUREAU in acting_as(user).capacities
    user.is_active = False
    assert acting_as(user).is_visitor
