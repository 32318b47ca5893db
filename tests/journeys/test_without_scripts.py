"""Everything can be done where no script runs."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.steps import note_action, open_composer, open_group, open_ways
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
TABLE = """intitulé;date de début;objectif;résumé
Veillée de contes du réseau;2024-05-04;1.2;Trente personnes au coin du feu
Atelier de cartographie;2024-06-31;1.2;Un jour qui n’existe pas
""".encode("cp1252")
REPORT = """1. Relier les réseaux
1.1 Tenir nos rencontres
Évaluation = Elles sont suivies.
- Une veillée de contes le 4 mai 2023, avec 30 personnes
Moyens = Deux bénévoles.
""".encode()


def test_the_menu_opens_one_group_at_a_time(somebody: Callable[..., Visitor]) -> None:
    stranger = somebody(width=360, scripts=False).open("/")
    open_group(open_group(stranger, "Agir"), "Rendre compte")
    shown = stranger.page.locator("nav.menu details[open] a")
    assert shown.all_inner_texts() == ["Chiffres", "Bilans"]
    stranger.follow("Bilans", within="nav.menu")
    marked = open_ways(stranger).page.locator("nav.menu summary[aria-current]")
    assert marked.all_inner_texts() == ["Rendre compte"]


def test_an_action_is_noted(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator", scripts=False)
    note_action(coordinator, "Marché solidaire", "2024-09-07", "2.2")
    assert coordinator.sees("C’est noté.")
    coordinator.press("Annuler")
    assert coordinator.sees("est écartée")


def test_a_text_is_written_with_figures_in_it(somebody: Callable[..., Visitor]) -> None:
    coordinator = open_composer(somebody("coordinator", scripts=False))
    coordinator.follow(re.compile("Conclusion et perspectives$"), within=".editable")
    text = "Il vint **[[site-visites]]**, dont [[site-visites|growth]]."
    coordinator.write("Conclusion et perspectives", text).press("Enregistrer")
    assert coordinator.sees("Il vint 52 464 visites, dont +60 %.")
    coordinator.follow(re.compile("Conclusion et perspectives$"), within=".editable")
    assert coordinator.field("Conclusion et perspectives").input_value() == text


def test_an_action_is_left_out_kept_and_moved(somebody: Callable[..., Visitor]) -> None:
    coordinator = open_composer(somebody("coordinator", scripts=False))
    may, july = (f"Lettre d’information de {month} 2024" for month in ("mai", "juillet"))
    told = coordinator.page.locator("#objectif-1-1 ul.done > li:not(.left-out) > a")
    coordinator.press(f"Laisser de côté : {may}")
    assert may not in told.all_inner_texts()
    coordinator.page.locator("#objectif-1-1 summary").click()
    coordinator.press(f"Garder : {may}")
    coordinator.press(f"Monter : {july}")
    assert [title for title in told.all_inner_texts() if title in {may, july}] == [july, may]


def test_a_table_is_imported_and_taken_back(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator", scripts=False).open("/imports/nouveau/actions/")
    coordinator.hand_in("Fichier", "actions.csv", TABLE).press("Lire le fichier")
    assert coordinator.sees("créée Veillée de contes du réseau · 2024-05-04")
    assert coordinator.sees("« 2024-06-31 » n’est pas une date")
    run = coordinator.path

    coordinator.press("Appliquer").wait_for("Import appliqué")
    assert coordinator.open("/programme/actions/?q=veillee").sees("Veillée de contes du réseau")
    coordinator.open(run).press("Annuler cet import").wait_for("Import annulé")
    assert not coordinator.open("/programme/actions/?q=veillee").sees("Veillée de contes du réseau")


def test_a_past_report_is_taken_over(somebody: Callable[..., Visitor]) -> None:
    coordinator = somebody("coordinator", scripts=False).open("/programme/reprises/nouvelle/")
    coordinator.hand_in("Le rapport", "bilan-2023.txt", REPORT).press("Lire le rapport")
    coordinator.follow("Relire la partie suivante")
    assert coordinator.field("Titre").input_value() == "Relier les réseaux"
    coordinator.press("Enregistrer cette partie")
    assert coordinator.sees("Une veillée de contes le 4 mai 2023")
    coordinator.press("Enregistrer cette partie")
    coordinator.follow("Reprendre ce qui est relu").press("Reprendre")
    assert coordinator.sees("1.1 Tenir nos rencontres évaluation")
    assert coordinator.sees("Une veillée de contes le 4 mai 2023, avec 30 personnes action")
