"""What several journeys do."""

import re

from tests.journeys.visitor import Visitor


def open_group(visitor: Visitor, name: str) -> Visitor:
    """Of the main navigation: the pages that stand under these words."""
    open_ways(visitor).page.locator("nav.menu summary").get_by_text(name, exact=True).click()
    return visitor


def open_ways(visitor: Visitor) -> Visitor:
    """On a phone the main navigation lies behind a button."""
    if not visitor.page.locator("nav.menu").is_visible():
        visitor.page.locator("button.ways").click()
    return visitor


def open_bilan(visitor: Visitor) -> Visitor:
    return visitor.open("/bilans/").follow("Bilan 2024", within="main")


def open_composer(visitor: Visitor) -> Visitor:
    return open_bilan(visitor).follow("Composer", within="main")


def note_action(visitor: Visitor, title: str, day: str, objective: str) -> Visitor:
    """From the home page, as one does on a phone."""
    visitor.open("/").follow("Noter une action", within="main")
    visitor.write("Que s’est-il passé ?", title).write("Jour", day).choose("Objectif", objective)
    return visitor.press("Enregistrer")


def publish(visitor: Visitor) -> Visitor:
    open_composer(visitor).follow("Publier", within="main")
    return visitor.press("Publier cette version")


def actions_told(visitor: Visitor) -> int:
    """The number of actions that the preamble cites."""
    said = re.search(r"(\d+) actions", visitor.text)
    if said is None:
        raise LookupError(visitor.path)
    return int(said[1])
