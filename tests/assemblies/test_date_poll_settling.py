"""Which day suits most, which becomes the meeting: once; reminders, and being forgotten."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from essaim.assemblies.asking.actions.date_polls import (
    propose_dates,
    remind_dates,
    settle_dates,
    withdraw_dates,
)
from essaim.assemblies.asking.queries.date_polls import dates_page, polls_of_use
from essaim.assemblies.models import DateAnswer, DatePoll, Meeting
from essaim.journal.models import Revision
from essaim.kernel.errors import Forbidden, Gone, RuleBroken
from essaim.post.models import Message
from tests.assemblies.test_votes_at_once import at_once
from tests.factories.accounts import coordinator, house, make_acting
from tests.factories.assemblies import make_meeting
from tests.factories.dates import bureau, propose, reply
from tests.factories.network import (
    make_person,
)
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def best_of(poll: DatePoll) -> list[tuple[int, bool]]:
    """Places of the days marked, each with whether it is level with another."""
    days = enumerate(dates_page(poll, house()).days)
    return [(place, day.is_tied) for place, day in days if day.is_best]


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
    [row] = held_in("assemblies.dates", person.pk)
    assert (row["comment"], list(row["answers"].values())) == ("Aïcha garde les enfants", ["yes"])
    forget_in("assemblies", person.pk)
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
