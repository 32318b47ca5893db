"""What each person may do, and where the house says no."""

from collections.abc import Callable

import pytest

from tests.journeys.steps import note_action, open_bilan
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_a_delegate_keeps_the_card_and_the_actions_of_her_own(
    somebody: Callable[..., Visitor],
) -> None:
    delegate = somebody("delegate").open("/reseau/").follow("Habitat Participatif France")
    delegate.follow("Modifier la fiche").write("Description", "Habiter, ensemble.")
    delegate.press("Enregistrer")
    assert delegate.sees("Habiter, ensemble.")
    note_action(delegate, "Visite d’un habitat partagé", "2024-10-01", "1.2")
    assert delegate.sees("Portée par Habitat Participatif France")


def test_a_delegate_reads_the_bilan_and_does_not_write_it(
    somebody: Callable[..., Visitor],
) -> None:
    delegate = open_bilan(somebody("delegate"))
    bilan = delegate.path
    assert delegate.page.get_by_role("link", name="Composer").count() == 0
    for behind in ("composer/", "textes/preamble/", "publier/"):
        assert delegate.open(bilan + behind).status == 403, behind


def test_a_board_member_reads_the_bilan_and_its_figures(somebody: Callable[..., Visitor]) -> None:
    member = open_bilan(somebody("bureau member"))
    assert member.sees("52 464 visites")
    member.open("/programme/indicateur/site-visites/")
    assert member.sees("Visites du site")
    assert member.open("/compte/journal/").status == 403


def test_an_administrator_opens_an_account_and_finds_it_in_the_journal(
    somebody: Callable[..., Visitor],
) -> None:
    administrator = somebody("administrator").open("/compte/comptes/").follow("Inviter quelqu’un")
    administrator.write("Prénom", "Nour").write("Adresse électronique", "nouvelle@demo.example")
    administrator.press("Envoyer l’invitation")
    assert administrator.open("/compte/comptes/").sees("nouvelle@demo.example")
    administrator.open("/compte/journal/")
    assert administrator.sees("Invitation de la personne")


def test_a_visitor_finds_no_draft(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator").open("/bilans/").follow("Ouvrir un bilan", within="main")
    coordinator.page.get_by_label("Bilan à une fondation").check()
    coordinator.write("Année", "2025").write("Titre", "Brouillon 2025")
    coordinator.choose("Convention", "Convention pluri").choose("Visible par", "Bureau")
    coordinator.press("Ouvrir le bilan")
    assert coordinator.title == "Brouillon 2025"
    assert somebody().open(coordinator.path.removesuffix("composer/")).status == 404
    assert somebody("delegate").open(coordinator.path).status == 404
