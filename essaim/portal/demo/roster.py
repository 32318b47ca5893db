"""Organisations, people, members and groups of the demonstration."""

from datetime import date

from essaim.accounts.actions import give_house_role
from essaim.accounts.enums import Role
from essaim.kernel.acting import PUBLIC
from essaim.network.actions import (
    add_college,
    add_group,
    add_group_member,
    add_organisation,
    add_person,
    admit_member,
    affiliate_person,
    edit_person,
    end_network_role,
    give_network_role,
    link_organisations,
    name_representative,
    open_person_account,
)
from essaim.network.models import Person
from essaim.portal.demo.source import Built, Row, read


def add_organisations(built: Built) -> None:
    """Cards, then the links between them."""
    data = read("organisations")
    for row in data["organisations"]:
        ref, themes = row.pop("ref"), row.pop("themes", [])
        built.organisations[ref] = add_organisation(
            by=built.by, new_themes=themes, audience=PUBLIC, **row
        )
    for row in data["links"]:
        for target in row["targets"]:
            link_organisations(
                source=built.organisations[row["source"]],
                target=built.organisations[target],
                kind=row["kind"],
                starts_on=row["since"],
                by=built.by,
            )


def add_people(built: Built) -> None:
    """People with where they belong; members; who speaks for whom; groups; accounts."""
    data = read("people")
    known_since: date = data["known_since"]
    for row in data["people"]:
        built.people[row["ref"]] = _add_person(built, row, known_since)
    for row in data["colleges"]:
        _add_college(built, row)
    for row in data["people"]:
        if "speaks" in row:
            name_representative(
                organisation=built.organisations[row["of"]],
                person=built.people[row["ref"]],
                standing=row["speaks"],
                starts_on=known_since,
                by=built.by,
            )
    for row in data["groups"]:
        _add_group(built, row)
    for row in data["accounts"]:
        _open_account(built, row)


def _add_person(built: Built, row: Row, known_since: date) -> Person:
    person = add_person(given_name=row["given_name"], family_name=row["family_name"], by=built.by)
    if "of" in row:
        affiliate_person(
            person=person,
            organisation=built.organisations[row["of"]],
            title=row.get("title", ""),
            starts_on=row.get("since", known_since),
            by=built.by,
        )
    for role in row.get("roles", []):
        given = give_network_role(
            person=person,
            kind=role["kind"],
            title=role.get("title", ""),
            starts_on=role.get("since", known_since),
            by=built.by,
        )
        if "until" in role:
            end_network_role(network_role=given, ends_on=role["until"], by=built.by)
    return person


def _add_college(built: Built, row: Row) -> None:
    college = add_college(code=row["code"], name=row["name"], by=built.by)
    admitted_on = row["admitted_on"]
    for ref in row["organisations"]:
        member = built.organisations[ref]
        admit_member(college=college, organisation=member, admitted_on=admitted_on, by=built.by)
    for ref in row["people"]:
        person = built.people[ref]
        admit_member(college=college, person=person, admitted_on=admitted_on, by=built.by)


def _add_group(built: Built, row: Row) -> None:
    group = add_group(
        name=row["name"],
        kind=row["kind"],
        purpose=row["purpose"],
        audience=row["audience"],
        by=built.by,
    )
    for ref, title in row["members"].items():
        person, since = built.people[ref], row["since"]
        add_group_member(group=group, person=person, title=title, starts_on=since, by=built.by)


def _open_account(built: Built, row: Row) -> None:
    person = edit_person(person=built.people[row["person"]], email=row["email"], by=built.by)
    person = open_person_account(person=person, by=built.by)
    if "role" in row and person.user is not None:
        give_house_role(user=person.user, role=Role(row["role"]), since=row["since"], by=built.by)
    built.people[row["person"]] = person
