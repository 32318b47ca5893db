"""Totals, filters, pages, capacities, labels."""

from datetime import date
from decimal import Decimal

import pytest

from essaim.accounts.queries import acting_as
from essaim.kernel.acting import PUBLIC, VISITOR
from essaim.network import queries
from essaim.network.models import Organisation, Person
from tests.factories.accounts import coordinator, make_acting, make_user
from tests.factories.network import (
    make_affiliation,
    make_dues,
    make_group,
    make_link,
    make_membership,
    make_organisation,
    make_person,
    make_theme,
)

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)


def names(found) -> list[str]:
    return [row.name for row in found]


def test_members_are_counted_once_whatever_was_merged():
    one, other = make_organisation(), make_organisation()
    make_membership(organisation=one)
    make_membership(organisation=make_organisation(canonical=one))
    make_membership(organisation=other, ended_on=date(2023, 12, 31))
    make_membership(organisation=make_organisation(), admitted_on=date(2024, 6, 2))
    assert list(queries.member_organisations(DAY)) == [one]


def test_a_graph_of_links_counts_each_organisation_once():
    """Two networks that belong to each other, and a structure that belongs to both."""
    one, other, both = (make_organisation() for _ in range(3))
    make_membership(organisation=one)
    make_link(source=one, target=other)
    make_link(source=other, target=one)
    make_link(source=both, target=one)
    make_link(source=both, target=other)
    make_link(source=make_organisation(), target=one, ends_on=date(2024, 5, 31))
    make_link(source=make_organisation(), target=one, kind="partner_of")
    assert queries.organisations_reached(DAY) == {one.pk, other.pk, both.pk}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "economie"}, ["Économie du Nord"]),
        ({"words": "CEN nord"}, ["Économie du Nord"]),
        ({"kind": "funder"}, ["Fondation"]),
        ({"is_member": True}, ["Économie du Nord"]),
        ({"is_member": False}, ["Cœur de Corse", "Fondation"]),
        ({"departement": "59"}, ["Économie du Nord"]),
        ({"departement": "2A"}, ["Cœur de Corse"]),
        ({"region": "32"}, ["Économie du Nord"]),
        ({"region": "32", "departement": "2A"}, []),
        ({}, ["Cœur de Corse", "Économie du Nord", "Fondation"]),
    ],
)
def test_the_list_is_filtered(asked, found):
    north = make_organisation(name="Économie du Nord", short_name="CEN", commune_code="59350")
    make_organisation(name="Fondation", kind="funder")
    make_organisation(name="Cœur de Corse", postcode="20000", kind="structure")
    make_organisation(name="Ancien nom", canonical=north)
    make_organisation(name="Interne", audience="bureau")
    make_membership(organisation=north)
    assert names(queries.list_organisations(VISITOR, on=DAY, **asked)) == found


def test_where_an_address_is_withheld_the_place_is_withheld_too():
    hidden = make_organisation(commune_code="59350", address_audience="bureau")
    assert not queries.list_organisations(VISITOR, on=DAY, departement="59").exists()
    assert queries.organisation_page(hidden, VISITOR).commune is None
    by = coordinator()
    assert list(queries.list_organisations(by, on=DAY, departement="59")) == [hidden]
    assert queries.organisation_page(hidden, by).commune.name == "Lille"


def test_the_list_is_filtered_by_theme():
    food, ours = make_theme(), make_organisation()
    make_organisation()
    ours.themes.add(food)
    assert list(queries.list_organisations(VISITOR, on=DAY, theme=str(food.key))) == [ours]


def contacts(thing, acting) -> dict[str, str]:
    return {contact.kind: contact.value for contact in queries.contacts_of(thing, acting)}


def test_each_contact_field_has_its_own_audience():
    ours = make_organisation(
        street="1 rue Haute", postcode="59000", city="Lille",
        email="ruche@reseau.example", phone="03 20", phone_audience="bureau",
    )  # fmt: skip
    member = make_user()
    make_membership(person=make_person(user=member))
    address = "1 rue Haute\n59000 Lille"
    assert contacts(ours, VISITOR) == {"address": address}
    assert contacts(ours, acting_as(member)) == {"address": address, "email": ours.email}
    everything = {"address": address, "email": ours.email, "phone": "03 20"}
    assert contacts(ours, make_acting(role="bureau")) == everything


def test_the_contacts_of_a_person_are_for_the_bureau_unless_she_says_otherwise():
    person = make_person(email="a@reseau.example", phone="06", phone_audience="public")
    assert contacts(person, VISITOR) == {"phone": "06"}
    assert contacts(person, coordinator()) == {"email": "a@reseau.example", "phone": "06"}


def test_the_page_of_an_organisation_tells_what_was_merged_into_it():
    ours, other = make_organisation(), make_organisation()
    old = make_organisation(canonical=ours)
    membership = make_membership(organisation=old)
    link = make_link(source=old, target=other)
    hidden = make_link(source=ours, target=make_organisation(audience="bureau"))
    seen = make_affiliation(person=make_person(audience="public"), organisation=old)
    make_affiliation(person=make_person(audience="members"), organisation=ours)
    page = queries.organisation_page(ours, VISITOR)
    assert (page.memberships, page.links, page.people) == ([membership], [link], [seen])
    assert page.merged == [old]
    assert set(queries.organisation_page(ours, coordinator()).links) == {link, hidden}


def test_each_appearance_chooses_its_label():
    house = make_organisation(name="MES France", is_house=True)
    ufisc, opale = make_organisation(name="UFISC"), make_organisation(name="Opale")
    person = make_person()
    make_affiliation(person=person, organisation=ufisc)
    make_affiliation(person=person, organisation=opale, starts_on=date(2021, 1, 1))
    make_affiliation(person=person, organisation=house)
    old = make_organisation(name="Ancienne")
    make_affiliation(person=person, organisation=old, ends_on=date(2023, 1, 1))
    both = ["MES France / UFISC", "MES France / Opale"]
    assert queries.labels_of(person, DAY) == ["MES France", "UFISC", "Opale", *both]
    Organisation.objects.filter(pk=house.pk).update(is_house=False)
    assert queries.labels_of(person, DAY) == ["UFISC", "MES France", "Opale"]


def test_the_dues_of_a_year_add_up():
    make_dues(amount=Decimal("100.10"), paid="40.05")
    make_dues(amount=Decimal(50), paid="60")
    make_dues(amount=Decimal(0), exemption="Première année")
    make_dues(year=2023, amount=Decimal(999))
    make_membership(admitted_on=date(2025, 1, 1))
    page = queries.dues_year(2024, coordinator())
    assert (page.amount, page.paid) == (Decimal("150.10"), Decimal("100.05"))
    assert page.remaining == Decimal("60.05")
    states = [line.state for line in queries.dues_lines(page.calls)]
    assert sorted(states) == ["due", "exempt", "paid", "unset"]


def test_the_years_of_dues_go_back_to_the_first_admission():
    assert queries.years_of_dues(2024) == [2024]
    make_membership(admitted_on=date(2022, 3, 1))
    assert queries.years_of_dues(2024) == [2024, 2023, 2022]


def test_a_group_of_named_people_is_seen_by_its_own():
    user = make_user()
    group = make_group(people=(make_person(user=user),), audience="bureau")
    by = acting_as(user)
    assert list(queries.list_groups(by, on=DAY)) == [group]
    assert not queries.list_groups(VISITOR, on=DAY).exists()
    assert len(queries.group_page(group, by, on=DAY).current) == 1
    assert queries.audience_choices(by)[-1] == (f"group:{group.key}", group.name)


def test_homonyms_are_found_whatever_the_letters():
    ours = make_organisation(name="Réseau  Été", siren="356000000")
    make_organisation(name="Été en réseau")
    assert list(queries.similar_organisations(VISITOR, name="reseau été")) == [ours]
    assert list(queries.similar_organisations(VISITOR, name="Autre", siren="356000000")) == [ours]
    assert PUBLIC in VISITOR.capacities


def test_a_homonym_is_named_to_those_who_see_it_alone():
    hidden = make_organisation(name="Les Ruches", audience="bureau")
    assert list(queries.similar_organisations(coordinator(), name="les ruches")) == [hidden]
    assert list(queries.similar_organisations(VISITOR, name="les ruches")) == []


def test_whoever_died_before_a_day_is_not_asked_to_serve_then():
    lives, died = make_person(family_name="Ada"), make_person(family_name="Zoe")
    Person.objects.filter(pk=died.pk).update(died_on=date(2024, 5, 4))
    make_person(canonical=lives)
    people = Person.objects

    assert list(people.who_may_serve(date(2024, 5, 4))) == [lives, died]
    assert list(people.who_may_serve(date(2024, 5, 5))) == [lives]
    assert list(people.who_may_serve(date(2024, 5, 5), kept=[died.pk, None])) == [lives, died]


def test_the_members_are_read_once_for_a_list_of_organisations_not_once_for_each():
    """Twenty thousand organisations of which a thousand are members took a minute a page."""
    for is_member in (None, True, False):
        plan = queries.list_organisations(VISITOR, on=DAY, is_member=is_member).explain()
        assert "CORRELATED" not in plan
        assert "(SubPlan" not in plan  # PostgreSQL's word; "(hashed SubPlan" is read once
