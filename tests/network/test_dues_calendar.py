"""A network that asks for its dues by another year than the civil one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network import actions, queries
from essaim.network.models import DuesCalendar
from essaim.network.queries.dues import paid_up_on
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import make_dues, make_membership

pytestmark = pytest.mark.django_db


def test_dues_keep_the_days_of_the_year_in_which_they_were_set():
    by, member = coordinator(), make_membership(admitted_on=date(2020, 5, 10))
    old = make_dues(membership=member, year=2024)
    actions.set_dues_rhythm(rhythm="school", since=2025, by=by)
    new = actions.set_dues(membership=member, year=2025, amount=Decimal(80), by=by)

    old.refresh_from_db()
    assert (old.starts_on, old.ends_on, old.label) == (
        date(2024, 1, 1), date(2025, 8, 31), "2024–2025"
    )  # fmt: skip
    assert (new.starts_on, new.ends_on, new.label) == (
        date(2025, 9, 1), date(2026, 8, 31), "2025–2026"
    )  # fmt: skip


def test_a_year_of_which_dues_are_set_keeps_its_days():
    by = coordinator()
    make_dues(year=2025)
    with pytest.raises(RuleBroken, match="2025"):
        actions.set_dues_rhythm(rhythm="school", since=2025, by=by)
    with pytest.raises(Forbidden):
        actions.set_dues_rhythm(rhythm="school", since=2026, by=make_acting(role="bureau"))
    actions.set_dues_rhythm(rhythm="school", since=2027, by=by)
    with pytest.raises(RuleBroken):
        actions.set_dues_rhythm(rhythm="rolling", since=2026, by=by)
    actions.set_dues_rhythm(rhythm="rolling", since=2027, by=by)
    assert DuesCalendar.objects.get().rhythm == "rolling"


def test_whoever_joined_in_july_owes_the_school_year_before():
    by = coordinator()
    actions.set_dues_rhythm(rhythm="school", since=2020, by=by)
    member = make_membership(admitted_on=date(2024, 7, 1), ended_on=date(2025, 7, 1))
    assert (
        actions.set_dues(membership=member, year=2023, amount=Decimal(1), by=by).label
        == "2023–2024"
    )
    assert [call.membership for call in queries.dues_year(2024, coordinator()).calls] == [member.pk]
    with pytest.raises(RuleBroken, match="2025–2026"):
        actions.set_dues(membership=member, year=2025, amount=Decimal(1), by=by)
    assert queries.dues_year(2025, coordinator()).calls == []


def test_who_is_paid_up_is_asked_in_one_query(django_assert_num_queries):
    by = coordinator()
    actions.set_dues_rhythm(rhythm="rolling", since=2020, by=by)
    members = [make_membership(admitted_on=date(2020, month, 10)) for month in (3, 6, 9)]
    for member in members:
        dues = actions.set_dues(membership=member, year=2024, amount=Decimal(50), by=by)
        actions.record_payment(dues=dues, amount=Decimal(50), paid_on=date(2024, 1, 5), by=by)

    with django_assert_num_queries(1):
        assert paid_up_on(date(2024, 7, 1)) == {members[0].pk, members[1].pk}
    assert paid_up_on(date(2024, 3, 9)) == set()
    assert paid_up_on(date(2025, 6, 9)) == {members[1].pk, members[2].pk}


def test_the_database_refuses_dues_that_end_before_they_begin():
    with pytest.raises(IntegrityError):
        make_dues(starts_on=date(2024, 9, 1), ends_on=date(2024, 8, 31))


def test_the_year_of_dues_is_chosen_on_its_page(as_user, coordinator, bureau_member):
    page = as_user(coordinator).post(
        reverse("network:set_dues_rhythm"), {"rhythm": "school", "since": 2026}, follow=True
    )
    assert DuesCalendar.objects.get().since == 2026
    assert page.status_code == 200
    assert as_user(bureau_member).get(reverse("network:set_dues_rhythm")).status_code == 403


def test_the_dues_of_a_year_come_a_page_at_a_time_and_add_up_as_a_whole(as_user, bureau_member):
    year = timezone.localdate().year
    for _ in range(51):
        make_dues(membership=make_membership(), year=year, amount=10)
    browser = as_user(bureau_member)
    first, second = (browser.get(reverse("network:dues"), {"page": page}) for page in (1, 2))
    assert [len(page.context["page"].object_list) for page in (first, second)] == [50, 1]
    assert second.context["dues"].amount == 510
