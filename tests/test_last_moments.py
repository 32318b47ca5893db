"""What is open until a moment is over at that moment, to the microsecond, wherever one looks."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from essaim.assemblies.asking.queries.date_polls import polls_of_use
from essaim.assemblies.models import DatePoll, Meeting
from essaim.assemblies.votes.actions.ballot_checks import refuse_devices
from essaim.kernel.errors import RuleBroken
from essaim.post.links import LinkExpired, open_link, refuse_if_over, token_of
from essaim.post.models import Link
from tests.factories.accounts import coordinator
from tests.factories.dates import bureau, propose
from tests.factories.post import make_link

pytestmark = pytest.mark.django_db
AN_INSTANT = timedelta(microseconds=1)


def the_clock_says(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: at)


def test_a_link() -> None:
    link = make_link()
    end = link.expires_at
    refuse_if_over(link, at=end - AN_INSTANT)
    assert list(Link.objects.in_force(end - AN_INSTANT)) == [link]
    with pytest.raises(LinkExpired):
        refuse_if_over(link, at=end)
    assert list(Link.objects.in_force(end)) == []


def test_a_link_that_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    link = make_link()
    the_clock_says(monkeypatch, link.expires_at - AN_INSTANT)
    assert open_link(token_of(link), link.act).link == link
    the_clock_says(monkeypatch, link.expires_at)
    with pytest.raises(LinkExpired):
        open_link(token_of(link), link.act)


def test_the_answers_to_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    poll: DatePoll = propose(bureau("Ana"))
    the_clock_says(monkeypatch, poll.closes_at - AN_INSTANT)
    assert poll.takes_answers
    the_clock_says(monkeypatch, poll.closes_at)
    assert not poll.takes_answers


def test_the_days_of_a_poll() -> None:
    """A day that has begun is no day to come."""
    poll: DatePoll = propose(bureau("Ana"))
    last = poll.options.latest("starts_at").starts_at
    by = coordinator()
    assert list(polls_of_use(by, last - AN_INSTANT)) == [poll]
    assert list(polls_of_use(by, last)) == []


def test_a_vote_in_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    end = timezone.now()
    meeting = Meeting(mode="written", ends_at=end)
    question = SimpleNamespace(rule={"body": {}}, meeting=meeting)
    the_clock_says(monkeypatch, end - AN_INSTANT)
    refuse_devices(question)  # type: ignore[arg-type]
    the_clock_says(monkeypatch, end)
    with pytest.raises(RuleBroken, match=r"terminé|passé|fini|over"):
        refuse_devices(question)  # type: ignore[arg-type]
