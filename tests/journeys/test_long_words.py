"""Titles that nothing breaks: in a house of their own, since they rename what others look for."""

from collections.abc import Callable

import pytest

from tests.journeys.steps import open_composer
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_a_very_long_word_widens_no_page(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator", width=360).open("/assemblees/")
    coordinator.follow("Bureau", within="main .cards").follow("Prévoir une réunion")
    coordinator.write("Jour", "2030-01-15").write("Commence à", "18:00").write("Finit à", "20:00")
    coordinator.choose("Où", "en visio").press("La prévoir")
    meeting = coordinator.path.partition("#")[0]
    coordinator.follow("Ajouter un point").write("Titre", "é" * 120).press("Ajouter")
    coordinator.open(meeting).open(f"{meeting}convoquer/")
    open_composer(coordinator).follow("Titre et lecteurs").write("Titre", "x" * 120)
    coordinator.press("Enregistrer").open("/bilans/")
