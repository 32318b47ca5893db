"""The pages of files, and their bytes."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.files.models import StoredFile
from essaim.kernel.intake import ANY, FORMATS, FileKind
from tests.factories.files import PDF, make_file
from tests.factories.programme import make_action

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def url(name: str, stored: StoredFile) -> str:
    return reverse(f"files:{name}", args=[stored.key])


def bytes_of(response) -> bytes:
    """All that is sent; reading to the end closes the file."""
    return b"".join(response.streaming_content)


def upload(content: bytes = PDF, name: str = "Relevé.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_bytes_are_handed_out_to_be_saved_and_never_shown(as_user, delegate: User):
    response = as_user(delegate).get(url("content", make_file()))
    assert bytes_of(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Bilan%20%C3%A9t%C3%A9.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-cache, private"


def test_bytes_already_held_are_not_sent_again(as_user, delegate: User):
    stored = make_file()
    browser = as_user(delegate)
    first = browser.get(url("content", stored))
    assert bytes_of(first) == PDF
    etag = first["ETag"]
    again = browser.get(url("content", stored), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert etag == f'"{stored.sha256}"'


def test_the_page_says_what_kind_of_file_it_is_and_folds_its_hash(as_user, delegate: User):
    stored = make_file()
    page = BeautifulSoup(as_user(delegate).get(stored.get_absolute_url()).content, "html.parser")
    facts = page.select_one("dl.facts").get_text(" ", strip=True)
    assert "document PDF" in facts
    assert "application/" not in page.get_text()
    assert page.select_one("details:not([open]) code").string == stored.sha256


@pytest.mark.parametrize("kind", sorted(ANY))
def test_every_kind_of_file_has_words_for_people(kind: FileKind):
    assert "/" not in StoredFile(content_type=FORMATS[kind].content_type).get_content_type_display()


def test_a_visitor_is_given_public_bytes_only(client: Client):
    public, members = make_file(audience="public"), make_file()
    response = client.get(url("content", public))
    assert bytes_of(response) == PDF
    assert response["Cache-Control"] == "no-cache, public"
    held = {"if-none-match": f'"{members.sha256}"'}
    assert client.get(url("content", members), headers=held).status_code == 404


def test_a_stranger_finds_nothing_for_members(as_user, stranger: User):
    stored = make_file()
    browser = as_user(stranger)
    assert browser.get(url("content", stored)).status_code == 404
    assert browser.get(url("file", stored)).status_code == 404
    assert list(browser.get(reverse("files:files")).context["page"]) == []


@pytest.mark.parametrize("name", ["file", "describe_file", "discard_file"])
def test_the_pages_are_closed_to_visitors(client: Client, name: str):
    assert client.get(url(name, make_file(audience="public"))).status_code == 302


def test_bytes_that_are_gone_are_not_found(as_user, delegate: User):
    stored = make_file()
    Path(stored.content.path).unlink()
    assert as_user(delegate).get(url("content", stored)).status_code == 404


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    as_user, delegate: User, length: int, django_assert_num_queries
):
    kept = {make_file() for _ in range(length)}
    browser = as_user(delegate)
    browser.get(reverse("files:files"))
    with django_assert_num_queries(7):
        response = browser.get(reverse("files:files"))
    assert set(response.context["page"]) == kept


def test_files_are_found_by_words_of_their_name_or_description(as_user, delegate: User):
    found = make_file(name="Compte rendu.pdf", alternative="Séance de juin")
    make_file(name="Autre.pdf")
    page = as_user(delegate).get(reverse("files:files"), {"q": "rendu juin"}).context["page"]
    assert list(page) == [found]


def test_an_empty_list_offers_no_filter_until_something_is_asked(as_user, delegate: User):
    browser = as_user(delegate)
    assert 'name="q"' not in browser.get(reverse("files:files")).text.partition("<main")[2]
    asked = browser.get(reverse("files:files"), {"q": "rendu"}).text.partition("<main")[2]
    assert 'name="q"' in asked
    make_file()
    assert 'name="q"' in browser.get(reverse("files:files")).text.partition("<main")[2]


def test_a_member_keeps_a_file_and_arrives_at_its_page(as_user, delegate: User):
    data = {"file": upload(), "audience": "members", "alternative": "Page de garde"}
    response = as_user(delegate).post(reverse("files:store_file"), data)
    stored = StoredFile.objects.get()
    assert (stored.name, stored.alternative) == ("Relevé.pdf", "Page de garde")
    assert response["Location"] == url("file", stored)


def test_a_refused_file_is_told_above_the_form(as_user, delegate: User):
    data = {"file": upload(b"<svg/>", "logo.svg"), "audience": "members"}
    response = as_user(delegate).post(reverse("files:store_file"), data)
    assert "logo.svg" in response.context["form"].non_field_errors()[0]
    assert not StoredFile.objects.exists()


def test_an_audience_of_which_one_is_not_is_no_choice(as_user, delegate: User):
    data = {"file": upload(), "audience": "bureau"}
    response = as_user(delegate).post(reverse("files:store_file"), data)
    assert "audience" in response.context["form"].errors


def test_an_empty_file_is_refused_by_its_name(as_user, delegate: User):
    data = {"file": SimpleUploadedFile("vide.pdf", b""), "audience": "members"}
    page = as_user(delegate).post(reverse("files:store_file"), data).text
    assert "vide.pdf\u00a0» est vide" in page
    assert not StoredFile.objects.exists()


def test_a_stranger_may_not_keep_files(as_user, stranger: User):
    assert as_user(stranger).get(reverse("files:store_file")).status_code == 403


def test_whoever_kept_a_file_describes_and_removes_it(as_user, delegate: User):
    stored = make_file(by=acting_as(delegate))
    browser = as_user(delegate)
    said = {"audience": "public", "alternative": "Carte", "licence": "CC BY"}
    browser.post(url("describe_file", stored), said)
    stored.refresh_from_db()
    assert (stored.audience, stored.alternative) == ("public", "Carte")
    assert browser.get(url("discard_file", stored)).context["kicker"] == "Bilan été.pdf"
    assert browser.post(url("discard_file", stored))["Location"] == reverse("files:files")
    assert not StoredFile.objects.exists()


def test_another_member_neither_describes_nor_removes_it(as_user, delegate: User):
    stored = make_file()
    browser = as_user(delegate)
    assert browser.post(url("discard_file", stored)).status_code == 403
    assert browser.post(url("describe_file", stored)).status_code == 403
    assert not browser.get(url("file", stored)).context["may_change"]


def test_a_cited_file_stays_and_the_page_says_so(as_user, coordinator: User):
    stored = make_file()
    make_action().evidence.create(title="Relevé", file=stored)
    browser = as_user(coordinator)
    response = browser.post(url("discard_file", stored), follow=True)
    assert "Bilan été.pdf" in next(str(message) for message in response.context["messages"])
    assert StoredFile.objects.exists()


def test_a_file_leaves_as_it_lies_and_a_page_compressed(as_user, delegate):
    """So that the server reads it from the disk, and no thread waits for whoever reads slowly."""
    stored = make_file()
    accepts = {"accept-encoding": "gzip"}
    client = as_user(delegate)
    answer = client.get(reverse("files:content", args=[stored.key]), headers=accepts)
    assert bytes_of(answer) == PDF
    assert not answer.has_header("Content-Encoding")
    assert answer.headers["Content-Length"] == str(stored.size)
    page = client.get(reverse("files:files"), headers=accepts)
    assert page.headers["Content-Encoding"] == "gzip"
