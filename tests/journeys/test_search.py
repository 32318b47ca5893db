"""Finding something: from anywhere, with a slip of the finger, on a phone, without scripts."""

from collections.abc import Callable

import pytest

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_the_key_leads_to_the_search_unless_one_types_or_turned_it_off(
    somebody: Callable[..., Visitor],
) -> None:
    visitor = somebody().open("/programme/actions/")
    field = visitor.page.get_by_label("Chercher une action").or_(
        visitor.page.locator("input[name=q]")
    )
    field.first.click()
    visitor.page.keyboard.type("a/b")
    assert visitor.path == "/programme/actions/"
    visitor.open("/programme/")
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("/")
    assert visitor.look_over().path == "/chercher/"
    assert visitor.page.evaluate("document.activeElement.name") == "q"
    visitor.page.get_by_label("La touche / mène ici depuis toutes les pages").uncheck()
    visitor.open("/programme/")
    visitor.page.keyboard.press("/")
    visitor.page.wait_for_timeout(300)
    assert visitor.path == "/programme/"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_misspelt_name_leads_to_its_page(somebody: Callable[..., Visitor], width: int) -> None:
    visitor = somebody(width=width).open("/").follow("Chercher", within="header")
    visitor.write("Que cherchez-vous ?", "mouvemant assocation citoyene")
    visitor.press("Chercher")
    assert visitor.sees("Rien ne correspond")
    visitor.write("Que cherchez-vous ?", "assocation citoyene").press("Chercher")
    assert visitor.sees("Voici ce qui contient")
    visitor.follow("Collectif des associations citoyennes", within="main")
    assert visitor.title.startswith("Collectif des associations citoyennes")


def test_titles_are_offered_while_one_types(somebody: Callable[..., Visitor]) -> None:
    visitor = somebody().open("/chercher/")
    visitor.page.get_by_label("Que cherchez-vous ?").press_sequentially("assocations cit")
    offered = visitor.page.locator("datalist option")
    offered.first.wait_for(state="attached")
    assert "Collectif des associations citoyennes" in offered.evaluate_all(
        "all => all.map(option => option.value)"
    )


def test_what_is_noted_is_found_at_once_and_by_its_readers_alone(
    somebody: Callable[..., Visitor],
) -> None:
    coordinator = somebody("coordinator").open("/reseau/organisations/ajouter/")
    coordinator.write("Nom", "Brasserie des Zéphyrs").choose("Nature", "Structure")
    coordinator.press("Ajouter")
    assert coordinator.title.startswith("Brasserie des Zéphyrs")
    found = coordinator.open("/chercher/?q=zephyr")
    assert found.sees("Brasserie des Zéphyrs")
    assert not somebody("").open("/chercher/?q=zephyrx").sees("Brasserie des Zéphyrs")


def test_without_scripts_one_searches_as_well(somebody: Callable[..., Visitor]) -> None:
    visitor = somebody(scripts=False).open("/chercher/")
    visitor.write("Que cherchez-vous ?", "gouvernance").press("Chercher")
    assert visitor.sees("gouvernance")
    visitor.follow("Actions", within="main")
    assert "genre=programme.action" in visitor.page.url
