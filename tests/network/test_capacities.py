"""What the network gives an account, and from which day to which."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from essaim.network import queries
from tests.factories.accounts import make_user
from tests.factories.network import (
    make_affiliation,
    make_group,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db


def capacities_of(user) -> set[str]:
    return set(queries.capacities(user.pk))


def test_a_stranger_holds_nothing(django_assert_num_queries):
    user = make_user()
    with django_assert_num_queries(1):
        assert capacities_of(user) == set()


def test_a_delegate_holds_what_her_representation_gives(django_assert_num_queries):
    user, ours = make_user(), make_organisation()
    person = make_person(user=user)
    make_membership(organisation=ours)
    make_representation(organisation=make_organisation(canonical=ours), person=person)
    group = make_group(people=(person,))
    with django_assert_num_queries(2):
        held = capacities_of(user)
    assert held == {f"person:{person.key}", f"delegate:{ours.key}", f"group:{group.key}", "members"}


def test_what_has_ended_gives_nothing_any_more():
    user, past = make_user(), date(2023, 12, 31)
    person = make_person(user=user)
    ours, theirs = make_membership().organisation, make_membership().organisation
    make_representation(organisation=ours, person=person, ends_on=past)
    make_affiliation(organisation=theirs, person=person, ends_on=past)
    left = make_membership(ended_on=past).organisation
    make_affiliation(organisation=left, person=person)
    assert capacities_of(user) == {f"person:{person.key}"}


def test_whoever_belongs_to_a_member_is_of_the_members():
    user = make_user()
    make_affiliation(organisation=make_membership().organisation, person=make_person(user=user))
    assert "members" in capacities_of(user)


def test_an_individual_is_a_member_herself():
    user = make_user()
    make_membership(person=make_person(user=user), admitted_on=timezone.localdate())
    assert "members" in capacities_of(user)


def test_rows_merged_with_a_person_count_as_hers():
    user = make_user()
    root = make_person()
    person = make_person(user=user, canonical=root)
    make_membership(person=make_person(canonical=root))
    assert capacities_of(user) == {f"person:{root.key}", "members"} | {
        f"person:{row.key}" for row in (person, *root.merged.exclude(pk=person.pk))
    }


def test_what_has_not_begun_gives_nothing_yet():
    user, tomorrow = make_user(), timezone.localdate() + timedelta(days=1)
    person = make_person(user=user)
    ours = make_membership().organisation
    make_representation(organisation=ours, person=person, starts_on=tomorrow)
    make_group().members.create(person=person, starts_on=tomorrow)
    make_affiliation(organisation=ours, person=person, starts_on=tomorrow)
    make_membership(person=person, admitted_on=tomorrow)
    assert capacities_of(user) == {f"person:{person.key}"}


@pytest.mark.parametrize("day", ["starts_on", "ends_on"])
def test_both_days_are_within(day):
    """What begins today runs already; what ends today runs still."""
    today = timezone.localdate()
    days = {"starts_on": date(2020, 1, 1), "ends_on": today, day: today}
    admitted = {"admitted_on": days["starts_on"], "ended_on": days["ends_on"]}
    user = make_user()
    person = make_person(user=user)
    ours = make_membership(**admitted).organisation
    make_representation(organisation=ours, person=person, **days)
    group = make_group()
    group.members.create(person=person, **days)
    held = {f"person:{person.key}", f"delegate:{ours.key}", f"group:{group.key}", "members"}
    assert capacities_of(user) == held
