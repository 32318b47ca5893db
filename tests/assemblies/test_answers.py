"""Answering a convocation: the last answer stands, until the opening."""

import pytest
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.roll.actions.answers import answer_convocation, give_proxy
from essaim.assemblies.roll.queries.answers import answers_open
from essaim.journal.models import Entry
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.post.models import Message
from tests.factories.accounts import coordinator, house
from tests.factories.assemblies import (
    make_body,
    make_elector,
    make_meeting,
    make_proxy,
    make_rules,
)
from tests.factories.network import make_delegate, make_person

pytestmark = pytest.mark.django_db


def convened(mode="hybrid", **rules):
    body = make_rules(body=make_body(), **{"remote_allowed": True, **rules}).body
    return make_meeting(body=body, state="convened", opened_at=None, mode=mode)


def test_the_last_answer_stands_and_the_journal_says_who_and_when():
    delegate = make_delegate()
    organisation = delegate.person.representations.get().organisation
    elector = make_elector(meeting=convened(), organisation=organisation)
    by = acting_as(delegate)
    for answer in ("coming", "excused"):
        answer_convocation(elector=elector, answer=answer, by=by)

    elector.refresh_from_db()
    assert (elector.answer, elector.answered_at is not None) == ("excused", True)
    lines = Entry.objects.filter(verb="assemblies.answer_convocation", target_key=elector.key)
    assert {line.actor_key for line in lines} == {by.key}
    assert lines.count() == 2


def test_who_comes_after_all_takes_the_proxy_back():
    meeting = convened()
    giver, holder = make_elector(meeting=meeting), make_elector(meeting=meeting)
    proxy = give_proxy(giver=giver, holder=holder, by=house())
    answer_convocation(elector=giver, answer="coming", by=coordinator())
    proxy.refresh_from_db()
    giver.refresh_from_db()
    assert (proxy.withdrawn_at is not None, giver.answer) == (True, "coming")


@pytest.mark.parametrize(
    ("mode", "rules", "answers"),
    [
        ("hybrid", {}, ["coming", "remote", "excused", "proxy"]),
        ("hybrid", {"remote_allowed": False}, ["coming", "excused", "proxy"]),
        ("hybrid", {"proxies_allowed": False}, ["coming", "remote", "excused"]),
        ("onsite", {}, ["coming", "excused", "proxy"]),
        ("remote", {}, ["remote", "excused", "proxy"]),
        ("remote", {"remote_allowed": False}, ["coming", "excused", "proxy"]),
        ("written", {}, ["coming", "excused"]),
    ],
)
def test_the_answers_are_those_of_the_place_and_of_the_rules(mode, rules, answers):
    assert answers_open(convened(mode, **rules)) == answers


@pytest.mark.parametrize(
    ("mode", "rules", "answer", "words"),
    [
        ("hybrid", {"remote_allowed": False, "remote_article": "Art. 7"}, "remote", "Art. 7"),
        ("onsite", {}, "remote", "sur place"),
        ("remote", {}, "coming", "visio"),
        ("hybrid", {}, "none", "réponse"),
        ("hybrid", {}, "maybe", "réponse"),
        ("hybrid", {}, "proxy", "nommer quelqu’un"),
    ],
)
def test_another_answer_is_refused_in_words(mode, rules, answer, words):
    elector = make_elector(meeting=convened(mode, **rules))
    with pytest.raises(RuleBroken, match=words):
        answer_convocation(elector=elector, answer=answer, by=house())


@pytest.mark.parametrize("state", ["open", "closed"])
def test_nobody_answers_once_the_meeting_is_open(state):
    elector = make_elector(meeting=make_meeting(state=state))
    with pytest.raises(RuleBroken):
        answer_convocation(elector=elector, answer="coming", by=house())


def test_a_stranger_answers_for_nobody(stranger):
    elector = make_elector(meeting=convened())
    with pytest.raises(Forbidden):
        answer_convocation(elector=elector, answer="coming", by=acting_as(stranger))


def test_those_whose_proxy_one_holds_are_told_when_one_cannot_come():
    meeting = convened()
    giver = make_elector(meeting=meeting, person=make_person(email="ana@membre.example"))
    holder = make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=holder)
    make_proxy(giver=make_elector(meeting=meeting), holder=holder, withdrawn_at=timezone.now())
    answer_convocation(elector=holder, answer="excused", by=house())
    mail = Message.objects.get()
    assert mail.recipient == "ana@membre.example"
    assert holder.name in mail.text
