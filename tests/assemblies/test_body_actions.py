"""Founding, naming and closing bodies; adopting their rules."""

from dataclasses import replace
from datetime import date

import pytest

from essaim.assemblies.bodies.actions import (
    adopt_rules,
    close_body,
    edit_body,
    found_body,
    reopen_body,
)
from essaim.assemblies.bodies.contents import RulesContent, SubjectContent, presets
from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.bodies.queries import rule_for, rules_of
from essaim.assemblies.models import Body
from essaim.journal.models import Entry
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network.models import College, Group
from tests.factories.accounts import coordinator, make_acting
from tests.factories.assemblies import make_body, make_meeting, make_rules
from tests.factories.network import make_college, make_group

pytestmark = pytest.mark.django_db

DAY = date(2024, 1, 1)


def found(preset: str = "collegial_network", name: str = "Assemblée générale", **words) -> Body:
    said = {"kind": "", "starts_on": DAY, "by": coordinator(), **words}
    return found_body(name=name, preset=preset, **said)


@pytest.mark.parametrize("code", presets())
@pytest.mark.parametrize("subject", Subject.values)
def test_every_preset_founds_a_body_that_rules_every_subject(code, subject):
    body = found(code)
    rules = rules_of(body, DAY)
    ruled = rule_for(rules, subject)
    assert RulesContent.of(rules) == presets()[code].rules
    assert SubjectContent.of(ruled) == presets()[code].subjects[subject]
    assert ruled.article


def test_the_preset_says_the_kind_unless_another_is_chosen():
    assert found("permanent_assembly").kind == "permanent_assembly"
    assert found("association", name="Conseil", kind="board").kind == "board"


def test_a_body_of_all_the_members_has_no_group():
    assert found().group is None
    assert not Group.objects.exists()


def test_a_bureau_sits_as_the_group_that_is_given():
    group = make_group(name="Le bureau")
    assert found("bureau", name="Bureau", group=group).group == group


@pytest.mark.parametrize(
    ("preset", "kind"), [("bureau", "body"), ("working_group", "working_group")]
)
def test_a_body_that_needs_a_group_makes_one_of_its_name(preset, kind):
    body = found(preset, name="Équipe", purpose="Préparer", audience="bureau")
    assert (body.group.name, body.group.kind) == ("Équipe", kind)
    assert (body.group.purpose, body.group.audience) == ("Préparer", "bureau")


def test_a_group_has_one_body():
    group = make_group()
    found("bureau", name="Bureau", group=group)
    with pytest.raises(RuleBroken, match="instance"):
        found("bureau", name="Autre", group=group)


def test_two_bodies_do_not_share_a_name():
    found()
    with pytest.raises(RuleBroken, match="Assemblée générale"):
        found()


def test_no_body_is_founded_without_a_preset():
    with pytest.raises(RuleBroken):
        found("unknown")
    assert not Body.objects.exists()


def test_a_network_without_colleges_is_given_those_of_the_preset():
    body = found("weighted_colleges")
    weights = {one.college.code: one.weight for one in rules_of(body, DAY).colleges.all()}
    assert weights == {"reseaux": 50, "structures": 30, "individus": 20}


def test_where_each_elector_counts_for_one_colleges_are_made_and_weigh_nothing():
    body = found("collegial_network")
    assert set(College.objects.values_list("code", flat=True)) == {"individus", "reseaux"}
    assert not rules_of(body, DAY).colleges.exists()


def test_a_network_that_has_other_colleges_keeps_them_and_weighs_them_itself():
    make_college(code="reseaux")
    make_college(code="salaries")
    body = found("weighted_colleges")
    assert College.objects.count() == 2
    assert not rules_of(body, DAY).colleges.exists()


def test_founding_is_told_in_the_journal_with_the_rules_within():
    found()
    verbs = Entry.objects.filter(within=None).values_list("verb", flat=True)
    assert "assemblies.found_body" in verbs
    assert Entry.objects.get(verb="assemblies.adopt_rules").within is not None


def test_a_body_is_renamed_and_keeps_its_electors():
    body = make_body(name="AG", group=make_group())
    edit_body(
        body=body, name="Assemblée", kind="circle", purpose="p", audience="public", by=coordinator()
    )
    body.refresh_from_db()
    assert (body.name, body.kind, body.purpose, body.audience) == (
        "Assemblée",
        "circle",
        "p",
        "public",
    )
    assert body.group is not None


def test_a_body_does_not_take_the_name_of_another():
    make_body(name="Bureau")
    body = make_body(name="AG")
    with pytest.raises(RuleBroken, match="Bureau"):
        edit_body(
            body=body, name="Bureau", kind="bureau", purpose="", audience="public", by=coordinator()
        )


@pytest.mark.parametrize("state", ["planned", "convened", "open"])
def test_a_body_with_a_meeting_to_come_does_not_close(state):
    meeting = make_meeting(state=state)
    with pytest.raises(RuleBroken, match="réunions à venir"):
        close_body(body=meeting.body, by=coordinator())


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_a_body_whose_meetings_are_over_closes_and_may_open_again(state):
    body = make_meeting(state=state).body
    close_body(body=body, by=coordinator())
    assert Body.objects.get().is_closed
    reopen_body(body=body, by=coordinator())
    assert not Body.objects.get().is_closed


def content_of(rules, **changes) -> RulesContent:
    return replace(RulesContent.of(rules), **changes)


def test_new_rules_hold_from_their_day_and_the_old_ones_until_the_eve():
    old = make_rules(starts_on=date(2020, 1, 1), notice_days=15)
    content = content_of(old, notice_days=21)
    new = adopt_rules(body=old.body, starts_on=date(2025, 1, 1), content=content, by=coordinator())
    assert rules_of(old.body, date(2024, 12, 31)) == old
    assert rules_of(old.body, date(2025, 1, 1)) == new
    assert rules_of(old.body, date(2019, 12, 31)) is None
    old.refresh_from_db()
    assert (old.notice_days, new.notice_days) == (15, 21)


def test_new_rules_begin_with_the_subjects_and_weights_of_the_old():
    old = make_rules(subject={"quorum_kind": "number", "quorum_number": 7, "article": "Art. 9"})
    college = make_college()
    old.colleges.create(college=college, weight=100)
    content = RulesContent.of(old)
    new = adopt_rules(body=old.body, starts_on=date(2025, 1, 1), content=content, by=coordinator())
    ruled = rule_for(new, "ordinary")
    assert (ruled.quorum_number, ruled.article) == (7, "Art. 9")
    assert new.subjects.count() == 1
    assert [(one.college, one.weight) for one in new.colleges.all()] == [(college, 100)]


def test_a_meeting_keeps_the_rules_under_which_it_was_convened():
    meeting = make_meeting(state="convened")
    content = content_of(meeting.rules, proxy_cap=5)
    adopt_rules(body=meeting.body, starts_on=date(2021, 1, 1), content=content, by=coordinator())
    before = meeting.rules
    meeting.refresh_from_db()
    assert meeting.rules == before
    assert meeting.rules.proxy_cap is None


def test_two_versions_do_not_begin_on_one_day():
    rules = make_rules(starts_on=DAY)
    with pytest.raises(RuleBroken, match="commencent déjà"):
        adopt_rules(
            body=rules.body, starts_on=DAY, content=RulesContent.of(rules), by=coordinator()
        )


def test_a_body_without_rules_adopts_its_first_with_no_subject():
    content = RulesContent.of(make_rules())
    body = make_body()
    rules = adopt_rules(body=body, starts_on=DAY, content=content, by=coordinator())
    assert rules_of(body, DAY) == rules
    assert rule_for(rules, "ordinary") is None


@pytest.mark.parametrize("by", ["bureau", "", "visitor"])
def test_only_the_coordination_founds(by):
    acting = VISITOR if by == "visitor" else make_acting(role=by)
    with pytest.raises(Forbidden):
        found(by=acting)
