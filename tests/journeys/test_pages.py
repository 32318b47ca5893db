"""The pages where each person works, on a phone and on a large screen, by day and by night."""

from collections.abc import Callable

import pytest

from tests.journeys.steps import note_action, open_composer, open_ways
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
FOR_ALL = (
    "/",
    "/programme/",
    "/programme/actions/",
    "/programme/indicateurs/",
    "/programme/indicateur/site-visites/",
    "/programme/conventions/",
    "/programme/decisions/",
    "/reseau/",
    "/chercher/?q=coop",
    "/bilans/",
    "/donnees-personnelles/",
    "/compte/entrer/",
)
FOR = {
    "": FOR_ALL,
    "coordinator": (
        *FOR_ALL[:-1],
        "/programme/actions/noter/",
        "/programme/actions/ajouter/",
        "/programme/indicateurs/relever/",
        "/programme/indicateurs/ajouter/",
        "/programme/reprises/",
        "/reseau/personnes/",
        "/reseau/groupes/",
        "/reseau/cotisations/",
        "/reseau/organisations/ajouter/",
        "/bilans/ouvrir/",
        "/imports/",
        "/fichiers/",
        "/mes-donnees/",
    ),
    "administrator": ("/compte/comptes/", "/compte/journal/"),
}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("who", FOR)
def test_pages_hold_and_speak(somebody: Callable[..., Visitor], who: str, width: int) -> None:
    visitor = somebody(who, width=width)
    for path in FOR[who]:
        assert visitor.open(path).status == 200, path


def test_pages_hold_at_night(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator", night=True)
    for path in FOR["coordinator"]:
        coordinator.open(path)


#: What a thumb presses in forms and toolbars that is lower than it, in CSS pixels.
SMALLER_THAN_A_THUMB = """() => [...document.querySelectorAll(
  "main :is(button, summary, select, a.button, .field.box label, .field fieldset label)"
)].filter((shown) => shown.checkVisibility({visibilityProperty: true}))
  .filter((shown) => shown.getBoundingClientRect().height < 43.5)
  .map((shown) => shown.innerText || shown.name)"""


def test_what_a_thumb_aims_at_is_as_large_as_a_thumb(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator", width=360, by_thumb=True)
    for path in (*FOR["coordinator"], "/fichiers/image/", "/questionnaires/ajouter/"):
        small = coordinator.open(path).page.evaluate(SMALLER_THAN_A_THUMB)
        assert small == [], path


def test_an_action_is_noted_in_three_touches_on_a_phone(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator", width=360).open("/")
    coordinator.follow("Noter une action", within="main")
    coordinator.page.keyboard.type("Café des voisins")
    coordinator.press("Enregistrer")
    assert coordinator.title == "Café des voisins"


def test_the_bilan_is_composed_on_a_phone(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator", width=360)
    note_action(coordinator, "Goûter de quartier", "2024-04-02", "1.2")
    assert open_composer(coordinator).sees("Goûter de quartier")


def test_on_a_phone_the_head_is_one_line_and_all_ways_lie_under_the_thumb(
    somebody: Callable[..., Visitor],
) -> None:
    """The group of the page that is read stands open, and the page is marked."""
    coordinator = somebody("coordinator", width=360).open("/programme/actions/")
    row, size = "document.querySelector('header.top > div')", coordinator.page.viewport_size
    assert coordinator.page.evaluate(f"{row}.offsetHeight") <= 72
    ways = open_ways(coordinator).page.locator("nav.menu")
    assert ways.locator("details[open] [aria-current=page]").inner_text() == "Actions"
    box = ways.bounding_box()
    assert box is not None
    assert size is not None
    assert box["y"] + box["height"] == size["height"]
    assert box["y"] > 0
    coordinator.page.keyboard.press("Escape")
    assert not ways.is_visible()


#: Names as networks bear them, and one word that no line of a phone holds.
NAMES = (
    "MES",
    "Réseau Cocagne",
    "La Ruche des communs",
    "Coordination des accorderies de Bretagne",
    "Interprofessionnelle",
)
#: Says the network's name otherwise; answers the height of the head, its lines, and what it lacks.
RENAMED = """(name) => {
  const head = document.querySelector("header.top > div");
  const shown = head.querySelector(".brand > span");
  shown.textContent = name;
  const text = shown.firstChild, range = document.createRange(), lines = [];
  for (const word of name.matchAll(/\\S+/g)) {
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    lines.push(new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size);
  }
  return {
    height: head.offsetHeight,
    cut: lines.some((number) => number > 1),
    wide: document.documentElement.scrollWidth > innerWidth,
    menu: head.querySelector(".ways .word").offsetWidth > 20,
  };
}"""


@pytest.mark.parametrize("who", ["", "coordinator"])
@pytest.mark.parametrize("night", [False, True])
def test_on_a_phone_the_head_holds_whatever_the_network_is_called(
    somebody: Callable[..., Visitor], who: str, night: bool
) -> None:
    """At most two lines of whole words beside the menu's own; a key lets in whoever is outside."""
    visitor = somebody(who, width=360, night=night).open("/")
    for name in NAMES:
        drawn = visitor.page.evaluate(RENAMED, name)
        assert drawn.pop("height") <= 72, name
        assert drawn == {"cut": False, "wide": False, "menu": True}, name
    if not who:
        way = visitor.link("Se connecter", within="header").bounding_box()
        assert way is not None
        assert way["width"] >= 44
        assert 44 <= way["height"] <= 56


@pytest.mark.parametrize("width", [360, 1280])
def test_the_button_that_saves_is_in_sight_however_long_the_form(
    somebody: Callable[..., Visitor], width: int
) -> None:
    coordinator = somebody("coordinator", width=width).open("/programme/actions/ajouter/")
    save = coordinator.page.locator("main form .save button")
    seen = (
        "(shown) => { const at = shown.getBoundingClientRect(); return at.bottom <= innerHeight }"
    )
    assert coordinator.page.evaluate("document.documentElement.scrollHeight > innerHeight")
    assert save.evaluate(seen)
