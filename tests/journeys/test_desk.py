"""The desk of whoever runs a meeting, with two people at it."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.assembly_steps import open_next_assembly
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_notes_that_are_being_typed_stay_when_somebody_else_goes_on(
    somebody: Callable[..., Visitor],
) -> None:
    chair, secretary = somebody("coordinator"), somebody("coordinator")
    meeting = open_next_assembly(chair).path.partition("#")[0]
    chair.follow("Ouvrir la séance").press("Ouvrir la séance").press(re.compile("Point suivant"))
    secretary.open(f"{meeting}pupitre/").write("Noter ce qui se dit", "Ana rappelle le budget.")
    notes = secretary.page.get_by_role("heading", name=re.compile("Notes"))
    under = notes.inner_text()

    chair.open(f"{meeting}pupitre/").press(re.compile("Point suivant"))
    following = chair.page.locator("#now-title").inner_text()
    secretary.wait_for(following)

    assert secretary.field("Noter ce qui se dit").input_value() == "Ana rappelle le budget."
    assert notes.inner_text() == under
    secretary.press("Noter")
    chair.open(f"{meeting}proces-verbal/")
    assert chair.sees("Ana rappelle le budget.")
