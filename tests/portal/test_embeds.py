"""Pieces of the house within the pages of other sites."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from essaim.kernel.manifest import offered
from essaim.portal.views.embeds import MOST
from essaim.programme.models import Action
from essaim.reports.actions.publication import publish_report
from tests.factories.accounts import house
from tests.factories.network import make_membership, make_organisation
from tests.factories.programme import make_action
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db

PAGE = reverse("portal:embeds")
CODES = ["actions", "membres", "bilans"]


def address(code: str) -> str:
    return reverse("portal:embed", args=[code])


def shown(client: Client, code: str, number: str = "") -> list[str]:
    """The names of what stands in a piece."""
    page = client.get(address(code), {"nombre": number} if number else {})
    assert page.status_code == 200
    return re.findall(r'<li>.*?rel="noopener">(.*?)</a>', page.text, re.DOTALL)


def coming(days: int = 5, **fields: Any) -> Action:
    day = timezone.localdate() + timedelta(days=days)
    return make_action(starts_on=day, ends_on=day, state="planned", **fields)


def test_actions_to_come_are_those_that_are_public_and_planned(client: Client) -> None:
    coming(9, title="Foire")
    coming(2, title="Fête", place="Tours")
    coming(3, title="Au bureau", audience="bureau")
    coming(4, title="Passée").__class__.objects.filter(title="Passée").update(state="cancelled")
    make_action(title="Faite")
    assert shown(client, "actions") == ["Fête", "Foire"]
    assert "Tours" in client.get(address("actions")).text


def test_members_are_public_organisations_with_a_town_that_is_public(client: Client) -> None:
    for name, fields in (
        ("Bé", {"city": "Tours"}),
        ("Aé", {"city": "Nantes", "address_audience": "members"}),
        ("Cachée", {"audience": "members"}),
    ):
        row = make_organisation(name=name, **{"audience": "public", **fields})
        make_membership(organisation=row)
    make_organisation(name="Amie", audience="public")
    assert shown(client, "membres") == ["Aé", "Bé"]
    page = client.get(address("membres")).text
    assert ("Tours" in page, "Nantes" in page) == (True, False)


def test_reports_are_the_published_ones(client: Client) -> None:
    for audience in ("public", "members"):
        report = make_report(audience=audience)
        publish_report(report=report, by=house(), reason="Essai de lecture.")
    (title,) = shown(client, "bilans")
    assert title.endswith("(v1)")


@pytest.mark.parametrize("code", CODES)
def test_any_site_may_stand_around_a_piece_which_does_nothing(client: Client, code: str) -> None:
    page = client.get(address(code))
    policy = page["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "X-Frame-Options" not in page
    assert not page.cookies
    for word in ("<script", "<form", "<iframe", "style="):
        assert word not in page.text
    assert 'href="http://localhost:8000/' in page.text


def test_no_other_page_may_be_framed(client: Client, as_user: Any, coordinator: Any) -> None:
    browser = as_user(coordinator)
    for path in ("/", PAGE, reverse("portal:agenda")):
        page = browser.get(path)
        assert page["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_whoever_is_signed_in_sees_what_a_visitor_sees(as_user: Any, coordinator: Any) -> None:
    coming(audience="bureau")
    assert shown(as_user(coordinator), "actions") == []


@pytest.mark.parametrize(
    ("number", "lines"),
    [("", 10), ("3", 3), ("0", 1), ("999", 12), ("99999", 10), ("-2", 10), ("x", 10), ("٣", 10)],
)
def test_an_address_asks_for_so_many_lines(client: Client, number: str, lines: int) -> None:
    for _number in range(12):
        coming()
    assert len(shown(client, "actions", number)) == lines
    more = "Tout voir" in client.get(address("actions"), {"nombre": number}).text
    assert more == (lines < 12)


def test_there_is_an_end_to_what_one_asks_for(client: Client) -> None:
    day = timezone.localdate()
    Action.objects.bulk_create(
        Action(title="A", starts_on=day, ends_on=day, audience="public", state="planned")
        for _number in range(MOST + 1)
    )
    assert len(shown(client, "actions", "9999")) == MOST


@pytest.mark.parametrize("code", CODES)
def test_a_piece_without_a_line_says_so(client: Client, code: str) -> None:
    page = client.get(address(code)).text
    piece = next(each for each in offered("embeds") if each.code == code)
    assert "<ul>" not in page
    assert str(piece.nothing)
    assert "<p>" in page


def test_what_nobody_offers_leads_nowhere(client: Client) -> None:
    assert client.get(address("rien")).status_code == 404


def test_the_coordination_copies_a_line_for_each_piece(
    client: Client, as_user: Any, coordinator: Any, delegate: Any
) -> None:
    assert client.get(PAGE).url.startswith("/compte/entrer/")
    assert as_user(delegate).get(PAGE).status_code == 403
    page = as_user(coordinator).get(PAGE)
    assert [piece.code for piece, _line in page.context["pieces"]] == sorted(
        CODES, key=["membres", "actions", "bilans"].index
    )
    for piece, line in page.context["pieces"]:
        (source,) = re.findall(r'src="([^"]+)"', line)
        assert source == f"http://localhost:8000{address(piece.code)}?nombre=10"
        assert escape(line) in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_pieces_cost_the_same_whatever_their_length(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _number in range(number):
        coming()
        make_membership(organisation=make_organisation(audience="public"))
        publish_report(report=make_report(), by=house(), reason="Essai de lecture.")
    client.get("/")
    for code in CODES:
        with django_assert_num_queries(1):
            assert len(shown(client, code)) == number
