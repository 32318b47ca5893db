"""What rooms declare of people is told, taken away and forgotten as it is declared."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.actions import give_house_role, make_account
from essaim.accounts.queries import acting_as
from essaim.assemblies.meetings.models import FormerChair
from essaim.assemblies.minutes.actions.undertakings import edit_undertaking
from essaim.journal.actions import keep_first_revision
from essaim.journal.models import Revision
from essaim.kernel.manifest import offered
from essaim.kernel.models import Keyed
from essaim.kernel.personal import Held
from essaim.network.erasure import forget
from essaim.network.models import Person
from essaim.network.queries.clusters import whom_of
from essaim.programme.models import ActionPerson
from tests.factories.accounts import house, make_user
from tests.factories.assemblies import make_attendance, make_elector, make_meeting, make_proxy
from tests.factories.comments import take_part_in_remarks
from tests.factories.dates import bureau, propose, reply
from tests.factories.minutes import make_undertaking
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
from tests.factories.post import make_link, make_sent_message
from tests.factories.programme import make_action
from tests.factories.questions import asked, make_answer, make_questionnaire
from tests.personal import pages_of_my_data
from tests.portal.test_privacy import take_part_in_an_assembly

pytestmark = pytest.mark.django_db
EMAIL = "alix.exemple@reseau.example"


@pytest.fixture
def person() -> Person:
    """Who has rows of every kind."""
    user = make_account(email=EMAIL, by=house())
    give_house_role(user=user, role="coordination", since=date(2024, 1, 1), by=house())
    make_account(email="autre@reseau.example", by=acting_as(user))
    person = make_person(user=user, email=EMAIL, phone="01 02", died_on=date(2026, 1, 1))
    make_affiliation(person=person, organisation=make_organisation(), title="Alix, salariée")
    make_group(people=(person,)).members.update(title="Alix, animatrice")
    make_network_role(person=person, title="Alix, trésorière")
    make_representation(person=person, organisation=make_organisation())
    ActionPerson.objects.create(action=make_action(), person=person, label="Alix")
    make_sent_message(person_key=person.key, reply_to=EMAIL, html="<p>Alix</p>")
    make_link(person_key=person.key, email=EMAIL)
    take_part_in_an_assembly(person)
    take_part_under_their_name(person)
    take_part_in_remarks(person)
    return person


def take_part_under_their_name(person: Person) -> None:
    """Convened, represented, there, asked for dates."""
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, person=person)
    make_dues(membership=elector.membership)
    FormerChair.objects.create(meeting=meeting, person=person, ended_at=timezone.now())
    make_proxy(giver=elector, instruction="Comme Alix")
    make_attendance(elector=make_elector(meeting=meeting), person=person, name="Alix")
    answer_dates(person)
    row = make_questionnaire(asked("mot", is_personal=True), audience="public")
    make_answer(to=row, by=acting_as(person.user))


def answer_dates(person: Person) -> None:
    voter = reply(propose(bureau("Ana")), "Ana", "yes", comment="Alix préfère le soir")
    voter.seat.person = person
    voter.seat.save()


def declared() -> list[Held]:
    """Of what rows are somebody's own; those of an account go with it."""
    return [held for held in offered("personal") if held.of]


def erased_here() -> list[Held]:
    return [held for held in declared() if not held.erased_by]


def erased_values(person: Person) -> Iterator[tuple[Model, str, Any]]:
    for held in erased_here():
        for row in held.rows_of(whom_of(person)):
            for name, fate in held.fields.items():
                said = getattr(row, held.model._meta.get_field(name).attname)
                if fate.becomes == "erase" or fate.instead:
                    yield row, name, said


def test_somebody_has_rows_of_every_kind_that_is_declared(person: Person) -> None:
    without = [held.model for held in declared() if not held.rows_of(whom_of(person)).exists()]
    assert without == []


def test_the_export_tells_every_kind_that_has_rows(person: Person, as_user) -> None:
    data = json.loads(as_user(person.user).get(reverse("portal:export_my_data")).content)
    told = {part for part, rows in data.items() if rows}
    assert {held.code or held.told_in for held in declared()} == told


def test_every_row_on_the_pages_of_my_data_says_something(person: Person, as_user) -> None:
    for page in pages_of_my_data(as_user(person.user)):
        rows = BeautifulSoup(page, "html.parser").select("main .section .rows > li")
        assert rows
        assert [row for row in rows if not row.select("dd")] == []


def test_each_kind_that_is_held_is_listed_with_its_count_and_leads_to_its_rows(
    person: Person, as_user
) -> None:
    browser = as_user(person.user)
    data = json.loads(browser.get(reverse("portal:export_my_data")).content)
    pages = [BeautifulSoup(page, "html.parser") for page in pages_of_my_data(browser)]
    listed = [(link["href"], link.text.split()[-1]) for link in pages[0].select("main .chips a")]
    assert [count for _address, count in listed] == [str(len(rows)) for rows in data.values()]
    for address, _count in listed:
        number, _mark, anchor = address.removeprefix("?page=").partition("#")
        assert pages[int(number) - 1].select(f"main .section h2#{anchor}")


def test_whoever_has_few_kinds_reads_them_all_on_one_page(as_user) -> None:
    user = make_user()
    make_affiliation(person=make_person(user=user), organisation=make_organisation())
    (text,) = pages_of_my_data(as_user(user))
    page = BeautifulSoup(text, "html.parser")
    assert len(page.select("main .section h2")) == 3
    assert page.select("main .chips") == []


def test_no_column_that_is_erased_holds_what_it_held_in_its_row_or_a_version(
    person: Person,
) -> None:
    values = list(erased_values(person))
    filled = {(type(row), name) for row, name, said in values if said}
    assert {(type(row), name) for row, name, _said in values} == filled
    for row, _name, _said in values:
        if isinstance(row, Keyed):
            keep_first_revision(row)
    before = Revision.objects.count()
    forget(person, erased_here())
    assert Revision.objects.count() == before
    for row, name, said in (value for value in values if value[2]):
        column = row._meta.get_field(name).attname
        for now in type(row)._default_manager.filter(pk=row.pk).values_list(column, flat=True):
            assert now != said, (row, name)
        for version in Revision.objects.filter(target_key=getattr(row, "key", None)):
            assert version.record.get(name, "") != str(said), (row, name)


def test_all_that_is_kept_is_told_with_its_reason(person: Person, as_user) -> None:
    browser = as_user(make_user(role="administrator"))
    page = browser.get(reverse("portal:erase_person", args=[person.key])).text
    for held in offered("personal"):
        for fate in held.fields.values():
            assert str(fate.why) in page
            assert str(fate.kept_for) in page


def test_versions_of_what_another_carries_by_now_keep_what_they_say_of_others() -> None:
    before, now = make_person(), make_person()
    undertaking = make_undertaking(owner=before)
    edit_undertaking(undertaking=undertaking, owner=before, due_on=date(2026, 1, 1), by=house())
    edit_undertaking(undertaking=undertaking, owner=now, by=house())
    forget(before, erased_here())
    owners = {one.record["owner"] for one in Revision.objects.of(undertaking.key)}
    assert owners == {"", str(now.pk)}


def test_versions_of_what_they_carry_today_keep_who_carried_it_before() -> None:
    before, now = make_person(), make_person()
    undertaking = make_undertaking(owner=before)
    edit_undertaking(undertaking=undertaking, owner=before, due_on=date(2026, 1, 1), by=house())
    edit_undertaking(undertaking=undertaking, owner=now, by=house())
    forget(now, erased_here())
    owners = {one.record["owner"] for one in Revision.objects.of(undertaking.key)}
    assert owners == {"", str(before.pk)}


def test_a_title_in_a_version_of_a_role_that_never_began_goes_too() -> None:
    person = make_person()
    role = make_network_role(person=person, title="Alix", starts_on=date(2100, 1, 1))
    keep_first_revision(role)
    forget(person, erased_here())
    assert Revision.objects.of(role.key).get().record["title"] == ""


@pytest.mark.parametrize("length", [1, 3])
def test_my_data_costs_the_same_whatever_is_held(person: Person, as_user, length: int) -> None:
    for number in range(length):
        hidden = make_organisation(name=f"Cachée {number}", audience="bureau")
        make_affiliation(person=person, organisation=hidden)
        take_part_in_an_assembly(person)
        answer_dates(person)
    browser = as_user(person.user)
    costs = []
    for number in range(len(pages_of_my_data(browser))):
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("portal:my_data"), {"page": number + 1})
        costs.append(len(queries))
    assert costs == [19, 17, 19, 20]


def test_a_usual_member_s_data_costs_less_than_twenty_queries(as_user) -> None:
    user = make_user()
    usual = make_person(user=user)
    make_affiliation(person=usual, organisation=make_organisation())
    make_membership(person=usual)
    browser = as_user(user)
    with CaptureQueriesContext(connection) as queries:
        browser.get(reverse("portal:my_data"))
    assert len(queries) == 13


def test_every_column_that_is_told_has_a_name_of_its_own() -> None:
    """Django makes an English label of a column's name where none is given."""
    held: list[Held] = list(offered("personal"))
    columns = [part.model._meta.get_field(name) for part in held for name in part.fields]
    labels = {str(each): getattr(each, "verbose_name", "") for each in columns}
    assert [name for name, label in labels.items() if isinstance(label, str) and label] == []
