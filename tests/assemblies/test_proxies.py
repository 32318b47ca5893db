"""Giving a proxy and taking it back: what the rules refuse, in their own words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Proxy
from essaim.assemblies.roll.actions.answers import give_proxy, withdraw_proxy
from essaim.assemblies.roll.queries.presence import room_of
from essaim.assemblies.votes.queries.quorum import quorum_for
from essaim.kernel.acting import Acting, capacities_of
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.post.models import Message
from tests.factories.accounts import coordinator, house
from tests.factories.assemblies import (
    START,
    make_attendance,
    make_body,
    make_elector,
    make_meeting,
    make_proxy,
    make_rules,
)
from tests.factories.network import make_college, make_person

pytestmark = pytest.mark.django_db
ARTICLE = "Art. 9 : chaque membre porte deux pouvoirs au plus."


def convened(state="convened", mode="hybrid", **rules):
    body = make_rules(body=make_body(), proxy_article=ARTICLE, **rules).body
    opened = {} if state == "open" else {"opened_at": None}
    return make_meeting(body=body, state=state, mode=mode, **opened)


def voice_of(elector):
    """Whoever speaks for it."""
    return Acting(key=None, user_id=None, capacities=capacities_of([elector.voice]))


def given(giver, holder, **words):
    return give_proxy(giver=giver, holder=holder, by=house(), **words)


def refused(giver, holder, **words):
    with pytest.raises(RuleBroken) as refusal:
        given(giver, holder, **words)
    assert not Proxy.objects.standing().filter(giver=giver, holder=holder).exists()
    return str(refusal.value)


def electors_of(meeting, number, **fields):
    return [make_elector(meeting=meeting, **fields) for _ in range(number)]


def test_a_proxy_is_given_and_is_the_givers_answer():
    giver, holder = electors_of(convened(), 2)
    proxy = given(giver, holder, instruction="Pour le rapport moral")
    giver.refresh_from_db()
    assert (proxy.giver, proxy.holder, proxy.instruction) == (
        giver,
        holder,
        "Pour le rapport moral",
    )
    assert (giver.answer, giver.answered_at is not None) == ("proxy", True)


def test_q1_of_six_proxies_two_are_over_the_cap_and_the_quorum_hangs_on_the_others():
    """Domain reference 2.2: 40 members, a third, 10 present, four proxies to one of them."""
    third = {"quorum_kind": "fraction", "quorum_numerator": 1, "quorum_denominator": 3}
    meeting = convened(proxy_cap=2, subject=third)
    electors = electors_of(meeting, 40)
    holders, givers = electors[:10], electors[10:16]
    for giver in givers[:2]:
        given(giver, holders[0])
    told = [refused(giver, holders[0]) for giver in givers[2:4]]
    for giver, holder in zip(givers[4:], holders[1:3], strict=True):
        given(giver, holder)
    for holder in holders:
        make_attendance(elector=holder)

    assert told == [f"2 pouvoirs au plus\u00a0: {holders[0]} les porte déjà. {ARTICLE}"] * 2
    quorum = quorum_for(meeting, meeting.rules.subjects.get(), room_of(meeting))
    assert (quorum.required, quorum.counted, quorum.is_reached) == (14, 14, True)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"proxies_allowed": False}, "pouvoir"),
        ({"proxies_across_colleges": False}, "collège"),
        ({"proxies_until": "notice"}, "29 septembre 2024"),
    ],
)
def test_what_the_rules_forbid_is_refused_with_the_article(rules, words):
    giver, holder = electors_of(convened(**rules), 2)
    told = refused(giver, holder)
    assert words in told
    assert told.endswith(ARTICLE)


def test_a_proxy_on_paper_counts_from_the_day_it_was_given():
    giver, other, holder = electors_of(convened(proxies_until="notice"), 3)
    given(giver, holder, at=datetime(2024, 9, 29, 21, 59, tzinfo=UTC))
    refused(other, holder, at=datetime(2024, 9, 29, 22, 1, tzinfo=UTC))
    refused(other, holder, at=timezone.now() + timedelta(minutes=1))


def test_within_a_college_a_proxy_may_be_given():
    college = make_college()
    giver, holder = electors_of(convened(proxies_across_colleges=False), 2, college=college)
    assert given(giver, holder).holder == holder


@pytest.mark.parametrize("side", ["giver", "holder"])
def test_without_a_vote_one_neither_gives_nor_holds(side):
    meeting = convened()
    giver = make_elector(meeting=meeting, right="dues" if side == "giver" else "held")
    holder = make_elector(meeting=meeting, right="dues" if side == "holder" else "held")
    assert "cotisation" in refused(giver, holder)


def test_nobody_gives_to_herself_nor_to_somebody_of_another_meeting():
    giver = make_elector(meeting=convened())
    refused(giver, giver)
    assert ARTICLE in refused(giver, make_elector(meeting=convened()))


def test_a_proxy_makes_no_chain_and_no_circle():
    first, second, third = electors_of(convened(), 3)
    given(first, second)
    assert ARTICLE in refused(second, third)
    assert ARTICLE in refused(second, first)
    assert ARTICLE in refused(third, first)


def test_a_proxy_given_twice_is_refused_unless_it_replaces_the_first():
    giver, first, second = electors_of(convened(proxy_cap=1), 3)
    before = given(giver, first)
    refused(giver, second)
    after = given(giver, second, replace=True)
    before.refresh_from_db()
    assert (before.withdrawn_at is not None, after.holder) == (True, second)
    assert Proxy.objects.standing().get() == after


def test_the_same_proxy_pressed_twice_is_one_under_the_cap_too():
    giver, holder = electors_of(convened(proxy_cap=1), 2)
    assert given(giver, holder) == given(giver, holder, replace=True)
    assert Proxy.objects.count() == 1


def test_a_new_instruction_to_the_same_holder_stands_in_its_place():
    giver, holder = electors_of(convened(proxy_cap=1), 2)
    given(giver, holder)
    assert given(giver, holder, instruction="Contre", replace=True).instruction == "Contre"
    assert Proxy.objects.standing().count() == 1


@pytest.mark.parametrize("rule", ["forbidden", "to_chair"])
def test_a_proxy_that_names_nobody_is_for_the_rules_to_allow(rule):
    giver = make_elector(meeting=convened(blank_proxies=rule))
    if rule == "forbidden":
        assert ARTICLE in refused(giver, None)
    else:
        assert given(giver, None).holder is None


@pytest.mark.parametrize(
    ("state", "until", "accepted"),
    [
        ("open", "opening", False),
        ("open", "during", True),
        ("closed", "during", False),
        ("planned", "during", False),
        ("cancelled", "during", False),
    ],
)
def test_a_proxy_is_given_and_taken_back_until_the_hour_of_the_rules(state, until, accepted):
    rules = make_rules(body=make_body(), proxies_until=until)
    meeting = make_meeting(body=rules.body, state=state)
    giver, holder, other = electors_of(meeting, 3)
    proxy = make_proxy(giver=other, holder=holder)
    if accepted:
        assert given(giver, holder).holder == holder
        assert withdraw_proxy(proxy=proxy, by=house()).withdrawn_at is not None
        return
    refused(giver, holder)
    with pytest.raises(RuleBroken):
        withdraw_proxy(proxy=proxy, by=house())


def test_in_writing_there_is_no_proxy():
    refused(*electors_of(convened(mode="written"), 2))


def test_a_proxy_taken_back_leaves_no_answer_and_a_place_under_the_cap():
    giver, other, holder = electors_of(convened(proxy_cap=1), 3)
    proxy = given(giver, holder)
    for _ in range(2):
        withdraw_proxy(proxy=proxy, by=voice_of(giver))
    giver.refresh_from_db()
    assert (giver.answer, giver.answered_at) == ("none", None)
    assert given(other, holder).holder == holder


def test_whoever_speaks_for_the_giver_and_who_runs_the_meeting_give_it(stranger):
    giver, holder = electors_of(convened(), 2)
    for nobody in (acting_as(stranger), voice_of(holder)):
        with pytest.raises(Forbidden):
            give_proxy(giver=giver, holder=holder, by=nobody)
    proxy = give_proxy(giver=giver, holder=holder, by=voice_of(giver))
    withdraw_proxy(proxy=proxy, by=coordinator())
    by_link = Acting(None, None, capacities_of([f"elector:{giver.key}"]))
    assert give_proxy(giver=giver, holder=holder, by=by_link).giver == giver


def test_both_sides_are_told_by_mail_that_it_was_given_and_that_it_was_taken_back():
    meeting = convened()
    people = [make_person(email=f"{name}@membre.example") for name in ("ana", "bob")]
    giver, holder = (make_elector(meeting=meeting, person=person) for person in people)
    withdraw_proxy(proxy=given(giver, holder, instruction="L’usage & l’esprit"), by=house())
    told = Message.objects.order_by("pk").values_list("recipient", "person_key", "about_key")
    assert list(told) == [(p.email, p.key, meeting.key) for p in people * 2]
    assert "L’usage & l’esprit" in Message.objects.earliest("pk").text
    assert START.strftime("%d") in Message.objects.latest("pk").text
