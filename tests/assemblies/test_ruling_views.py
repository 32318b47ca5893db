"""The pages of the rules: read by whoever sees the body, written by the coordination."""

from datetime import date

import pytest
from django.urls import reverse

from essaim.assemblies.bodies.contents import RulesContent
from essaim.assemblies.bodies.queries import rule_for
from essaim.assemblies.models import BodyRules
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_body, make_meeting, make_rules
from tests.factories.network import make_college

pytestmark = pytest.mark.django_db

SUBJECT = {
    "quorum_kind": "fraction",
    "quorum_share": "1/3",
    "quorum_base": "voters",
    "quorum_counts_proxies": "on",
    "quorum_checked_at": "vote",
    "second_call_same_agenda": "on",
    "majority_is_strict": "on",
    "majority_share": "50 %",
    "majority_base": "expressed",
    "secrecy": "never",
    "article": "Article 9",
}


def address(name: str, *args) -> str:
    return reverse(f"assemblies:{name}", args=args)


def typed(rules: BodyRules, **changes) -> dict:
    """What a browser sends for these rules: a box that is not ticked is not sent."""
    said = {"starts_on": rules.starts_on, **RulesContent.of(rules).columns(), **changes}
    return {name: value for name, value in said.items() if value is not None and value is not False}


def test_rules_are_edited_as_long_as_no_meeting_uses_them(as_user, coordinator):
    rules = make_rules()
    said = typed(rules, notice_days=21, proxy_cap=2, remote_allowed=True)
    response = as_user(coordinator).post(address("edit_rules", rules.key), said)
    assert response.url == rules.get_absolute_url()
    rules.refresh_from_db()
    assert (rules.notice_days, rules.proxy_cap, rules.remote_allowed) == (21, 2, True)


def test_rules_that_a_meeting_uses_say_why_they_stay(as_user, coordinator):
    rules = make_meeting(state="convened").rules
    browser = as_user(coordinator)
    response = browser.post(address("edit_rules", rules.key), typed(rules, notice_days=1))
    assert response.status_code == 422
    assert "adoptez-en de nouvelles" in response.text
    shown = browser.get(rules.get_absolute_url()).text
    assert address("edit_rules", rules.key) not in shown
    assert address("set_subject_rule", rules.key, "ordinary") not in shown


def test_new_rules_begin_as_those_in_force(as_user, coordinator):
    rules = make_rules(notice_days=17)
    browser, adopt = as_user(coordinator), address("adopt_rules", rules.body.key)
    assert browser.get(adopt).context["form"]["notice_days"].value() == 17
    browser.post(adopt, typed(rules, starts_on="2025-01-01", notice_days=30))
    new = rules.body.rules.get(starts_on=date(2025, 1, 1))
    assert new.notice_days == 30
    assert rule_for(new, "ordinary") is not None


def test_the_first_rules_of_a_body_begin_with_the_usual(as_user, coordinator):
    form = as_user(coordinator).get(address("adopt_rules", make_body().key)).context["form"]
    assert form["notice_days"].value() == 15


def test_a_subject_is_ruled_in_the_words_of_people(as_user, coordinator):
    rules = make_rules()
    browser, where = as_user(coordinator), address("set_subject_rule", rules.key, "statutes")
    assert browser.get(where).context["form"]["majority_share"].value() == "1/2"
    assert browser.post(where, SUBJECT).url == rules.get_absolute_url()
    ruled = rule_for(rules, "statutes")
    assert (ruled.quorum_numerator, ruled.quorum_denominator) == (1, 3)
    assert (ruled.majority_numerator, ruled.majority_denominator) == (50, 100)
    assert ruled.article == "Article 9"
    assert browser.get(where).context["form"]["quorum_share"].value() == "1/3"


@pytest.mark.parametrize("share", ["half", "1/", "1.5/3", "11111/22222"])
def test_a_part_that_cannot_be_read_is_refused(as_user, coordinator, share):
    where = address("set_subject_rule", make_rules().key, "statutes")
    response = as_user(coordinator).post(where, {**SUBJECT, "majority_share": share})
    assert response.status_code == 422
    assert "1/3 ou 60/100" in response.text


def test_a_subject_that_does_not_exist_has_no_page(as_user, coordinator):
    where = address("set_subject_rule", make_rules().key, "weather")
    assert as_user(coordinator).get(where).status_code == 404


def test_a_subject_is_ruled_no_more(as_user, coordinator):
    rules = make_rules()
    where = address("remove_subject_rule", rule_for(rules, "ordinary").key)
    response = as_user(coordinator).post(where, follow=True)
    assert "Question ordinaire</strong>\xa0: pas de règle" in response.text.replace(" :", "\xa0:")
    assert rule_for(rules, "ordinary") is None


def test_colleges_are_weighed_on_one_page(as_user, coordinator):
    some, others, mute = make_college(), make_college(), make_college()
    rules = make_rules(aggregation="proportional")
    browser, where = as_user(coordinator), address("set_college_weights", rules.key)
    said = {f"weight_{some.pk}": 60, f"weight_{others.pk}": 30, f"weight_{mute.pk}": ""}
    refused = browser.post(where, said)
    assert (refused.status_code, "faire 100 en tout" in refused.text) == (422, True)
    browser.post(where, {**said, f"weight_{others.pk}": 40})
    assert dict(rules.colleges.values_list("college", "weight")) == {some.pk: 60, others.pk: 40}


@pytest.mark.parametrize("length", [1, 3])
def test_a_version_costs_the_same_whatever_it_rules(client, length, django_assert_num_queries):
    rules = make_rules(body=make_body(audience="public"))
    for subject in ("statutes", "dues", "election")[:length]:
        rules.subjects.create(subject=subject)
        rules.colleges.create(college=make_college(), weight=10)
    with django_assert_num_queries(5):
        ruling = client.get(rules.get_absolute_url()).context["ruling"]
    assert len(ruling.subjects) == 1 + length


def writes(rules: BodyRules) -> list[str]:
    return [
        address("adopt_rules", rules.body.key),
        address("edit_rules", rules.key),
        address("set_college_weights", rules.key),
        address("set_subject_rule", rules.key, "ordinary"),
        address("remove_subject_rule", rule_for(rules, "ordinary").key),
    ]


@pytest.mark.parametrize("role", ["", "bureau"])
def test_others_read_the_rules_and_write_none(as_user, role):
    rules = make_rules(body=make_body(audience="public"))
    browser = as_user(make_user(role=role))
    shown = browser.get(rules.get_absolute_url()).text
    for where in writes(rules):
        assert where not in shown
        assert browser.post(where).status_code == 403


def test_a_visitor_reads_the_rules_of_a_public_body_alone(client):
    rules = make_rules(body=make_body(audience="public"), source="Statuts de 2020")
    assert "Statuts de 2020" in client.get(rules.get_absolute_url()).text
    assert client.get(make_rules().get_absolute_url()).status_code == 404
    for where in writes(rules):
        assert client.post(where).url.startswith("/compte/entrer/")
