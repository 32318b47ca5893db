"""A poll of dates: proposed, answered, settled once; and what the registers make of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.actions.date_polls import (
    answer_dates,
    propose_dates,
    remind_dates,
    reopen_dates,
    settle_dates,
    withdraw_dates,
)
from essaim.assemblies.erasure import forget
from essaim.assemblies.holdings import dates_answered
from essaim.assemblies.models import DateAnswer, DatePoll, Meeting
from essaim.assemblies.queries.date_polls import dates_page, polls_of_use
from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden, Gone, RuleBroken
from essaim.post.models import Link, Message
from tests.assemblies.test_votes_at_once import at_once
from tests.factories.accounts import coordinator, house, make_acting
from tests.factories.assemblies import make_body, make_meeting
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


def best_of(poll: DatePoll) -> list[tuple[int, bool]]:
    """Places of the days marked, each with whether it is level with another."""
    days = enumerate(dates_page(poll, house()).days)
    return [(place, day.is_tied) for place, day in days if day.is_best]


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
            DateAnswer.objects.create(option=option, voter=voter, reply=word)


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


# --- Which day -------------------------------------------------------------------------------


def test_the_best_day_has_most_yes_then_least_no():
    poll = propose(bureau("Ana", "Bob", "Zoe"))
    assert best_of(poll) == []
    reply(poll, "Ana", "yes", "yes")
    assert best_of(poll) == [(0, True), (1, True)]
    reply(poll, "Bob", "no", "if_need_be")
    assert best_of(poll) == [(1, False)]
    reply(poll, "Zoe", "yes", "no")
    assert best_of(poll) == [(0, False)]


# --- Settling --------------------------------------------------------------------------------


def test_the_day_chosen_becomes_the_meeting_and_everybody_is_told():
    poll = propose(bureau("Ana", "Bob"), title="Bureau de rentrée", place="Lyon", mode="onsite")
    option = poll.options.order_by("starts_at")[1]
    settled = settle_dates(option=option, by=coordinator())
    meeting = Meeting.objects.get()
    assert (settled.meeting, settled.state) == (meeting, "settled")
    assert (meeting.starts_at, meeting.ends_at) == (option.starts_at, option.ends_at)
    assert (str(meeting), meeting.action.place, meeting.mode) == (
        "Bureau de rentrée",
        "Lyon",
        "onsite",
    )
    told = Message.objects.filter(subject__startswith="La date est choisie")
    assert {one.recipient for one in told} == {"ana@membre.example", "bob@membre.example"}
    assert str(option) in told[0].text


def test_it_is_settled_once_on_a_day_to_come_when_the_body_is_free():
    poll = propose(bureau("Ana"))
    first, second = poll.options.order_by("starts_at")
    make_meeting(body=poll.body, state="planned", starts_at=first.starts_at)
    with pytest.raises(RuleBroken, match="se réunit déjà"):
        settle_dates(option=first, by=house())
    settle_dates(option=second, by=house())
    with pytest.raises(Gone):
        settle_dates(option=second, by=house())
    with pytest.raises(RuleBroken):
        withdraw_dates(poll=poll, by=house())
    assert Meeting.objects.count() == 2


def test_a_day_that_is_past_is_not_chosen():
    poll = propose(bureau("Ana"))
    poll.options.update(starts_at=F("starts_at") - 30 * A_DAY)
    with pytest.raises(RuleBroken, match="passée"):
        settle_dates(option=poll.options.first(), by=house())
    assert list(polls_of_use(coordinator(), timezone.now())) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_at_once_one_plans_the_meeting():
    poll = propose(bureau("Ana"))
    by = house()
    acts = [lambda day=day: settle_dates(option=day, by=by) for day in [*poll.options.all()] * 2]
    refusals = at_once(*acts)
    assert len(refusals) == 3
    assert Meeting.objects.count() == 1
    assert DatePoll.objects.get().meeting == Meeting.objects.get()


@pytest.mark.django_db(transaction=True)
def test_one_voice_on_two_devices_answers_once():
    poll = propose(bureau("Ana"))
    assert at_once(*[lambda word=word: reply(poll, "Ana", word) for word in ("yes", "no")]) == []
    assert DateAnswer.objects.count() == 1


# --- Reminding, forgetting -------------------------------------------------------------------


def test_who_has_not_answered_is_reminded_once_a_day_and_who_has_joined_is_asked():
    poll = propose(bureau("Ana", "Bob"))
    reply(poll, "Ana", "yes")
    poll.body.group.members.create(
        person=make_person(given_name="Zoe", email="zoe@membre.example"), starts_on="2024-01-01"
    )
    for _ in range(2):
        remind_dates(poll=poll, by=coordinator())
    reminders = Message.objects.filter(subject__contains="manque")
    assert {one.recipient for one in reminders} == {"bob@membre.example", "zoe@membre.example"}
    assert reminders.count() == 2


def test_the_timer_reminds_two_days_before_the_closing_and_not_before():
    poll = propose(bureau("Ana"), closes_at=timezone.now() + 4 * A_DAY)
    asked_at = timezone.now() - 2 * A_DAY
    for left, count in ((4, 1), (2, 2), (1, 2)):
        DatePoll.objects.update(opened_at=asked_at, closes_at=timezone.now() + left * A_DAY)
        call_command("remind_assemblies")
        assert Message.objects.count() == count
    assert poll.voters.count() == 1


def test_her_answers_are_given_to_her_and_then_name_nobody():
    poll = propose(bureau("Ana"))
    voter = reply(poll, "Ana", "yes", comment="Aïcha garde les enfants")
    person = voter.seat.person
    [row] = dates_answered(person.pk)
    assert (row["comment"], list(row["answers"].values())) == ("Aïcha garde les enfants", ["yes"])
    forget(person.pk)
    voter.refresh_from_db()
    assert (voter.name, voter.comment) == (f"Membre n° {voter.pk}", "")
    assert "Aïcha" not in str(Revision.objects.of(voter.key).values_list("record", flat=True))
    assert DateAnswer.objects.count() == 1


def test_no_dates_are_proposed_by_who_may_not_see_the_body():
    body = bureau("Ana", audience="bureau")
    now = timezone.now()
    with pytest.raises(Forbidden):
        propose_dates(
            body=body,
            starts=[now + A_DAY, now + 2 * A_DAY],
            minutes=60,
            closes_at=now + timedelta(hours=1),
            by=make_acting(),
        )
