"""A person takes her data with her, and is forgotten."""

from collections.abc import Callable

import pytest

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def test_a_person_has_her_own_data_erased(somebody: Callable[..., Visitor]) -> None:
    member = somebody("bureau member").open("/mes-donnees/")
    assert b"bureau@demo.example" in member.download(member.link("Tout télécharger"))
    member.follow("Effacer…")
    assert member.sees("C’est le seul geste de la maison que personne ne peut reprendre.")
    member.write("Écrivez « effacer » pour continuer", "effacer").press("Effacer")
    assert member.path == "/"
    assert member.sees("La personne est effacée.")
    assert member.open("/mes-donnees/").path.startswith("/compte/entrer/")
    administrator = somebody("administrator").open("/compte/comptes/")
    assert not administrator.sees("bureau@demo.example")
