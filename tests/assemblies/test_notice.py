"""Whether there is time to convene, and what the answers announce."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from essaim.assemblies.roll.queries.headcount import count_announced
from essaim.assemblies.roll.queries.notice import notice_of
from essaim.assemblies.votes.queries.quorum import roll_summary
from essaim.tally.quorum import Presence
from tests.factories.assemblies import (
    make_body,
    make_elector,
    make_meeting,
    make_proxy,
    make_rules,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("at", "days", "is_short"),
    [
        (datetime(2024, 9, 29, 21, 59, tzinfo=UTC), 15, False),
        (datetime(2024, 9, 29, 22, 1, tzinfo=UTC), 14, True),
        (datetime(2024, 9, 1, 8, 0, tzinfo=UTC), 43, False),
    ],
)
def test_notice_is_counted_in_days_of_the_local_calendar(at, days, is_short):
    notice = notice_of(make_meeting(state="planned"), at)
    assert (notice.days, notice.required, notice.is_short) == (days, 15, is_short)
    assert notice.last_day == date(2024, 9, 29)


def test_the_night_of_the_clock_change_is_one_day_like_the_others():
    starts_at = datetime(2024, 11, 10, 9, 0, tzinfo=UTC)
    meeting = make_meeting(state="planned", starts_at=starts_at)
    assert notice_of(meeting, datetime(2024, 10, 26, 22, 30, tzinfo=UTC)).days == 14
    assert notice_of(meeting, datetime(2024, 10, 26, 21, 30, tzinfo=UTC)).days == 15


def test_the_forecast_of_the_quorum_counts_what_was_announced():
    half = {"quorum_kind": "fraction", "quorum_numerator": 1, "quorum_denominator": 2}
    body = make_rules(body=make_body(), subject=half).body
    meeting = make_meeting(body=body, state="convened", opened_at=None)
    said = {"answered_at": timezone.now()}
    holder = make_elector(meeting=meeting, answer="coming", **said)
    make_elector(meeting=meeting, answer="remote", **said)
    make_proxy(giver=make_elector(meeting=meeting, answer="proxy", **said), holder=holder)
    make_elector(meeting=meeting, answer="excused", **said)
    make_elector(meeting=meeting)
    make_elector(meeting=meeting, answer="coming", right="dues", **said)

    summary = roll_summary(meeting.key)

    answers = (summary.convened, summary.coming, summary.remote, summary.excused)
    assert answers == (6, 2, 1, 1)
    assert count_announced(meeting).overall == Presence(registered=5, present=2, represented=1)
    assert (summary.proxies, summary.silent) == (1, 1)
    assert (summary.forecast.required, summary.forecast.counted) == (3, 3)
