"""What a version of the rules may say, and until when it may be changed."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from essaim.assemblies.bodies.actions import (
    edit_rules,
    remove_subject_rule,
    set_college_weights,
    set_subject_rule,
)
from essaim.assemblies.bodies.contents import RulesContent, SubjectContent
from essaim.assemblies.bodies.queries import rule_for
from essaim.assemblies.models import BodyRules
from essaim.kernel.errors import RuleBroken
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_meeting, make_rules
from tests.factories.network import make_college

pytestmark = pytest.mark.django_db


def edit(rules: BodyRules, **changes) -> BodyRules:
    content = replace(RulesContent.of(rules), **changes)
    return edit_rules(rules=rules, starts_on=rules.starts_on, content=content, by=coordinator())


def rule(rules: BodyRules, subject: str = "ordinary", **changes):
    content = replace(SubjectContent.of(rules.subjects.get(subject="ordinary")), **changes)
    return set_subject_rule(rules=rules, subject=subject, content=content, by=coordinator())


def test_rules_that_no_meeting_uses_are_edited():
    rules = make_rules()
    edit(rules, notice_days=30, proxy_cap=2, remote_allowed=True)
    rules.refresh_from_db()
    assert (rules.notice_days, rules.proxy_cap, rules.remote_allowed) == (30, 2, True)


def test_rules_that_no_meeting_uses_begin_on_another_day():
    rules = make_rules()
    content = RulesContent.of(rules)
    edit_rules(rules=rules, starts_on=date(2022, 2, 2), content=content, by=coordinator())
    rules.refresh_from_db()
    assert rules.starts_on == date(2022, 2, 2)


def test_rules_do_not_move_to_a_day_that_is_taken():
    rules = make_rules()
    make_rules(body=rules.body, starts_on=date(2022, 2, 2))
    content = RulesContent.of(rules)
    with pytest.raises(RuleBroken, match="commencent déjà"):
        edit_rules(rules=rules, starts_on=date(2022, 2, 2), content=content, by=coordinator())


@pytest.mark.parametrize("state", ["convened", "open", "closed"])
def test_rules_that_a_meeting_uses_are_never_altered(state):
    rules = make_meeting(state=state).rules
    ruled = rule_for(rules, "ordinary")
    acts = [
        lambda: edit(rules, notice_days=1),
        lambda: rule(rules, secrecy="always"),
        lambda: remove_subject_rule(subject_rule=ruled, by=coordinator()),
        lambda: set_college_weights(rules=rules, weights={make_college(): 100}, by=coordinator()),
    ]
    for act in acts:
        with pytest.raises(RuleBroken, match="adoptez-en de nouvelles"):
            act()
    rules.refresh_from_db()
    assert rules.notice_days == 15
    assert rule_for(rules, "ordinary").secrecy == "never"


def test_a_meeting_that_is_only_planned_uses_no_rules_yet():
    rules = make_rules()
    make_meeting(body=rules.body, state="planned")
    assert edit(rules, notice_days=9).notice_days == 9


def test_a_day_for_the_dues_is_kept_where_it_is_used():
    rules = make_rules()
    day = date(2024, 3, 31)
    assert edit(rules, dues_cutoff="day", dues_day=day).dues_day == day
    assert edit(rules, dues_cutoff="opening", dues_day=day).dues_day is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dues_cutoff": "day", "dues_day": None}, "quel jour"),
        ({"proxy_cap": 0}, "au moins un pouvoir"),
    ],
)
def test_rules_that_cannot_be_are_refused_in_words(changes, words):
    rules = make_rules()
    with pytest.raises(RuleBroken, match=words):
        edit(rules, **changes)


def test_a_subject_is_ruled_then_ruled_otherwise():
    rules = make_rules()
    first = rule(rules, "statutes", majority_numerator=2, majority_denominator=3)
    again = rule(rules, "statutes", majority_numerator=3, majority_denominator=4)
    assert first == again
    assert rule_for(rules, "statutes").majority_numerator == 3
    assert rules.subjects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quorum_kind": "number", "quorum_number": 0}, "combien d’électeurs"),
        ({"quorum_kind": "fraction", "quorum_numerator": 0}, "part des électeurs"),
        (
            {"quorum_kind": "fraction", "quorum_numerator": 3, "quorum_denominator": 2},
            "part des électeurs",
        ),
        ({"majority_numerator": 0}, "part d’un tout"),
        ({"majority_numerator": 3, "majority_denominator": 2}, "part d’un tout"),
        ({"majority_numerator": 1, "majority_denominator": 1}, "plus que toutes"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_words(changes, words):
    rules = make_rules()
    with pytest.raises(RuleBroken, match=words):
        rule(rules, **changes)


def test_unanimity_is_at_least_all():
    rules = make_rules()
    ruled = rule(rules, majority_numerator=1, majority_denominator=1, majority_is_strict=False)
    assert ruled.majority_denominator == 1


def test_a_subject_ruled_no_more_has_no_rule():
    rules = make_rules()
    remove_subject_rule(subject_rule=rule_for(rules, "ordinary"), by=coordinator())
    assert rule_for(rules, "ordinary") is None


def test_weights_replace_those_before():
    rules = make_rules(aggregation="proportional")
    some, others = make_college(), make_college()
    set_college_weights(rules=rules, weights={some: 100}, by=coordinator())
    set_college_weights(rules=rules, weights={some: 60, others: 40}, by=coordinator())
    kept = {one.college: one.weight for one in rules.colleges.all()}
    assert kept == {some: 60, others: 40}


@pytest.mark.parametrize("weights", [(50, 30), (50, 60), (100, 0)])
def test_weights_add_up_to_a_hundred(weights):
    rules = make_rules(aggregation="bloc")
    among = {make_college(): weight for weight in weights}
    with pytest.raises(RuleBroken, match="faire 100 en tout"):
        set_college_weights(rules=rules, weights=among, by=coordinator())


def test_colleges_weigh_nothing_only_where_heads_are_counted():
    heads, weighted = make_rules(), make_rules(aggregation="bloc")
    heads.colleges.create(college=make_college(), weight=100)
    set_college_weights(rules=heads, weights={}, by=coordinator())
    assert not heads.colleges.exists()
    with pytest.raises(RuleBroken, match="selon son collège"):
        set_college_weights(rules=weighted, weights={}, by=coordinator())


def test_a_number_of_colleges_is_kept_for_a_double_majority_alone():
    rules = make_rules()
    assert edit(rules, aggregation="double_majority", colleges_needed=2).colleges_needed == 2
    assert edit(rules, aggregation="bloc", colleges_needed=2).colleges_needed is None
    with pytest.raises(RuleBroken, match="un collège au moins"):
        edit(rules, aggregation="double_majority", colleges_needed=0)


@pytest.mark.parametrize("share", [(1, 2), (1, 3), (99, 100)])
def test_a_quorum_of_more_than_a_part_can_be_written(share):
    quorum = {"quorum_kind": "fraction", "quorum_is_strict": True}
    quorum |= dict(zip(("quorum_numerator", "quorum_denominator"), share, strict=True))
    ruled = rule(make_rules(), **quorum)
    assert ruled.quorum_is_strict
    numbered = {**quorum, "quorum_kind": "number", "quorum_number": 3}
    assert not rule(make_rules(), **numbered).quorum_is_strict


@pytest.mark.parametrize("share", [(1, 1), (3, 3)])
def test_a_quorum_of_more_than_all_is_refused(share):
    quorum = {"quorum_kind": "fraction", "quorum_is_strict": True}
    quorum |= dict(zip(("quorum_numerator", "quorum_denominator"), share, strict=True))
    with pytest.raises(RuleBroken, match="plus que tous"):
        rule(make_rules(), **quorum)
    ruled = make_rules().subjects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(ruled).objects.filter(pk=ruled.pk).update(**quorum)
