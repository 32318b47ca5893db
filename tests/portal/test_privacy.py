"""All my data, and being forgotten: what goes, what stays, and who may ask."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.actions import give_house_role, make_account
from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.assemblies.models import DatePoll, Deliberation, Minutes, Signature, Undertaking
from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden
from essaim.kernel.manifest import offered
from essaim.kernel.personal import lines_of
from essaim.network.models import Person
from essaim.portal.actions import erase_person
from essaim.portal.queries import held_on
from essaim.programme.models import ActionPerson
from essaim.reports.actions.publication import publish_report
from tests.factories.accounts import house, make_user
from tests.factories.assemblies import (
    make_attendance,
    make_ballot,
    make_elector,
    make_item,
    make_meeting,
    make_option,
    make_resolution,
)
from tests.factories.comments import take_part_in_remarks
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
from tests.factories.programme import make_action, make_decision
from tests.factories.questions import make_answer, make_questionnaire
from tests.factories.reports import make_report
from tests.personal import pages_of_my_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    user = make_account(email="alix.exemple@reseau.example", by=house())
    person = make_person(
        user=user,
        given_name="Alix",
        family_name="Exemple",
        email="alix.exemple@reseau.example",
        phone="01 02 03 04 05",
    )
    make_affiliation(person=person, organisation=make_organisation(name="Réseau Alpha"))
    ActionPerson.objects.create(
        action=make_action(title="Fête"), person=person, label="Alix, Réseau Alpha"
    )
    return person


def all_that_is_written() -> str:
    """Every row of the house in one text, to look for what should be gone."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
    return "".join(serializers.serialize("json", model._base_manager.all()) for model in ours)


def test_the_export_holds_every_room_that_names_her(person: Person, as_user) -> None:
    response = as_user(person.user).get(reverse("portal:export_my_data"))
    data = json.loads(response.content)
    text = response.content.decode()
    assert data["accounts.account"][0]["email"] == "alix.exemple@reseau.example"
    for word in ("Alix", "Exemple", "01 02 03 04 05", "Réseau Alpha", "Fête"):
        assert word in text


def parts_by_column() -> dict[str, str]:
    """Every column that is said to be of somebody's own, and the part of the export it is in."""
    return {
        f"{held.model._meta.label}.{name}": held.code or held.told_in
        for held in offered("personal")
        for name in held.fields
        if held.of
    }


def take_part_in_an_assembly(person: Person) -> None:
    """She chairs it, presents, stands, proposes, votes, signs, and carries a decision out."""
    meeting = make_meeting(chair=person)
    in_a_week = timezone.now() + timedelta(days=7)
    DatePoll.objects.create(
        body=meeting.body, mode="hybrid", closes_at=in_a_week, proposed_by=person
    )
    elector = make_elector(meeting=meeting, person=make_person())
    make_attendance(elector=elector, person=person)
    resolution = make_resolution(item=make_item(meeting=meeting, presenter=person))
    make_option(resolution=resolution, label="Alix", person=person)
    Deliberation.objects.create(resolution=resolution, step="presented", proposer=person)
    ballot = make_ballot(resolution=resolution, elector=elector)
    ballot.cast_by = person
    ballot.save()
    Undertaking.objects.create(decision=make_decision(), meeting=meeting, owner=person)
    minutes = Minutes.objects.create(meeting=meeting)
    Signature.objects.create(
        minutes=minutes, person=person, role="Présidence", sha256="0" * 64, signed_at=timezone.now()
    )


def test_every_column_that_points_at_somebody_is_in_the_export() -> None:
    """A new model that names people cannot be forgotten: it is declared in `personal.py`."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.auto_created or not model.__module__.startswith("essaim."):
                continue
            if field.related_model in (Person, User):
                found.add(f"{model._meta.label}.{field.name}")
    # Rows that were merged into another, and the way to the row that is declared.
    found -= {"network.Person.canonical", "programme.Action.people"}
    assert found - set(parts_by_column()) == set()


def test_each_part_of_the_export_holds_her_rows(person: Person, as_user) -> None:
    make_group(people=(person,))
    make_network_role(person=person)
    make_representation(person=person, organisation=make_organisation())
    make_dues(membership=make_membership(person=person))
    give_house_role(user=person.user, role="coordination", since=date(2024, 1, 1), by=house())
    make_answer(to=make_questionnaire(audience="public"), by=acting_as(person.user))
    make_account(email="autre@reseau.example", by=acting_as(person.user))
    take_part_in_an_assembly(person)
    take_part_in_remarks(person)
    data = json.loads(as_user(person.user).get(reverse("portal:export_my_data")).content)
    mails = {"post.mails", "post.answers", "post.links"}
    voices = {"assemblies.convocations", "assemblies.dates", "assemblies.proxies"}
    parts = set(parts_by_column().values()) - mails - voices
    assert parts - {part for part, rows in data.items() if rows} == set()
    assert data["accounts.acts"][0]["verb"] == "accounts.make_account"


def test_a_long_list_leaves_whole_in_the_file(person: Person, as_user) -> None:
    for number in range(25):
        make_affiliation(person=person, organisation=make_organisation(name=f"Ruche {number:02}"))
    browser = as_user(person.user)
    page = "".join(pages_of_my_data(browser))
    assert "6 autres lignes" in page
    data = json.loads(browser.get(reverse("portal:export_my_data")).content)
    assert len(data["network.affiliations"]) == 26


def test_the_page_shows_what_the_export_holds(person: Person, as_user) -> None:
    page = "".join(pages_of_my_data(as_user(person.user)))
    assert "Réseau Alpha" in page
    assert "⟦" not in page


def test_the_page_says_roles_in_the_words_of_their_room(person: Person, as_user) -> None:
    """A column called alike elsewhere gave its label: “since” was said of dues."""
    give_house_role(user=person.user, role="administrator", since=date(2024, 1, 1), by=house())
    make_network_role(person=person, kind="treasury")
    browser = as_user(person.user)
    page = "".join(pages_of_my_data(browser))
    assert "<dt>Rôle</dt><dd>Administration</dd>" in page
    assert "<dt>Depuis</dt><dd>1er janvier 2024</dd>" in page
    assert "administrator" not in page
    assert "<dt>Rôle</dt><dd>Trésorerie</dd>" in page
    data = json.loads(browser.get(reverse("portal:export_my_data")).content)
    assert data["accounts.roles"][0]["role"] == "administrator"


def test_the_page_says_moments_and_kinds_of_things_in_words(person: Person, as_user) -> None:
    give_house_role(user=person.user, role="coordination", since=date(2024, 1, 1), by=house())
    make_account(email="autre@reseau.example", by=acting_as(person.user))
    page = "".join(pages_of_my_data(as_user(person.user)))
    assert "<dd>Ouverture du compte</dd>" in page  # whose address is another's to know
    assert "<dd>Attribution d’un rôle" not in page  # the host did that
    assert "accounts." not in BeautifulSoup(page, "html.parser").get_text()
    assert re.search(r"<dt>Quand</dt><dd>\d+(er)? \S+ \d{4} à \d\d:\d\d</dd>", page)


def test_the_page_says_who_sees_a_card_in_the_words_of_the_house(person: Person, as_user) -> None:
    page = "".join(pages_of_my_data(as_user(person.user)))
    assert "<dt>Visible par</dt><dd>Membres</dd>" in page
    assert "<dd>members</dd>" not in page


def names_of(row: Mapping[str, Any]) -> list[str]:
    """The columns that the page shows of a row; of a line of the journal, a sentence and when."""
    if "verb" in row:
        return ["at", "verb"]
    return [name for name, value in row.items() if value]


def test_the_page_labels_every_column_in_the_words_of_the_house(person: Person, as_user) -> None:
    """“Target model”, “As” and “At” stood there in English, as programmers call them."""
    give_house_role(user=person.user, role="coordination", since=date(2024, 1, 1), by=house())
    make_account(email="autre@reseau.example", by=acting_as(person.user))
    take_part_in_an_assembly(person)
    held = held_on(person.user, person, by=acting_as(person.user))
    labelled = {
        (name, label)
        for room in held
        for row, shown in zip(room.rows, room.shown, strict=False)
        for name, (label, _value) in zip(names_of(row), shown, strict=True)
    }
    alike = {"action", "organisation"}  # in French as in the code
    raw = {name for name, label in labelled if label == name.replace("_", " ")}
    assert raw - alike == set()


def test_an_account_without_a_person_has_its_page(as_user, stranger: User) -> None:
    page = as_user(stranger).get(reverse("portal:my_data")).content.decode()
    assert stranger.email in page


def test_erasure_leaves_nothing_that_names_her(person: Person) -> None:
    erase_person(person=person, by=acting_as(person.user))
    text = all_that_is_written()
    for word in ("Alix", "Exemple", "alix.exemple", "01 02 03 04 05"):
        assert word not in text
    assert not User.objects.filter(email="alix.exemple@reseau.example").exists()


def test_erasure_keeps_the_actions_and_their_count(person: Person) -> None:
    erase_person(person=person, by=acting_as(person.user))
    assert ActionPerson.objects.filter(person=person).count() == 1
    person.refresh_from_db()
    assert person.erased_at is not None


def test_erasure_keeps_the_lines_of_the_journal(person: Person, as_user) -> None:
    key = person.user.actor.key
    by = acting_as(person.user)
    erase_person(person=person, by=by)
    lines = Entry.objects.filter(verb="portal.erase_person", actor_key=key)
    assert [line.target_key for line in lines] == [person.key]
    assert not Revision.objects.filter(record__icontains="Exemple").exists()


def test_she_is_told_what_stays(person: Person, as_user) -> None:
    by = acting_as(make_user(role="coordination"))
    publish_report(report=make_report(), reason="Version de travail demandée.", by=by)
    url = reverse("portal:erase_person", args=[person.key])
    page = as_user(person.user).post(url, {"word": "effacer"}, follow=True).text
    assert "Les bilans publiés restent tels qu’ils ont été envoyés" in page
    assert "1 action compte encore une personne" in page


def test_only_herself_or_an_administrator(person: Person, stranger, coordinator) -> None:
    for other in (stranger, coordinator):
        with pytest.raises(Forbidden):
            erase_person(person=person, by=acting_as(other))


def test_the_page_asks_for_the_word(person: Person, as_user) -> None:
    browser = as_user(person.user)
    url = reverse("portal:erase_person", args=[person.key])
    assert browser.post(url, {"word": "oui"}).context["form"].errors
    browser.post(url, {"word": "Effacer"})
    person.refresh_from_db()
    assert person.erased_at is not None
    assert "_auth_user_id" not in browser.session


def test_an_administrator_exports_for_somebody(person: Person, as_user, administrator) -> None:
    url = reverse("portal:export_person", args=[person.key])
    assert "Alix" in as_user(administrator).get(url).content.decode()


def test_a_stranger_exports_nothing(person: Person, as_user, stranger) -> None:
    url = reverse("portal:export_person", args=[person.key])
    assert as_user(stranger).get(url).status_code == 403


def test_everybody_may_read_what_is_kept_and_why(client: Client) -> None:
    page = client.get(reverse("portal:privacy")).content.decode()
    assert page.count("<tr>") == len(lines_of(offered("personal"))) + 1
    assert "⟦" not in page


def test_whoever_erases_reads_what_stays_as_a_list(person: Person, as_user) -> None:
    make_representation(person=person, organisation=make_organisation(name="Réseau Bêta"))
    administrator = make_user(role="administrator")
    path = reverse("portal:erase_person", args=[person.key])
    page = as_user(administrator).post(path, {"word": "effacer"}, follow=True).text
    assert "Ce qui reste\u00a0: La représentation d’un membre" in unescape(page)
