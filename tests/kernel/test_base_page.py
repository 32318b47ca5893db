"""The frame that every page stands in."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

#: No room's address is known: what a page may offer, it does without.
urlpatterns: list[object] = []
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def refusal(rf: RequestFactory) -> BeautifulSoup:
    with translation.override("fr"):
        page = render_to_string("refused.html", {"sentence": "No.", "request": rf.get("/x")})
    return BeautifulSoup(page, "html.parser")


def test_a_page_knows_no_variable_that_may_be_missing(refusal):
    assert "unknown variable" not in refusal.decode()


def test_a_page_has_one_title_one_main_part_and_a_way_past_the_menu(refusal):
    assert len(refusal.select("h1")) == 1
    assert refusal.select_one(f"main{refusal.select_one('a.skip')['href']}")
    assert refusal.html["lang"] == "fr"


def test_a_page_holds_no_style_or_script_of_its_own(refusal):
    assert not refusal.select("[style], style, script:not([src])")
    assert all(link["href"].startswith("/static/") for link in refusal.select("link"))


def test_the_page_of_a_fault_needs_nothing_but_itself():
    with translation.override("en"):
        page = render_to_string("500.html")
    assert "It is our fault, not yours" in page


@pytest.mark.parametrize(("cookie", "drawn"), [("dark", "dark"), ("light", "light"), ("x", None)])
def test_the_chosen_theme_is_drawn_by_the_server(rf, cookie, drawn):
    rf.cookies["theme"] = cookie
    page = render_to_string("base.html", {"request": rf.get("/")})
    assert BeautifulSoup(page, "html.parser").html.get("data-theme") == drawn
