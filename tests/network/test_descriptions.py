"""What an organisation says of itself: written as every text, told in words where no form goes."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from essaim.kernel.acting import VISITOR
from essaim.network.findables import organisations
from essaim.network.json_ld import organisation as described
from essaim.network.panels import presentation
from tests.factories.network import make_organisation
from tests.factories.pictures import make_picture
from tests.factories.programme import make_indicator, make_reading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def page_of(client: Client, row) -> BeautifulSoup:
    return BeautifulSoup(client.get(row.get_absolute_url()).content, "html.parser")


def test_bold_lists_figures_and_pictures_show_on_the_card(client: Client) -> None:
    make_reading(
        indicator=make_indicator(code="visits", title="Visites", audience="public"), scaled=52464
    )
    stored = make_picture(audience="public")
    text = f"**Nous** : [[visits@2024]]\n\n- un\n- deux\n\n![Des gens]({stored.key})"
    row = make_organisation(description=text, audience="public")
    prose = page_of(client, row).select_one(".prose")
    assert prose.strong.text == "Nous"
    assert [item.text for item in prose.select("li")] == ["un", "deux"]
    assert "52" in prose.a.text
    assert prose.img["alt"] == "Des gens"
    assert prose.img["src"] == reverse("files:picture", args=[stored.key])


def test_what_was_typed_before_reads_as_it_stood(client: Client) -> None:
    row = make_organisation(
        description="Un réseau * de 12 membres.\nNé en 2002.", audience="public"
    )
    prose = page_of(client, row).select_one(".prose")
    assert prose.get_text("|").replace("\u00a0", " ") == "Un réseau * de 12 membres.|Né en 2002."


def test_search_machines_and_the_home_page_get_words() -> None:
    row = make_organisation(
        description="**Nous** [ici](https://a.example)", audience="public", is_house=True
    )
    assert described(row)["description"] == "Nous ici"
    assert next(organisations([row.key])).text == "Nous ici"
    shows = presentation(VISITOR, date(2024, 6, 1))
    assert shows is not None
    assert shows["description"] == "Nous ici"


def test_a_card_is_written_with_the_same_field(as_user, coordinator) -> None:
    row = make_organisation(audience="public")
    browser = as_user(coordinator)
    address = reverse("network:edit_organisation", args=[row.key])
    page = BeautifulSoup(browser.get(address).content, "html.parser")
    assert page.select_one("textarea[data-prose][name=description]")
    assert page.select_one("[data-add-picture]")["href"].endswith("?pour=public")
    sent = {"name": row.name, "kind": row.kind, "audience": "public", "country": "FR"}
    sent |= dict.fromkeys(("address_audience", "email_audience", "phone_audience"), "public")
    html = "<p><strong>Nous</strong></p><ul><li>un</li></ul>"
    answer = browser.post(address, {**sent, "description": html, "description-syntax": "html"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    row.refresh_from_db()
    assert row.description == "**Nous**\n\n- un"


def test_the_writer_is_told_of_those_who_read_it_from_now_on(as_user, coordinator) -> None:
    row, stored = make_organisation(audience="members"), make_picture(audience="members")
    browser = as_user(coordinator)
    sent = {"name": row.name, "kind": row.kind, "audience": "public", "country": "FR"}
    sent |= dict.fromkeys(("address_audience", "email_audience", "phone_audience"), "public")
    sent |= {"description": f"![Des gens]({stored.key})"}
    answer = browser.post(reverse("network:edit_organisation", args=[row.key]), sent, follow=True)
    assert "est réservée à moins de personnes que ce texte" in answer.content.decode()
