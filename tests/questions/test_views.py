"""The pages: written by the coordination, answered by whoever it is for, read by the bureau."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from essaim.questions.models import Answer, Questionnaire, Version
from essaim.questions.queries import version_in_use
from tests.factories.files import PDF
from tests.factories.questions import (
    DECLARATION,
    LONG,
    POLL,
    REGISTRATION,
    SURVEY,
    asked,
    make_answer,
    make_fields,
    make_questionnaire,
    make_version,
)
from tests.questions.pages import soup, url

pytestmark = pytest.mark.django_db


def test_a_questionnaire_is_written_opened_and_answered(as_user, coordinator, client: Client):
    browser = as_user(coordinator)
    said = {"title": "Repas", "audience": "public", "answers_audience": "bureau"}
    assert browser.post(reverse("questions:add_questionnaire"), said).status_code == 302
    row = Questionnaire.objects.get()
    browser.post(url("add_question", row, "yes_no"), {"label": "Venez-vous ?"})
    choices = {"label": "Régime", "choices": "Sans viande\nvg = Végane\n\nAutre"}
    condition = {"condition_on": "venez_vous", "comparison": "equals", "condition_value": "Oui"}
    assert browser.post(url("add_question", row, "choice"), choices | condition).status_code == 302
    browser.post(url("open_questionnaire", row))
    first, second = version_in_use(row).schema.questions
    assert (first.code, first.kind) == ("venez_vous", "yes_no")
    assert [(each.code, each.label) for each in second.choices] == [
        ("sans_viande", "Sans viande"),
        ("vg", "Végane"),
        ("autre", "Autre"),
    ]
    assert (second.shown_if.on, second.shown_if.value) == ("venez_vous", "yes")
    browser.logout()
    typed = {"version": "1", "q-venez_vous": "yes", "q-regime": "vg"}
    answer = browser.post(url("give_answer", row), typed, follow=True)
    assert answer.status_code == 200
    given = Answer.objects.get()
    assert (given.values, given.respondent) == ({"venez_vous": True, "regime": "vg"}, None)


def test_a_question_is_changed_moved_and_taken_out(as_user, coordinator):
    browser, row = as_user(coordinator), make_questionnaire(*POLL)
    page = soup(browser.get(url("edit_question", row, "date")))
    assert page.select_one("#id_choices").text.split() == ["oui", "=", "Oui", "non", "=", "Non"]
    sent = {"label": "Quel jour ?", "choices": "oui = Lundi\nnon = Mardi", "is_required": "on"}
    browser.post(url("edit_question", row, "date"), sent)
    browser.post(url("move_question", row, "motif"), {"steps": "-1"})
    draft = row.versions.get(published_at=None).schema.questions
    assert [question.label for question in draft] == ["Motif", "Quel jour ?"]
    browser.post(url("end_question", row, "motif"))
    page = soup(browser.get(row.get_absolute_url())).get_text()
    assert "ne sont pas encore en service" in page
    browser.post(url("discard_changes", row))
    assert row.versions.count() == 1


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("choice", {"label": "Q", "choices": "Un seul"}, "deux choix"),
        ("choice", {"label": "Q", "choices": "a = A\na = B"}, "deux lignes|Deux lignes"),
        ("several", {"label": "Q", "choices": "é! = A\nb = B"}, "n’est pas un code"),
        ("scale", {"label": "Q", "low": "1", "high": "40"}, "11 degrés"),
        ("number", {"label": "Q", "minimum": "beaucoup"}, "beaucoup"),
        ("words", {"label": ""}, "obligatoire|champ"),
    ],
)
def test_what_is_typed_wrong_is_said_and_stays(as_user, coordinator, kind, typed, words):
    row = make_questionnaire()
    response = as_user(coordinator).post(url("add_question", row, kind), typed)
    assert response.status_code == 422
    assert re.search(words, soup(response).get_text())
    for name, value in typed.items():
        field = soup(response).select_one(f"[name={name}]")
        assert (field.get("value") or field.text).strip() == value


def test_strangers_neither_write_nor_read(as_user, delegate, client: Client):
    row = make_questionnaire()
    given = make_answer(to=row)
    closed = [url(name, row) for name in ("edit_questionnaire", "preview", "answers", "summary")]
    closed += [url("codebook", row), url("export_answers", row, "codes", "csv")]
    for address in [*closed, given.get_absolute_url(), row.get_absolute_url()]:
        assert client.get(address).status_code in {302, 403, 404}
    browser = as_user(delegate)
    for address in closed:
        assert browser.get(address).status_code == 403
    assert browser.get(given.get_absolute_url()).status_code == 404
    assert browser.post(url("end_question", row, "mot")).status_code == 403
    assert browser.get(reverse("questions:fields")).status_code == 403


@pytest.mark.parametrize("questions", [SURVEY, REGISTRATION, DECLARATION, POLL, LONG])
def test_the_five_shapes_are_drawn_previewed_summed_up_and_exported(
    as_user, bureau_member, coordinator, questions
):
    row = make_questionnaire(*questions)
    browser = as_user(bureau_member)
    page = soup(browser.get(url("give_answer", row)))
    asked_of = [question for question in questions if question.kind != "section"]
    assert len(page.select(".asked")) == len(asked_of)
    assert len(page.select("fieldset legend")) >= sum(
        question.kind in {"scale", "matrix", "yes_no", "choice", "several"} for question in asked_of
    )
    browser.force_login(coordinator)
    for name in ("questionnaire", "preview", "summary", "codebook", "answers"):
        assert browser.get(url(name, row)).status_code == 200


def test_one_s_answer_is_given_changed_and_withdrawn(as_user, delegate):
    browser, row = as_user(delegate), make_questionnaire(asked("a"), asked("n", "number"))
    browser.post(url("give_answer", row), {"version": "1", "q-a": "Oui", "q-n": "1,5"})
    given = Answer.objects.get()
    again = browser.get(url("give_answer", row))
    assert again.url == url("change_answer", given)
    page = soup(browser.get(again.url))
    assert page.select_one("[name=q-n]")["value"] == "1,5"
    browser.post(again.url, {"version": "1", "q-a": "Non"})
    assert Answer.objects.get().values == {"a": "Non"}
    browser.post(url("withdraw_answer", given))
    assert Answer.objects.count() == 0


def test_a_refused_answer_loses_nothing(as_user, delegate):
    row = make_questionnaire(*SURVEY)
    typed = {"q-commentaire": "Bien\nmerci", "q-points.accueil": "3"}
    response = as_user(delegate).post(url("give_answer", row), {"version": "1", **typed})
    page = soup(response)
    assert response.status_code == 422
    assert page.select_one("[role=alert] a")["href"] == "#id_q-note"
    assert page.select_one("[name=q-commentaire]").text.strip() == "Bien\nmerci"
    assert page.select_one("[name='q-points.accueil'][value='3']").has_attr("checked")


def test_an_answer_to_a_version_that_was_replaced_meanwhile_is_to_that_version(as_user, delegate):
    row = make_questionnaire(asked("a"))
    make_version(row, asked("b", is_required=True))
    as_user(delegate).post(url("give_answer", row), {"version": "1", "q-a": "x"})
    assert Answer.objects.get().version == Version.objects.get(number=1)


@pytest.mark.parametrize("version", ["", "9", "-1", "un", "9" * 40])
def test_an_unknown_version_is_the_one_in_use(as_user, delegate, version):
    row = make_questionnaire(asked("a"))
    as_user(delegate).post(url("give_answer", row), {"version": version, "q-a": "x"})
    assert Answer.objects.get().version == version_in_use(row)


def test_a_file_is_sent_with_the_answer_and_handed_out_to_the_bureau(
    as_user, delegate, bureau_member
):
    row = make_questionnaire(*DECLARATION)
    sent = {"version": "1", "q-adherents": "12", "q-rapport": SimpleUploadedFile("r.pdf", PDF)}
    assert as_user(delegate).post(url("give_answer", row), sent).status_code == 302
    given = Answer.objects.get()
    page = as_user(bureau_member).get(given.get_absolute_url())
    stored = given.files.get().stored
    assert stored.get_absolute_url() in page.text


def test_what_is_put_into_use_is_said_to_be(as_user, coordinator) -> None:
    row = make_questionnaire(asked("nom"), published=False)
    answer = as_user(coordinator).post(url("publish_version", row), follow=True)
    assert "Les questions sont en service." in soup(answer).select_one(".messages").text


def test_what_asks_nothing_yet_is_neither_tried_nor_opened(as_user, coordinator) -> None:
    row = make_questionnaire(published=False, state="draft")
    row.versions.update(content=[])
    page = soup(as_user(coordinator).get(row.get_absolute_url()))
    offered = {form["action"] for form in page.main.select("form")}
    assert offered == set()
    assert page.find(href=url("preview", row)) is None
    assert page.find(href=url("add_question", row, "words")) is not None


def test_fields_stand_below_their_list_and_are_neither_open_nor_closed(
    as_user, coordinator
) -> None:
    row = make_fields(asked("taille"))
    page = soup(as_user(coordinator).get(row.get_absolute_url()))
    assert page.select_one(".trail").find(href=reverse("questions:fields")) is not None
    assert page.select_one(".head .status") is None
