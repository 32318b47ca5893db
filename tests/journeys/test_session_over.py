"""The session ends while somebody writes: nothing typed is lost, with or without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.assembly_steps import open_next_assembly
from tests.journeys.steps import open_composer
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
LAST_ASSEMBLY = "Assemblée permanente du 9 décembre 2024"
TEXT = "Adhérer au collectif pour une transition citoyenne."
STANDS_AGAIN = "Ce que vous aviez écrit n’a pas été enregistré"


def session_ends(visitor: Visitor) -> None:
    visitor.context.clear_cookies(name="sessionid")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_decision_comes_back_after_sign_in(
    somebody: Callable[..., Visitor], scripts: bool
) -> None:
    coordinator = somebody("coordinator", scripts=scripts, width=360)
    text = f"{TEXT} {scripts}"
    coordinator.open("/programme/decisions/ajouter/")
    coordinator.write("Ce qui a été décidé", text).write("Par quelle instance", "Le conseil")
    coordinator.page.locator("main").get_by_label("Le (obligatoire)").fill("2024-05-04")
    session_ends(coordinator)
    coordinator.press("Enregistrer")
    assert coordinator.sees("Votre session était terminée")

    coordinator.sign_in_as("coordinator")
    assert coordinator.path == "/programme/decisions/ajouter/"
    assert coordinator.sees(STANDS_AGAIN)
    assert coordinator.field("Ce qui a été décidé").input_value() == text
    assert (
        coordinator.page.locator("main").get_by_label("Le (obligatoire)").input_value()
        == "2024-05-04"
    )
    coordinator.press("Enregistrer")
    assert coordinator.sees(text)
    assert not coordinator.open("/programme/decisions/ajouter/").sees(STANDS_AGAIN)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_text_of_the_report_comes_back_after_sign_in(
    somebody: Callable[..., Visitor], scripts: bool
) -> None:
    coordinator = open_composer(somebody("coordinator", scripts=scripts))
    coordinator.follow(re.compile("Conclusion et perspectives$"), within=".editable")
    place = coordinator.path
    write(coordinator, "Une année de **liens**.")
    session_ends(coordinator)
    coordinator.press("Enregistrer")
    coordinator.sign_in_as("coordinator")
    assert coordinator.path == place
    assert coordinator.sees(STANDS_AGAIN)
    coordinator.press("Enregistrer")
    assert coordinator.sees("Une année de")


def write(visitor: Visitor, text: str) -> None:
    if visitor.has_scripts:
        visitor.page.locator(".written").fill(text)
    else:
        visitor.write("Conclusion et perspectives", text)


def test_another_account_is_offered_nothing(somebody: Callable[..., Visitor]) -> None:
    visitor = somebody("coordinator").open("/programme/decisions/ajouter/")
    visitor.write("Ce qui a été décidé", TEXT)
    session_ends(visitor)
    visitor.press("Enregistrer")
    visitor.sign_in_as("bureau member").open("/programme/decisions/ajouter/")
    assert not visitor.sees(STANDS_AGAIN)
    assert visitor.field("Ce qui a été décidé").input_value() == ""
    expect(visitor.page.locator("[data-draft-found]")).to_be_hidden()


def judgement(visitor: Visitor) -> None:
    visitor.open("/programme/").page.locator('main a[href^="/programme/objectifs/"]').first.click()
    visitor.follow("Juger", within="main")


def item_of_an_agenda(visitor: Visitor) -> None:
    open_next_assembly(visitor).follow("Ajouter un point", within="main")


def minutes_of_a_meeting(visitor: Visitor) -> None:
    """The last assembly of the year is over, and its minutes are being written."""
    visitor.open("/assemblees/").follow("Assemblée permanente", within="main .cards")
    visitor.follow(LAST_ASSEMBLY, within="main")
    visitor.open(f"{visitor.path.partition('#')[0]}proces-verbal/")
    visitor.follow("Ouverture de la séance", within="main")


PLACES: dict[str, Callable[[Visitor], object]] = {
    "decision": lambda visitor: visitor.open("/programme/decisions/ajouter/"),
    "action": lambda visitor: visitor.open("/programme/actions/ajouter/"),
    "judgement": judgement,
    "item": item_of_an_agenda,
    "minutes": minutes_of_a_meeting,
}


def long_text(visitor: Visitor) -> Locator:
    """The first long text of the form, wherever it is folded: the editor, where there is one."""
    place = visitor.page.locator("main form .written, main form textarea:not([hidden])").first
    if not place.is_visible():
        visitor.page.locator("main form details summary").last.click()
    return place


def words_of(place: Locator) -> str:
    is_field = place.evaluate("element => 'value' in element")
    return place.input_value() if is_field else place.inner_text().strip()


@pytest.mark.parametrize("place", PLACES)
def test_a_page_closed_by_mistake_offers_what_was_typed(
    somebody: Callable[..., Visitor], place: str
) -> None:
    coordinator = somebody("coordinator")
    PLACES[place](coordinator)
    long_text(coordinator).fill(TEXT)
    coordinator.page.wait_for_timeout(600)
    coordinator.page.reload()
    coordinator.page.get_by_role("button", name="Reprendre").click()
    assert words_of(long_text(coordinator)) == TEXT


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("place", ["item", "minutes"])
def test_what_was_written_for_an_assembly_comes_back_after_sign_in(
    somebody: Callable[..., Visitor], place: str, scripts: bool
) -> None:
    coordinator = somebody("coordinator", scripts=scripts, width=360)
    PLACES[place](coordinator)
    path = coordinator.path
    text = f"{TEXT} {place} {scripts}"
    long_text(coordinator).fill(text)
    if place == "item":
        coordinator.write("Titre", f"Un point {scripts}")
    save = "Ajouter" if place == "item" else "Enregistrer"
    session_ends(coordinator)
    coordinator.press(save)
    coordinator.sign_in_as("coordinator")
    assert coordinator.path == path
    assert coordinator.sees(STANDS_AGAIN)
    assert words_of(long_text(coordinator)) == text
    coordinator.press(save)
    assert coordinator.sees(text)


def test_two_clicks_note_one_action(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator").open("/programme/actions/noter/")
    coordinator.write("Que s’est-il passé ?", "Deux clics à la veillée")
    # The second click may break off the answer to the first: the page that comes in the end counts.
    coordinator.page.get_by_role("button", name="Enregistrer").dblclick()
    coordinator.page.get_by_role("heading", name="Deux clics à la veillée").first.wait_for()
    coordinator.page.wait_for_load_state()
    coordinator.open("/programme/actions/?q=deux+clics")
    assert coordinator.page.get_by_role("link", name="Deux clics à la veillée").count() == 1


def test_back_and_save_again_is_told_what_was_done(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator", scripts=False).open("/programme/actions/noter/")
    coordinator.write("Que s’est-il passé ?", "Retour à la veillée").press("Enregistrer")
    coordinator.page.go_back()
    coordinator.write("Que s’est-il passé ?", "Retour à la veillée").press("Enregistrer")
    assert coordinator.sees("vient d’être noté") or coordinator.sees("avait déjà été envoyé")
    coordinator.open("/programme/actions/?q=retour+veillee")
    assert coordinator.page.get_by_role("link", name="Retour à la veillée").count() == 1
