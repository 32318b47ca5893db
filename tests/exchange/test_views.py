"""The pages of imports: by the coordination, by somebody else, by nobody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse

from essaim.exchange.models import Run
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
        (b"a;b\n1;2\n", "inconnu.csv"),
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
