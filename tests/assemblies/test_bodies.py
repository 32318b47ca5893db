"""Bodies and rules: what the database holds, who may write, what presets say."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils.translation import override

from essaim.accounts.queries import acting_as
from essaim.assemblies.bodies.contents import presets, read_presets
from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.models import Body, BodyRules, SubjectRule
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import RuleBroken
from essaim.kernel.rules import can
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_body, make_rules
from tests.factories.network import make_college, make_delegate, make_group, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        ("public", ["coordination", "bureau", "delegate", "its people", "stranger", "visitor"]),
        ("members", ["coordination", "bureau", "delegate", "its people"]),
        ("bureau", ["coordination", "bureau", "its people"]),
    ],
)
def test_a_body_is_seen_by_its_audience_and_by_its_people(audience, seen_by):
    sitting = make_user()
    body = make_body(audience=audience, group=make_group(people=(make_person(user=sitting),)))
    people = {
        "coordination": acting_as(make_user(role="coordination")),
        "bureau": acting_as(make_user(role="bureau")),
        "delegate": acting_as(make_delegate()),
        "its people": acting_as(sitting),
        "stranger": acting_as(make_user()),
        "visitor": VISITOR,
    }
    told = [who for who, by in people.items() if can(by, "assemblies.view_body", body=body)]
    listed = [who for who, by in people.items() if body in Body.objects.visible_to(by)]
    assert told == listed == seen_by


def test_the_database_holds_what_a_body_is():
    body = make_body()
    with pytest.raises(RuleBroken, match="parliament"):
        make_body(kind="parliament")
    with pytest.raises(IntegrityError):
        Body.objects.filter(pk=body.pk).update(kind="parliament")


def test_a_body_has_a_name():
    with pytest.raises(IntegrityError):
        make_body(name="")


@pytest.mark.parametrize(
    "fields",
    [
        {"dues_cutoff": "day"},
        {"dues_cutoff": "opening", "dues_day": date(2024, 1, 1)},
        {"proxy_cap": 0},
    ],
)
def test_the_database_holds_what_rules_say(fields):
    with pytest.raises(IntegrityError):
        BodyRules.objects.create(body=make_body(), starts_on=date(2020, 1, 1), **fields)


def test_rules_begin_once_a_day():
    rules = make_rules()
    with pytest.raises(IntegrityError):
        BodyRules.objects.create(body=rules.body, starts_on=rules.starts_on)


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": "weather"},
        {"subject": "ordinary"},
        {"subject": "dues", "quorum_kind": "number"},
        {"subject": "dues", "quorum_kind": "fraction"},
        {
            "subject": "dues",
            "quorum_kind": "fraction",
            "quorum_numerator": 3,
            "quorum_denominator": 2,
        },
        {"subject": "dues", "majority_numerator": 0},
        {"subject": "dues", "majority_numerator": 3},
        {"subject": "dues", "majority_denominator": 1},
        {"subject": "dues", "majority_base": "everybody"},
    ],
)
def test_the_database_holds_what_a_subject_asks(fields):
    rules = make_rules()
    with pytest.raises(IntegrityError):
        SubjectRule.objects.bulk_create([SubjectRule(rules=rules, **fields)])


@pytest.mark.parametrize("weight", [0, 101])
def test_a_college_weighs_a_share_of_a_hundred(weight):
    with pytest.raises(IntegrityError):
        make_rules().colleges.create(college=make_college(), weight=weight)


@pytest.mark.parametrize("code", presets())
def test_a_preset_says_all_in_both_languages(code):
    preset = presets()[code]
    assert list(preset.subjects) == Subject.values
    assert all(subject.article for subject in preset.subjects.values())
    told = {}
    for language in ("fr", "en"):
        with override(language):
            told[language] = (preset.label, preset.text, *(one.name for one in preset.colleges))
    assert all(told["fr"])
    assert all(told["en"])
    assert told["fr"][1] != told["en"][1]


@pytest.mark.parametrize("code", presets())
def test_what_a_preset_allows_stands_on_an_article(code):
    rules = presets()[code].rules
    for what in ("remote", "written", "electronic"):
        allowed, article = getattr(rules, f"{what}_allowed"), getattr(rules, f"{what}_article")
        assert bool(article) == allowed
    assert rules.notice_article
    assert rules.electors_article
    assert rules.proxy_article
    assert rules.source


def test_weights_of_a_preset_make_a_whole():
    assert [one.weight for one in presets()["weighted_colleges"].colleges] == [50, 30, 20]


def test_a_preset_that_leaves_something_out_is_not_read():
    toml = '[presets.half]\nkind = "board"\nneeds_group = false\nlabel.fr = "x"\ntext.fr = "x"\n'
    with pytest.raises(TypeError):
        read_presets(f"{toml}[presets.half.rules]\nnotice_days = 3\n")
