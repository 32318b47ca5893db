"""The night of an assembly: one screen, one gesture, on the telephones of those who vote."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.assembly_steps import (
    close_vote,
    let_in,
    mailed_to,
    open_next_assembly,
    path_in,
    put_to_the_vote,
)
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

DELEGATE = "habitat@demo.example"
TEXT = "L’assemblée approuve les comptes et affecte le résultat aux réserves."
TITLE = "Approbation des comptes de l’exercice et affectation du résultat aux réserves"
#: The live part asks every three seconds; the rest is what a busy machine takes.
SOON = 20_000


def a_phone(somebody: Callable[..., Visitor], who: str = "") -> Visitor:
    phone = somebody(who, width=360, by_thumb=True)
    phone.page.set_viewport_size({"width": 360, "height": 640})
    return phone


def sees_all_buttons(phone: Visitor) -> None:
    """Without scrolling."""
    buttons = phone.page.locator(".ballot button")
    buttons.first.wait_for(timeout=SOON)
    phone.look_over()
    assert phone.page.evaluate("scrollY") == 0
    boxes = [button.bounding_box() for button in buttons.all()]
    assert boxes
    assert all(box is not None and box["y"] + box["height"] <= 640 for box in boxes)


def test_a_phone_follows_the_night_by_itself_and_votes_without_scrolling(
    somebody: Callable[..., Visitor],
) -> None:
    chair, phone = somebody("coordinator"), a_phone(somebody)
    mail = mailed_to(chair, DELEGATE, "Convocation")
    phone.open(path_in(mail, "/assemblees/seance/"))
    assert phone.sees("La réunion commence le")
    assert not phone.page.get_by_role("button", name="Je suis là").count()

    meeting = open_next_assembly(chair).path.partition("#")[0]
    chair.follow("Ouvrir la séance").press("Ouvrir la séance").press(re.compile("Point suivant"))
    phone.page.get_by_role("button", name="Je suis là en visio").wait_for(timeout=SOON)
    phone.press("Je suis là en visio")
    assert phone.page.get_by_role("button", name="Demander la parole").is_visible()
    let_in(chair, meeting, "UFISC", "Mouvement Sol", "APES", "CAC", "Miramap")

    put_to_the_vote(chair, meeting, TITLE, TEXT)
    sees_all_buttons(phone)
    phone.press("Pour")
    assert phone.page.locator(".ballot [aria-pressed=true]").inner_text().strip() == "Pour"

    close_vote(chair)
    phone.page.locator(".ballot").wait_for(state="detached", timeout=SOON)
    chair.open(f"{meeting}clore/").press("Clore la séance")
    phone.wait_for("Ce qui a été décidé")
    assert phone.sees(TITLE)
