"""Two people write the same text at once: nothing is lost, and the second is told."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.steps import open_composer
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def write_on(visitor: Visitor, words: str) -> Visitor:
    """At the end of the rich text that is open."""
    visitor.page.locator(".written").click()
    visitor.page.keyboard.press("Control+End")
    visitor.page.keyboard.type(words)
    return visitor.press("Enregistrer")


def test_the_second_to_save_is_shown_both_texts(somebody: Callable[..., Visitor]) -> None:
    first, second = somebody("coordinator"), somebody("coordinator")
    for each in (first, second):
        open_composer(each).follow(re.compile("Préambule$"), within=".editable")

    write_on(first, " Une phrase de la première.")
    assert first.sees("« Préambule » est enregistré.")
    write_on(second, " Une phrase de la seconde.")
    assert second.status == 409
    assert second.sees("Quelqu’un d’autre a enregistré ce texte pendant que vous écriviez")
    assert second.sees("Une phrase de la première.")
    assert second.page.locator(".written").inner_text().rstrip().endswith("de la seconde.")

    write_on(second, " Et celle de la première.")
    assert second.sees("Une phrase de la seconde. Et celle de la première.")
