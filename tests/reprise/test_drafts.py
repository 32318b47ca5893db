"""A proposal cut into parts, from text and from word processors."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.pandoc import convert
from essaim.reprise.formats import report_text
from essaim.reprise.reading import Reprise, Role, read_report
from essaim.reprise.reading.drafts import LISTS, MOST_ROWS, draft_of, rows_of
from tests.reprise.past_reports import REPORT, docx_of

NUMBERED_BY_WORD = (
    ("Title", "Rapport d'activité 2023"),
    ("Heading 1", "Faire connaître les ateliers"),
    ("Heading 2", "Tenir un site à jour"),
    ("List Bullet", "Refonte du site le 12 juin."),
    ("Normal", "Évaluation = objectif atteint."),
    ("Normal", "Moyens = une chargée de mission."),
    ("Heading 2", "Accueillir des visites"),
    ("List Bullet", "Journée portes ouvertes les 21 et 22 mai à Tours."),
    ("Normal", "Évaluation = en progrès."),
    ("Heading 1", "Coopérer entre territoires"),
    ("Heading 2", "Rencontres annuelles"),
    ("List Bullet", "Rencontre du 14 au 15 octobre à Lyon."),
    ("Normal", "Moyens = 2 500 €."),
    ("Heading 1", "Conclusion"),
    ("Normal", "À suivre."),
)


def outline(read: Reprise) -> list[tuple[str, str, bool, int]]:
    return [
        (objective.code, objective.title, bool(objective.evaluation), len(objective.means))
        for objective in read.objectives
    ]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_headings_that_a_word_processor_numbers_are_numbered_again(kind: str) -> None:
    data = docx_of(*NUMBERED_BY_WORD)
    if kind == "odt":
        data = convert(data, source="docx", to="odt")
    read = read_report(report_text(data, f"rapport.{kind}"))
    assert [(axis.code, axis.title) for axis in read.axes] == [
        ("1", "Faire connaître les ateliers"),
        ("2", "Coopérer entre territoires"),
    ]
    assert outline(read) == [
        ("1.1", "Tenir un site à jour", True, 1),
        ("1.2", "Accueillir des visites", True, 0),
        ("2.1", "Rencontres annuelles", False, 1),
    ]
    assert [(action.objective, f"{action.starts_on}") for action in read.actions] == [
        ("1.1", "2023-06-12"),
        ("1.2", "2023-05-21"),
        ("2.1", "2023-10-14"),
    ]


def parts_of(text: str) -> list[tuple[str, str]]:
    draft = draft_of(read_report(text), text)
    return [(part["kind"], part["code"]) for part in draft["parts"]]


def test_there_is_a_part_for_each_axis_and_objective_and_one_for_the_rest() -> None:
    assert parts_of(REPORT) == [
        ("", ""),
        ("axis", "1"),
        ("objective", "1.1"),
        ("objective", "1.2"),
        ("axis", "2"),
        ("objective", "2.1"),
        ("organisations", ""),
    ]


@pytest.mark.parametrize("text", [REPORT, "Une phrase.\n", "1.1 Un\n- le 3 mai 2023 à Tours\n"])
def test_no_line_and_no_row_is_dropped(text: str) -> None:
    draft = draft_of(read_report(text), text)
    shown = [line for part in draft["parts"] for line in part["lines"]]
    written = [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    assert sorted(set(shown)) == written
    for name in ("axes", "objectives", "actions", "figures", "organisations", "remainders"):
        assert all("part" in row for row in draft[name]), name
    json.dumps(draft)


LINES = st.sampled_from(
    (
        "1. Un axe",
        "2. Un autre axe",
        "1.1 Un objectif",
        "1.2 Un autre",
        "2.1 Ailleurs",
        "# Titre",
        "## Sous-titre",
        "Axe 3 : Le dernier",
        "Evaluation = atteint.",
        "Moyens = deux personnes.",
        "- Atelier du 3 mai 2023 avec 12 personnes.",
        "- En cours",
        "Une phrase qui ne dit rien.",
        "Conclusion",
        "Sommaire",
        "1.1 Un objectif ..... 4",
        "",
        "12",
        "\x0c",
    )
)


@given(st.lists(LINES, max_size=40))
def test_whatever_the_order_of_its_lines_a_report_is_shown_whole(lines: list[str]) -> None:
    text = "\n".join(lines)
    read = read_report(text, year=2023)
    draft = draft_of(read, text)
    shown = {line for part in draft["parts"] for line in part["lines"]}
    assert shown == {n for n, role in enumerate(read.roles, 1) if role is not Role.BLANK}
    count = len(draft["parts"])
    for name in (*LISTS, "remainders"):
        assert all(0 <= row["part"] < count for row in draft[name]), name


def test_a_long_objective_makes_several_parts() -> None:
    bullets = "".join(f"- Atelier numéro {n} le {n % 27 + 1} mai 2023.\n\n" for n in range(100))
    text = f"1. Un axe\n\n1.1 Un objectif\n\n{bullets}1.2 Un autre\n\n- Forum le 2 juin 2023.\n"
    draft = draft_of(read_report(text), text)
    sizes = [sum(1 for _ in rows_of(draft, part)) for part in range(len(draft["parts"]))]
    assert max(sizes) <= MOST_ROWS + 1
    assert sum(row["objective"] == "1.1" for row in draft["actions"]) == 100
    kinds = [(part["kind"], part["code"]) for part in draft["parts"]]
    assert kinds.count(("objective", "1.1")) == 3


def test_one_line_that_says_very_much_makes_several_parts_too() -> None:
    days = " ".join(f"Une rencontre eut lieu le {n % 27 + 1} mai {1950 + n}." for n in range(60))
    text = f"1. Un axe\n\n1.1 Un objectif\n\n- {days}\n"
    draft = draft_of(read_report(text), text)
    assert len(draft["actions"]) == 60
    assert max(len(list(rows_of(draft, n))) for n in range(len(draft["parts"]))) <= MOST_ROWS + 1


def test_figures_and_guessed_names_wait_to_be_ticked() -> None:
    read = read_report(REPORT, organisations=["Ruche des Savoirs"])
    draft = draft_of(read, REPORT)
    assert {row["is_kept"] for row in draft["figures"]} == {False}
    assert {row["name"]: row["is_kept"] for row in draft["organisations"]}["Ruche des Savoirs"]
    assert all(row["is_kept"] == row["is_known"] for row in draft["organisations"])


def test_an_action_without_a_day_has_none_in_the_draft() -> None:
    draft = draft_of(read_report(REPORT), REPORT)
    row = next(row for row in draft["actions"] if "séminaire" in row["title"])
    assert (row["starts_on"], row["ends_on"], row["is_kept"]) == ("", "", False)


def test_an_axis_that_the_report_does_not_name_has_a_name_to_put_right() -> None:
    text = "Bilan 2023\n\n2.1 Voyager\n\nEvaluation = oui.\n\n2.2 Rester\n\nEvaluation = non.\n"
    draft = draft_of(read_report(text), text)
    assert [(row["code"], row["title"], row["is_kept"]) for row in draft["axes"]] == [
        ("2", "Axe 2", True)
    ]
