"""Dates are proposed to whoever would be convened; each voice answers, and its last word stands."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.asking.actions.date_polls import (
    answer_dates,
    remind_dates,
    reopen_dates,
    settle_dates,
    withdraw_dates,
)
from essaim.assemblies.models import DateAnswer, DatePoll
from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden, Gone, RuleBroken
from essaim.post.models import Link, Message
from tests.factories.accounts import coordinator, house, make_acting
from tests.factories.assemblies import make_body
from tests.factories.dates import bureau, propose, reply
from tests.factories.network import (
    make_delegate,
    make_group,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def the_clock_is_past(poll: DatePoll) -> DatePoll:
    """Its answers closed an hour ago."""
    now = timezone.now()
    DatePoll.objects.update(opened_at=now - 5 * A_DAY, closes_at=now - timedelta(hours=1))
    poll.refresh_from_db()
    return poll


# --- Proposing -------------------------------------------------------------------------------


def test_each_voice_is_asked_by_a_mail_with_the_days_in_words():
    poll = propose(bureau("Ana", "Bob"), note="En visio ?", place="Lyon")
    assert [one.name for one in poll.voters.order_by("name")] == ["Ana Test", "Bob Test"]
    mails = Message.objects.order_by("recipient")
    assert [one.recipient for one in mails] == ["ana@membre.example", "bob@membre.example"]
    assert str(poll.options.first()) in mails[0].text
    assert "/dates/reponse/" in mails[0].text
    assert "En visio ?" in mails[0].text
    assert Entry.objects.filter(verb="assemblies.propose_dates", target_key=poll.key).count() == 1


def test_an_organisation_is_one_voice_for_its_titular_and_its_alternate():
    organisation = make_organisation(name="Cocagne")
    make_membership(organisation=organisation)
    for standing in ("titular", "alternate"):
        person = make_person(email=f"{standing}@membre.example")
        make_representation(organisation=organisation, person=person, standing=standing)
    poll = propose(make_body())
    assert poll.voters.get().voice == f"delegate:{organisation.key}"
    assert {one.recipient for one in Message.objects.all()} == {
        "titular@membre.example",
        "alternate@membre.example",
    }
    assert Link.objects.values("grants").distinct().count() == 1


def test_those_who_have_left_are_not_asked():
    body = bureau("Ana", "Bob")
    left = body.group.members.get(person__given_name="Bob")
    left.ends_on = date(2024, 1, 1)
    left.save()
    assert propose(body).voters.get().name == "Ana Test"


@pytest.mark.parametrize(
    ("days", "closes_in", "words"),
    [
        ((5,), 2, "de deux à 8 dates"),
        (range(5, 14), 2, "de deux à 8 dates"),
        ((5, 5), 2, "deux fois"),
        ((-1, 5), 2, "passée"),
        ((5, 6), -1, "à venir"),
        ((5, 6), 5, "avant la première date"),
    ],
)
def test_what_makes_no_poll_is_refused_in_words(days, closes_in, words):
    now = timezone.now()
    with pytest.raises(RuleBroken, match=words):
        propose(
            bureau("Ana"),
            starts=[now + timedelta(days=day) for day in days],
            closes_at=now + timedelta(days=closes_in),
        )
    assert not DatePoll.objects.exists()


def test_a_body_that_nobody_sits_in_or_that_meets_no_more_asks_nobody():
    with pytest.raises(RuleBroken, match="à convoquer"):
        propose(make_body(group=make_group()))
    with pytest.raises(RuleBroken, match="ne se réunit plus"):
        propose(bureau("Ana", is_closed=True))


def test_a_meeting_lasts_as_long_on_the_night_when_the_clock_goes_back():
    starts_at = datetime(2099, 10, 24, 23, 30, tzinfo=UTC)  # 01:30 in Paris, before two 02:00
    poll = propose(bureau("Ana"), starts=[starts_at, starts_at + A_DAY], minutes=120)
    first = poll.options.order_by("starts_at")[0]
    assert first.ends_at - first.starts_at == timedelta(hours=2)
    assert str(first) == "dimanche 25 octobre 2099, de 01:30 à 02:30"


def test_a_delegate_proposes_no_dates_and_settles_none():
    poll = propose(bureau("Ana"))
    by = acting_as(make_delegate())
    with pytest.raises(Forbidden):
        propose(poll.body, by=by)
    for act, things in (
        (settle_dates, {"option": poll.options.first()}),
        (withdraw_dates, {"poll": poll}),
        (remind_dates, {"poll": poll}),
    ):
        with pytest.raises(Forbidden):
            act(**things, by=by)


# --- Answering -------------------------------------------------------------------------------


def test_the_last_answer_stands_whole():
    poll = propose(bureau("Ana"))
    reply(poll, "Ana", "yes", "no", comment="Le matin de préférence")
    voter = reply(poll, "Ana", "if_need_be")
    assert list(DateAnswer.objects.values_list("reply", flat=True)) == ["if_need_be"]
    assert (voter.comment, voter.answered_at is not None) == ("", True)
    assert Revision.objects.of(voter.key).count() == 2


@pytest.mark.parametrize("replies", [{}, {"00000000-0000-0000-0000-000000000000": "yes"}])
def test_an_answer_that_says_nothing_of_these_days_is_refused(replies):
    poll = propose(bureau("Ana"))
    with pytest.raises(RuleBroken):
        answer_dates(voter=poll.voters.get(), replies=replies, by=house())


def test_the_database_keeps_one_known_answer_a_day_and_a_voice():
    poll = propose(bureau("Ana"))
    voter = reply(poll, "Ana", "yes")
    option = poll.options.order_by("starts_at")[0]
    for word in ("no", "perhaps"):
        with pytest.raises(IntegrityError), transaction.atomic():
            DateAnswer.objects.bulk_create([DateAnswer(option=option, voter=voter, reply=word)])


def test_a_stranger_answers_for_nobody_and_who_convenes_notes_a_telephone_call():
    poll = propose(bureau("Ana"))
    with pytest.raises(Forbidden):
        reply(poll, "Ana", "yes", by=make_acting())
    assert reply(poll, "Ana", "yes", by=coordinator()).answered_at is not None


def test_nothing_is_answered_once_it_is_closed_withdrawn_or_settled():
    poll = propose(bureau("Ana"))
    withdraw_dates(poll=poll, by=house())
    with pytest.raises(Gone, match="retirées"):
        reply(poll, "Ana", "yes")
    reopen_dates(poll=poll, by=house())
    the_clock_is_past(poll)
    with pytest.raises(Gone, match="jusqu’au"):
        reply(poll, "Ana", "yes")
    settle_dates(option=poll.options.first(), by=house())
    with pytest.raises(Gone, match="est prévue"):
        reply(poll, "Ana", "yes")
