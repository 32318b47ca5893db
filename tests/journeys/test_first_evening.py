"""The first evening: from `essaim found` to a first report that can be handed on, by the path."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.house import (
    ROOT,
    House,
    drop_database,
    environment,
    make_database,
    served,
)
from tests.journeys.test_by_keyboard import enter, tab_to
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
ADDRESS = "camille@ateliers.example"
#: As a network of workshops writes it, with a sentence that no machine understands.
REPORT = """Rapport d'activité 2025

Préambule

Douze ateliers, une année dehors.

1. Réparer ensemble

1.1 Tenir des ateliers ouverts

- Atelier du 14 mars 2025 à Niort, avec 40 personnes.
- Atelier du 6 juin 2025 à Melle, avec 25 personnes.

Evaluation = des ateliers plus fréquentés.

Moyens = une animatrice.

2. Se relier

2.1 Se rencontrer

- Rencontre annuelle les 3 et 4 octobre 2025 à Poitiers.

Evaluation = réussie.

Moyens = des bénévoles.

Conclusion

À refaire.
""".encode()
MEMBERS = """Nom;Ville;Membre depuis
Atelier du Marais;Niort;01/02/2019
La Clé de douze;Melle;12/03/2021
Le Rayon libre;Poitiers;5/1/2024
""".encode()


@pytest.fixture(scope="module")
def house(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Made by the commands of whoever hosts it, and nothing else."""
    folder = tmp_path_factory.mktemp("founded")
    (folder / "mails").mkdir()
    make_database(folder)
    mails = {"ESSAIM_EMAIL_URL": (folder / "mails").as_uri()}
    founding = ["found", "--network", "Les ateliers", "--email", ADDRESS]
    for words in (["migrate"], founding):
        command = [sys.executable, "-m", "config.cli", *words]
        environ = environment(folder, **mails)
        subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
    with served(folder, {}, **mails) as house:
        yield house
    drop_database(folder)


def sign_in(visitor: Visitor) -> Visitor:
    """By the code of the mail, as whoever opened the house does first."""
    visitor.open("/").follow("Se connecter").write("Courriel", ADDRESS)
    visitor.through(visitor.page.locator("main button[type=submit]").first)
    visitor.write("Code", visitor.code_mailed_to(ADDRESS))
    visitor.through(visitor.page.locator("main button[type=submit]").first)
    visitor.who = "founder"
    return visitor


def on_the_path(visitor: Visitor, step: str, *, done: int) -> Visitor:
    """Back by the line that stands on the pages of a step, then on to the next one."""
    visitor.follow(f"Premiers pas : {done} sur 6", within="main")
    assert visitor.title == "Premiers pas"
    return visitor.follow(step, within="main")


def invite(visitor: Visitor) -> Visitor:
    visitor.write("Prénom", "Lou").write("Nom", "Martin")
    visitor.write("Adresse électronique", "lou@ateliers.example")
    return visitor.through(visitor.page.locator("main form.form button[type=submit]").first)


def take_over(visitor: Visitor) -> Visitor:
    """A past report, part by part as it is proposed."""
    visitor.hand_in("Le rapport", "bilan-2025.txt", REPORT).press("Lire le rapport")
    visitor.follow("Relire la partie suivante")
    while visitor.page.get_by_role("button", name="Enregistrer cette partie").count():
        visitor.press("Enregistrer cette partie")
    return visitor.follow("Reprendre ce qui est relu").press("Reprendre")


def bring_members(visitor: Visitor) -> Visitor:
    """From a spreadsheet that says no college, in a house that has none."""
    visitor.hand_in("Fichier", "membres.csv", MEMBERS).press("Lire le fichier")
    visitor.follow("Répondre aux questions").choose("Ligne 2", "créer le collège")
    return visitor.press("Enregistrer").press("Appliquer").wait_for("Import appliqué")


def put_aside_and_take_up(visitor: Visitor, step: str) -> Visitor:
    """By keyboard: a step that waits is no step lost."""
    visitor.open("/premiers-pas/")
    tab_to(visitor, f"Mettre de côté « {step} »")
    enter(visitor)
    tab_to(visitor, f"Reprendre « {step} »")
    return enter(visitor)


def test_from_the_founding_to_a_first_report(somebody: Callable[..., Visitor]) -> None:
    visitor = sign_in(somebody(width=360))
    put_aside_and_take_up(visitor, "Nos membres")
    visitor.open("/").follow("Présenter le réseau", within="main")
    visitor.page.locator(".written").first.fill("Douze ateliers où l’on répare ensemble.")
    visitor.press("Enregistrer")

    on_the_path(visitor, "Inviter quelqu’un", done=1)
    invite(visitor)

    take_over(on_the_path(visitor, "Lire notre dernier bilan", done=2))
    bring_members(on_the_path(visitor, "Les reprendre d’un tableur", done=3))

    on_the_path(visitor, "Noter une instance", done=4)
    visitor.page.get_by_role("radio", name=re.compile("Association 1901")).check()
    visitor.write("Nom", "Assemblée générale").press("Fonder")

    on_the_path(visitor, "Composer notre premier bilan", done=5)
    visitor.page.get_by_role("radio", name=re.compile("Rapport d’activité")).check()
    visitor.press("Ouvrir le bilan")
    for words in ("Réparer ensemble", "6 juin 2025", "Poitiers", "des ateliers plus fréquentés"):
        assert visitor.sees(words), words

    visitor.follow(re.compile("^.*Publier$"), within="main")
    visitor.write("Pourquoi publier", "Le rapport moral est lu en séance.")
    visitor.press("Publier cette version")
    assert visitor.open("/premiers-pas/").sees("Plus rien n’attend ici")
    assert not visitor.open("/").sees("Premiers pas")
    assert somebody(width=360).open("/").sees("Douze ateliers où l’on répare ensemble.")
