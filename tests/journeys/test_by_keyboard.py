"""The main story with a keyboard alone: Tab, Enter, letters."""

from collections.abc import Callable

import pytest

from tests.journeys.steps import open_composer
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
#: More stops than any page has before its main act.
FAR = 400
NAME = """() => {
  const it = document.activeElement;
  const label = it.labels && it.labels[0];
  return (label || it).innerText.replace(/\\s+/g, " ").trim();
}"""
#: Whether the element that has the focus is drawn otherwise than without it.
IS_SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def tab_to(visitor: Visitor, name: str) -> None:
    """Tabs until what has this name has the focus; each stop must show."""
    for _stop in range(FAR):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(NAME)
        assert visitor.page.evaluate(IS_SEEN), f"{visitor.path}: no sign of focus on “{stop}”"
        if stop.startswith(name):
            return
    raise LookupError(f"{visitor.path}: no stop is called “{name}”")


def enter(visitor: Visitor) -> Visitor:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    return visitor.look_over()


def test_the_first_stop_skips_to_the_content(somebody: Callable[..., Visitor]) -> None:
    stranger = somebody().open("/programme/")
    tab_to(stranger, "Aller au contenu")
    stranger.page.keyboard.press("Enter")
    assert stranger.page.evaluate("document.activeElement.id") == "main"


def test_the_menu_opens_by_a_key_and_closes_behind_whoever_leaves(
    somebody: Callable[..., Visitor],
) -> None:
    stranger = somebody().open("/")
    tab_to(stranger, "Agir")
    stranger.page.keyboard.press("Enter")
    tab_to(stranger, "Actions")
    tab_to(stranger, "Assemblées")
    assert stranger.page.locator("nav.menu details[open]").count() == 0
    stranger.page.keyboard.press("Shift+Tab")
    stranger.page.keyboard.press("Space")
    tab_to(stranger, "Programme")
    assert enter(stranger).path == "/programme/"


def test_signing_in_by_a_code_that_was_mailed(somebody: Callable[..., Visitor]) -> None:
    member = somebody().open("/")
    tab_to(member, "Se connecter")
    enter(member)
    tab_to(member, "Courriel")
    member.page.keyboard.type("habitat@demo.example")
    enter(member)
    tab_to(member, "Code")
    member.page.keyboard.type(member.code_mailed_to("habitat@demo.example"))
    enter(member)
    assert member.open("/mes-donnees/").sees("habitat@demo.example")


def test_noting_an_action(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator")
    tab_to(coordinator, "Noter une action")
    enter(coordinator)
    coordinator.page.keyboard.type("Réunion du bureau de printemps")
    tab_to(coordinator, "Enregistrer")
    enter(coordinator)
    assert coordinator.title == "Réunion du bureau de printemps"


def test_publishing(somebody: Callable[..., Visitor]) -> None:
    coordinator = open_composer(somebody("coordinator"))
    tab_to(coordinator, "Publier")
    enter(coordinator)
    tab_to(coordinator, "Publier cette version")
    enter(coordinator)
    assert coordinator.sees("Version 1, publiée le")
