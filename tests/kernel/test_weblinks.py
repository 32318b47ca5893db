"""Where a page may lead: whatever stands in an older row, only to the web, a mail, a telephone."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.weblinks import followed
from essaim.network.models import Organisation
from tests.factories.network import make_organisation
from tests.kernel.hostile import HOSTILE

TEMPLATES = sorted(Path(__file__).resolve().parents[2].glob("essaim/*/templates/**/*.html"))
WEB_COLUMNS = {
    column.name
    for model in apps.get_models()
    for column in model._meta.concrete_fields
    if isinstance(column, models.URLField) and model.__module__.startswith("essaim.")
}


@pytest.mark.parametrize("address", [a for a in HOSTILE if not a.startswith(("www", "ftp"))])
def test_nothing_hostile_is_followed(address):
    shown = Template("{% outside_link address label %}")
    assert followed(address) == ""
    for label in ("", "Site"):
        html = shown.render(Context({"address": address, "label": label}))
        assert "href" not in html


@given(st.text(max_size=40))
def test_what_is_followed_has_a_scheme_that_leads_to_people(address):
    assert not followed(address) or re.match(r"(?i)https?://|mailto:|tel:", address)


@pytest.mark.parametrize(
    "address",
    [
        "https://reseau.example/a@b?x=1#y",
        "http://a.b",
        "mailto:a@reseau.example",
        "tel:+33123456789",
    ],
)
def test_what_leads_to_people_is_followed(address):
    assert followed(address) == address
    html = Template('{% outside_link address "Site" kind="button" %}').render(
        Context({"address": address})
    )
    assert f'class="button" href="{address}" rel="noopener noreferrer"' in html


def test_every_link_to_an_address_of_a_row_asks_first():
    """`{% outside_link %}` is the one way to lead where a row says."""
    names = "|".join(sorted(WEB_COLUMNS - {"url"}))
    led = re.compile(
        rf'(?:href|src|action)="{{{{ ?[\w.]*(?:\.(?:{names})|(?:evidence|document)\.url)\b'
    )
    assert [path.name for path in TEMPLATES if led.search(path.read_text())] == []


def test_an_older_row_is_shown_as_words(db, client):
    organisation = make_organisation(name="Coop", audience="public")
    Organisation.objects.update(website="javascript:alert(1)")
    page = client.get(organisation.get_absolute_url()).content.decode()
    assert "javascript:alert(1)" in page
    assert 'href="javascript:' not in page
