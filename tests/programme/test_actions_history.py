"""The history of an action, and what an erased person leaves in it."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.journal.models import Revision
from essaim.kernel.acting import Acting
from essaim.programme.actions import actions as acts
from essaim.programme.content import ActionContent
from essaim.programme.models import Action
from essaim.programme.queries.history import history_of
from tests.factories.accounts import coordinator as coordination
from tests.factories.accounts import make_acting
from tests.factories.network import make_delegate, make_organisation, make_person
from tests.factories.programme import DAY, make_action, make_objective
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db


def make_noted(by: Acting, **fields: Any) -> Action:
    content = ActionContent(**{"title": "Avant", "starts_on": DAY, **fields})
    return acts.add_action(content=content, by=by)


def test_it_says_who_did_what_and_what_changed_in_words(coordinator: User) -> None:
    make_person(user=coordinator, given_name="Noa", family_name="Delmas", audience="members")
    by = acting_as(coordinator)
    ours, objective = make_organisation(name="Réseau A"), make_objective(code="1.1", title="But")
    action = make_noted(by)
    content = replace(
        ActionContent.of(action),
        title="Après",
        state="planned",
        is_highlight=True,
        carried_by=ours,
        objectives=(objective,),
        organisations=((ours, "hosts"),),
    )
    acts.edit_action(action=action, content=content, by=by)
    with override("en"):
        edited, noted = history_of(action, by)
    assert (noted.who, noted.what, noted.changes) == ("Noa Delmas", "Noting of the action", [])
    assert sorted(edited.changes) == [
        ("carried by", "", "Réseau A"),
        ("highlight of the year", "no", "yes"),
        ("objectives", "", "1.1 But"),
        ("organisations", "", "Réseau A (hosts)"),
        ("state", "held", "planned"),
        ("title", "Avant", "Après"),
    ]


def test_dates_kinds_people_links_and_evidence_are_told_too() -> None:
    by, guest = coordination(), make_person(given_name="Lou", family_name="Martin")
    action, target = make_noted(by), make_noted(by, title="Cible")
    content = replace(
        ActionContent.of(action),
        starts_on=DAY.replace(day=1),
        kind="training",
        people=((guest, "A / B"),),
    )
    acts.edit_action(action=action, content=content, by=by)
    acts.link_actions(action=action, target=target, kind="follows", by=by)
    acts.add_evidence(action=action, title="Page", url="https://a.example/", by=by)
    with override("en"):
        words = {change for event in history_of(action, by) for change in event.changes}
    assert words == {
        ("first day", "21 May 2024", "1 May 2024"),
        ("kind", "other action", "training"),
        ("people", "", "Lou Martin (A / B)"),
        ("links", "", "Cible (follows)"),
        ("evidence", "", "Page"),
    }


def test_addresses_of_accounts_are_for_the_bureau(coordinator: User) -> None:
    action = make_noted(acting_as(coordinator), audience="members")
    member = acting_as(make_delegate())
    with override("en"):
        assert history_of(action, member)[0].who == "an account of the house"
        assert history_of(action, make_acting(role="bureau"))[0].who == coordinator.email


def test_somebody_erased_is_somebody_who_left(coordinator: User) -> None:
    action = make_noted(acting_as(coordinator))
    coordinator.delete()
    with override("en"):
        assert history_of(action, coordination())[0].who == "somebody who left"


def test_what_a_reader_may_not_see_is_not_named_in_the_history() -> None:
    by, hidden = coordination(), make_organisation(name="Cachée", audience="bureau")
    action = make_noted(by)
    content = replace(ActionContent.of(action), organisations=((hidden, "hosts"),))
    acts.edit_action(action=action, content=content, by=by)
    change = history_of(action, acting_as(make_delegate()))[0].changes[0]
    assert "Cachée" not in change[2]


def test_the_page_lets_those_who_mend_restore(client: Client, coordinator: User) -> None:
    by = acting_as(coordinator)
    action = make_noted(by, audience="members")
    acts.edit_action(action=action, content=replace(ActionContent.of(action), title="B"), by=by)
    page = reverse("programme:history", args=[action.key])
    restore = reverse("programme:restore_revision", args=[action.key, 1])
    client.force_login(make_delegate())
    assert restore not in client.get(page).text
    assert client.post(restore).status_code == 403
    client.force_login(coordinator)
    assert restore in client.get(page).text
    client.post(restore)
    assert Action.objects.get().title == "Avant"


def test_strangers_and_visitors_read_no_history(client: Client, stranger: User) -> None:
    page = reverse("programme:history", args=[make_action(audience="public").key])
    assert client.get(page).status_code == 302
    client.force_login(stranger)
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("length", [1, 3])
def test_the_history_costs_the_same_whatever_its_length(
    client: Client, coordinator: User, django_assert_num_queries: Any, length: int
) -> None:
    by = acting_as(coordinator)
    action = make_noted(by)
    for number in range(length):
        content = replace(ActionContent.of(action), title=f"Titre {number}")
        acts.edit_action(action=action, content=content, by=by)
    with django_assert_num_queries(4):
        history_of(action, by)


def test_forgetting_blanks_the_label_today_and_in_every_version() -> None:
    by = coordination()
    gone, stays = make_person(), make_person()
    action = make_noted(by, people=((gone, "A / B"), (stays, "C")))
    other = make_noted(by, people=((gone, "D"),))
    acts.edit_action(action=other, content=replace(ActionContent.of(other), people=()), by=by)
    kept = forget_in("programme", gone.pk)
    labels = set(action.person_links.values_list("person", "label"))
    assert labels == {(gone.pk, ""), (stays.pk, "C")}
    records = [revision.record["people"] for revision in Revision.objects.order_by("pk")]
    both = sorted([[str(gone.key), ""], [str(stays.key), "C"]])
    assert [sorted(people) for people in records] == [both, [[str(gone.key), ""]], []]
    assert len(kept) == 2


def test_nothing_is_kept_of_somebody_who_was_nowhere() -> None:
    assert forget_in("programme", make_person().pk) == []


def test_she_takes_away_the_list_of_where_she_appears() -> None:
    action, guest = make_action(title="Atelier"), make_person()
    action.person_links.create(person=guest, label="A")
    assert held_in("programme.actions", guest.pk) == [
        {
            "action": "Atelier",
            "starts_on": "2024-05-21",
            "ends_on": "2024-05-21",
            "appears_as": "A",
            "address": action.get_absolute_url(),
        }
    ]
