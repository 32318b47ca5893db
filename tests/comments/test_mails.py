"""Who is told of a remark, once, and answers from the mail."""

import pytest
from django.utils import timezone

from essaim.accounts.models import User
from essaim.comments.actions import (
    accept_mails,
    edit_comment,
    refuse_mails,
    withdraw_comment,
)
from essaim.comments.chores import tell_people
from essaim.comments.models import Comment, Notice
from essaim.comments.queries import remarks_to_settle
from essaim.kernel.errors import Forbidden
from essaim.network.models import Person
from essaim.portal.actions import erase_person
from essaim.post.models import Message
from essaim.programme.models import Action
from tests.comments.mails import mails_to, noted_by, tell
from tests.factories.accounts import house
from tests.factories.comments import make_answer, make_comment, make_writer, reading
from tests.factories.network import make_membership, make_organisation, make_representation

pytestmark = pytest.mark.django_db


def test_whoever_made_the_thing_is_written_to_and_the_author_is_not(
    maker: User, action: Action
) -> None:
    ada = make_writer(name="Ada")
    make_comment(thing=action, by=ada, text="Le lieu est faux.", place="Lieu")
    tell()
    (mail,) = mails_to(maker)
    assert "Ada" in mail
    assert "Lieu" in mail
    assert "Le lieu est faux." in mail
    assert mails_to(ada) == []


def test_what_is_said_within_ten_minutes_goes_in_one_mail(maker: User, action: Action) -> None:
    first = make_comment(thing=action, text="Un.")
    assert tell_people() == 0
    make_answer(first, text="Deux.")
    make_comment(thing=action, text="Trois.")
    tell()
    (mail,) = mails_to(maker)
    assert [mail.index(word) for word in ("Un.", "Deux.", "Trois.")] == sorted(
        mail.index(word) for word in ("Un.", "Deux.", "Trois.")
    )
    tell()
    assert len(mails_to(maker)) == 1
    make_answer(first, text="Quatre.")
    tell()
    assert len(mails_to(maker)) == 2
    assert "Un." not in mails_to(maker)[1]


def test_things_are_told_apart(maker: User, action: Action) -> None:
    other = noted_by(maker)
    make_comment(thing=action)
    make_comment(thing=other)
    tell()
    assert len(mails_to(maker)) == 2


def test_whoever_spoke_is_told_of_what_follows_in_their_thread_alone(action: Action) -> None:
    ada, ben = make_writer(name="Ada"), make_writer(name="Ben")
    remark = make_comment(thing=action, by=ada)
    make_answer(remark, by=ben, text="Je m'en charge.")
    make_comment(thing=action, text="Autre chose.")
    tell()
    (mail,) = mails_to(ada)
    assert "Je m'en charge." in mail
    assert "Autre chose." not in mail
    assert mails_to(ben) == []


def test_who_speaks_for_an_organisation_is_told_of_what_is_said_of_it() -> None:
    speaker, ours = make_writer(name="Sam"), make_organisation(audience="members")
    make_membership(organisation=ours)
    make_representation(organisation=ours, person=speaker.person)
    make_comment(thing=ours)
    tell()
    assert len(mails_to(speaker)) == 1


def test_nothing_leaves_to_who_may_see_it_no_more(maker: User, action: Action) -> None:
    ada = make_writer(name="Ada")
    remark = make_comment(thing=action, by=ada)
    make_answer(remark, by=maker, text="Secret désormais.")
    Action.objects.filter(pk=action.pk).update(audience="bureau")
    tell()
    assert mails_to(ada) == []
    assert not Notice.objects.filter(told_at=None).exists()


def test_nothing_leaves_about_what_was_taken_back_nor_to_a_closed_account(
    maker: User, action: Action
) -> None:
    remark = make_comment(thing=action)
    withdraw_comment(comment=remark, by=reading(remark.author.user))
    tell()
    make_comment(thing=action)
    User.objects.filter(pk=maker.pk).update(is_active=False)
    tell()
    assert mails_to(maker) == []


def test_who_wants_no_mail_has_none_and_the_remark_waits_on_the_home_all_the_same(
    maker: User, action: Action
) -> None:
    refuse_mails(person=maker.person, by=reading(maker))
    remark = make_comment(thing=action, text="Une question.")
    tell()
    assert mails_to(maker) == []
    (waiting,) = remarks_to_settle(reading(maker), timezone.localdate())
    assert "Une question." in waiting.sentence
    assert waiting.url == remark.get_absolute_url()
    accept_mails(person=maker.person, by=reading(maker))
    make_comment(thing=action)
    tell()
    assert len(mails_to(maker)) == 1


def test_nobody_says_for_others_whether_they_want_mails(maker: User) -> None:
    with pytest.raises(Forbidden):
        refuse_mails(person=maker.person, by=reading(make_writer(role="coordination")))


def test_somebody_whom_the_reader_may_not_know_is_not_named_in_the_mail(action: Action) -> None:
    ada, shy = make_writer(name="Ada"), make_writer(name="Zénobie", audience="bureau")
    make_answer(make_comment(thing=action, by=ada), by=shy, text="Bonjour.")
    tell()
    (mail,) = mails_to(ada)
    assert "Bonjour." in mail
    assert "Zénobie" not in mail


def test_who_is_forgotten_leaves_no_word_and_the_thread_stands(action: Action) -> None:
    ada = make_writer(name="Ada")
    remark = make_comment(thing=action, by=ada, text="Signé Ada.", quotation="ici")
    make_answer(remark, text="Merci.")
    erase_person(person=Person.objects.get(pk=ada.person.pk), by=house())
    remark.refresh_from_db()
    assert (remark.text, remark.quotation, remark.withdrawn_at is not None) == ("", "", True)
    assert list(Comment.objects.begun()) == [remark]
    assert not Notice.objects.filter(person=ada.person.pk).exists()


def test_what_is_taken_back_goes_from_the_mails_that_told_of_it(
    maker: User, action: Action
) -> None:
    ada = make_writer(name="Ada")
    long = "Ana m'a dit (sic) que c'est faux.\n\nElle a raison : .*"
    remark = make_comment(thing=action, by=ada, text=long, place="Lieu")
    make_comment(thing=action, text="Oui.")
    tell()
    (before,) = mails_to(maker)
    assert long in before
    withdraw_comment(comment=remark, by=reading(ada))
    (after,) = mails_to(maker)
    assert after == before.replace(long, "[retirée par qui l’a écrite]")


def test_a_short_word_is_taken_out_where_it_was_said_alone(maker: User, action: Action) -> None:
    ada = make_writer(name="Ada")
    remark = make_comment(thing=action, by=ada, text="Bonjour")
    make_comment(thing=action, by=ada, text="Bonjour à tous.")
    tell()
    withdraw_comment(comment=remark, by=reading(ada))
    (mail,) = mails_to(maker)
    assert mail.startswith("Bonjour,")
    assert mail.count("Bonjour") == 2


def test_the_words_of_whoever_is_forgotten_go_from_the_mails_to_others(
    maker: User, action: Action
) -> None:
    ada = make_writer(name="Ada")
    make_comment(thing=action, by=ada, text="Je suis malade.\r\nJe ne viens pas.")
    tell()
    erase_person(person=ada.person, by=house())
    (mail,) = mails_to(maker)
    assert "malade" not in mail
    assert "viens pas" not in mail


def test_what_is_put_right_is_so_in_the_mails_and_goes_with_what_is_taken_back(
    maker: User, action: Action
) -> None:
    ada = make_writer(name="Ada")
    remark = make_comment(thing=action, by=ada, text="Ben est malade.")
    tell()
    edit_comment(comment=remark, text="Ben ne \\1 vient pas.", by=reading(ada))
    (mail,) = mails_to(maker)
    assert "malade" not in mail
    assert "Ben ne \\1 vient pas." in mail
    withdraw_comment(comment=remark, by=reading(ada))
    (mail,) = mails_to(maker)
    assert "Ben" not in mail


def test_who_looks_after_the_mails_does_not_read_what_people_said(
    as_user, maker: User, coordinator: User
) -> None:
    """A remark for one group would be told to whoever sees that a mail left."""
    make_comment(thing=noted_by(maker), by=make_writer(name="Ada"), text="Entre nous.")
    tell()
    message = Message.objects.get(recipient=maker.email)
    page = as_user(coordinator).get(message.get_absolute_url())
    assert page.status_code == 200
    assert "Entre nous." not in page.text
    assert "entre des personnes" in page.text
