"""A file as associations have them, all the way: read, matched, asked, applied, taken back."""

from collections.abc import Callable

import pytest

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
#: Title lines above, names that nobody knows, accents of DOS, and twins.
TABLE = """Réseau des Ateliers;;
Évènements de l’année 2024;;
Quoi;Où;Jour
Veillée à Nîmes;Nîmes;04/05/2024
Veillée à Nîmes;Nîmes;4/5/24
Fête d’été;Tours;06/07/2024
""".replace("’", "'").encode("cp850")


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_file_without_known_names_is_matched_asked_applied_and_taken_back(
    somebody: Callable[..., Visitor], width: int, *, scripts: bool
) -> None:
    coordinator = somebody("coordinator", width=width, scripts=scripts)
    table = TABLE.replace(b"Quoi", f"Quoi {width}".encode())  # its columns are remembered
    coordinator.open("/imports/nouveau/actions/").hand_in("Fichier", "suivi.csv", table)
    coordinator.press("Lire le fichier")
    assert coordinator.sees("Veillée à Nîmes")
    coordinator.choose("Les colonnes sont nommées à", "ligne 3")
    coordinator.page.get_by_label("DOS").check()
    coordinator.press("Relire")
    coordinator.choose("Titre", "Quoi").choose("Lieu", "Où").choose("Début", "Jour").press("Relire")
    assert coordinator.sees("1 ligne attend votre réponse")
    coordinator.follow("Répondre aux questions").choose("Ligne 5", "laisser").press("Enregistrer")
    coordinator.press("Appliquer").wait_for("Lignes appliquées : 2 sur 3")
    coordinator.press("Annuler cet import").wait_for("Tout a été repris")
