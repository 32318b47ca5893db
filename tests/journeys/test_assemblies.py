"""A year of assemblies planned, one answered from the mail, quorate, decided, minuted, approved."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.journeys.assembly_steps import (
    approve_minutes,
    close_vote,
    convene_the_one_after,
    give_proxy,
    let_in,
    mailed_to,
    open_next_assembly,
    path_in,
    put_to_the_vote,
    raise_hands,
)
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

DELEGATE = "habitat@demo.example"
TREASURER = "bureau@demo.example"
IN_A_MONTH = date.today() + timedelta(days=30)  # noqa: DTZ011 - a day typed by somebody
ROOM = ("APES", "CAC", "Miramap", "Opale")
TEXT = "Le réseau prépare un congrès pour 2027."


def test_a_year_of_meetings_is_planned_in_one_gesture(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator").open("/assemblees/")
    coordinator.follow("Bureau", within="main .cards").follow("Prévoir une série")
    coordinator.write("Premier jour", IN_A_MONTH.isoformat())
    coordinator.write("Jusqu’au", (IN_A_MONTH + timedelta(days=330)).isoformat())
    coordinator.write("Commence à", "18:00").write("Finit à", "20:00")
    coordinator.choose("Où", "en visio").press("Voir les jours")
    days = coordinator.page.locator("main input[name=days]")
    shown = days.count()
    days.first.uncheck()
    coordinator.press("Prévoir ces réunions")
    assert f"{shown - 1} réunions sont prévues" in coordinator.page.inner_text("body")


def test_dates_are_proposed_and_answered_from_the_mail_and_one_becomes_the_meeting(
    somebody: Callable[..., Visitor],
) -> None:
    coordinator, treasurer = somebody("coordinator"), somebody(width=360)
    coordinator.open("/assemblees/").follow("Bureau", within="main .cards")
    coordinator.follow("Proposer des dates")
    for day in (1, 2):
        when = IN_A_MONTH + timedelta(days=day)
        coordinator.write(f"Date {day}", f"{when.isoformat()}T18:30")
    coordinator.write("Réponses jusqu’au", IN_A_MONTH.isoformat())
    coordinator.page.get_by_text("Un titre, un mot").click()
    coordinator.write("Titre de la réunion", "Préparer le congrès")
    poll = coordinator.press("Demander quelles dates conviennent").path

    mail = mailed_to(coordinator, TREASURER, "Préparer le congrès")
    treasurer.open(path_in(mail, "/assemblees/dates/reponse/"))
    days = treasurer.page.locator("main fieldset")
    days.nth(0).get_by_label("Non").check()
    days.nth(1).get_by_label("Oui").check()
    treasurer.press("Envoyer ma réponse")

    best = coordinator.open(poll).page.locator("tr", has_text="convient le mieux")
    assert "Hawa Delorimier" in best.inner_text()
    coordinator.through(best.get_by_role("button", name="Retenir cette date"))
    assert coordinator.sees("de 18:30 à 20:30")
    treasurer.open(path_in(mail, "/assemblees/dates/reponse/"))
    assert treasurer.status == 410


def test_from_the_mail_to_the_minutes_that_the_next_assembly_approves(
    somebody: Callable[..., Visitor],
) -> None:
    coordinator, delegate = somebody("coordinator"), somebody(width=360)
    mail = mailed_to(coordinator, DELEGATE, "Convocation")
    answer_from_the_mail(coordinator, delegate, mail)

    chair = open_next_assembly(coordinator)
    meeting = chair.path.partition("#")[0]
    chair.follow("Ouvrir la séance").press("Ouvrir la séance").press(re.compile("Point suivant"))
    vote_too_early_then_in_number(chair, delegate, meeting, mail)

    chair.open(f"{meeting}clore/").press("Clore la séance")
    chair.open(f"{meeting}proces-verbal/")
    assert chair.sees(TEXT)
    assert chair.sees("faute de quorum")

    following = convene_the_one_after(chair, IN_A_MONTH)
    assert chair.sees("Approbation du procès-verbal du")
    assert chair.sees(TEXT)
    approve_minutes(chair, following, *ROOM, "UFISC")
    assert chair.sees("Adoptée")
    chair.open(f"{meeting}proces-verbal/")
    assert chair.sees("ce texte ne change plus")


def answer_from_the_mail(coordinator: Visitor, delegate: Visitor, mail: str) -> None:
    """A holder at the cap cannot be chosen; on paper, the refusal quotes the article."""
    give_proxy(coordinator, "Artisans du Monde", "UFISC")
    delegate.open(path_in(mail, "/assemblees/reponse/"))
    assert delegate.sees("Habitat Participatif France")
    assert delegate.page.locator("option", has_text="UFISC").is_disabled()
    delegate.page.get_by_label("Je donne pouvoir").check()
    delegate.choose("À qui", "Mouvement Sol").press("Envoyer ma réponse")
    assert delegate.sees("Mouvement Sol")
    delegate.page.get_by_label("Je participe à distance").check()
    delegate.press("Envoyer ma réponse")
    assert delegate.sees("Noté : Je participe à distance")

    give_proxy(coordinator, "ACEPP", "UFISC")
    assert coordinator.status == 422
    assert coordinator.sees("Un membre absent confie sa voix à un autre, qui n’en porte qu’une")


def vote_too_early_then_in_number(
    chair: Visitor, delegate: Visitor, meeting: str, mail: str
) -> None:
    let_in(chair, meeting, "UFISC", "Mouvement Sol")
    put_to_the_vote(chair, meeting, "Trop tôt", "Nous votons à deux.")
    close_vote(chair)
    assert chair.sees("Nulle, faute de quorum")

    delegate.open(path_in(mail, "/assemblees/seance/")).press(re.compile("visio"))
    let_in(chair, meeting, *ROOM)
    chair.open(f"{meeting}seance/").press(re.compile("Point suivant"))
    put_to_the_vote(chair, meeting, "Un congrès en 2027", TEXT)
    delegate.open(delegate.path).press(re.compile("Pour"))
    raise_hands(chair)
    assert chair.sees("Adoptée")
