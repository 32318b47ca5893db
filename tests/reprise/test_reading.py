"""Invented reports of four forms, each full of what real ones do."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.reprise.reading import Reprise, Role, read_report

REPORTS = Path(__file__).parent / "reports"
ALL = ["archipel-2023.md", "filage-2024.md", "marelle-2021.txt", "ruche-2022.txt"]


def load(name: str, **options: object) -> Reprise:
    return read_report((REPORTS / name).read_text(), **options)  # type: ignore[arg-type]


def outline(reprise: Reprise) -> list[tuple[str, str, int]]:
    return [
        (objective.code, objective.evaluation.split("\n")[0][:24], len(objective.means))
        for objective in reprise.objectives
    ]


def dated(reprise: Reprise) -> list[tuple[str | None, str, str]]:
    return [
        (a.objective, f"{a.starts_on}", f"{a.ends_on}")
        for a in reprise.actions
        if a.is_dated and a.role is Role.ACTION
    ]


def test_markdown_with_words_for_axes_and_objectives() -> None:
    reprise = load("archipel-2023.md")
    assert reprise.year == 2023
    assert [(axis.code, axis.title) for axis in reprise.axes] == [
        ("1", "Faire connaître les ateliers"),
        ("2", "Coopérer entre territoires"),
    ]
    assert outline(reprise) == [
        ("1.1", "une présence plus réguli", 1),
        ("1.2", "Les visites ont trouvé l", 1),
        ("2.1", "objectif atteint.", 1),
    ]
    assert dated(reprise) == [
        ("1.1", "2023-01-09", "2023-01-09"),
        ("1.1", "2023-01-01", "2023-01-31"),
        ("1.1", "2023-04-01", "2023-04-30"),
        ("1.1", "2023-07-01", "2023-07-31"),
        ("1.1", "2023-10-01", "2023-10-31"),
        ("1.2", "2023-05-28", "2023-06-02"),
        ("1.2", "2023-02-07", "2023-02-07"),
        ("1.2", "2023-11-21", "2023-11-21"),
        ("1.2", "2023-05-26", "2023-05-26"),
        ("2.1", "2023-10-12", "2023-10-13"),
    ]


def test_plain_text_with_letters_pages_and_wrapped_lines() -> None:
    reprise = load("ruche-2022.txt")
    assert [(axis.code, axis.code_is_made_up) for axis in reprise.axes] == [
        ("1", False),
        ("2", False),
    ]
    assert [
        (objective.code, objective.title, objective.code_is_made_up)
        for objective in reprise.objectives
    ] == [
        ("1.1", "Former les équipes", True),
        ("1.2", "Partager les outils", True),
        ("2.1", "Siéger dans les instances", True),
    ]
    assert reprise.objectives[0].evaluation.endswith("nombreuses dans le sud du pays.")
    assert [objective.means for objective in reprise.objectives] == [
        ["une formatrice, 12 000 euros."],
        ["un groupe de travail de huit personnes."],
        ["deux administratrices bénévoles"],
    ]
    assert dated(reprise) == [
        ("1.1", "2022-03-14", "2022-03-15"),
        ("1.1", "2022-09-20", "2022-09-22"),
        ("1.2", "2022-05-01", "2022-05-31"),
        ("1.2", "2022-11-01", "2022-11-30"),
        ("1.2", "2022-12-03", "2022-12-03"),
    ]
    assert {reprise.roles[line - 1] for line in range(4, 11)} == {Role.CONTENTS}
    assert reprise.roles[41 - 1] is Role.FOOTNOTE


def test_headings_without_numbers_are_given_codes_and_said_to_be() -> None:
    reprise = load("filage-2024.md")
    assert [(axis.code, axis.title, axis.code_is_made_up) for axis in reprise.axes] == [
        ("1", "Tisser", True),
        ("2", "Transmettre", True),
    ]
    assert outline(reprise) == [
        ("1.1", "Un fonds vivant, à mieux", 1),
        ("1.2", "À poursuivre.", 0),
        ("2.1", "Une vingtaine d'élèves a", 1),
    ]
    assert reprise.objectives[0].means == ["Un demi-poste.\nUn studio prêté."]
    assert dated(reprise) == [
        ("1.1", "2024-03-05", "2024-04-07"),
        ("1.1", "2024-06-01", "2024-06-30"),
        ("1.2", "2024-03-22", "2024-03-24"),
        ("2.1", "2024-09-16", "2024-09-16"),
    ]


def test_a_report_with_every_trap_of_a_bad_conversion() -> None:
    reprise = load("marelle-2021.txt")
    assert [(axis.code, axis.title, axis.code_is_made_up) for axis in reprise.axes] == [
        ("1", "Jouer partout", False),
        ("2", "", True),
    ]
    assert outline(reprise) == [
        ("1.1", "une réussite, malgré la ", 2),
        ("1.2", "bonne progression", 1),
        ("2.1", "en cours", 0),
    ]
    assert dated(reprise) == [
        ("1.1", "2021-04-03", "2021-04-03"),
        ("1.1", "2021-04-10", "2021-04-10"),
        ("1.1", "2021-04-17", "2021-04-17"),
        ("1.2", "2021-10-30", "2021-11-02"),
        ("2.1", "2021-03-01", "2021-03-31"),
    ]
    lost = {row.text: row.role for row in reprise.not_understood}
    assert lost["zorglub ///"] is Role.CONCLUSION
    assert lost["ralentir les voitures"] is Role.PROSE
    assert lost["2. Poser un cadre"] is Role.PROSE


FIGURES = {
    "archipel-2023.md": """
        18 ateliers, 3 régions, 18250 visites, 35 %, 4 lettres, 412 abonnés, 2 bénévoles,
        12 ateliers, 3 ateliers, 2 journées, 300 personnes, 45 jours de bénévolat, 4500 €,
        40 personnes, 5 réseaux""",
    "ruche-2022.txt": """
        6 nouvelles ruches, 2 axes, 2 sessions de formation, 34 salariés, 1250 heures, 12000 €,
        2000 exemplaires, 8 personnes, 9 séances, 2 administratrices""",
    "filage-2024.md": "14 vidéos, 120 gestes, 20 élèves",
    "marelle-2021.txt": """
        1400 enfants, 20 incidents, 3 animatrices, 3 animatrices, 16 stagiaires, 3 journaux""",
}


@pytest.mark.parametrize("name", ALL)
def test_each_number_with_a_unit_is_a_figure(name: str) -> None:
    figures = ", ".join(f"{f.value} {f.unit}" for f in load(name).figures)
    assert figures == " ".join(FIGURES[name].split())


def test_titles_tell_apart_the_days_of_one_sentence() -> None:
    titles = [a.title for a in load("archipel-2023.md").actions if "journées" in a.title]
    assert titles == ["Deux journées organisées – à Brest", "Deux journées organisées – à Dole"]
    assert [a.title for a in load("marelle-2021.txt").actions[:3]] == [
        "Rues ouvertes – à Tours",
        "Rues ouvertes – Blois",
        "Rues ouvertes – Orléans",
    ]


def test_announced_items_belong_to_what_announces_them() -> None:
    (action,) = [
        a for a in load("archipel-2023.md").actions if a.title == "Animation de 3 ateliers"
    ]
    assert action.text.split("\n")[1:] == ["Réparer un vélo", "Coudre un sac", "Presser des pommes"]


def test_organisations_are_recognised_or_guessed() -> None:
    reprise = load("archipel-2023.md", organisations=["recup'ouest", "UREC", "Bal", "Absente"])
    names = {organisation.name: organisation.is_known for organisation in reprise.organisations}
    assert names == {
        "recup'ouest": True,
        "UREC": True,
        "Fondation des Rivages": False,
        "Collectif Grand Large": False,
        "CGL": False,
        "Région Bretagne": False,
        "Ville de Quimper": False,
    }


@pytest.mark.parametrize("name", ALL)
def test_line_ends_and_the_byte_order_mark_change_nothing(name: str) -> None:
    text = (REPORTS / name).read_text()
    other = "\ufeff" + text.replace("\n", "\r\n").replace(" : ", "\u00a0: ")
    assert read_report(other).as_json() == read_report(text).as_json()


BARE = """Rapport 2019
1 Accueillir
1.1 Tenir la permanence
*Evaluation* = stable
*Moyens* = 1 salariée
2 Faire réseau
2.1 Rencontrer
Evaluation = riche
Moyens = 0,5 ETP"""
TABBED = """Sommaire
Axe 1 : Accueillir\t3
Objectif 1.1 : Tenir la permanence\t3
Axe 2 : Faire réseau\t12
Objectif 2.1 : Rencontrer\t12

Axe 1 : Accueillir
Objectif 1.1 : Tenir la permanence
Évaluation : stable
Moyens : 1 salariée
Axe 2 : Faire réseau
Objectif 2.1 : Rencontrer
Bilan : riche
Moyens humains : 0,5 ETP"""


@pytest.mark.parametrize("text", [BARE, TABBED])
def test_one_outline_is_read_from_several_forms(text: str) -> None:
    reprise = read_report(text)
    assert [(axis.code, axis.title) for axis in reprise.axes] == [
        ("1", "Accueillir"),
        ("2", "Faire réseau"),
    ]
    assert [(o.code, o.title, o.evaluation, o.means) for o in reprise.objectives] == [
        ("1.1", "Tenir la permanence", "stable", ["1 salariée"]),
        ("2.1", "Rencontrer", "riche", ["0,5 ETP"]),
    ]


def test_a_list_above_the_next_axis_is_not_that_axis() -> None:
    reprise = read_report(
        "1. Un\n\n1.1 Ici\n\nEvaluation = bien\n\n1) Alpha\n\n2) Bravo\n\n"
        "2. Deux\n\n2.1 Là\n\n2. Fin"
    )
    assert [(axis.code, axis.title) for axis in reprise.axes] == [("1", "Un"), ("2", "Deux")]
    assert [objective.code for objective in reprise.objectives] == ["1.1", "2.1"]


def test_a_year_that_is_given_wins_over_the_title() -> None:
    reprise = read_report("Bilan 2020\n\n1.1 Agir\n\n- Forum le 3 mai", year=2019)
    assert (reprise.year, f"{reprise.actions[0].starts_on}") == (2019, "2019-05-03")


def test_the_json_has_the_agreed_keys() -> None:
    plain = load("archipel-2023.md").as_json()
    assert list(plain) == [
        "axes",
        "objectives",
        "actions",
        "figures",
        "organisations",
        "not_understood",
    ]
    assert {"code", "title", "axis", "evaluation", "means"} <= set(plain["objectives"][0])
    assert {"objective", "title", "starts_on", "ends_on", "precision"} <= set(plain["actions"][0])
    assert {"objective", "value", "unit", "qualifier", "context"} <= set(plain["figures"][0])
    assert json.loads(json.dumps(plain)) == plain
    assert plain["figures"][2]["value"] == Decimal(18250)


PIECES = st.sampled_from(
    [
        "1. Un axe", "1.1 Un objectif", "2.1 Autre", "# Titre", "## Axe 2 : Nom",
        "### Objectif 2.1 - Nom", "I. Romain", "A. Lettre", "Sommaire", "Conclusion",
        "Evaluation = bien", "Moyens :", "**Moyens** : peu", "suite, Moyens = x",
        "- le 12 mars à Lyon et le 3 mai", "→ Deux ateliers :", "Cinq groupes de", "1) UN",
        "  - O Point", "¹ note", "---", "Titre .......... 3", "12", "texte sans fin",
        "2024. Fin", "zorglub", "", "", "===", "Objectif 3", "Axe 1",
    ]
)  # fmt: skip


def test_a_second_title_of_a_resumed_objective_is_shown() -> None:
    """An *Evaluation* right under an axis makes an objective; “A.” then finds its code taken."""
    reprise = read_report("Axe 1\nEvaluation = bien\n1. Un axe\nA. Lettre\n===")
    assert [objective.title for objective in reprise.objectives] == ["Axe 1"]
    assert "A. Lettre" in [row.text for row in reprise.not_understood]


def test_what_follows_a_day_in_a_bullet_goes_with_it() -> None:
    reprise = read_report("- Ateliers le 12 mars et le 3 mai 2024. Trente personnes. Un film.")
    assert [action.text.split(". ", 1)[1] for action in reprise.actions] == [
        "Trente personnes. Un film."
    ] * 2


@given(st.lists(PIECES, max_size=30).map("\n".join) | st.text())
def test_every_line_is_accounted_for_whatever_the_text(text: str) -> None:
    reprise = read_report(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert len(reprise.roles) == len(lines)
    shown = json.dumps(reprise.as_json(), ensure_ascii=False)
    words = {word for word in text.split() if word.isalpha() and word.isascii() and len(word) > 3}
    assert {word for word in words - LABELS if word not in shown} == set()
    for row in [*reprise.actions, *reprise.figures, *reprise.not_understood]:
        assert 1 <= row.line <= len(lines)
    assert all(len(action.title) <= 120 for action in reprise.actions)


LABELS = {"Evaluation", "Moyens", "Objectif"}
