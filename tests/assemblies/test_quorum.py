"""Quorum in the room: bases, colleges, second call."""

from datetime import timedelta

import pytest

from essaim.assemblies.roll.queries.presence import room_of
from essaim.assemblies.votes.queries.quorum import quorum_for, roll_summary
from tests.factories.assemblies import (
    START,
    make_body,
    make_elector,
    make_meeting,
    make_proxy,
    make_rules,
)
from tests.factories.network import make_college

pytestmark = pytest.mark.django_db

A_THIRD = {"quorum_kind": "fraction", "quorum_numerator": 1, "quorum_denominator": 3}


def meeting_under(**rule):
    return make_meeting(body=make_rules(subject=rule).body)


def result(meeting, language="fr"):
    return quorum_for(meeting, meeting.rules.subjects.get(), room_of(meeting), language)


@pytest.mark.parametrize(("counts", "counted", "reached"), [(True, 14, True), (False, 10, False)])
def test_q1_a_third_of_forty_with_ten_present_and_four_represented(counts, counted, reached):
    meeting = meeting_under(**A_THIRD, quorum_counts_proxies=counts)
    holders = [make_elector(meeting=meeting, present=True) for _ in range(10)]
    givers = [make_elector(meeting=meeting) for _ in range(30)]
    for giver, holder in zip(givers[:4], holders, strict=False):
        make_proxy(giver=giver, holder=holder)

    told = result(meeting)

    assert (told.required, told.counted, told.is_reached) == (14, counted, reached)


@pytest.mark.parametrize(("base", "required"), [("voters", 1), ("members", 2)])
def test_a_fraction_is_of_the_voters_or_of_all_the_members_convened(base, required):
    meeting = meeting_under(**A_THIRD, quorum_base=base)
    make_elector(meeting=meeting, present=True)
    for _ in range(3):
        make_elector(meeting=meeting, right="dues")

    assert result(meeting).required == required


@pytest.mark.parametrize("right", ["merged", "ended"])
def test_who_is_counted_under_another_name_or_is_gone_is_no_member(right):
    meeting = meeting_under(**A_THIRD, quorum_base="members", quorum_by_college=True)
    college = make_college(name="Réseaux")
    make_elector(meeting=meeting, college=college, present=True)
    for left_out in ("dues", "not_admitted", right, right, right):
        make_elector(meeting=meeting, college=college, right=left_out)

    told = result(meeting)

    assert (told.required, told.counted, told.is_reached) == (1, 1, True)
    assert told.colleges["Réseaux"].required == 1
    summary = roll_summary(meeting.key)
    assert (summary.convened, summary.silent) == (3, 3)
    assert room_of(meeting).convened() == room_of(meeting).convened(college.code) == 3


def test_each_college_needs_its_own_quorum_and_is_told_by_its_name():
    meeting = meeting_under(**A_THIRD, quorum_by_college=True)
    networks = make_college(code="networks", name="Réseaux")
    people = make_college(code="people", name="Personnes")
    for _ in range(3):
        make_elector(meeting=meeting, college=networks, present=True)
        make_elector(meeting=meeting, college=people)

    told = result(meeting)

    assert {name: one.is_reached for name, one in told.colleges.items()} == {
        "Personnes": False,
        "Réseaux": True,
    }
    assert not told.is_reached
    assert "Personnes" in told.explanation[-1]


def test_two_colleges_of_one_name_are_told_apart():
    meeting = meeting_under(**A_THIRD, quorum_by_college=True)
    for code in ("a", "b"):
        make_elector(meeting=meeting, college=make_college(code=code, name="Réseaux"))

    assert list(result(meeting).colleges) == ["Réseaux (a)", "Réseaux (b)"]


@pytest.mark.parametrize(
    ("second_call", "days", "reached"), [(True, 15, True), (True, 16, False), (False, 0, False)]
)
def test_a_second_call_needs_no_quorum_where_the_rules_say_so(second_call, days, reached):
    body = make_rules(
        subject={**A_THIRD, "second_call": second_call, "second_call_days": days}
    ).body
    first = make_meeting(body=body, state="closed")
    later = START + timedelta(days=15)
    meeting = make_meeting(body=body, second_call_of=first, starts_at=later)
    make_elector(meeting=meeting)

    assert result(meeting).is_reached is reached


def test_a_second_call_says_so_in_the_language_asked():
    body = make_rules(subject={**A_THIRD, "second_call": True}).body
    meeting = make_meeting(
        body=body,
        second_call_of=make_meeting(body=body, state="closed"),
        starts_at=START + timedelta(days=1),
    )
    make_elector(meeting=meeting, present=True)

    told = result(meeting, "en")

    assert told.explanation == (
        "This is the second call: what the first announced needs no quorum any more.",
    )
    assert (told.required, told.counted) == (0, 1)


def test_no_elector_at_all_reaches_no_number():
    meeting = make_meeting(body=make_body())
    rule = meeting.rules.subjects.get()
    rule.quorum_kind, rule.quorum_number = "number", 1

    assert not quorum_for(meeting, rule, room_of(meeting)).is_reached
