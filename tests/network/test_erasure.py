"""Forgetting a person, and the export of her data."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from essaim.journal.models import Revision
from essaim.kernel.personal import Held, lines_of
from essaim.network import actions
from essaim.network.manifest import MANIFEST
from essaim.network.models import Person
from tests.factories.accounts import coordinator, make_user
from tests.factories.network import (
    make_affiliation,
    make_dues,
    make_group,
    make_membership,
    make_network_role,
    make_organisation,
    make_person,
    make_representation,
)
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db


def test_nothing_names_an_erased_person_any_more():
    by = coordinator()
    person = actions.add_person(
        given_name="Aïcha", family_name="Morel", email="aicha@reseau.example", phone="06 12", by=by
    )
    actions.edit_person(person=person, family_name="Morel-Petit", by=by)
    actions.open_person_account(person=person, by=by)
    forget_in("network", person.pk)
    gone = Person.objects.get(pk=person.pk)
    assert (gone.given_name, gone.family_name, gone.folded) == ("", "", "")
    assert (gone.email, gone.phone, gone.user, gone.erased_at is None) == ("", "", None, False)
    assert str(gone) == "personne effacée"
    kept = " ".join(str(revision.record) for revision in Revision.objects.of(person.key))
    for word in ("Aïcha", "Morel", "aicha@", "06 12"):
        assert word not in kept
    assert all(revision.record["user"] == "" for revision in Revision.objects.of(person.key))


def test_what_runs_ends_and_its_free_words_go():
    by, person, today = coordinator(), make_person(), timezone.localdate()
    role = actions.give_network_role(
        person=person, kind="bureau", title="Aïcha, bureau", starts_on=date(2020, 1, 1), by=by
    )
    link = make_affiliation(person=person, organisation=make_organisation(), title="Aïcha")
    old = make_affiliation(
        person=person, organisation=make_organisation(), ends_on=date(2021, 1, 1)
    )
    member = make_group(people=(person,)).members.get()
    coming = make_network_role(person=person, kind="treasury", starts_on=today + timedelta(days=9))
    speaks = make_representation(person=person, organisation=make_organisation())
    forget_in("network", person.pk)
    for row in (role, link, member, speaks):
        row.refresh_from_db()
        assert row.ends_on == today
    old.refresh_from_db()
    assert (old.ends_on, role.title, link.title) == (date(2021, 1, 1), "", "")
    assert not type(coming).objects.filter(pk=coming.pk).exists()
    assert Revision.objects.of(role.key).get().record["title"] == ""


def test_what_was_merged_with_her_goes_with_her():
    root = make_person(given_name="Aïcha")
    other = make_person(given_name="A.", canonical=root)
    forget_in("network", other.pk)
    assert Person.objects.filter(erased_at=None).count() == 0


def test_what_is_kept_is_told_with_its_reason():
    person = make_person()
    make_network_role(person=person)
    make_representation(person=person, organisation=make_organisation())
    membership = make_membership(person=person)
    make_dues(membership=membership, paid="10")
    assert len(forget_in("network", person.pk)) == 4
    membership.refresh_from_db()
    assert membership.ended_on == timezone.localdate()
    assert membership.dues.get().payments.get().amount == Decimal(10)
    assert forget_in("network", make_person().pk) == []


def test_a_membership_to_come_does_not_outlive_her():
    day = timezone.localdate() + timedelta(days=30)
    membership = make_membership(person=make_person(), admitted_on=day)
    forget_in("network", membership.person.pk)
    membership.refresh_from_db()
    assert membership.ended_on == day


def held(code: str, person: Person) -> list[dict]:
    return held_in(code, person.pk)


def test_her_export_holds_all_that_the_network_knows_of_her():
    person = make_person(
        given_name="Aïcha", family_name="Morel", user=make_user(email="a@b.example")
    )
    make_affiliation(person=person, organisation=make_organisation(name="UFISC"), title="Chargée")
    make_representation(person=person, organisation=make_organisation(name="Opale"))
    make_network_role(person=person, kind="treasury", ends_on=date(2021, 1, 1))
    make_group(people=(person,), name="Europe")
    make_dues(membership=make_membership(person=person), paid="40")
    since = {"starts_on": date(2020, 1, 1), "ends_on": None}
    assert held("network.card", person)[0]["account"] == "a@b.example"
    assert held("network.affiliations", person) == [
        {"organisation": "UFISC", "title": "Chargée", **since}
    ]
    assert held("network.representations", person) == [
        {"organisation": "Opale", "standing": "titular", **since}
    ]
    assert held("network.roles", person)[0]["ends_on"] == date(2021, 1, 1)
    assert held("network.groups", person) == [{"group": "Europe", "title": "", **since}]
    assert held("network.memberships", person)[0]["admitted_on"] == date(2020, 1, 1)
    assert held("network.dues", person)[0]["paid"] == Decimal(40)


def test_every_field_that_names_somebody_has_a_retention_line():
    lines: set[tuple[str, str]] = set()
    for line in lines_of(MANIFEST.personal):
        assert isinstance(line.declaration, Held)
        lines.add((line.declaration.model._meta.label, line.field))
    for model in ("Affiliation", "NetworkRole", "GroupMember", "Representation", "Membership"):
        assert (f"network.{model}", "person") in lines
    for field in ("given_name", "family_name", "email", "phone", "user"):
        assert ("network.Person", field) in lines
