"""Whoever was invited and never came: what the coordination may do with their account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.accounts import actions as accounts
from essaim.accounts.models import HouseRole, User
from essaim.accounts.queries import acting_as
from essaim.kernel.errors import RuleBroken
from essaim.network import actions
from essaim.portal.actions import erase_person
from essaim.post.actions import resend_message
from essaim.post.models import Link, Message
from essaim.post.sending import send_messages
from tests.factories.accounts import coordinator, house, make_acting, make_user
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db
MISTYPED, RIGHT = "nuor@reseau.example", "nour@reseau.example"
NEW = {"given_name": "Nour", "family_name": "Haddad", "email": MISTYPED}
ONLY = "seule une personne qui administre"


def administrator():
    return make_acting(role="administrator")


def links_sent() -> list[str]:
    """The addresses of the mails that left, as paths."""
    send_messages()
    pattern = re.compile(r"https?://[^/\s]+(/\S*bienvenue/\S+)")
    return [found[1] for message in mail.outbox if (found := pattern.search(message.body))]


def closed_by_an_administrator(person) -> None:
    accounts.close_account(user=person.user, by=administrator())


def closed_after_a_withdrawal(person) -> None:
    actions.withdraw_invitation(person=person, by=coordinator())
    accounts.reopen_account(user=User.objects.get(pk=person.user_id), by=administrator())
    accounts.close_account(user=User.objects.get(pk=person.user_id), by=administrator())


def closed_without_a_line(person) -> None:
    User.objects.filter(pk=person.user_id).update(is_active=False)


@pytest.mark.parametrize(
    "close", [closed_by_an_administrator, closed_after_a_withdrawal, closed_without_a_line]
)
def test_what_others_closed_is_let_in_again_by_administrators(close, as_user) -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    close(person)
    again = reverse("network:send_invitation", args=[person.key])
    page = as_user(make_user(role="coordination")).post(again, follow=True)
    assert ONLY in page.text
    assert not User.objects.get(pk=person.user_id).is_active
    as_user(make_user(role="administrator")).post(again)
    assert User.objects.get(pk=person.user_id).is_active


def roles_to_come(user) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    HouseRole.objects.create(user=user, role="bureau", since=tomorrow)


def role_until_today(user) -> None:
    today = timezone.localdate()
    HouseRole.objects.create(user=user, role="bureau", since=today, until=today)


def repairs(user) -> None:
    User.objects.filter(pk=user.pk).update(is_staff=True)


@pytest.mark.parametrize("give", [roles_to_come, role_until_today, repairs])
def test_an_account_with_power_is_neither_shut_nor_let_in_by_the_coordination(give) -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    give(person.user)
    with pytest.raises(RuleBroken, match=ONLY):
        actions.withdraw_invitation(person=person, by=coordinator())
    assert User.objects.get(pk=person.user_id).is_active
    actions.withdraw_invitation(person=person, by=administrator())
    with pytest.raises(RuleBroken, match=ONLY):
        actions.send_invitation(person=person, by=coordinator())
    assert not User.objects.get(pk=person.user_id).is_active


def test_a_role_that_is_over_gives_nothing_any_more() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    day = timezone.localdate() - timedelta(days=1)
    HouseRole.objects.create(user=person.user, role="bureau", since=day, until=day)
    actions.withdraw_invitation(person=person, by=coordinator())
    actions.send_invitation(person=person, by=coordinator())
    assert User.objects.get(pk=person.user_id).is_active


def test_a_new_card_at_the_address_of_a_closed_account_opens_it_no_more() -> None:
    administrator()
    call_command("administer", MISTYPED)
    accounts.close_account(user=User.objects.get(email=MISTYPED), by=administrator())
    with pytest.raises(RuleBroken, match=ONLY):
        actions.invite_person(**NEW, by=coordinator())
    user = User.objects.get(email=MISTYPED)
    assert not user.is_active
    assert not hasattr(user, "person")


def test_a_mistyped_address_is_put_right_and_the_stranger_stays_outside() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    (stranger,) = links_sent()
    person = actions.edit_person(person=person, email=RIGHT.upper(), by=coordinator())
    assert User.objects.get(pk=person.user_id).email == RIGHT
    assert Client().post(stranger).status_code == 410
    actions.send_invitation(person=person, by=coordinator())
    assert Message.objects.latest("pk").recipient == RIGHT
    assert Client().post(links_sent()[-1]).status_code == 302


def test_an_account_that_stayed_behind_its_card_follows_when_written_to_again() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    (stranger,) = links_sent()
    type(person).objects.filter(pk=person.pk).update(email=RIGHT)
    actions.send_invitation(person=person, by=coordinator())
    assert User.objects.get(pk=person.user_id).email == RIGHT
    assert Message.objects.latest("pk").recipient == RIGHT
    assert Client().post(stranger).status_code == 410


def test_a_link_sent_to_another_address_opens_nothing() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    (stranger,) = links_sent()
    User.objects.filter(pk=person.user_id).update(email=RIGHT)
    assert Client().post(stranger).status_code == 410


def test_the_address_of_another_account_is_refused_and_the_card_stays() -> None:
    make_user(email=RIGHT)
    person = actions.invite_person(**NEW, by=coordinator())
    with pytest.raises(RuleBroken, match="déjà un compte"):
        actions.edit_person(person=person, email=RIGHT, by=coordinator())
    person.refresh_from_db()
    assert (person.email, person.user.email) == (MISTYPED, MISTYPED)
    assert Link.objects.filter(revoked_at=None).count() == 1


def test_whoever_came_keeps_the_address_at_which_they_sign_in() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    User.objects.update(last_login=timezone.now())
    actions.edit_person(person=person, email=RIGHT, by=coordinator())
    assert User.objects.get(pk=person.user_id).email == MISTYPED


def test_an_account_with_a_role_is_moved_by_an_administrator() -> None:
    by = administrator()
    person = actions.invite_person(**NEW, role="administrator", by=by)
    with pytest.raises(RuleBroken, match=ONLY):
        actions.edit_person(person=person, email=RIGHT, by=coordinator())
    assert User.objects.get(pk=person.user_id).email == MISTYPED
    actions.edit_person(person=person, phone="0600000000", by=coordinator())
    type(person).objects.filter(pk=person.pk).update(email=RIGHT)
    with pytest.raises(RuleBroken, match=ONLY):
        actions.send_invitation(person=person, by=coordinator())
    actions.send_invitation(person=person, by=by)
    assert acting_as(User.objects.get(email=RIGHT)).is_one_of("administrator")


@pytest.mark.parametrize("asked", ["", MISTYPED])
def test_an_invitation_that_bounced_leaves_again(asked) -> None:
    actions.invite_person(**NEW, by=coordinator())
    Message.objects.update(state="failed", error="550", attempt=1)
    message = resend_message(message=Message.objects.get(), recipient=asked, by=coordinator())
    assert message.recipient == MISTYPED
    assert Client().post(links_sent()[0]).status_code == 302


def test_an_invitation_that_bounced_leaves_for_nobody_else() -> None:
    actions.invite_person(**NEW, by=coordinator())
    Message.objects.update(state="failed", error="550", attempt=1)
    message, elsewhere = Message.objects.get(), "ailleurs@reseau.example"
    with pytest.raises(RuleBroken, match="propre adresse"):
        resend_message(message=message, recipient=elsewhere, by=coordinator())


def test_the_link_of_the_only_administrator_is_withdrawn_and_the_account_stays(as_user) -> None:
    person = actions.invite_person(**NEW, role="administrator", by=house())
    (stranger,) = links_sent()
    actions.withdraw_invitation(person=person, by=house())
    assert User.objects.get(pk=person.user_id).is_active
    assert Client().post(stranger).status_code == 410


def test_an_administrator_who_never_came_is_withdrawn_where_another_did(as_user) -> None:
    came = make_user(role="administrator")
    person = actions.invite_person(**NEW, role="administrator", by=acting_as(came))
    url = reverse("network:withdraw_invitation", args=[person.key])
    assert "est retirée" in as_user(came).post(url, follow=True).text
    assert not User.objects.get(pk=person.user_id).is_active


def test_nobody_is_written_to_after_their_death() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    dead = actions.note_death(person=person, died_on=timezone.localdate(), by=coordinator())
    for by in (coordinator(), administrator()):
        with pytest.raises(RuleBroken, match="personne ne se connecte"):
            actions.send_invitation(person=dead, by=by)
    assert not User.objects.get(pk=person.user_id).is_active


def test_nobody_is_written_to_under_a_card_merged_into_that_of_somebody_who_died() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    kept = make_person(email=RIGHT)
    actions.merge_person(person=person, into=kept, by=coordinator())
    actions.note_death(person=kept, died_on=timezone.localdate(), by=coordinator())
    with pytest.raises(RuleBroken):
        actions.send_invitation(person=person, by=administrator())


def test_nobody_is_written_to_who_was_erased() -> None:
    person = actions.invite_person(**NEW, by=coordinator())
    erase_person(person=person, by=house())
    with pytest.raises(RuleBroken, match="effacée"):
        actions.send_invitation(person=person, by=house())
