"""What a page gathers of people and organisations, for each kind of person.

A row is named by those whom it is for; `bureau_with_her` is for the bureau, and g is of it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from essaim.kernel.acting import Acting
from essaim.kernel.periods import Period
from essaim.network import queries
from essaim.network.models import Group, Person
from essaim.network.queries.measures import (
    individual_member_records,
    member_organisation_records,
)
from tests.factories.network import (
    make_affiliation,
    make_group,
    make_link,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)
from tests.rights.people import Network
from tests.rights.table import disagreements, names

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))

NETWORK = """
                                                     v s m d a i q e g f c w b k A r x z l t C
list_organisations public                            x x x x x x x x x x x x x x x x x x x x x
list_organisations members                           · · x x x x · · · · · · x x x · · · · · x
list_organisations bureau                            · · · · · · · · · · · · x x · · · · · · x
list_organisations group                             · · · · · · · · x · · · · · · · · · · · ·
list_people public                                   x x x x x x x x x x x x x x x x x x x x x
list_people members                                  · · x x x x · · · · · · x x x · · · · · x
list_people bureau                                   · · · · · · · · · · · · x x · · · · · · x
list_people group                                    · · · · · · · · x · · · · · · · · · · · ·
list_groups public                                   x x x x x x x x x x x x x x x x x x x x x
list_groups members                                  · · x x x x · · · · · · x x x · · · · · x
list_groups bureau                                   · · · · · · · · · · · · x x · · · · · · x
list_groups group                                    · · · · · · · · x · · · · · · · · · · · ·
audience_choices public                              x x x x x x x x x x x x x x x x x x x x x
audience_choices members                             · · x x x x · · · · · · x x x · · · · · x
audience_choices bureau                              · · · · · · · · · · · · x x · · · · · · x
audience_choices group                               · · · · · · · · x · · · · · · · · · · · ·
list_people erased                                   · · · · · · · · · · · · · · · · · · · · ·
list_groups bureau_with_her                          · · · · · · · · x · · · x x · · · · · · x
audience_choices bureau_with_her                     · · · · · · · · x · · · x x · · · · · · x
in_the_departement members_address                   · · x x x x · · · · · · x x x · · · · · x
in_the_departement bureau_address                    · · · · · · · · · · · · x x · · · · · · x
commune_of bureau_address                            · · · · · · · · · · · · x x · · · · · · x
contacts_of members_address                          · · x x x x · · · · · · x x x · · · · · x
contacts_of bureau_address                           · · · · · · · · · · · · x x · · · · · · x
organisation_page.links bureau                       · · · · · · · · · · · · x x · · · · · · x
organisation_page.links group                        · · · · · · · · x · · · · · · · · · · · ·
organisation_page.links_back bureau                  · · · · · · · · · · · · x x · · · · · · x
organisation_page.links_back group                   · · · · · · · · x · · · · · · · · · · · ·
organisation_page.people bureau                      · · · · · · · · · · · · x x · · · · · · x
organisation_page.people group                       · · · · · · · · x · · · · · · · · · · · ·
organisation_page.representatives bureau             · · · · · · · · · · · · x x · · · · · · x
organisation_page.representatives group              · · · · · · · · x · · · · · · · · · · · ·
person_page.affiliations bureau                      · · · · · · · · · · · · x x · · · · · · x
person_page.affiliations group                       · · · · · · · · x · · · · · · · · · · · ·
person_page.representations bureau                   · · · · · · · · · · · · x x · · · · · · x
person_page.representations group                    · · · · · · · · x · · · · · · · · · · · ·
person_page.groups bureau                            · · · · · · · · · · · · x x · · · · · · x
person_page.groups group                             · · · · · · · · x · · · · · · · · · · · ·
list_people.affiliations bureau                      · · · · · · · · · · · · x x · · · · · · x
list_people.affiliations group                       · · · · · · · · x · · · · · · · · · · · ·
group_page bureau                                    · · · · · · · · · · · · x x · · · · · · x
group_page group                                     · · · · · · · · x · · · · · · · · · · · ·
organisation_page.people erased                      · · · · · · · · · · · · · · · · · · · · ·
organisation_page.representatives erased             · · · · · · · · · · · · · · · · · · · · ·
person_page.groups bureau_with_her                   · · · · · · · · x · · · x x · · · · · · x
group_page fellow                                    · · · · · · · · x · · · x x · · · · · · x
member_organisation_records bureau                   · · · · · · · · · · · · x x · · · · · · x
individual_member_records bureau                     · · · · · · · · · · · · x x · · · · · · x
"""


Look = Callable[[Acting, dict[str, Any]], Any]


def of_organisation(part: str, row: str) -> Look:
    """Whether the page of the public organisation shows the row."""

    def look(by: Acting, given: dict[str, Any]) -> bool:
        page = queries.organisation_page(given["organisation"], by)
        return given[row] in getattr(page, part)

    return look


def of_person(part: str, row: str) -> Look:
    def look(by: Acting, given: dict[str, Any]) -> bool:
        return given[row] in getattr(queries.person_page(given["person"], by), part)

    return look


def their_affiliations(by: Acting, given: dict[str, Any]) -> bool:
    found = queries.list_people(by, on=DAY)
    return any(given["affiliation"] in person.current_affiliations for person in found)


def is_named(records: Any, row: str) -> Look:
    def look(by: Acting, given: dict[str, Any]) -> bool:
        return str(given[row]) in {record.title for record in records(YEAR, None, by)}

    return look


LOOKS: dict[str, Look] = {
    "list_organisations": lambda by, given: (
        given["hidden"] in queries.list_organisations(by, on=DAY)
    ),
    "in_the_departement": lambda by, given: (
        given["placed"] in queries.list_organisations(by, on=DAY, departement="59")
    ),
    "commune_of": lambda by, given: queries.organisation_page(given["placed"], by).commune,
    "contacts_of": lambda by, given: queries.contacts_of(given["placed"], by),
    "list_people": lambda by, given: given["somebody"] in queries.list_people(by, on=DAY),
    "list_people.affiliations": their_affiliations,
    "list_groups": lambda by, given: given["group"] in queries.list_groups(by, on=DAY),
    "audience_choices": lambda by, given: (
        f"group:{given['group'].key}" in dict(queries.audience_choices(by))
    ),
    "group_page": lambda by, given: given["member"] in given["page"](by).current,
    "organisation_page.links": of_organisation("links", "link"),
    "organisation_page.links_back": of_organisation("links_back", "link_back"),
    "organisation_page.people": of_organisation("people", "belongs"),
    "organisation_page.representatives": of_organisation("representatives", "speaks"),
    "person_page.affiliations": of_person("affiliations", "affiliation"),
    "person_page.representations": of_person("representations", "representation"),
    "person_page.groups": of_person("groups", "membership"),
    "member_organisation_records": is_named(member_organisation_records, "hidden"),
    "individual_member_records": is_named(individual_member_records, "somebody"),
}


def look(name: str, given: dict[str, Any], by: Acting) -> bool:
    return bool(LOOKS[name](by, given))


def hidden_rows(audience: str, person: Person) -> dict[str, Any]:
    """An organisation and a person for some, and what ties them to public ones."""
    organisation, hidden = make_organisation(), make_organisation(audience=audience)
    somebody = make_person(audience=audience)
    make_membership(organisation=hidden)
    make_membership(person=somebody)
    return {
        "organisation": organisation,
        "hidden": hidden,
        "person": person,
        "somebody": somebody,
        "link": make_link(source=organisation, target=hidden),
        "link_back": make_link(source=hidden, target=organisation),
        "belongs": make_affiliation(person=somebody, organisation=organisation),
        "speaks": make_representation(person=somebody, organisation=organisation),
        "affiliation": make_affiliation(person=person, organisation=hidden),
        "representation": make_representation(
            person=person, organisation=hidden, standing="alternate"
        ),
    }


def of_group(group: Group, member: Person) -> dict[str, Any]:
    joined = group.members.create(person=member, starts_on=date(2020, 1, 1))
    page = queries.group_page
    return {"group": group, "membership": joined, "member": joined, "page": (
        lambda by: page(group, by, on=DAY)
    )}  # fmt: skip


def placed_rows(audience: str) -> dict[str, Any]:
    address = {"street": "1 rue Haute", "commune_code": "59350", "address_audience": audience}
    return {"placed": make_organisation(**address)}


def erased_rows(network: Network) -> dict[str, Any]:
    erased, organisation = network.persons["z"], make_organisation()
    Person.objects.filter(pk=erased.pk).update(audience="public")
    return {
        "organisation": organisation,
        "somebody": erased,
        "belongs": make_affiliation(person=erased, organisation=organisation),
        "speaks": make_representation(person=erased, organisation=organisation),
    }


def things_of(network: Network) -> dict[str, dict[str, Any]]:
    """By audience; `fellow` is a hidden card in the group itself, `bureau_with_her` a group of g.

    The page of a group is public, and the card of its member hidden: `group_page` says whose.
    """
    known = make_person(audience="public")
    common = {name: name for name in ("public", "members", "bureau")}
    things: dict[str, dict[str, Any]] = {}
    for name, audience in {**common, "group": network.only_group}.items():
        rows = hidden_rows(audience, known)
        group = network.group if name == "group" else make_group(audience=audience)
        joined = of_group(group, known)
        seen = of_group(make_group(audience="public"), rows["somebody"])
        things[name] = {**rows, **joined, "member": seen["member"], "page": seen["page"]}
    for name in ("members", "bureau"):
        things[f"{name}_address"] = placed_rows(name)
    hers = make_group(audience="bureau", people=(network.persons["g"],))
    fellow = make_person(audience="bureau")
    things["bureau_with_her"] = {"person": known, **of_group(hers, known)}
    things["fellow"] = of_group(hers, fellow)
    things["erased"] = erased_rows(network)
    return things


def test_people_and_organisations() -> None:
    network = Network()
    things = things_of(network)
    assert disagreements(NETWORK, look, network.everybody(), things) == ""


def test_every_look_has_its_lines() -> None:
    assert names(NETWORK) == set(LOOKS)
