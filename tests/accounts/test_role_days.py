"""Days of roles in the house that were noted wrongly are put right; what stood stays written."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.accounts import actions
from essaim.accounts.days import days_that_stood
from essaim.accounts.models import HouseRole
from essaim.accounts.queries import acting_as, roles_on
from essaim.journal.models import Entry
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import house, make_user

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2024, 1, 1), date(2024, 6, 30)


def role_of(user, until=None, since=SINCE, role="bureau"):
    return HouseRole.objects.create(user=user, role=role, since=since, until=until)


def correct(held, starts_on=SINCE, ends_on=None, by=None):
    days = {"starts_on": starts_on, "ends_on": ends_on}
    return actions.correct_house_role(house_role=held, **days, by=by or house())


def test_an_ending_that_was_none_is_undone_with_its_history():
    user = make_user()
    held = role_of(user, UNTIL)
    correct(held)
    assert roles_on(user.pk, timezone.localdate()) == ["bureau"]
    stood = [(one.starts_on, one.ends_on) for one in days_that_stood(held)]
    assert stood == [(SINCE, UNTIL), (SINCE, None)]
    entry = Entry.objects.get(verb="accounts.correct_house_role")
    assert entry.target_key == held.key


def test_a_first_day_is_put_right():
    user = make_user()
    correct(role_of(user), starts_on=date(2023, 9, 1))
    assert roles_on(user.pk, date(2023, 9, 1)) == ["bureau"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sentence"),
    [
        (UNTIL, SINCE, "finir avant de commencer"),
        (SINCE, UNTIL, "Ce sont les dates déjà notées"),
        (SINCE, None, "Une autre ligne court depuis"),
        (SINCE, date(2025, 2, 1), "Une autre ligne court depuis"),
    ],
)
def test_days_that_cannot_be_are_refused(starts_on, ends_on, sentence):
    user = make_user()
    held = role_of(user, UNTIL)
    role_of(user, since=date(2025, 1, 1))
    with pytest.raises(RuleBroken, match=sentence):
        correct(held, starts_on, ends_on)
    held.refresh_from_db()
    assert (held.since, held.until) == (SINCE, UNTIL)


def test_another_role_or_another_account_crosses_nothing():
    user = make_user()
    role_of(user, role="coordination")
    role_of(make_user())
    correct(role_of(user, UNTIL))
    assert roles_on(user.pk, timezone.localdate()) == ["bureau", "coordination"]


def test_an_administrator_among_several_is_put_right():
    make_user(role="administrator")
    other = make_user(role="administrator").house_roles.get()
    today = timezone.localdate()
    assert correct(other, other.since, today).until == today


def test_the_last_administrator_may_have_a_first_day_put_right():
    held = make_user(role="administrator").house_roles.get()
    assert correct(held, SINCE - timedelta(days=9)).until is None


def test_who_does_not_administer_corrects_no_role():
    held = role_of(make_user(), UNTIL)
    with pytest.raises(Forbidden):
        correct(held, by=acting_as(make_user(role="coordination")))


def test_on_the_page(as_user, administrator, coordinator):
    user = make_user()
    held = role_of(user, UNTIL)
    client = as_user(administrator)
    address = reverse("accounts:correct_house_role", args=[held.key])
    assert address in client.get(reverse("accounts:accounts")).text
    page = client.get(address).text
    assert user.email in page
    assert "2024-06-30" in page
    wrong = client.post(address, {"starts_on": "2024-07-01", "ends_on": "2024-06-30"})
    assert (wrong.status_code, "2024-07-01" in wrong.text) == (422, True)
    assert client.post(address, {"starts_on": "2024-01-01", "ends_on": ""}).status_code == 302
    held.refresh_from_db()
    assert held.until is None
    assert "du 1er janvier" in client.get(address).text
    assert as_user(coordinator).get(address).status_code == 403
