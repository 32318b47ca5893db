"""A decision by consent: an objection makes the text better, and nothing more stands against it."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.assembly_steps import let_in, open_next_assembly
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

BEARER, OBJECTOR, OTHER = "Habitat Participatif France", "APES", "UFISC"
RISK = "Sans plafond, le budget de l’année n’y suffit pas."
BETTER = "Le réseau prépare un congrès, à moins de dix mille euros."


def test_an_objection_makes_a_better_text(somebody: Callable[..., Visitor]) -> None:
    chair, bearer = somebody("coordinator"), somebody("delegate", width=360)
    meeting = open_next_assembly(chair).path.partition("#")[0]
    chair.follow("Ouvrir la séance").press("Ouvrir la séance").press(re.compile("Point suivant"))
    let_in(chair, meeting, BEARER, OBJECTOR, OTHER, "CAC", "Miramap")
    question = put_to_consent(chair, meeting)

    chair.press("Commencer un tour d’objections")
    bearer.open(question).press("Pas d’objection")
    note(chair, OTHER, "CAC", "Miramap")
    object_to_it(chair)
    judge_it(chair)

    bearer.open(question).follow("Écrire une autre version")
    bearer.write("Texte", BETTER).write("Ce qu’elle change, et pourquoi", "Un plafond.")
    bearer.press("Enregistrer")
    assert bearer.sees("Version 2")

    chair.open(question).press("Commencer un tour d’objections")
    bearer.open(question).press("Pas d’objection")
    note(chair, OBJECTOR, OTHER, "CAC", "Miramap")
    chair.press("Finir le tour").press("Conclure")
    assert chair.sees("Adoptée")
    assert chair.sees("Intégrée dans la version 2")
    bearer.open("/assemblees/decisions/")
    assert bearer.sees(BETTER)


def put_to_consent(chair: Visitor, meeting: str) -> str:
    """As far as its first round: the text was presented, understood and talked about."""
    chair.open(f"{meeting}seance/").follow(re.compile("Mettre une question au vote"))
    chair.write("Titre", "Un congrès").write("Texte mis au vote", "Le réseau prépare un congrès.")
    chair.choose("Méthode", "décision par consentement")
    chair.page.get_by_text("Pour décider par consentement").click()
    chair.choose("Qui porte le texte", BEARER).press("Enregistrer")
    question = chair.press("Ouvrir la question").path.partition("#")[0]
    further = chair.page.locator("main").get_by_role("button", name=re.compile("Étape suivante"))
    while further.count():
        chair.through(further.first)
    return question


def note(chair: Visitor, *names: str) -> None:
    """What is said aloud by those who have no device."""
    for name in names:
        aloud(chair).press(f"Pas d’objection : {name}")


def aloud(chair: Visitor) -> Visitor:
    chair.open(chair.path).page.get_by_text("Noter ce qui est dit à voix haute").click()
    return chair


def object_to_it(chair: Visitor) -> None:
    aloud(chair).follow(f"Objection : {OBJECTOR}")
    chair.page.get_by_label("un risque pour le réseau").check()
    chair.write("Quel tort, ou quelle limite", RISK).press("Faire cette objection")
    chair.press("Finir le tour")


def judge_it(chair: Visitor) -> None:
    chair.follow("Noter ce que dit le cercle")
    chair.page.get_by_label("recevable", exact=True).check()
    chair.write("Raison", "Le risque est réel.").press("Enregistrer")
    assert chair.sees(RISK)
