"""Answering from the mail: a link for this one act, which says why once it is spent."""

from datetime import timedelta

import pytest
from django.urls import reverse

from essaim.assemblies.asking.actions.date_polls import settle_dates, withdraw_dates
from essaim.assemblies.models import DateAnswer, DatePoll, DateVoter
from essaim.journal.models import Entry
from essaim.post.models import Link, Message
from tests.assemblies.lively import text_of
from tests.factories.accounts import house
from tests.factories.dates import answers_to, bureau, propose

pytestmark = pytest.mark.django_db
HOME = reverse("assemblies:bodies")


def linked(poll: DatePoll) -> str:
    """The address in the one mail that left."""
    [word] = [word for word in Message.objects.get().text.split() if "/dates/reponse/" in word]
    return "/" + word.partition("//")[2].partition("/")[2]


def test_the_link_opens_the_page_writes_nothing_and_answers_without_an_account(client):
    poll = propose(bureau("Ana"))
    page = linked(poll)
    before = Entry.objects.count()
    assert "Ana Test" in text_of(client.get(page))
    assert (Entry.objects.count(), Link.objects.get().used_at) == (before, None)
    client.post(page, answers_to(poll, "if_need_be"))
    voter = DateVoter.objects.get()
    line = Entry.objects.get(verb="assemblies.answer_dates")
    assert (voter.answers.get().reply, line.actor_key) == (
        "if_need_be",
        Link.objects.get().actor.key,
    )
    assert Link.objects.get().used_at is not None


def test_an_empty_answer_is_refused_on_the_page(client):
    poll = propose(bureau("Ana"))
    response = client.post(linked(poll), {"comment": "?"})
    assert response.status_code == 422
    assert "Dites d’une date au moins" in response.text


def test_the_link_of_one_poll_opens_no_other_and_a_forged_one_none(client):
    poll = propose(bureau("Ana"))
    page = linked(poll)
    assert client.get(page[:-3] + "xx/").status_code == 404
    other = propose(bureau("Bob"))
    client.post(page, answers_to(other, "yes"))
    assert not DateAnswer.objects.exists()


@pytest.mark.parametrize(
    ("end", "words"),
    [("settled", "est prévue"), ("withdrawn", "retirées"), ("closed", "On répondait")],
)
def test_a_link_that_is_spent_says_why(client, end, words):
    poll = propose(bureau("Ana"))
    page = linked(poll)
    if end == "settled":
        settle_dates(option=poll.options.first(), by=house())
    elif end == "withdrawn":
        withdraw_dates(poll=poll, by=house())
    else:
        DatePoll.objects.update(
            opened_at=poll.opened_at - timedelta(days=9), closes_at=poll.opened_at
        )
    for response in (client.get(page), client.post(page, answers_to(poll, "yes"))):
        assert response.status_code == 410
        assert words in response.text
