"""Cuts within a paragraph, notes out of order, dead links, one event dated twice."""

from dataclasses import replace

import pytest

from essaim.reports.checks.addresses import broken_addresses, dead_links
from essaim.reports.checks.cuts import cut_sentences, cuts_inside
from essaim.reports.checks.days import two_dates
from essaim.reports.checks.notes import notes_out_of_order
from tests.reports.material import a_fact, a_material, an_objective

# --- Cut inside -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Nous avons réuni les Nous reviendrons en mai.",
        "Le bilan de la Le comité a conclu.",
        "Elle sera. complétée par un cahier.",
        "S’il fallait y renoncer,. nous le dirions.",
        "La coordi- nation reste à construire.",
        "We met with the They came back in May.",
    ],
)
def test_a_sentence_that_breaks_off_inside_is_found(text: str) -> None:
    assert len(list(cuts_inside(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Avec Le Labo de l’ESS et La Ruche, à La Réunion.",
        "Les aides à court- et moyen-terme, les pré- ou post-bilans.",
        "Voir p. ex. le cahier, env. 40 pages ; etc.",
        "Écrire à contact@reseau.example ou voir www.reseau.example/page.",
        "Chez Nous est une cantine.",
        "Le réseau a dit « Nous tous », et c’est tout…",
        "Les ateliers de Mme L. ont repris.",
    ],
)
def test_what_only_looks_like_a_cut_is_left_alone(text: str) -> None:
    assert list(cuts_inside(text)) == []


@pytest.mark.parametrize(
    "line", ["Paris, le 5 mars 2025", "Chères amies, chers amis,", "Le groupe du voyage"]
)
def test_a_short_line_is_no_sentence(line: str) -> None:
    assert list(cut_sentences(a_material(preamble=f"{line}\n\nNous voici."))) == []


@pytest.mark.parametrize(
    "fact", [{"title": "Atelier sur les"}, {"summary": "Une journée avec la mairie et"}]
)
def test_the_title_and_the_summary_of_an_action_are_read_too(fact: dict[str, str]) -> None:
    objective = replace(an_objective(), facts=[a_fact(**fact)])
    (finding,) = cut_sentences(a_material(objective))
    assert finding.url == "/bilan/composer#objectif-1-1"


# --- Links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "https://presse.example/2024/une-rentree-…",
        "http//atelier.example/photos",
        "htpp://atelier.example",
        "https:/atelier.example",
        "www. atelier.example",
        "https://atelier/photos",
        "https://atelier.example/page?id=",
        "https://atelier. fr/page",
    ],
)
def test_a_broken_address_is_found(text: str) -> None:
    assert len(broken_addresses(f"Voir {text} pour la suite.")) == 1
    assert len(broken_addresses(f"Voir {text}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://atelier.example",
        "https://atelier.example/grille_2/ et la suite",
        "(https://atelier.example/page?id=3).",
        "www.atelier.example…",
        "Le protocole http est ancien.",
        "https://fr.wikipedia.example/wiki/Tiers-lieu",
    ],
)
def test_a_whole_address_is_left_alone(text: str) -> None:
    assert broken_addresses(text) == []


def test_titles_and_summaries_are_read_too() -> None:
    facts = [a_fact(title="Lire https://presse.example/…"), a_fact(summary="http//x.example")]
    objective = replace(an_objective(), facts=facts, title="Voir www. reseau.example")
    assert len(list(dead_links(a_material(objective)))) == 3


def test_a_link_into_the_house_that_no_page_answers_to_is_found() -> None:
    text = "[Ici](/nulle-part/12/) et [là](/bilans/)."
    (finding,) = dead_links(a_material(preamble=text))
    assert "/nulle-part/12/" in finding.sentence


# --- Notes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Un [1] puis deux [2].\n\n[1] La note.\n\n[2] L’autre.", 0),
        ("Un [2] puis deux [1].", 1),
        ("Un¹, deux², encore un¹.\n\n¹ La note.\n\n² L’autre.", 0),
        ("Un² puis deux¹.", 1),
        ("Un [1].\n\n[1] La note.\n\n[2] Une note seule.", 1),
        ("Un [1] et deux [2].\n\n[1] La note.", 1),
        ("Un terrain de 300 m², et une note¹.\n\n¹ La note.", 0),
        ("Aucune note.", 0),
    ],
)
def test_notes_are_called_in_their_order_and_stand(text: str, count: int) -> None:
    assert len(list(notes_out_of_order(a_material(preamble=text)))) == count


# --- Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("« Le Fil » est paru en mars 2023.", "Sorti en juin 2024, « Le Fil » se lit.", 1),
        ("« Le Fil » est paru en mars 2023.", "Notre livre « Le Fil », publié en 2023, se lit.", 0),
        ("« Le Fil » est paru en 2023.", "« Le Fil », réédité, est sorti en 2024.", 0),
        ("« Le Fil » est paru en 2023.", "« La Toile » est parue en 2024.", 0),
        ("« Le Fil » est paru en 2023.", "« Le Fil » a été présenté à Lyon en 2024.", 0),
        ("La SCIC Blau Cel fut fondée en 1998.", "En 2001 fut créée la SCIC Blau Cel.", 1),
        ("La charte « Cap 2030 », signée en juin 2024.", "« Cap 2030 », signé le 2 mai 2024.", 1),
        ("« Le Fil » est paru en mars 2023 et en mai 2024.", "« Le Fil » est sorti en 2022.", 0),
    ],
    ids=str,
)  # fmt: skip
def test_one_event_has_one_date_however_it_is_worded(one: str, other: str, count: int) -> None:
    material = a_material(an_objective(evaluation=one, means=other))
    assert len(list(two_dates(material))) == count
