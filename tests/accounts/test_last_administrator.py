"""A house always has somebody who administers it, whichever way the last one would go."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from essaim.accounts import actions
from essaim.accounts.models import HouseRole, User
from essaim.accounts.queries import acting_as
from essaim.kernel.errors import RuleBroken
from essaim.network.actions import note_death
from essaim.portal import actions as actions_of_the_house
from tests.factories.accounts import coordinator, house, make_user
from tests.factories.network import make_person
from tests.processes import at_once

pytestmark = pytest.mark.django_db


def end_role(user):
    role = user.house_roles.get(role="administrator")
    actions.end_house_role(house_role=role, until=timezone.localdate(), by=house())


def end_role_later(user):
    role = user.house_roles.get(role="administrator")
    later = timezone.localdate() + timedelta(days=30)
    actions.end_house_role(house_role=role, until=later, by=house())


def correct(user):
    role = user.house_roles.get(role="administrator")
    today = timezone.localdate()
    actions.correct_house_role(house_role=role, starts_on=role.since, ends_on=today, by=house())


def correct_to_come(user):
    role = user.house_roles.get(role="administrator")
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.correct_house_role(house_role=role, starts_on=tomorrow, ends_on=None, by=house())


def close(user):
    actions.close_account(user=user, by=house())


def erase(user):
    actions.erase_account(user=user, by=house())


def die(user):
    person = make_person(user=user)
    note_death(person=person, died_on=timezone.localdate(), by=coordinator())


def erase_person(user):
    actions_of_the_house.erase_person(person=make_person(user=user), by=house())


WAYS = [end_role, end_role_later, correct, correct_to_come, close, erase, die, erase_person]


@pytest.mark.parametrize("leave", WAYS)
def test_the_last_administrator_stays(leave):
    last = make_user(role="administrator")
    with pytest.raises(RuleBroken):
        leave(last)
    assert HouseRole.objects.lasting("administrator", timezone.localdate()).get().user == last


@pytest.mark.parametrize("leave", WAYS)
def test_one_of_two_may_go(leave):
    make_user(role="administrator")
    leave(make_user(role="administrator"))
    assert HouseRole.objects.lasting("administrator", timezone.localdate()).count() == 1


@pytest.mark.parametrize("leave", WAYS)
def test_whoever_is_closed_leaves_or_comes_later_does_not_count(leave):
    today = timezone.localdate()
    closed = make_user(role="administrator")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    leaving = make_user(role="administrator")
    leaving.house_roles.update(until=today + timedelta(days=3))
    coming = make_user(role="administrator")
    coming.house_roles.update(since=today + timedelta(days=3))
    with pytest.raises(RuleBroken):
        leave(make_user(role="administrator"))


@pytest.mark.parametrize("leave", WAYS)
def test_whoever_never_signed_in_does_not_count(leave):
    make_user(role="administrator")
    last = make_user(role="administrator")
    User.objects.filter(pk=last.pk).update(last_login=timezone.now())
    with pytest.raises(RuleBroken, match="dernière personne"):
        leave(last)


@pytest.mark.parametrize("leave", WAYS)
def test_whoever_never_signed_in_may_go(leave):
    never_came = make_user(role="administrator")
    came = make_user(role="administrator")
    User.objects.filter(pk=came.pk).update(last_login=timezone.now())
    leave(never_came)
    assert HouseRole.objects.lasting("administrator", timezone.localdate()).get().user == came


@pytest.mark.parametrize("leave", WAYS)
def test_others_who_signed_in_are_no_administrators(leave):
    other = make_user(role="coordination")
    User.objects.filter(pk=other.pk).update(last_login=timezone.now())
    with pytest.raises(RuleBroken):
        leave(make_user(role="administrator"))


@pytest.mark.parametrize("days", [-9, 0, 9])
def test_a_role_with_a_last_day_is_not_ended_so_that_taking_back_loses_none(days):
    user, today = make_user(role="bureau"), timezone.localdate()
    role = user.house_roles.get()
    role.until = today + timedelta(days=days)
    role.save()
    with pytest.raises(RuleBroken, match="déjà un dernier jour"):
        actions.end_house_role(house_role=role, until=today, by=house())
    with pytest.raises(RuleBroken, match="déjà un dernier jour"):
        actions.resume_house_role(house_role=role, by=house())
    role.refresh_from_db()
    assert role.until == today + timedelta(days=days)


@pytest.mark.parametrize("leave", [close, erase, die])
def test_other_accounts_go_as_before(leave):
    make_user(role="administrator")
    leave(make_user(role="coordination"))


def test_a_house_without_administrator_is_not_kept_from_closing_accounts():
    close(make_user(role="coordination"))


def test_the_page_says_it_and_lets_in_again(as_user):
    last = make_user(role="administrator")
    other = make_user()
    client = as_user(last)
    page = client.post(reverse("accounts:close_account", args=[last.key]), follow=True)
    assert page.status_code == 200
    assert "dernière personne" in page.text
    client.post(reverse("accounts:close_account", args=[other.key]))
    client.post(reverse("accounts:reopen_account", args=[other.key]))
    other.refresh_from_db()
    assert other.is_active


def test_the_list_offers_no_way_out_to_the_only_one(as_user):
    last = make_user(role="administrator")
    page = as_user(last).get(reverse("accounts:accounts")).text
    held = last.house_roles.get()
    assert reverse("accounts:close_account", args=[last.key]) not in page
    assert reverse("accounts:end_house_role", args=[held.key]) not in page
    assert "La seule personne qui administre" in page
    other = make_user(role="administrator")
    page = as_user(last).get(reverse("accounts:accounts")).text
    assert reverse("accounts:close_account", args=[last.key]) not in page  # nobody knows who reads
    User.objects.filter(pk=other.pk).update(last_login=timezone.now())
    page = as_user(last).get(reverse("accounts:accounts")).text
    assert reverse("accounts:close_account", args=[last.key]) in page
    assert reverse("accounts:end_house_role", args=[held.key]) in page


@pytest.mark.parametrize("name", ["close_account", "end_house_role"])
def test_closing_and_ending_are_asked_about_first_and_can_be_taken_back(as_user, name):
    client = as_user(make_user(role="administrator"))
    user = make_user(role="bureau")
    key = user.key if name == "close_account" else user.house_roles.get().key
    url = reverse(f"accounts:{name}", args=[key])
    asked = client.get(url)
    assert asked.status_code == 200
    assert user.email in asked.text
    assert acting_as(User.objects.get(pk=user.pk)).is_one_of("bureau")  # nothing is done yet
    done = client.post(url, follow=True)
    undo = BeautifulSoup(done.text, "html.parser").select_one(".messages form")
    client.post(undo["action"])
    user = User.objects.get(pk=user.pk)
    assert user.is_active
    assert acting_as(user).is_one_of("bureau")
    assert user.house_roles.get().until is None


def test_an_ending_is_not_taken_back_where_the_role_was_given_anew():
    user, today = make_user(role="bureau"), timezone.localdate()
    ended = user.house_roles.get()
    actions.end_house_role(house_role=ended, until=today - timedelta(days=9), by=house())
    actions.give_house_role(user=user, role="bureau", since=today, by=house())
    with pytest.raises(RuleBroken, match="Une autre ligne court"):
        actions.resume_house_role(house_role=ended, by=house())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ways", [(close, close), (end_role, erase), (erase, close)])
def test_of_two_who_leave_at_once_one_stays(ways):
    users = [make_user(role="administrator") for _ in range(2)]
    refused = at_once(list(ways), users)
    assert [type(error) for error in refused] == [RuleBroken]
    lasting = HouseRole.objects.lasting("administrator", timezone.localdate())
    assert lasting.get().user in users


@pytest.mark.django_db(transaction=True)
def test_two_who_remove_each_other_at_once_leave_one():
    users = [make_user(role="administrator") for _ in range(2)]
    actings = [acting_as(user) for user in users]

    def remove(pair):
        user, by = pair
        actions.close_account(user=user, by=by)

    pairs = [(users[1], actings[0]), (users[0], actings[1])]
    refused = at_once([remove, remove], pairs)
    assert [type(error) for error in refused] == [RuleBroken]
    assert User.objects.filter(is_active=True).count() == 1


def test_the_last_coordination_may_go_since_an_administrator_names_another():
    administrator = make_user(role="administrator")
    close(make_user(role="coordination"))
    next_one = make_user()
    by = acting_as(administrator)
    actions.give_house_role(user=next_one, role="coordination", since=timezone.localdate(), by=by)
    assert acting_as(next_one).is_one_of("coordination")
