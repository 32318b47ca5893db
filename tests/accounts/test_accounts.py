"""Accounts and roles: actions, rules and pages; and the journal, for administrators."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.accounts import actions
from essaim.accounts.enums import Role
from essaim.accounts.models import Actor, HouseRole, User
from essaim.accounts.queries import JournalLine, acting_as, acting_of_key, names_of_actors
from essaim.journal.models import Entry
from essaim.kernel.acting import VISITOR
from essaim.kernel.deeds import deed_in_words
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.rules import can
from essaim.network.actions import add_organisation
from tests.factories.accounts import coordinator, house, make_acting, make_user
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db
PAGES = ["accounts:accounts", "accounts:journal"]


def test_a_role_carries_what_it_carries() -> None:
    assert make_acting(role="coordination").capacities == {
        "public",
        "members",
        "bureau",
        "coordination",
    }
    assert make_acting(role="administrator").capacities == {"public", "members", "administrator"}
    assert make_acting().capacities == {"public"}


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("make_account", {"coordination", "administrator"}),
        ("close_account", {"administrator"}),
        ("give_house_role", {"administrator"}),
        ("end_house_role", {"administrator"}),
        ("correct_house_role", {"administrator"}),
        ("view_journal", {"administrator"}),
    ],
)
def test_who_may_do_what(verb: str, allowed: set[str]) -> None:
    roles = ["coordination", "bureau", "administrator", ""]
    held = {role for role in roles if can(make_acting(role=role), f"accounts.{verb}")}
    assert held == allowed
    assert not can(VISITOR, f"accounts.{verb}")


def test_one_may_erase_ones_own_account_and_no_other() -> None:
    user, other = make_user(), make_user()
    assert can(acting_as(user), "accounts.erase_account", user=user)
    assert not can(acting_as(user), "accounts.erase_account", user=other)


def test_an_account_comes_with_its_actor() -> None:
    user = actions.make_account(email="Alix@Reseau.example", by=house())
    assert user.email == "alix@reseau.example"
    assert acting_of_key(user.actor.key).user_id == user.pk


def test_a_role_is_given_once_and_ends() -> None:
    user, by = make_user(), house()
    since = date(2024, 1, 1)
    held = actions.give_house_role(user=user, role=Role.BUREAU, since=since, by=by)
    with pytest.raises(RuleBroken):
        actions.give_house_role(user=user, role=Role.BUREAU, since=since, by=by)
    actions.end_house_role(house_role=held, until=date(2023, 1, 1), by=by)
    assert HouseRole.objects.get().until == since
    actions.give_house_role(user=user, role=Role.BUREAU, since=since, by=by)


def test_an_erased_account_leaves_a_key_that_names_nobody() -> None:
    user = make_user()
    key = user.actor.key
    actions.erase_account(user=user, by=acting_as(user))
    assert not User.objects.filter(pk=user.pk).exists()
    assert not Actor.objects.filter(key=key).exists()
    assert names_of_actors({key}) == {}
    assert acting_of_key(key) == VISITOR


def test_a_command_acts_under_one_key() -> None:
    assert actions.acting_command("night").key == actions.acting_command("night").key


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_those_who_may(page: str, as_user, stranger, administrator) -> None:
    assert as_user(stranger).get(reverse(page)).status_code == 403
    response = as_user(administrator).get(reverse(page))
    assert response.status_code == 200
    assert "⟦" not in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_visitors_are_asked_to_sign_in(page: str, client: Client) -> None:
    response = client.get(reverse(page))
    assert response.headers["Location"].startswith(reverse("account_request_login_code"))


def test_roles_are_given_and_ended_on_the_pages(as_user, administrator) -> None:
    user = make_user()
    browser = as_user(administrator)
    url = reverse("accounts:give_house_role", args=[user.key])
    browser.post(url, {"role": "bureau", "since": "2024-01-01"})
    held = HouseRole.objects.get(user=user)
    browser.post(reverse("accounts:end_house_role", args=[held.key]))
    held.refresh_from_db()
    assert held.until is not None


def test_an_account_is_closed_on_the_page(as_user, administrator) -> None:
    user = make_user()
    as_user(administrator).post(reverse("accounts:close_account", args=[user.key]))
    user.refresh_from_db()
    assert not user.is_active


def test_closing_is_refused_to_a_stranger(as_user, stranger) -> None:
    user = make_user()
    response = as_user(stranger).post(reverse("accounts:close_account", args=[user.key]))
    assert response.status_code == 403


@pytest.mark.parametrize("length", [1, 3])
def test_the_journal_costs_the_same_whatever_its_length(
    length: int, as_user, administrator, django_assert_num_queries
) -> None:
    for _number in range(length):
        actions.make_account(email=f"p{_number}@reseau.example", by=acting_as(administrator))
    browser = as_user(administrator)
    browser.get("/")
    with django_assert_num_queries(9):
        response = browser.get(reverse("accounts:journal"))
    assert len(response.context["page"]) == length


@pytest.mark.parametrize(
    ("typed", "deeds"),
    [
        ("fermeture du compte", ["accounts.close_account"]),
        ("compte", ["accounts.close_account", "accounts.make_account"]),
        ("convocation", []),
        ("accounts.make_account", []),
    ],
)
def test_the_journal_is_searched_by_what_was_done(as_user, administrator, typed, deeds) -> None:
    user = actions.make_account(email="alix@reseau.example", by=house())
    actions.close_account(user=user, by=house())
    page = as_user(administrator).get(reverse("accounts:journal"), {"q": typed})
    assert [line.entry.verb for line in page.context["page"]] == deeds


def test_the_journal_is_told_in_sentences_by_people(as_user, administrator) -> None:
    make_person(user=administrator, given_name="Maëlle", family_name="Le Gall", audience="members")
    add_organisation(name="Réseau Ami", kind="network", by=coordinator())
    user = actions.make_account(email="alix@reseau.example", by=acting_as(administrator))
    actions.close_account(user=user, by=acting_as(administrator))
    lines = list(as_user(administrator).get(reverse("accounts:journal")).context["page"])
    assert [(line.deed, line.actor) for line in lines[:2]] == [
        (
            "Fermeture du compte « alix@reseau.example »".replace("« ", "«\u00a0").replace(
                " »", "\u00a0»"
            ),
            "Maëlle Le Gall",
        ),
        (
            "Ouverture du compte « alix@reseau.example »".replace("« ", "«\u00a0").replace(
                " »", "\u00a0»"
            ),
            "Maëlle Le Gall",
        ),
    ]
    assert lines[2].deed.startswith("Ajout de l’organisation «\u00a0Réseau Ami")


def test_the_journal_names_no_thing_that_its_reader_may_not_see(as_user, administrator) -> None:
    hidden = add_organisation(name="Réseau Caché", kind="network", audience="bureau", by=house())
    (line,) = as_user(administrator).get(reverse("accounts:journal")).context["page"]
    assert (line.entry.target_key, line.deed) == (hidden.key, "Ajout de l’organisation")


def test_a_verb_that_is_gone_stands_as_it_was_called() -> None:
    assert deed_in_words("accounts.gone", "Alix") == "accounts.gone «\u00a0Alix\u00a0»"


def test_the_journal_names_things_and_commands_in_words(as_user, administrator) -> None:
    user = actions.make_account(email="alix@reseau.example", by=actions.acting_command("found"))
    actions.close_account(user=user, by=house())
    page = as_user(administrator).get(reverse("accounts:journal"))
    said = BeautifulSoup(page.content, "html.parser").main.get_text(" ", strip=True)
    assert "la maison\u00a0: son ouverture" in said
    assert "found" not in said
    assert "accounts.user" not in said
    assert str(User._meta.verbose_name) in said


def test_a_line_of_the_journal_outlives_its_model() -> None:
    line = JournalLine(Entry(target_model="gone.thing", fields=["name"]), "")
    assert (line.thing, line.fields) == ("gone.thing", ["name"])
    assert JournalLine(Entry(target_model=""), "").thing == ""


def test_a_refusal_is_an_ordinary_page(as_user, stranger) -> None:
    with pytest.raises(Forbidden):
        actions.make_account(email="x@reseau.example", by=acting_as(stranger))
    page = as_user(stranger).get(reverse("accounts:journal"))
    assert page.status_code == 403
    assert page.templates[0].name == "refused.html"


def test_a_role_is_held_from_its_first_day_to_its_last() -> None:
    user, today = make_user(), timezone.localdate()
    day = timedelta(days=1)
    for since, until, is_held in [
        (today, None, True),
        (today + day, None, False),
        (today - day, today, True),
        (today - day * 2, today - day, False),
    ]:
        HouseRole.objects.all().delete()
        HouseRole.objects.create(user=user, role="bureau", since=since, until=until)
        assert ("bureau" in acting_as(user).capacities) is is_held, (since, until)
