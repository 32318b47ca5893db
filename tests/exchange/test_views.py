"""The pages of imports: by the coordination, by somebody else, by nobody."""

from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse

from essaim.exchange.enums import RunState
from essaim.exchange.models import Run, Source
from essaim.exchange.running import advance_run, begin
from essaim.programme.models import Action

pytestmark = pytest.mark.django_db
URL = "exchange:preview_import"


def upload(browser: Client, content: bytes, name: str = "actions.csv") -> str:
    """Sends a file and answers the page that follows."""
    file = SimpleUploadedFile(name, content)
    address = reverse(URL, args=["actions"])
    return browser.post(address, {"file": file}, follow=True).content.decode()


def press(browser: Client, verb: str) -> str:
    """Presses a button of the page of the only run; its work is done on commit."""
    address = reverse(f"exchange:{verb}", args=[Run.objects.get().key])
    with TestCase.captureOnCommitCallbacks(execute=True):
        return browser.post(address, follow=True).content.decode()


def test_a_file_is_read_applied_and_taken_back(as_user, coordinator) -> None:
    browser = as_user(coordinator)
    page = upload(browser, b"titre;date;note interne\nAssembl\xe9e;12/06/2024;x\nSans date;;x\n")
    assert "note interne" in page
    assert "⟦" not in page
    assert Action.objects.count() == 0
    press(browser, "apply_run")
    assert Action.objects.get().title == "Assemblée"
    press(browser, "undo_run")
    assert Action.objects.get().state == "discarded"


def test_columns_are_chosen_on_their_page(as_user, coordinator) -> None:
    browser = as_user(coordinator)
    upload(browser, b"quoi;date\nAtelier;12/06/2024\n")
    address = reverse("exchange:map_columns", args=[Run.objects.get().key])
    page = browser.post(address, {"title": "0", "starts_on": "0"}).content.decode()
    assert "deux fois" in page
    browser.post(address, {"title": "0", "starts_on": "1"})
    assert Run.objects.get().rows.get().outcome == "created"


def test_an_empty_file_is_refused_by_its_name(as_user, coordinator) -> None:
    assert "vide.csv\u00a0» est vide" in upload(as_user(coordinator), b"", "vide.csv")
    assert not Run.objects.exists()


def test_a_preview_is_forgotten(as_user, coordinator) -> None:
    browser = as_user(coordinator)
    upload(browser, b"titre;date\nAtelier;12/06/2024\n")
    press(browser, "discard_run")
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "vide.csv"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 200, "image.csv"),
        (b"PK\x03\x04" + b"0" * 50, "tronque.xlsx"),
    ],
)
def test_a_file_that_will_not_do_gets_one_sentence_naming_it(
    as_user, coordinator, content: bytes, name: str
) -> None:
    page = upload(as_user(coordinator), content, name)
    assert name in page or "vide" in page
    assert not Run.objects.exists()


def test_a_file_over_the_limit_is_refused(as_user, coordinator, settings) -> None:
    settings.UPLOAD_LIMIT = 1024
    page = upload(as_user(coordinator), b"titre;date\n" + b"x;2024\n" * 1000)
    assert "actions.csv" in page
    assert not Run.objects.exists()


def test_an_unknown_target_is_refused_in_a_sentence(as_user, coordinator) -> None:
    response = as_user(coordinator).get(reverse(URL, args=["nothing"]))
    assert response.status_code == 422
    assert "nothing" in response.content.decode()


def test_another_does_not_see_the_run(as_user, coordinator, bureau_member) -> None:
    upload(as_user(coordinator), b"titre;date\nAtelier;12/06/2024\n")
    address = reverse("exchange:run", args=[Run.objects.get().key])
    browser = Client()
    browser.force_login(bureau_member)
    assert browser.get(address).status_code == 404


def test_a_stranger_and_a_visitor_import_nothing(as_user, stranger, client: Client) -> None:
    assert Client().get(reverse("exchange:runs")).status_code == 302
    assert as_user(stranger).get(reverse("exchange:runs")).status_code == 403


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_of_a_run_costs_the_same_whatever_its_length(
    length: int, as_user, coordinator, django_assert_num_queries
) -> None:
    browser = as_user(coordinator)
    upload(browser, b"titre;date\n" + b"Atelier;12/06/2024\n" * length)
    address = reverse("exchange:run", args=[Run.objects.get().key])
    with django_assert_num_queries(8):
        browser.get(address)


def test_a_file_whose_columns_have_other_names_is_matched_by_hand_and_remembered(
    as_user, coordinator
) -> None:
    browser = as_user(coordinator)
    page = upload(browser, b"quoi;quand\nAtelier;12/06/2024\n", "suivi_2024.csv")
    assert "quoi — Atelier" in page
    address = reverse("exchange:map_columns", args=[Run.objects.get().key])
    browser.post(address, {"title": "0", "starts_on": "1"})
    assert Source.objects.get().name == "suivi"
    upload(browser, b"quoi;quand\nFoire;13/06/2024\n", "suivi_2025.csv")
    again = Run.objects.order_by("pk").last()
    assert again is not None
    assert again.guessed["mapping"] == {"title": 0, "starts_on": 1}
    assert again.rows.get().outcome == "created"


def test_a_source_is_chosen_when_the_file_is_sent(as_user, coordinator) -> None:
    browser = as_user(coordinator)
    upload(browser, "n°;quoi;quand\n1;Atelier;12/06/2024\n".encode())
    address = reverse("exchange:map_columns", args=[Run.objects.get().key])
    matching = {"external_id": "0", "title": "1", "starts_on": "2"}
    refused = browser.post(address, {**matching, "-identifiers": "on"}).content.decode()
    assert "Nommez la source" in refused
    browser.post(address, {**matching, "-source": "Agenda", "-identifiers": "on"})
    file = SimpleUploadedFile("b.csv", "quand;n°;quoi\n13/06/2024;1;Foire\n".encode())
    sent = {"file": file, "source": str(Source.objects.get().key)}
    browser.post(reverse(URL, args=["actions"]), sent)
    run = Run.objects.order_by("pk").last()
    assert run is not None
    assert run.options == {"source": "Agenda"}
    assert run.guessed["mapping"] == {"external_id": 1, "title": 2, "starts_on": 0}


def test_the_line_of_the_columns_is_chosen_on_its_page(as_user, coordinator) -> None:
    browser = as_user(coordinator)
    upload(browser, b"Bilan;2024\nquoi;date\nAtelier;12/06/2024\n")
    run = Run.objects.get()
    assert run.guessed["heading"][0] == 2
    address = reverse("exchange:read_again", args=[run.key])
    assert "ligne 1" in browser.get(address).content.decode()
    browser.post(address, {"heading": ""})
    run.refresh_from_db()
    assert (run.total, run.guessed["heading"], run.guessed["mapping"]) == (3, None, {})
    browser.post(address, {"heading": "2"})
    run.refresh_from_db()
    assert (run.total, run.guessed["mapping"]) == (1, {"starts_on": 1})


DOS = "titre;date\nRéunion à Nîmes;12/06/2024\n".encode("cp850")


def test_a_file_whose_accents_are_in_doubt_is_asked_with_a_sample(as_user, coordinator) -> None:
    browser = as_user(coordinator)
    page = upload(browser, DOS)
    assert "Réunion à Nîmes" in page
    assert "R‚union" in page
    assert "ne peut pas" not in page
    press(browser, "apply_run")
    assert Run.objects.get().state == "previewed"
    address = reverse("exchange:read_again", args=[Run.objects.get().key])
    browser.post(address, {"heading": "1", "encoding": "DOS (CP850)"})
    press(browser, "apply_run")
    assert Action.objects.get().title == "Réunion à Nîmes"


def test_accents_that_were_guessed_wrong_are_put_right(as_user, coordinator) -> None:
    browser = as_user(coordinator)
    upload(browser, DOS)
    address = reverse("exchange:read_again", args=[Run.objects.get().key])
    browser.post(address, {"heading": "1", "encoding": "Windows-1252"})
    assert Run.objects.get().rows.get().source[0].startswith("R‚union")
    browser.post(address, {"heading": "1", "encoding": "DOS (CP850)"})
    assert Run.objects.get().rows.get().source[0] == "Réunion à Nîmes"


VERBS = ("apply_run", "answer_questions")
TWINS = "titre;date;résumé\nFête;12/06/2024;a\nFête;12/06/2024;b\nFête;12/06/2024;c\n".encode()


def test_questions_are_answered_on_their_page_one_by_one_or_all_at_once(
    as_user, coordinator
) -> None:
    browser = as_user(coordinator)
    assert "2 lignes attendent" in upload(browser, TWINS)
    address = reverse("exchange:answer_questions", args=[Run.objects.get().key])
    assert browser.get(address).content.decode().count("<select") == 3
    browser.post(address, {"row:1": "left_out", "for_all": "new"})
    found = list(Run.objects.get().rows.order_by("position").values_list("outcome", flat=True))
    assert found == ["created", "refused", "created"]


def test_where_every_row_waits_one_answers_and_applies_nothing(as_user, coordinator) -> None:
    """It had applied no row, and said that the import was applied."""
    browser = as_user(coordinator)
    upload(browser, TWINS)
    run = Run.objects.get()
    apply, answer = (reverse(f"exchange:{name}", args=[run.key]) for name in VERBS)
    page = browser.get(reverse("exchange:run", args=[run.key])).content.decode()
    assert (apply in page, answer in page) == (True, True)
    run.rows.filter(outcome="created").delete()
    page = browser.get(reverse("exchange:run", args=[run.key])).content.decode()
    assert (apply in page, answer in page) == (False, True)
    refusal = browser.post(apply, follow=True).content.decode()
    assert "Chaque ligne attend une réponse" in refusal
    assert Run.objects.get().state == RunState.PREVIEWED


def test_the_page_of_a_failed_run_tells_what_was_done_and_offers_to_finish_or_undo(
    as_user, coordinator
) -> None:
    browser = as_user(coordinator)
    upload(browser, b"titre;date\nAtelier;12/06/2024\nFoire;13/06/2024\n")
    run = Run.objects.get()
    begun = begin(run, RunState.APPLYING)
    with patch("essaim.exchange.batches.BATCH", 1):
        advance_run(begun.key, begun.attempt)
    Run.objects.update(state=RunState.FAILED)
    page = browser.get(reverse("exchange:run", args=[run.key])).content.decode()
    assert "Lignes appliquées : 1 sur 2 (créées : 1" in page.replace("\u00a0", " ")
    press(browser, "resume_run")
    assert Action.objects.that_took_place().count() == 2
    Run.objects.update(state=RunState.FAILED)
    press(browser, "undo_run")
    assert Action.objects.that_took_place().count() == 0
