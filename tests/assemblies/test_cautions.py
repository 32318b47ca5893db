"""What should be looked at in the rules of a body."""

import pytest
from django.utils.translation import override

from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.bodies.queries import cautions
from essaim.assemblies.models import BodyRules, SubjectRule

ALL = [SubjectRule(subject=subject) for subject in Subject]


def told(rules: BodyRules, subjects=ALL, **known) -> list[str]:
    known = {"is_weighted": True, "has_colleges": True, "has_copresidency": True, **known}
    with override("fr"):
        return cautions(rules, subjects, **known)


def test_rules_that_say_all_need_no_look():
    assert told(BodyRules()) == []


@pytest.mark.parametrize(
    ("what", "words"),
    [("remote", "visioconférence"), ("written", "par écrit"), ("electronic", "sur appareil")],
)
def test_what_is_allowed_stands_on_an_article(what, words):
    [sentence] = told(BodyRules(**{f"{what}_allowed": True}))
    assert words in sentence
    assert "que si les statuts l" in sentence
    assert told(BodyRules(**{f"{what}_allowed": True, f"{what}_article": "Art. 4"})) == []


def test_a_subject_without_a_rule_is_named():
    ruled = [one for one in ALL if one.subject not in {"statutes", "dissolution"}]
    assert told(BodyRules(), ruled) == [
        (
            "Rien n’est dit de «\xa0modification des statuts\xa0»\xa0: un vote à ce sujet ne peut"
            " pas s’ouvrir."
        ),
        "Rien n’est dit de «\xa0dissolution\xa0»\xa0: un vote à ce sujet ne peut pas s’ouvrir.",
    ]


def test_a_quorum_by_college_needs_colleges():
    by_college = SubjectRule(
        subject="ordinary",
        quorum_kind="fraction",
        quorum_numerator=1,
        quorum_denominator=3,
        quorum_by_college=True,
    )
    subjects = [by_college, *ALL[1:]]
    assert told(BodyRules(), subjects) == []
    [sentence] = told(BodyRules(), subjects, has_colleges=False)
    assert "pas encore de collège" in sentence
    no_quorum = SubjectRule(subject="ordinary", quorum_by_college=True)
    assert told(BodyRules(), [no_quorum, *ALL[1:]], has_colleges=False) == []


def test_votes_that_weigh_by_college_need_weights():
    rules = BodyRules(aggregation="bloc")
    assert told(rules) == []
    [sentence] = told(rules, is_weighted=False)
    assert "aucun collège n’a encore de poids" in sentence
    assert told(BodyRules(), is_weighted=False) == []


def test_a_casting_vote_does_not_go_with_a_copresidency():
    rules = BodyRules(casting_vote="chair")
    [sentence] = told(rules)
    assert "coprésidence" in sentence
    assert told(rules, has_copresidency=False) == []
