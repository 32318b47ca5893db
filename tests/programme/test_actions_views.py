"""The pages on which actions are noted and mended."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.models import User
from essaim.journal.models import Revision
from essaim.programme.models import Action, ActionLink
from tests.factories.network import make_delegate, make_organisation, make_person
from tests.factories.programme import DAY, make_action, make_objective, make_programme
from tests.sending import form_on, forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def address(name: str, *keys: Any) -> str:
    return reverse(f"programme:{name}", args=keys)


def typed(**fields: Any) -> dict[str, Any]:
    return {"title": "Atelier", "starts_on": "2024-05-21", "kind": "workshop", **fields}


def test_a_phone_notes_an_action_with_a_title_and_today(signed: Client) -> None:
    page = signed.get(address("note_action"))
    assert page.context["form"].initial["starts_on"] == timezone.localdate()
    answer = signed.post(
        address("note_action"), {"title": "Réunion du bureau", "starts_on": timezone.localdate()}
    )
    action = Action.objects.get()
    assert answer.url == f"{action.get_absolute_url()}?note=1"
    assert (action.kind, action.state) == ("meeting", "held")


def test_the_objective_last_used_is_remembered(signed: Client) -> None:
    programme = make_programme(starts_on=date(2020, 1, 1), ends_on=date(2199, 1, 1))
    objective = make_objective(axis=programme.axes.create(code="1", title="A", position=1))
    sent = {"title": "Un", "starts_on": "2024-01-01", "objective": objective.key}
    signed.post(address("note_action"), sent)
    page = signed.get(address("note_action"))
    assert page.context["form"]["objective"].value() == str(objective.key)


def test_a_day_to_come_is_planned(signed: Client) -> None:
    signed.post(address("note_action"), {"title": "Congrès", "starts_on": "2199-01-01"})
    assert Action.objects.get().state == "planned"


def test_a_title_is_asked_for_and_nothing_typed_is_lost(signed: Client) -> None:
    answer = signed.post(address("note_action"), {"title": "", "starts_on": "2024-05-21"})
    assert (answer.status_code, Action.objects.count()) == (422, 0)
    assert "2024-05-21" in answer.text


def test_everything_is_noted_on_one_screen(signed: Client) -> None:
    ours, guest = make_organisation(name="Réseau Été"), make_person(given_name="Lou")
    objectives = [make_objective(), make_objective()]
    signed.post(
        address("add_action"),
        typed(
            ends_on="2024-05-22",
            objective=objectives[0].key,
            other_objectives=[objectives[1].key],
            carried_by="reseau ete",
            evidence_url="https://a.example/page",
            audience="public",
            is_highlight="on",
            **{
                "organisations-name": ["RESEAU ETE", ""],
                "organisations-as": ["hosts", "carries"],
                "people-name": [str(guest)],
                "people-as": ["Réseau A / B"],
            },
        ),
    )
    action = Action.objects.get()
    assert (action.carried_by, action.audience, action.is_highlight) == (ours, "public", True)
    assert [link.objective for link in action.objective_links.order_by("position")] == objectives
    assert action.organisation_links.get().role == "hosts"
    assert action.person_links.get().label == "Réseau A / B"
    assert action.evidence.get().url == "https://a.example/page"


def soup(answer: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def test_a_name_that_nobody_bears_is_told_beside_its_field(signed: Client) -> None:
    answer = signed.post(address("add_action"), typed(carried_by="Inconnue"))
    assert (answer.status_code, Action.objects.count()) == (422, 0)
    assert "Inconnue" in answer.text


def test_a_broken_rule_stands_above_the_form(signed: Client) -> None:
    answer = signed.post(address("add_action"), typed(ends_on="2024-05-20"))
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_editing_shows_what_stands_and_changes_only_what_was_typed(signed: Client) -> None:
    action = make_action(title="Avant", kind="workshop", audience="members", precision="month")
    form = signed.get(address("edit_action", action.key)).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    signed.post(address("edit_action", action.key), {**sent, "title": "Après"})
    after = Action.objects.get()
    assert (after.title, after.kind, after.precision) == ("Après", "workshop", "month")


def test_the_second_to_save_is_told_and_loses_nothing(signed: Client) -> None:
    signed.post(address("add_action"), typed(place="Lille"))
    action = Action.objects.get()
    page = address("edit_action", action.key)
    first, second = form_on(signed, page), form_on(signed, page)
    first.send(signed, title="Le premier")
    answer = second.send(signed, title="Le second")
    assert (answer.status_code, Action.objects.get().title) == (409, "Le premier")
    texts = [" ".join(text.stripped_strings) for text in soup(answer).select(".diff .prose")]
    assert texts == ["Le premier", "Le second"]
    (again,) = [form for form in forms_in(answer.content, page) if "revision" in form.fields]
    assert again.fields["title"] == ["Le second"]
    titles = [revision.record["title"] for revision in Revision.objects.of(action.key)]
    assert titles == ["Le premier", "Le second", "Le premier", "Atelier"]
    again.send(signed)
    assert Action.objects.get().title == "Le second"


def test_two_who_say_different_things_of_an_action_are_both_heard(signed: Client) -> None:
    signed.post(address("add_action"), typed(place="Lille"))
    page = address("edit_action", Action.objects.get().key)
    first, second = form_on(signed, page), form_on(signed, page)
    first.send(signed, place="Roubaix", precision="month")
    assert second.send(signed, title="Dit mieux").status_code == 302
    after = Action.objects.get()
    assert (after.title, after.place, after.precision) == ("Dit mieux", "Roubaix", "month")


def test_evidence_joined_meanwhile_stands_in_nobodys_way(signed: Client) -> None:
    signed.post(address("add_action"), typed())
    action = Action.objects.get()
    form = form_on(signed, address("edit_action", action.key))
    signed.post(address("add_evidence", action.key), {"url": "https://un.example/"})
    answer = form.send(signed, title="Dit mieux")
    assert (answer.status_code, Action.objects.get().title) == (302, "Dit mieux")


def test_editing_keeps_what_the_editor_may_not_see(client: Client) -> None:
    ours = make_organisation()
    hidden = make_organisation(audience="bureau")
    secret = make_person(audience="bureau")
    action = make_action(carried_by=ours, organisations=(ours, hidden), audience="members")
    action.person_links.create(person=secret)
    client.force_login(make_delegate(of=ours))
    client.post(address("edit_action", action.key), typed(carrier=ours.key, state="held"))
    assert [link.organisation for link in action.organisation_links.all()] == [hidden]
    assert action.person_links.get().person == secret


def test_a_delegate_notes_for_her_organisation_alone(client: Client) -> None:
    ours, theirs = make_organisation(), make_organisation()
    client.force_login(make_delegate(of=ours))
    refused = client.post(address("add_action"), typed(carrier=theirs.key))
    assert (refused.status_code, Action.objects.count()) == (422, 0)
    client.post(address("add_action"), typed(carrier=ours.key))
    assert Action.objects.get().carried_by == ours


BUTTONS = ["cancel_action", "discard_action", "restore_action", "highlight_action"]
FORMS = ["edit_action", *BUTTONS, "add_evidence", "link_actions"]


@pytest.mark.parametrize("name", FORMS)
def test_a_stranger_changes_nothing_and_a_visitor_is_sent_to_the_door(
    client: Client, stranger: User, name: str
) -> None:
    action = make_action(audience="public", state="cancelled")
    visit = client.post(address(name, action.key))
    assert (visit.status_code, visit.url.startswith("/compte")) == (302, True)
    client.force_login(stranger)
    assert client.post(address(name, action.key)).status_code == 403
    hidden = make_action(audience="bureau")
    assert client.post(address(name, hidden.key)).status_code == 404


@pytest.mark.parametrize("name", ["note_action", "add_action"])
def test_a_stranger_notes_nothing(client: Client, stranger: User, name: str) -> None:
    client.force_login(stranger)
    assert client.get(address(name)).status_code == 403


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("cancel_action", "held", "cancelled"),
        ("discard_action", "held", "discarded"),
        ("restore_action", "discarded", "held"),
    ],
)
def test_a_button_moves_the_state(signed: Client, name: str, before: str, after: str) -> None:
    action = make_action(state=before)
    answer = signed.post(address(name, action.key), follow=True)
    assert Action.objects.get().state == after
    assert "unknown variable" not in answer.text


def test_discarding_offers_to_take_it_back(signed: Client) -> None:
    action = make_action()
    page = signed.post(address("discard_action", action.key), follow=True)
    assert address("restore_action", action.key) in page.text


def test_a_highlight_is_made_and_unmade(signed: Client) -> None:
    action = make_action()
    for chosen, is_highlight in (("yes", True), ("no", False)):
        signed.post(address("highlight_action", action.key), {"highlight": chosen})
        assert Action.objects.get().is_highlight is is_highlight


def test_evidence_is_joined_and_taken_away(signed: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    action = make_action()
    signed.post(address("add_evidence", action.key), {"url": "https://a.example/", "title": "A"})
    file = SimpleUploadedFile("notes.txt", b"Notes de la journee\n")
    signed.post(address("add_evidence", action.key), {"file": file, "title": "B"})
    refused = signed.post(address("add_evidence", action.key), {"title": "C"})
    assert refused.status_code == 422
    assert [evidence.title for evidence in action.evidence.order_by("pk")] == ["A", "B"]
    signed.post(address("remove_evidence", action.evidence.order_by("pk").first().key))
    page = signed.get(action.get_absolute_url())
    assert [evidence.title for evidence in page.context["shown"].evidence] == ["B"]


def test_actions_are_linked_and_unlinked(signed: Client) -> None:
    first, second = make_action(title="Un"), make_action(title="Deux")
    signed.post(address("link_actions", first.key), {"kind": "born_of", "target": second.key})
    link = ActionLink.objects.get()
    again = signed.post(
        address("link_actions", first.key), {"kind": "born_of", "target": second.key}
    )
    assert again.status_code == 422
    assert "Un" in signed.get(second.get_absolute_url()).text
    signed.post(address("unlink_actions", link.key))
    assert not ActionLink.objects.exists()


def test_the_page_counts_what_is_withheld_and_never_names_it(client: Client) -> None:
    action = make_action(
        audience="public",
        organisations=(make_organisation(name="Ouverte"), make_organisation(audience="bureau")),
        objectives=(make_objective(),),
        carried_by=make_organisation(name="Discrète", audience="members"),
    )
    action.person_links.create(person=make_person(family_name="Cachée"), label="Secrète")
    page = client.get(action.get_absolute_url())
    shown = page.context["shown"]
    assert (shown.organisations_withheld, shown.people_withheld) == (1, 1)
    assert "Ouverte" in page.text
    assert not any(name in page.text for name in ("Discrète", "Cachée", "Secrète", "unknown var"))


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_costs_the_same_whatever_was_there(
    client: Client, django_assert_num_queries: Any, length: int
) -> None:
    organisations = tuple(make_organisation() for _ in range(length))
    objectives = tuple(make_objective() for _ in range(length))
    action = make_action(organisations=organisations, objectives=objectives)
    for _ in range(length):
        action.person_links.create(person=make_person(audience="public"))
    client.get(action.get_absolute_url())  # the network's name is kept for a minute
    with django_assert_num_queries(10):
        client.get(action.get_absolute_url())


def test_the_day_of_the_factory_is_the_day_of_the_page(client: Client) -> None:
    make_action(starts_on=DAY)
    assert "21 mai 2024" in client.get(reverse("programme:actions")).text
