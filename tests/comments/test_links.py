"""The links of the mail: each does one act, for who holds it and may still see the thing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from essaim.accounts.models import User
from essaim.comments.letters import ANSWER
from essaim.comments.models import Comment
from essaim.portal.actions import erase_person
from essaim.post.models import Link
from essaim.programme.models import Action
from tests.comments.mails import address_in, mails_to, tell, told_of
from tests.factories.accounts import house
from tests.factories.comments import make_answer, make_comment, make_writer
from tests.factories.programme import make_action

pytestmark = pytest.mark.django_db


def test_the_link_of_the_mail_shows_the_thread_and_answers_without_signing_in(
    client: Client, maker: User, action: Action
) -> None:
    remark, address = told_of(action, maker, text="Quel jour ?")
    page = client.get(address)
    assert "Quel jour ?" in page.content.decode()
    assert not Comment.objects.filter(answers_to=remark).exists()
    assert client.post(address, {"text": "Le 12."}).status_code == 302
    answer = Comment.objects.get(answers_to=remark)
    assert (answer.text, answer.author, answer.audience) == ("Le 12.", maker.person, "members")
    assert "_auth_user_id" not in client.session


def test_the_link_offers_no_other_act_on_words_of_one_s_own(
    client: Client, maker: User, action: Action
) -> None:
    remark, address = told_of(action, maker)
    mine = make_answer(remark, by=maker, text="Je regarde.")
    page = client.get(address).content.decode()
    assert "Je regarde." in page
    assert str(mine.key) not in page


def test_the_link_serves_once(client: Client, maker: User, action: Action) -> None:
    remark, address = told_of(action, maker)
    client.post(address, {"text": "Le 12."})
    assert client.get(address).status_code == 410
    assert client.post(address, {"text": "Le 13."}).status_code == 410
    assert Comment.objects.filter(answers_to=remark).count() == 1


@pytest.mark.parametrize("said", [{"text": ""}, {"text": "x" * 5001}, {"autre": "x"}])
def test_what_is_refused_does_not_use_the_link_up(
    client: Client, maker: User, action: Action, said: dict[str, str]
) -> None:
    _remark, address = told_of(action, maker)
    assert client.post(address, said).status_code == 422
    assert client.post(address, {"text": "Le 12."}).status_code == 302


def test_the_link_opens_nothing_once_the_account_is_closed(
    client: Client, maker: User, action: Action
) -> None:
    remark, address = told_of(action, maker, text="Quel jour ?")
    User.objects.filter(pk=maker.pk).update(is_active=False)
    for answer in (client.get(address), client.post(address, {"text": "Le 12."})):
        assert answer.status_code == 410
        assert "Quel jour ?" not in answer.content.decode()
    assert not Comment.objects.filter(answers_to=remark).exists()


def test_the_link_opens_nothing_once_its_holder_is_forgotten(
    client: Client, maker: User, action: Action
) -> None:
    _remark, address = told_of(action, maker)
    erase_person(person=maker.person, by=house())
    assert client.get(address).status_code in {404, 410}


def test_the_link_opens_nothing_once_the_thing_is_narrowed(client: Client) -> None:
    ada, action = make_writer(name="Ada"), make_action(audience="members")
    remark = make_comment(thing=action, by=ada)
    make_answer(remark)
    tell()
    address = address_in(mails_to(ada)[0])
    Action.objects.filter(pk=action.pk).update(audience="bureau")
    assert client.get(address).status_code == 404
    assert client.post(address, {"text": "Encore moi."}).status_code == 404
    assert Comment.objects.filter(answers_to=remark).count() == 1


def test_the_link_is_over_after_a_month_and_does_one_act(
    client: Client, maker: User, action: Action
) -> None:
    _remark, address = told_of(action, maker)
    token = address.rstrip("/").rpartition("/")[2]
    assert client.get(f"/remarques/mails/refuser/{token}/").status_code == 404
    assert client.get(address[:-3] + "xx/").status_code == 404
    Link.objects.filter(act=ANSWER).update(
        made_at=timezone.now() - timedelta(days=31), expires_at=timezone.now()
    )
    assert client.get(address).status_code == 410


def test_a_mail_leads_to_having_no_more(client: Client, maker: User, action: Action) -> None:
    make_comment(thing=action)
    tell()
    address = address_in(mails_to(maker)[0], "refuser")
    assert client.get(address).status_code == 200
    make_comment(thing=action)
    tell()
    assert len(mails_to(maker)) == 2
    for _twice in range(2):
        assert client.post(address).status_code == 302
    make_comment(thing=action)
    tell()
    assert len(mails_to(maker)) == 2
