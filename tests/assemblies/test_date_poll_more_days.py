"""Days added to a poll that is open: nothing that was answered is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.asking.actions.date_polls import add_dates, answer_dates, withdraw_dates
from essaim.assemblies.models import DateAnswer
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.post.models import Message
from tests.factories.accounts import coordinator, house, make_acting
from tests.factories.dates import bureau, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll():
    return propose(bureau("Ana", "Bob"))


def later(poll, days=30):
    return poll.options.order_by("-starts_at")[0].starts_at + timedelta(days=days)


def said(voter):
    rows = DateAnswer.objects.filter(voter=voter).order_by("option__starts_at")
    return list(rows.values_list("reply", flat=True))


def answer(voter, options, reply):
    replies = {str(one.key): reply for one in options}
    return answer_dates(voter=voter, replies=replies, by=house())


def test_what_was_answered_stands_and_all_are_told(poll):
    ana = poll.voters.get(name__startswith="Ana")
    first = list(poll.options.order_by("starts_at"))
    answer(ana, first, "yes")
    Message.objects.all().delete()

    add_dates(poll=poll, starts=[later(poll)], by=coordinator())

    assert said(ana) == ["yes"] * len(first)
    assert sorted(Message.objects.values_list("recipient", flat=True)) == [
        "ana@membre.example",
        "bob@membre.example",
    ]
    added = poll.options.order_by("starts_at").last()
    assert added.ends_at - added.starts_at == first[0].ends_at - first[0].starts_at
    mail = Message.objects.first()
    assert "D’autres jours" in mail.subject
    assert str(added) in mail.text


def test_a_page_opened_before_takes_nothing_back(poll):
    ana = poll.voters.get(name__startswith="Ana")
    first = list(poll.options.order_by("starts_at"))
    add_dates(poll=poll, starts=[later(poll)], by=coordinator())
    answer(ana, poll.options.all(), "yes")

    replies = {str(one.key): "no" for one in first}
    answer_dates(voter=ana, replies=replies, asked=list(replies), by=house())

    assert said(ana) == ["no"] * len(first) + ["yes"]


def test_what_cannot_be_is_refused(poll):
    by, day = coordinator(), later(poll)
    for starts in (
        [],
        [day, day],
        [poll.options.first().starts_at],
        [poll.closes_at - timedelta(minutes=1)],
        [timezone.now() - timedelta(days=1)],
        [day + timedelta(days=number) for number in range(9)],
    ):
        with pytest.raises(RuleBroken):
            add_dates(poll=poll, starts=starts, by=by)
    with pytest.raises(Forbidden):
        add_dates(poll=poll, starts=[day], by=make_acting())
    withdraw_dates(poll=poll, by=by)
    with pytest.raises(RuleBroken):
        add_dates(poll=poll, starts=[day], by=by)


def test_a_day_added_on_the_night_of_a_clock_change_lasts_as_long(poll):
    night = datetime(2030, 3, 30, 23, 30, tzinfo=UTC)
    first = poll.options.first()
    add_dates(poll=poll, starts=[night], by=coordinator())
    added = poll.options.get(starts_at=night)
    assert added.ends_at - added.starts_at == first.ends_at - first.starts_at


def test_days_are_added_on_a_page(poll, as_user, coordinator, delegate):
    path = reverse("assemblies:add_dates", args=[poll.key])
    number = poll.options.count()
    day = timezone.localtime(later(poll))
    client = as_user(coordinator)
    assert client.get(path).status_code == 200
    assert path in client.get(poll.get_absolute_url()).text
    refused = client.post(path, {f"day_{number + 1}": "2020-01-01T10:00"})
    assert refused.status_code == 422
    assert "2020-01-01T10:00" in refused.text
    done = client.post(path, {f"day_{number + 1}": f"{day:%Y-%m-%dT%H:%M}"})
    assert done.status_code == 302
    assert poll.options.count() == number + 1
    assert as_user(delegate).get(path).status_code in {403, 404}
