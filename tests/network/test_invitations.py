"""Inviting somebody: one form, one mail, one link that lets them in once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network import actions
from essaim.network.models import Person
from essaim.post.models import Link
from essaim.post.sending import send_messages
from tests.factories.accounts import coordinator, house, make_acting, make_user
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db
NEW = {"given_name": "Nour", "family_name": "Haddad", "email": "nour@reseau.example"}


def links_sent() -> list[str]:
    """The addresses of the mails that left, as paths."""
    send_messages()
    pattern = re.compile(r"https?://[^/\s]+(/\S*bienvenue/\S+)")
    return [found[1] for message in mail.outbox if (found := pattern.search(message.body))]


def test_somebody_new_is_noted_has_an_account_a_role_and_a_mail(as_user, administrator) -> None:
    form = {**NEW, "role": "bureau"}
    page = as_user(administrator).post(reverse("network:invite_person"), form, follow=True)
    assert "nour@reseau.example" in page.text
    person = Person.objects.get(email="nour@reseau.example")
    assert str(person) == "Nour Haddad"
    assert acting_as(person.user).is_one_of("bureau")
    assert len(links_sent()) == 1
    (sent,) = mail.outbox
    assert sent.to == ["nour@reseau.example"]
    assert "deux semaines" in sent.body


def test_somebody_of_the_register_is_invited_at_the_address_of_their_card() -> None:
    person = make_person(email="alix@reseau.example")
    actions.invite_person(person=person, email="", by=coordinator())
    assert User.objects.get(email="alix@reseau.example").person == person
    assert Person.objects.count() == 1


def test_an_address_that_the_card_lacks_is_noted_there() -> None:
    person = make_person()
    actions.invite_person(person=person, email="alix@reseau.example", by=coordinator())
    person.refresh_from_db()
    assert person.email == person.user.email == "alix@reseau.example"


@pytest.mark.parametrize(
    ("card", "typed", "sentence"),
    [
        ("alix@reseau.example", "autre@reseau.example", "laissez l’adresse vide"),
        ("", "", "adresse électronique"),
        ("pris@reseau.example", "", "Une autre personne"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_done(card, typed, sentence) -> None:
    make_person(user=make_user(email="pris@reseau.example"))
    person = make_person(email=card)
    with pytest.raises(RuleBroken, match=sentence):
        actions.invite_person(person=person, email=typed, by=coordinator())
    assert User.objects.filter(person=person).count() == 0
    assert links_sent() == []


@pytest.mark.parametrize(
    "form", [{"email": ""}, {"email": "nour@reseau.example"}, {"given_name": "Nour"}]
)
def test_a_form_that_names_nobody_or_no_address_says_what_is_missing(as_user, form) -> None:
    browser = as_user(make_user(role="coordination"))
    assert browser.post(reverse("network:invite_person"), form).status_code == 422
    assert not Link.objects.exists()


def test_the_link_shows_a_button_and_lets_in_once() -> None:
    actions.invite_person(**NEW, by=coordinator())
    (link,) = links_sent()
    newcomer = Client()
    assert "Nour Haddad" in newcomer.get(link).text
    assert newcomer.get("/compte/mes-donnees/").status_code in {302, 404}
    assert newcomer.post(link).status_code == 302
    assert newcomer.session["_auth_user_id"] == str(User.objects.get(email=NEW["email"]).pk)
    assert Client().get(link).status_code == 410
    assert Client().post(link).status_code == 410


def test_the_link_dies_with_time_with_a_code_and_with_another_link() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    (link,) = links_sent()
    actions.send_invitation(person=person, by=coordinator())
    _former, second = links_sent()
    assert (Client().get(link).status_code, Client().get(second).status_code) == (410, 200)
    User.objects.filter(pk=person.user_id).update(last_login=timezone.now())
    assert Client().get(second).status_code == 410
    User.objects.filter(pk=person.user_id).update(last_login=None)
    now = timezone.now()
    Link.objects.update(made_at=now - timedelta(days=15), expires_at=now - timedelta(days=1))
    assert Client().get(second).status_code == 410


def test_it_is_taken_back_and_stands_again(as_user) -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    (link,) = links_sent()
    browser = as_user(make_user(role="administrator"))
    url = reverse("network:withdraw_invitation", args=[person.key])
    assert browser.get(url).status_code == 200
    assert Client().get(link).status_code == 200  # asked about, and nothing done yet
    browser.post(url)
    assert not User.objects.get(email=NEW["email"]).is_active
    assert Client().get(link).status_code == 410
    browser.post(reverse("network:send_invitation", args=[person.key]))
    assert Client().post(links_sent()[-1]).status_code == 302


def test_whoever_came_is_neither_invited_again_nor_shut_out() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    User.objects.update(last_login=timezone.now())
    for act in (actions.send_invitation, actions.withdraw_invitation):
        with pytest.raises(RuleBroken, match="utilise déjà son compte"):
            act(person=person, by=coordinator())
    with pytest.raises(RuleBroken, match="pas encore de compte"):
        actions.send_invitation(person=make_person(), by=house())


def test_roles_are_given_by_whoever_gives_roles(as_user) -> None:
    with pytest.raises(Forbidden):
        actions.invite_person(**NEW, role="administrator", by=coordinator())
    page = as_user(make_user(role="coordination")).get(reverse("network:invite_person"))
    assert 'name="role"' not in page.text
    actions.invite_person(**NEW, role="bureau", by=make_acting(role="administrator"))


@pytest.mark.parametrize("role", ["", "bureau"])
def test_others_invite_nobody(as_user, role) -> None:
    assert as_user(make_user(role=role)).get(reverse("network:invite_person")).status_code == 403


def test_the_page_of_whoever_never_came_says_it(as_user) -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    again = reverse("network:send_invitation", args=[person.key])
    browser = as_user(make_user(role="coordination"))
    assert again in browser.get(person.get_absolute_url()).text
    User.objects.update(last_login=timezone.now())
    assert again not in browser.get(person.get_absolute_url()).text
