"""Two people write the same text at once: nothing is lost, and the second is told."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import open_composer
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def write_on(visitor: Visitor, words: str) -> Visitor:
    """At the end of the rich text that is open: a click behind its last word, as a hand does.

    A key that jumps there would race with the editor, which puts its own caret back on focus.
    """
    text = visitor.page.locator(".written")
    last = text.locator("> :last-child")
    box = last.bounding_box()
    assert box is not None
    last.click(position={"x": box["width"] - 2, "y": box["height"] - 4})
    visitor.page.keyboard.type(words)
    expect(text).to_contain_text(re.compile(re.escape(words.strip()) + r"\s*$"))
    return visitor.press("Enregistrer")


def test_the_second_to_save_is_shown_both_texts(somebody: Callable[..., Visitor]) -> None:
    first, second = somebody("coordinator"), somebody("coordinator")
    for each in (first, second):
        open_composer(each).follow(re.compile("Préambule$"), within=".editable")

    write_on(first, " Une phrase de la première.")
    assert first.sees("« Préambule » est enregistré.")
    write_on(second, " Une phrase de la seconde.")
    assert second.status == 409
    assert second.sees(" a changé ceci pendant que vous écriviez")
    assert second.sees("Une phrase de la première.")
    assert second.page.locator(".written").inner_text().rstrip().endswith("de la seconde.")

    write_on(second, " Et celle de la première.")
    assert second.sees("Une phrase de la seconde. Et celle de la première.")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_second_chooses_field_by_field(
    somebody: Callable[..., Visitor], scripts: bool
) -> None:
    first, second = somebody("coordinator"), somebody("coordinator", width=360, scripts=scripts)
    for each in (first, second):
        each.open("/reseau/").follow("Habitat Participatif France")
        each.follow("Modifier la fiche", within="main")
        for fold in each.page.locator("main form details").all():
            if fold.get_attribute("open") is None and fold.locator("> summary").is_visible():
                fold.locator("> summary").click()
    number = "1" if scripts else "2"
    first.write("Nom court", f"MES {number}").write("Ville", f"Lille {number}")
    first.press("Enregistrer")
    second.write("Nom court", f"Le MES {number}").press("Enregistrer")

    assert second.status == 409
    assert second.sees(f"Ce qui est enregistré MES {number}")
    assert second.sees(f"Ce que vous avez saisi Le MES {number}")
    assert not second.sees("Un texte que vous avez tapé ici n’a pas été enregistré.")
    assert second.field("Nom court").input_value() == f"Le MES {number}"
    second.press("Enregistrer")
    assert second.sees(f"Le MES {number}")
    assert second.sees(f"Lille {number}")
