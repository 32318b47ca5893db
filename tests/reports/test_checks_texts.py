"""Texts that repeat, break off, run too long, or announce what they do not list."""

import pytest

from essaim.reports.checks.cuts import cut_sentences
from essaim.reports.checks.prose import long_texts, wrong_counts
from essaim.reports.checks.repeats import doubled_headings, repeated_paragraphs
from essaim.reports.prose import Citation
from essaim.reports.template_reading import Limit
from tests.reports.material import a_figure, a_material, a_prose, an_objective

LONG = (
    "La présence régulière dans les lieux de décision demande du temps, des trajets et une veille "
    "que les administrateurs bénévoles portent avec l’équipe."
)


def sentences(findings) -> list[str]:
    return [finding.sentence for finding in findings]


# --- The same thing said twice ------------------------------------------------------------------


def test_a_judgement_pasted_as_the_means_of_another_objective_is_found():
    material = a_material(an_objective("3.1", evaluation=LONG), an_objective("3.2", means=LONG))
    (finding,) = repeated_paragraphs(material)
    assert (finding.where, finding.url) == ("3.2/means", "/ecrire/3.2/means")
    assert "3.1/evaluation" in finding.sentence


def test_a_near_copy_is_found():
    near = LONG.replace("régulière", "constante").replace("portent", "assurent")
    material = a_material(an_objective("4.1", means=LONG), an_objective("4.2", means=near))
    assert len(list(repeated_paragraphs(material))) == 1


def test_a_text_pasted_twice_and_cut_the_first_time_is_found():
    material = a_material(an_objective("2.3", means=f"{LONG[:90]}\n\n{LONG}"))
    assert [finding.where for finding in repeated_paragraphs(material)] == ["2.3/means"]


def test_a_sentence_repeated_within_other_paragraphs_is_found():
    book = (
        "Le jeu de cartes a été réimprimé et circule désormais dans toutes les régions du réseau."
    )
    material = a_material(
        an_objective("1.2", results=f"{book} Deux formations ont suivi en automne."),
        an_objective("2.2", results=f"Une tournée a commencé au printemps à Lille. {book}"),
    )
    (finding,) = repeated_paragraphs(material)
    assert finding.where == "2.2/results"


def test_other_paragraphs_and_short_formulas_are_left_alone():
    other = "Le séminaire a réuni des fondations et des réseaux pendant trois journées de travail."
    material = a_material(
        an_objective("1.1", evaluation=LONG, means="Temps salarié et bénévole."),
        an_objective("1.2", evaluation=other, means="Temps salarié et bénévole."),
    )
    assert list(repeated_paragraphs(material)) == []


@pytest.mark.parametrize(
    "markdown",
    ["Moyens = Moyens = du temps.", "Moyens = du temps.", "### Moyens\n\nDu temps.", "Moyens :"],
)
def test_a_heading_that_the_report_prints_is_not_typed_again(markdown):
    assert len(list(doubled_headings(a_material(an_objective(means=markdown))))) == 1


@pytest.mark.parametrize("markdown", ["Les moyens = du temps.", "Moyens humains : deux.", "Oui."])
def test_other_beginnings_are_no_heading(markdown):
    assert list(doubled_headings(a_material(an_objective(means=markdown)))) == []


# --- Cut sentences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markdown",
    [
        "Le comité réunissait le réseau des ateliers, la coordination des",
        "Le travail a commencé puis s'est arrê",
        "Ont participé :",
        "- les ateliers\n- les cantines,",
        "- porté avec la fédération et",
        "Le séminaire de",
    ],
)
def test_a_sentence_that_breaks_off_is_found(markdown):
    assert len(list(cut_sentences(a_material(preamble=markdown)))) == 1


@pytest.mark.parametrize(
    "markdown",
    [
        "Le comité a conclu.",
        "« Le comité a conclu. »",
        "Ont participé :\n\n- les ateliers\n- les cantines",
        "### Le comité",
        "Voir https://reseau.example/page",
        "Le site a reçu [[visites]].",
        "Où allons-nous ?",
    ],
)
def test_what_ends_well_is_left_alone(markdown):
    assert list(cut_sentences(a_material(preamble=markdown, figures=(a_figure(),)))) == []


# --- Limits and counts ----------------------------------------------------------------------------


def test_a_text_over_its_limit_says_both_numbers():
    prose = a_prose("un deux trois quatre", limit=Limit("words", 3))
    (sentence,) = sentences(long_texts(a_material(sections={"preamble": prose})))
    assert "4" in sentence
    assert "3" in sentence


def test_figures_count_as_they_read():
    figure = a_figure()
    values = {figure.citation: "52 464 visites"}
    prose = a_prose("[[visites]]", limit=Limit("characters", 14), values=values)
    assert list(long_texts(a_material(sections={"preamble": prose}))) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "Des liens avec les 16 autres projets lauréats : vélo ; écoles (deux sites) ; radios.",
        "Quatre consortiums sont nés :\n\n- ateliers\n- cantines\n- jardins",
        "Les 5 fondations présentes = Alpha, Bêta, Gamma",
    ],
)
def test_a_count_that_its_list_does_not_hold_is_found(markdown):
    assert len(list(wrong_counts(a_material(preamble=markdown)))) == 1


@pytest.mark.parametrize(
    "markdown",
    [
        "Trois consortiums sont nés :\n\n- ateliers\n- cantines\n- jardins",
        "Trois réseaux sont venus : Alpha, Bêta et Gamma.",
        "Les 16 projets lauréats, notamment : ateliers, cantines, jardins.",
        "Le 12 juin 2024 : ouverture, débat, clôture.",
        "Seize projets : ateliers, cantines, jardins…",
        "Quatre consortiums sont nés.",
    ],
)
def test_a_count_that_is_right_or_partial_is_left_alone(markdown):
    assert list(wrong_counts(a_material(preamble=markdown))) == []


def test_a_count_that_a_figure_gives_is_compared_too():
    figure = a_figure("consortiums", text="4 consortiums")
    material = a_material(
        preamble="Du séminaire sont nés [[consortiums]] : ateliers, cantines.", figures=(figure,)
    )
    (sentence,) = sentences(wrong_counts(material))
    assert "4" in sentence
    assert figure.citation == Citation("consortiums", "2024", "value")


WRITTEN = "Le comité a réuni les ateliers du nord et du sud pendant deux journées entières à Lille."


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (WRITTEN.replace("entières", "pleines"), 1),
        (WRITTEN.replace("deux journées entières à Lille", "trois soirées calmes à Brest"), 0),
        (WRITTEN.replace("ateliers du nord", "cantines du centre").replace("Lille", "Brest"), 0),
    ],
)
def test_nine_tenths_alike_is_the_same_and_less_is_not(other, count):
    material = a_material(an_objective("4.1", results=WRITTEN), an_objective("4.2", results=other))
    assert len(list(repeated_paragraphs(material))) == count


def test_what_stands_in_more_than_sixty_texts_is_the_way_of_the_house():
    same = [an_objective(f"1.{number}", results=WRITTEN) for number in range(1, 71)]
    assert len(list(repeated_paragraphs(a_material(*same)))) == 60
