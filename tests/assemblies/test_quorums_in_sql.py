"""A quorum counted in the database is the one that the room makes, whatever rights and rules.

On meetings made at random: rights that change after the opening, colleges of one name, proxies.
"""

from collections.abc import Iterable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.assemblies.bodies.enums import CheckedAt, QuorumBase
from essaim.assemblies.models import Meeting, SubjectRule
from essaim.assemblies.roll.models import Right
from essaim.assemblies.roll.queries.headcount import count_announced, count_now, count_of_quorum
from essaim.assemblies.roll.queries.presence import (
    Headcount,
    frozen_opening,
    room_of,
    room_of_quorum,
)
from essaim.assemblies.votes.queries.quorum import quorum_for
from essaim.tally.errors import CannotCount
from essaim.tally.quorum import QuorumKind, QuorumResult
from tests.assemblies.test_sheet_in_sql import (
    assert_same_count,
    room_as_announced,
    sheets,
    written,
)

pytestmark = pytest.mark.django_db

#: One for each line of a sheet; most may vote.
rights = st.lists(
    st.sampled_from([Right.HELD, Right.HELD, Right.HELD, *Right]), min_size=4, max_size=4
)
rules = st.builds(
    SubjectRule,
    quorum_kind=st.sampled_from(QuorumKind),
    quorum_number=st.integers(0, 4),
    quorum_numerator=st.just(1),
    quorum_denominator=st.integers(1, 3),
    quorum_is_strict=st.booleans(),
    quorum_counts_proxies=st.booleans(),
    quorum_by_college=st.booleans(),
    quorum_base=st.sampled_from(QuorumBase),
    quorum_checked_at=st.sampled_from(CheckedAt),
)


def give(meeting: Meeting, rights_given: Iterable[str]) -> None:
    for elector, right in zip(meeting.electors.order_by("pk"), rights_given, strict=False):
        elector.right = right
        elector.save()


def told(meeting: Meeting, rule: SubjectRule, room: Headcount) -> QuorumResult | str:
    """The quorum, or why it cannot be counted."""
    try:
        return quorum_for(meeting, rule, room)
    except CannotCount as error:
        return str(error)


@given(noted=sheets(), before=rights, after=rights, rule=rules, is_frozen=st.booleans())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_same_quorum_is_counted_in_the_database(noted, before, after, rule, is_frozen):
    with transaction.atomic():
        meeting = written(noted)
        give(meeting, before)
        if is_frozen:
            meeting.opening = frozen_opening(meeting)
        give(meeting, after)
        room, count = room_of(meeting), count_now(meeting)
        assert_same_count(count, room)
        assert_same_count(count_announced(meeting), room_as_announced(meeting))
        counted = told(meeting, rule, count_of_quorum(meeting, rule, count))
        assert counted == told(meeting, rule, room_of_quorum(meeting, rule, room))
        transaction.set_rollback(True)
