"""Fields that a network adds to organisations: in their form, on their page, in their list."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essaim.network.models import Organisation
from essaim.programme.models import Action
from essaim.questions.actions import record_fields
from essaim.questions.models import Answer, Questionnaire
from essaim.questions.schema import Choice
from tests.factories.accounts import house
from tests.factories.network import make_organisation
from tests.factories.questions import asked, make_fields, make_version, only_if

pytestmark = pytest.mark.django_db

LABELS = asked(
    "labels",
    "several",
    label="Labels",
    choices=(Choice("esus", "ESUS"), Choice("iae", "IAE"), Choice("ess", "ESS")),
)
EMPLOYEES = asked("salaries", "number", label="Salariés", unit="ETP", minimum=0)
SECRET = asked("note", label="Note interne", audience="bureau")
LIST = reverse("network:organisations")


@pytest.fixture
def fields() -> Questionnaire:
    return make_fields(LABELS, EMPLOYEES, SECRET)


def noted(name: str, **typed: object) -> Organisation:
    thing = make_organisation(name=name)
    record_fields(thing=thing, typed=typed, by=house())
    return thing


def text(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def form_of(page, **changed: object) -> dict[str, object]:
    """What a browser would send of the form, with these changes."""
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in sent.items() if value not in (None, "", [])} | changed


def test_a_coordinator_adds_fields_and_puts_them_into_use(as_user, coordinator):
    browser = as_user(coordinator)
    assert "Organisations" in text(browser.get(reverse("questions:fields")))
    browser.post(reverse("questions:add_fields", args=["network.organisation"]))
    row = Questionnaire.objects.get(about="network.organisation")
    page = browser.get(reverse("questions:add_question", args=[row.key, "several"]))
    assert "matrix" not in text(page)
    sent = {"label": "Labels", "choices": "ESUS\nIAE", "audience": "public"}
    browser.post(reverse("questions:add_question", args=[row.key, "several"]), sent)
    assert "Labels" not in browser.get(LIST).text
    browser.post(reverse("questions:publish_version", args=[row.key]))
    make_organisation()
    assert "Labels" in browser.get(LIST).text
    refused = reverse("questions:add_question", args=[row.key, "matrix"])
    assert browser.get(refused).status_code == 404


def test_they_are_filled_in_with_the_card_and_stand_on_the_page(as_user, coordinator, fields):
    browser = as_user(coordinator)
    said = {"name": "La Ruche", "kind": "association", "country": "FR", "audience": "public"}
    contacts = dict.fromkeys(("address_audience", "email_audience", "phone_audience"), "members")
    added = {"champ_labels": ["esus", "ess"], "champ_salaries": "3,5", "champ_note": "À revoir"}
    address = reverse("network:add_organisation")
    kinds = browser.get(address).context["form"].fields["kind"].choices
    sent = {**said, **contacts, **added, "kind": next(code for code, _label in kinds if code)}
    assert browser.post(address, sent).status_code == 302
    organisation = Organisation.objects.get(name="La Ruche")
    page = text(browser.get(organisation.get_absolute_url()))
    assert "Labels ESUS, ESS" in page
    assert "Salariés 3,5 ETP" in page
    assert "Note interne À revoir" in page


def test_what_is_typed_wrong_stays_and_nothing_is_saved(as_user, coordinator, fields):
    browser, thing = as_user(coordinator), noted("La Ruche", labels=["esus"])
    address = reverse("network:edit_organisation", args=[thing.key])
    sent = form_of(browser.get(address), name="Autre nom", champ_salaries="beaucoup")
    response = browser.post(address, sent)
    assert response.status_code == 422
    assert "beaucoup" in response.text
    thing.refresh_from_db()
    assert thing.name == "La Ruche"


def test_whoever_may_not_see_a_field_leaves_it_as_it_stands(as_user, delegate, fields):
    thing = delegate.person.representations.get().organisation
    record_fields(thing=thing, typed={"note": "À revoir", "salaries": "2"}, by=house())
    browser = as_user(delegate)
    page = browser.get(thing.get_absolute_url())
    assert "Note interne" not in page.text
    address = reverse("network:edit_organisation", args=[thing.key])
    edit = browser.get(address)
    assert "champ_note" not in edit.text
    sent = form_of(edit, champ_labels=["iae"], champ_salaries="", champ_note="Rien")
    assert browser.post(address, sent).status_code == 302
    assert Answer.objects.get().values == {"labels": ["iae"], "note": "À revoir"}


def test_who_sees_a_field_is_said_now_whatever_was_answered_then(as_user, delegate, fields):
    thing = noted("La Ruche", labels=["esus"])
    browser = as_user(delegate)
    assert "ESUS" in browser.get(thing.get_absolute_url()).text
    make_version(fields, asked("labels", "several", choices=LABELS.choices, audience="bureau"))
    assert "ESUS" not in browser.get(thing.get_absolute_url()).text
    assert "champ_labels" not in browser.get(LIST).text


def test_the_list_is_narrowed_by_choices(as_user, delegate, fields):
    noted("Avec ESUS", labels=["esus", "iae"])
    noted("Avec IAE", labels=["iae"])
    make_organisation(name="Sans rien")
    browser = as_user(delegate)
    page = text(browser.get(LIST, {"champ_labels": "esus"}))
    assert "Avec ESUS" in page
    assert "Avec IAE" not in page
    assert "Sans rien" not in page
    assert "Sans rien" in text(browser.get(LIST, {"champ_labels": "inconnu"}))


@pytest.mark.parametrize("kind", ["choice", "yes_no"])
def test_the_list_is_narrowed_by_one_choice_and_by_yes_or_no(as_user, delegate, kind):
    make_fields(asked("f", kind, choices=LABELS.choices if kind == "choice" else ()))
    yes, no = {"choice": ("esus", "iae"), "yes_no": ("yes", "no")}[kind]
    noted("Celle-ci", f=yes)
    noted("Celle-là", f=no)
    page = text(as_user(delegate).get(LIST, {"champ_f": yes}))
    assert "Celle-ci" in page
    assert "Celle-là" not in page


def test_they_leave_with_the_list_as_far_as_the_reader_may_see(as_user, delegate, fields):
    noted("Avec", labels=["esus", "iae"], salaries="1,5", note="secret")
    make_organisation(name="Sans")
    address = reverse("network:export_organisations", args=["csv"])
    response = as_user(delegate).get(address, {"champ_labels": "iae"})
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    head, row = (line.split(";") for line in content.strip().splitlines())
    assert head[-2:] == ['"Labels"', '"Salariés"']
    assert "secret" not in content
    assert content.strip().endswith('"ESUS; IAE";"1,5"')
    assert row[1] == '"Avec"'


def test_a_field_under_a_condition_says_so_and_goes_with_it(as_user, coordinator):
    make_fields(
        asked("employeuse", "yes_no"),
        asked("salaries", "number", shown_if=only_if("employeuse", "equals", "yes")),
    )
    thing = noted("La Ruche", employeuse="yes", salaries="3")
    browser = as_user(coordinator)
    address = reverse("network:edit_organisation", args=[thing.key])
    page = browser.get(address)
    assert "Seulement si « Employeuse » est oui." in text(page)
    browser.post(address, form_of(page, champ_employeuse="no"))
    assert Answer.objects.get().values == {"employeuse": False}


@pytest.mark.parametrize("length", [1, 3])
def test_fields_cost_a_query_or_two_whatever_their_number(as_user, delegate, length):
    browser, thing = as_user(delegate), make_organisation()
    make_fields(*(asked(f"f_{number}", "several") for number in range(length)))
    record_fields(thing=thing, typed={"f_0": ["oui"]}, by=house())
    for address, queries in ((thing.get_absolute_url(), 2), (LIST, 1)):
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        assert sum('FROM "questions_' in query["sql"] for query in captured) == queries


# --- Of actions -----------------------------------------------------------------------------

VOLUNTEERS = asked("benevoles", "number", label="Bénévoles")
PUBLIC = asked("public", "choice", label="Public", choices=LABELS.choices)


def test_an_action_is_noted_changed_listed_and_exported_with_them(as_user, coordinator):
    make_fields(VOLUNTEERS, PUBLIC, about="programme.action")
    browser = as_user(coordinator)
    sent = {"title": "Fête", "starts_on": "2024-06-12", "kind": "meeting"}
    added = {"champ_benevoles": "12", "champ_public": "iae"}
    assert browser.post(reverse("programme:add_action"), sent | added).status_code == 302
    action = Action.objects.get()
    assert "Bénévoles 12" in text(browser.get(action.get_absolute_url()))
    address = reverse("programme:edit_action", args=[action.key])
    page = browser.get(address)
    assert page.context["form"]["champ_benevoles"].value() == "12"
    assert browser.post(address, sent | {"champ_benevoles": "13"}).status_code == 302
    assert Answer.objects.get().values == {"benevoles": "13"}
    browser.post(address, sent | added)
    assert "Fête" in text(browser.get(reverse("programme:actions"), {"champ_public": "iae"}))
    assert "Fête" not in text(browser.get(reverse("programme:actions"), {"champ_public": "ess"}))
    export = browser.get(reverse("programme:export_actions", args=["csv"]))
    head, row = b"".join(export.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert head.endswith('"Bénévoles";"Public"')
    assert row.endswith(';"12";"IAE"')


def test_an_action_whose_fields_are_wrong_is_not_noted(as_user, coordinator):
    make_fields(VOLUNTEERS, about="programme.action")
    sent = {"title": "Fête", "starts_on": "2024-06-12", "kind": "meeting"}
    address = reverse("programme:add_action")
    response = as_user(coordinator).post(address, sent | {"champ_benevoles": "plein"})
    assert response.status_code == 422
    assert Action.objects.count() == 0
