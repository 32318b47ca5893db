"""Past reports in the browser: for the coordination alone, step by step, without JavaScript."""

import re
import zipfile
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from essaim.accounts.models import User
from essaim.programme.models import Action, Indicator, Programme
from essaim.reprise.models import PastReport
from tests.factories.programme import make_indicator, make_programme
from tests.reprise.past_reports import REPORT, docx_of, open_report, row_of

pytestmark = pytest.mark.django_db

LIST = "reprise:past_reports"
OPEN = "reprise:open_past_report"


@pytest.fixture
def browser(as_user: Any, coordinator: User) -> Client:
    client: Client = as_user(coordinator)
    return client


def words(response: HttpResponse) -> str:
    """What the page says, tags and spaces aside; no variable is unknown."""
    html = response.content.decode()
    assert "unknown variable" not in html
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def send(browser: Client, data: bytes, name: str = "rapport.txt", **more: Any) -> Any:
    return browser.post(reverse(OPEN), {"file": SimpleUploadedFile(name, data), **more})


def part_url(past_report: PastReport, part: int) -> str:
    return reverse("reprise:review_past_report", args=[past_report.key, part])


def sent_back(browser: Client, url: str) -> dict[str, Any]:
    """What the form of a part would send, untouched."""
    form = browser.get(url).context["form"]
    fields: dict[str, Any] = {}
    for form_of_row in form.forms:
        for field in form_of_row:
            value = field.value()
            if value not in (None, "", False):
                fields[field.html_name] = "on" if value is True else value
    return fields


def test_a_report_is_sent_reviewed_and_taken_over(browser: Client) -> None:
    assert send(browser, REPORT.encode()).status_code == 302
    past_report = PastReport.objects.get()
    for part in range(len(past_report.draft["parts"])):
        url = part_url(past_report, part)
        ticked = {"a2-is_kept": "on"}  # it tells no day: a person knows that it was held
        assert browser.post(url, sent_back(browser, url) | ticked).status_code == 302
    apply_url = reverse("reprise:apply_past_report", args=[past_report.key])
    assert "Programme 2023" in browser.get(apply_url).content.decode()
    answers = {"programme": "", "title": "Programme 2023", "audience": "members"}
    assert browser.post(apply_url, answers).status_code == 302
    assert Action.objects.count() == 3
    assert Programme.objects.get().objectives.count() == 3
    page = words(browser.get(past_report.get_absolute_url()))
    assert "7 parties relues sur 7." in page
    assert "Ce qui a été repris" in page
    for action in Action.objects.all():
        assert (
            action.get_absolute_url()
            in browser.get(past_report.get_absolute_url()).content.decode()
        )


def test_a_word_document_is_read_too(browser: Client) -> None:
    data = docx_of(
        ("Heading 1", "Un axe"),
        ("Heading 2", "Un objectif de 2023"),
        ("Normal", "Évaluation = atteint."),
    )
    send(browser, data, "rapport.docx", year="2023")
    past_report = PastReport.objects.get()
    assert row_of(past_report, "objectives")["code"] == "1.1"


def test_a_part_shows_each_of_its_lines_and_what_became_of_it(browser: Client) -> None:
    past_report = open_report()
    part = row_of(past_report, "objectives", code="1.1")["part"]
    page = words(browser.get(part_url(past_report, part)))
    for text in (
        "Tenir un site à jour",
        "Atelier du 12 juin 2023",
        "un site plus clair.",
        "une chargée de mission.",
        "Les liens avec le public se resserrent.",
        "Enregistrer cette partie",
    ):
        assert text in page
    assert "En continu" not in page


def test_what_was_not_understood_is_shown_with_its_line(browser: Client) -> None:
    past_report = open_report()
    page = words(browser.get(part_url(past_report, 0)))
    assert "Non compris" in page
    assert "5 · préambule, laissé" in page
    assert "Une année tournée vers les fablabs." in page
    assert "À suivre." in page


def test_saving_a_part_leads_to_the_next_one(browser: Client) -> None:
    past_report = open_report()
    first = part_url(past_report, 0)
    assert browser.post(first, sent_back(browser, first))["Location"] == part_url(past_report, 1)
    last = len(past_report.draft["parts"]) - 1
    url = part_url(past_report, last)
    answer = browser.post(url, sent_back(browser, url))
    assert answer["Location"] == past_report.get_absolute_url()


def test_what_is_typed_is_kept_and_unticked_rows_stay_so(browser: Client) -> None:
    past_report = open_report()
    url = part_url(past_report, row_of(past_report, "actions", id="a0")["part"])
    answers = sent_back(browser, url) | {"a0-title": "Un chantier", "a0-objective": "1.2"}
    del answers["a0-is_kept"]
    browser.post(url, answers)
    past_report.refresh_from_db()
    row = row_of(past_report, "actions", id="a0")
    assert (row["title"], row["objective"], row["is_kept"]) == ("Un chantier", "1.2", False)
    assert row["kind"] == "workshop"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"a0-title": ""}, "a0-title"),
        ({"a0-objective": "9.9"}, "Le rapport n’a pas d’objectif 9.9."),
        ({"a0-ends_on": "2023-01-01"}, "Le dernier jour vient avant le premier."),
        ({"a0-starts_on": ""}, "Donnez le premier jour, ou aucun jour."),
        ({"a0-starts_on": "31/31/2023"}, "a0-starts_on"),
        ({"f0-is_kept": "on", "f0-indicator": ""}, "Nommez l’indicateur que ce chiffre relève."),
        ({"o0-code": "1.2"}, "Le code 1.2 figure deux fois dans ce rapport."),
    ],
)
def test_a_fault_is_told_and_nothing_is_saved(
    browser: Client, changed: dict[str, str], sentence: str
) -> None:
    past_report = open_report()
    before = past_report.draft
    url = part_url(past_report, row_of(past_report, "actions", id="a0")["part"])
    answer = browser.post(url, sent_back(browser, url) | changed)
    assert answer.status_code == 422
    assert sentence in unescape(answer.content.decode())
    past_report.refresh_from_db()
    assert past_report.draft == before


def test_a_row_that_is_not_taken_over_may_say_anything(browser: Client) -> None:
    past_report = open_report()
    url = part_url(past_report, row_of(past_report, "actions", id="a0")["part"])
    answers = sent_back(browser, url) | {"a0-title": "", "a0-starts_on": "jadis", "f0-value": "x"}
    del answers["a0-is_kept"]
    assert browser.post(url, answers).status_code == 302
    past_report.refresh_from_db()
    row = row_of(past_report, "actions", id="a0")
    assert (row["title"][:7], row["is_kept"]) == ("Atelier", False)


def test_an_indicator_of_the_same_unit_is_proposed(browser: Client) -> None:
    make_indicator(title="Visites du site", unit="visite", unit_plural="visites")
    past_report = open_report()
    part = row_of(past_report, "figures", id="f0")["part"]
    answers = sent_back(browser, part_url(past_report, part))
    assert (answers["f0-indicator"], answers.get("f0-is_kept")) == ("Visites du site", None)
    assert Indicator.objects.count() == 1


def test_the_programme_that_ran_in_that_year_is_proposed(browser: Client) -> None:
    ran = make_programme(title="Notre programme", starts_on=date(2023, 1, 1))
    make_programme(title="Le suivant")
    past_report = open_report()
    form = browser.get(reverse("reprise:apply_past_report", args=[past_report.key])).context["form"]
    assert form.initial["programme"] == str(ran.key)
    assert "Le suivant" not in str(form)


def test_nothing_reviewed_is_refused_in_one_sentence(browser: Client) -> None:
    url = reverse("reprise:apply_past_report", args=[open_report().key])
    answer = browser.post(url, {"title": "Programme", "audience": "members"})
    assert answer.status_code == 422
    assert "Relisez d’abord une partie" in words(answer)


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"RIFF    WEBPVP8 ", "bilan.webp", "n’est pas d’un type accepté"),
        (b"%PDF-1.7 blabla %%EOF", "bilan.pdf", "est illisible"),
        (b"\n", "vide.txt", "est vide"),
        (docx_of(("Normal", "2023"))[:900], "coupe.docx", "tronqué ou abîmé"),
        (bomb(), "bombe.docx", "bien plus"),
        (b"a" * (25 * 1_048_576), "lourd.txt", "trop lourd"),
        (b"Un texte sans date.", "sans.txt", "ne dit pas son année"),
    ],
    ids=["type", "damaged", "empty", "cut", "bomb", "large", "no year"],
)
def test_a_bad_file_is_refused_in_one_sentence(
    browser: Client, data: bytes, name: str, why: str
) -> None:
    answer = send(browser, data, name)
    assert answer.status_code == 422
    assert why in words(answer)
    assert PastReport.objects.count() == 0


def test_an_empty_upload_is_refused(browser: Client) -> None:
    assert send(browser, b"").status_code == 422
    assert PastReport.objects.count() == 0


def test_a_report_is_forgotten(browser: Client) -> None:
    past_report = open_report()
    url = reverse("reprise:discard_past_report", args=[past_report.key])
    assert browser.post(url)["Location"] == reverse(LIST)
    assert PastReport.objects.count() == 0


def test_a_part_that_is_not_there_is_not_found(browser: Client) -> None:
    assert browser.get(part_url(open_report(), 99)).status_code == 404
    assert browser.get(reverse("reprise:past_report", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    browser: Client, length: int, django_assert_num_queries: Any
) -> None:
    opened = {open_report().pk for _ in range(length)}
    browser.get(reverse(LIST))
    with django_assert_num_queries(6):
        response = browser.get(reverse(LIST))
    assert {report.pk for report in response.context["page"]} == opened


def addresses(past_report: PastReport) -> list[str]:
    named = ("past_report", "apply_past_report")
    return [
        *(reverse(f"reprise:{name}", args=[past_report.key]) for name in named),
        part_url(past_report, 0),
    ]


@pytest.mark.parametrize("who", ["bureau_member", "administrator", "delegate", "stranger"])
def test_the_others_find_nothing(as_user: Any, who: str, request: pytest.FixtureRequest) -> None:
    past_report = open_report()
    client = as_user(request.getfixturevalue(who))
    assert [client.get(url).status_code for url in addresses(past_report)] == [404, 404, 404]
    assert [client.get(reverse(name)).status_code for name in (LIST, OPEN)] == [403, 403]
    url = reverse("reprise:discard_past_report", args=[past_report.key])
    assert client.post(url).status_code == 404
    assert "Rapports passés" not in client.get(reverse("programme:current")).content.decode()


@pytest.mark.parametrize("has_programme", [False, True])
def test_the_page_of_the_programme_leads_there(browser: Client, has_programme: bool) -> None:
    if has_programme:
        make_programme()
    page = browser.get(reverse("programme:current")).content.decode()
    assert f'href="{reverse(LIST)}"' in page


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    for url in [*addresses(open_report()), reverse(LIST), reverse(OPEN)]:
        assert client.get(url)["Location"].startswith("/compte/entrer/")


def test_a_long_objective_is_reviewed_in_several_parts(browser: Client) -> None:
    bullets = "".join(f"- Atelier numéro {n} le {n % 27 + 1} mai 2023.\n\n" for n in range(60))
    past_report = open_report(text=f"Bilan 2023\n\n1. Axe\n\n1.1 Un objectif\n\n{bullets}")
    assert "1.1 Un objectif (suite)" in words(browser.get(past_report.get_absolute_url()))
