"""People: cards, merges, accounts, affiliations, roles, groups, representation."""

from datetime import date

import pytest

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.journal.models import Entry
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network import actions
from essaim.network.models import Group, Person, Representation
from tests.factories.accounts import coordinator, make_user
from tests.factories.network import (
    make_affiliation,
    make_delegate,
    make_group,
    make_membership,
    make_network_role,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)


def test_a_person_is_added_with_where_she_belongs():
    ours = make_organisation()
    made = actions.add_person(
        given_name="Aïcha", family_name="Morel", organisation=ours, title="Animatrice",
        by=coordinator(),
    )  # fmt: skip
    link = made.affiliations.get()
    assert (link.organisation, link.title, made.folded) == (ours, "Animatrice", "aicha morel")
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["network.affiliate_person", "network.add_person"]


def test_a_person_has_a_name():
    with pytest.raises(RuleBroken):
        actions.add_person(email="a@reseau.example", by=coordinator())
    with pytest.raises(RuleBroken):
        actions.edit_person(person=make_person(), given_name="", family_name=" ", by=coordinator())


def test_a_person_edits_her_own_card():
    user = make_user()
    herself = make_person(user=user)
    actions.edit_person(person=herself, phone="06 00 00 00 00", by=acting_as(user))
    herself.refresh_from_db()
    assert herself.phone == "06 00 00 00 00"
    with pytest.raises(Forbidden):
        actions.edit_person(person=make_person(), phone="1", by=acting_as(user))


def test_an_erased_person_is_not_edited():
    gone = make_person(given_name="", family_name="", erased_at="2024-01-01T00:00Z")
    with pytest.raises(RuleBroken):
        actions.edit_person(person=gone, given_name="Aïcha", by=coordinator())


def test_two_people_are_merged_and_told_apart_again():
    by, one, other = coordinator(), make_person(), make_person()
    actions.merge_person(person=one, into=other, by=by)
    assert Person.objects.get(pk=one.pk).canonical == other
    with pytest.raises(RuleBroken):
        actions.merge_person(person=other, into=make_person(), by=by)
    with pytest.raises(RuleBroken):
        actions.merge_person(person=make_person(), into=one, by=by)
    actions.unmerge_person(person=one, by=by)
    assert Person.objects.get(pk=one.pk).canonical is None


def test_neither_oneself_nor_two_who_sign_in_are_merged():
    by, one = coordinator(), make_person(user=make_user())
    with pytest.raises(RuleBroken):
        actions.merge_person(person=one, into=one, by=by)
    with pytest.raises(RuleBroken):
        actions.merge_person(person=one, into=make_person(user=make_user()), by=by)


def test_an_account_opens_at_the_address_of_the_card():
    person = make_person(email="Aicha@reseau.example")
    actions.open_person_account(person=person, by=coordinator())
    assert User.objects.get(person=person).email == "aicha@reseau.example"
    with pytest.raises(RuleBroken):
        actions.open_person_account(person=person, by=coordinator())


def test_an_account_that_waits_for_its_person_becomes_hers():
    user = make_user(email="aicha@reseau.example")
    person = make_person(email="Aicha@reseau.example")
    assert actions.open_person_account(person=person, by=coordinator()).user == user
    with pytest.raises(RuleBroken):
        actions.open_person_account(
            person=make_person(email="aicha@reseau.example"), by=coordinator()
        )


def test_no_account_opens_without_an_address():
    with pytest.raises(RuleBroken):
        actions.open_person_account(person=make_person(), by=coordinator())


def test_a_person_belongs_to_several_organisations_once_each():
    by, person, ours = coordinator(), make_person(), make_organisation()
    link = actions.affiliate_person(person=person, organisation=ours, starts_on=DAY, by=by)
    with pytest.raises(RuleBroken):
        actions.affiliate_person(person=person, organisation=ours, starts_on=DAY, by=by)
    actions.affiliate_person(person=person, organisation=make_organisation(), starts_on=DAY, by=by)
    actions.end_affiliation(affiliation=link, ends_on=date(2024, 6, 30), by=by)
    actions.affiliate_person(person=person, organisation=ours, starts_on=date(2025, 1, 1), by=by)
    assert person.affiliations.count() == 3


def test_a_role_is_held_once_at_a_time():
    by, person = coordinator(), make_person()
    past = {"starts_on": date(2020, 1, 1), "ends_on": date(2022, 12, 31)}
    actions.give_network_role(person=person, kind="treasury", by=by, **past)
    role = actions.give_network_role(person=person, kind="treasury", starts_on=DAY, by=by)
    with pytest.raises(RuleBroken):
        actions.give_network_role(person=person, kind="treasury", starts_on=DAY, by=by)
    with pytest.raises(RuleBroken):
        actions.give_network_role(
            person=person, kind="bureau", starts_on=DAY, ends_on=date(2024, 2, 1), by=by
        )
    actions.end_network_role(network_role=role, ends_on=DAY, by=by)
    assert make_network_role(person=person, kind="treasury").ends_on is None


def test_a_group_has_a_name_of_its_own():
    by = coordinator()
    group = actions.add_group(name="Europe", kind="working_group", by=by)
    other = actions.add_group(name="Bureau", kind="body", audience="public", by=by)
    with pytest.raises(RuleBroken):
        actions.add_group(name="Europe", kind="body", by=by)
    card = {"kind": "body", "purpose": "Suivre", "audience": "bureau"}
    with pytest.raises(RuleBroken):
        actions.edit_group(group=other, name="Europe", by=by, **card)
    actions.edit_group(group=group, name="Europe", by=by, **card)
    assert Group.objects.get(pk=group.pk).purpose == "Suivre"


def test_one_is_in_a_group_once_at_a_time():
    by, person, group = coordinator(), make_person(), make_group()
    member = actions.add_group_member(group=group, person=person, starts_on=DAY, by=by)
    with pytest.raises(RuleBroken):
        actions.add_group_member(group=group, person=person, starts_on=DAY, by=by)
    actions.end_group_member(group_member=member, ends_on=DAY, by=by)
    actions.add_group_member(group=group, person=person, starts_on=DAY, by=by)
    assert group.members.count() == 2


def test_a_member_has_one_titular_and_alternates():
    by, ours = coordinator(), make_organisation()
    make_membership(organisation=ours)
    named = {"organisation": ours, "starts_on": DAY, "by": by}
    first = actions.name_representative(person=make_person(), standing="titular", **named)
    with pytest.raises(RuleBroken, match="titulaire"):
        actions.name_representative(person=make_person(), standing="titular", **named)
    with pytest.raises(RuleBroken, match="déjà"):
        actions.name_representative(person=first.person, standing="alternate", **named)
    actions.name_representative(person=make_person(), standing="alternate", **named)
    actions.end_representation(representation=first, ends_on=DAY, by=by)
    actions.name_representative(person=make_person(), standing="titular", **named)
    assert Representation.objects.filter(ends_on=None).count() == 2


def test_nobody_speaks_for_an_organisation_that_is_no_member():
    with pytest.raises(RuleBroken, match="membre"):
        actions.name_representative(
            organisation=make_organisation(),
            person=make_person(),
            standing="titular",
            starts_on=DAY,
            by=coordinator(),
        )


def test_a_delegate_names_an_alternate():
    ours = make_organisation()
    by = acting_as(make_delegate(of=ours))
    named = {"organisation": ours, "person": make_person(), "starts_on": DAY, "by": by}
    actions.name_representative(standing="alternate", **named)
    with pytest.raises(Forbidden):
        actions.name_representative(standing="titular", **named)
    with pytest.raises(Forbidden):
        actions.end_representation(representation=ours.representatives.first(), ends_on=DAY, by=by)


def test_a_person_leaves_an_organisation_herself():
    user = make_user()
    link = make_affiliation(person=make_person(user=user), organisation=make_organisation())
    actions.end_affiliation(affiliation=link, ends_on=DAY, by=acting_as(user))
    assert link.ends_on == DAY
