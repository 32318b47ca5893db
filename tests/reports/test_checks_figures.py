"""Figures that are gone, without source, contradicted, or typed by hand."""

from fractions import Fraction

import pytest

from essaim.reports.checks import Severity, find_all
from essaim.reports.checks.figures import (
    contradicted_figures,
    figures_without_source,
    gone_figures,
    typed_numbers,
    unread_figures,
)
from essaim.reports.checks.values import two_values
from essaim.reports.prose import Citation
from tests.reports.material import a_figure, a_material, an_objective


def test_a_figure_that_is_gone_blocks_and_names_its_place():
    gone = Citation("abonnes", "2024", "growth")
    material = a_material(
        an_objective(evaluation="Nous gagnons [[abonnes|growth]]."), gone=frozenset({gone})
    )
    (finding,) = gone_figures(material)
    assert (finding.severity, finding.url) == (Severity.BLOCKING, "/ecrire/1.1/evaluation")
    assert find_all(material)[0] == finding


@pytest.mark.parametrize(
    "typed",
    ["Le site a reçu 52 464 visites.", "52 464 visites !", "Nous comptons 52464 visites."],
)
def test_the_value_of_a_figure_typed_by_hand_is_found(typed):
    (finding,) = typed_numbers(a_material(preamble=typed, figures=(a_figure(),)))
    assert "« Visites du site »" in finding.sentence.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "typed",
    ["Une centaine d’articles.", "Deux visites chez nos voisins.", "52 464 habitants.", "+60 %."],
)
def test_a_number_that_is_no_figure_of_the_house_is_left_alone(typed):
    assert list(typed_numbers(a_material(preamble=typed, figures=(a_figure(),)))) == []


@pytest.mark.parametrize(
    ("typed", "count"), [("Deux ateliers du jeu ont eu lieu.", 1), ("Deux ateliers voisins.", 0)]
)
def test_a_small_number_is_the_same_by_chance_unless_the_sentence_speaks_of_it(typed, count):
    game = a_figure(title="Ateliers du jeu", unit="ateliers", value=Fraction(2), text="2 ateliers")
    assert len(list(typed_numbers(a_material(preamble=typed, figures=(game,))))) == count


@pytest.mark.parametrize(
    "typed",
    [
        "La rencontre du 12 juin 2024 a conclu l’année 2024.",
        "L’article 3 de la loi de 2014 fait foi.",
        "Le local est au 12 rue des Lilas, 75019 Paris.",
        "L’objectif 1.2 suit l’objectif 1.1.",
        "Le site a reçu [[visites]], soit [[visites|monthly_mean]].",
    ],
)
def test_dates_codes_articles_addresses_and_figures_are_not(typed):
    assert list(typed_numbers(a_material(preamble=typed))) == []


def test_a_figure_without_source_is_told_once():
    figures = (
        a_figure(source=""),
        a_figure(source="", citation=Citation("visites", "2023", "value")),
    )
    (finding,) = figures_without_source(a_material(figures=figures))
    assert (finding.severity, finding.url) == (Severity.SERIOUS, "/indicateurs/visites")


def test_months_that_contradict_their_year_are_told():
    figure = a_figure(warning="Les mois de 2024 font 50 000, l’année 52 464.")
    (finding,) = contradicted_figures(a_material(figures=(figure,)))
    assert finding.sentence == "Les mois de 2024 font 50 000, l’année 52 464."


def test_a_figure_without_value_or_closed_to_the_readers_is_told():
    unread = a_material(preamble="[[visites]]", figures=(a_figure(value=None),))
    assert [finding.severity for finding in unread_figures(unread)] == [Severity.SERIOUS]
    closed = a_material(preamble="[[visites]]", figures=(a_figure(is_visible=False),))
    assert [finding.severity for finding in unread_figures(closed)] == [Severity.WARNING]


# --- Two values for one thing ----------------------------------------------------------------


def test_a_typed_value_that_differs_from_its_figure_is_serious():
    material = a_material(
        preamble="Le site compte 51 900 visites cette année.", figures=(a_figure(),)
    )
    (finding,) = two_values(material)
    assert (finding.severity, finding.url) == (Severity.SERIOUS, "/ecrire/preamble")
    assert "52 464 visites" in finding.sentence


@pytest.mark.parametrize(
    "typed",
    ["Le site compte 52 464 visites.", "Le jury a fait 12 visites de ferme.", "51 900 euros."],
)
def test_the_same_value_or_another_thing_is_left_alone(typed):
    assert list(two_values(a_material(preamble=typed, figures=(a_figure(),)))) == []


def test_the_value_of_the_year_before_is_no_contradiction():
    before = a_figure(citation=Citation("visites", "2024", "previous"), value=Fraction(32732))
    material = a_material(preamble="Le site comptait 32 732 visites.", figures=(a_figure(), before))
    assert list(two_values(material)) == []


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (
            "Le jeu de cartes coopératif, édité en 2022.",
            "Édité en 2021, le jeu de cartes coopératif.",
        ),
        ("Le forum mondial de Dakar aura lieu en 2025.", "Le forum mondial de Dakar (2026)."),
        ("Le pacte réunit 32 mesures communes.", "Un pacte de 34 mesures communes à tous."),
    ],
)
def test_one_fact_told_with_two_numbers_is_found(text, other):
    material = a_material(an_objective("1.2", results=text), an_objective("2.2", results=other))
    (finding,) = two_values(material)
    assert finding.where == "2.2/results"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Le jeu de cartes est édité en 2022.", "Le jeu de cartes est édité en 2022 à Tours."),
        ("L’assemblée permanente du 12 mars 2024.", "L’assemblée permanente du 9 avril 2024."),
        ("Le séminaire a réuni 60 personnes.", "La formation a réuni 10 personnes à Tours."),
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_left_alone(text, other):
    material = a_material(an_objective("1.2", results=text), an_objective("2.2", results=other))
    assert list(two_values(material)) == []


def test_three_words_make_a_claim_and_two_do_not():
    def findings_between(text: str, other: str) -> int:
        objectives = an_objective("1.2", results=text), an_objective("2.2", results=other)
        return len(list(two_values(a_material(*objectives))))

    assert findings_between("Forum mondial : 12.", "Forum mondial : 14.") == 0
    assert findings_between("Forum mondial Dakar : 12.", "Forum mondial Dakar : 14.") == 1
    assert findings_between("Forum mondial, jardins : 12.", "Forum mondial, cantines : 14.") == 0


@pytest.mark.parametrize(
    ("text", "other", "count"),
    [
        ("jardins, cantines, vélos, radios", "jardins, cantines, vélos, fours", 1),
        ("jardins, cantines, vélos, radios", "jardins, cantines, lavoirs, fours", 0),
        ("jardins, cantines, vélos, radios", "jardins, cantines, vélos, fours, granges", 1),
        (
            "jardins, cantines, vélos, radios, moulins, granges",
            "jardins, cantines, vélos, radios, lavoirs, fours",
            0,
        ),
        (
            "jardins, cantines, vélos, radios, moulins, granges",
            "jardins, cantines, vélos, radios, moulins, fours",
            1,
        ),
    ],
)
def test_claims_share_three_words_in_four_of_the_shorter(text, other, count):
    chapters = (
        an_objective("1.2", results=f"{text} : 12."),
        an_objective("2.2", results=f"{other} : 14."),
    )
    assert len(list(two_values(a_material(*chapters)))) == count


def test_a_word_that_is_everywhere_makes_no_claims_one():
    """Each tells another number of the same three words: beyond forty, they are commonplace."""
    lines = [f"Forum mondial Dakar : {number}." for number in range(100, 145)]
    text = "\n\n".join(lines)
    assert len(list(two_values(a_material(preamble=text)))) == 40
