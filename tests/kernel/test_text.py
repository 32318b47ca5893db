from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.text import fold, fold_words, holds, likeness, search_words, sentences


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Évaluation\u00a0: Œuvre  ", "evaluation : oeuvre"),
        ("L’ÉCONOMIE — solidaire", "l'economie - solidaire"),
        ("ﬁlière Ægée", "filiere aegee"),
        ("co\u00adopérer\u200b", "cooperer"),
    ],
)
def test_spellings_of_one_word_fold_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_leave_punctuation_behind() -> None:
    assert fold_words("L'Été, à-demi : 12 €") == ["l", "ete", "a", "demi", "12"]


def test_likeness_forgives_case_and_accents() -> None:
    assert likeness("Évaluation", "EVALUATION") == 1
    assert likeness("une phrase", "tout autre chose") < 0.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une. Deux ! Trois ?", ["Une.", "Deux !", "Trois ?"]),
        ("M. Untel est venu. Il part.", ["M. Untel est venu.", "Il part."]),
        ("Les acteur.rice.s sont là. Bien.", ["Les acteur.rice.s sont là.", "Bien."]),
        ("Cf. art. 5 et p. 12. Puis rien", ["Cf. art. 5 et p. 12.", "Puis rien"]),
        ("Sans point\n\net après", ["Sans point", "et après"]),
        ("« Oui. » Non.", ["« Oui. »", "Non."]),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == expected


@given(st.text(alphabet="Aa. \n!»M…"))
def test_sentences_hold_every_visible_character(text: str) -> None:
    spans = list(sentences(text))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(first.end <= last.start for first, last in pairwise(spans))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("saint-malo", "Saint Malo"),
        ("saint malo", "Saint-Malo"),
        ("SAINT‑MALO", "CCAS de Saint-Malo"),
        ("RES 31", "RES31"),
        ("res31", "RES 31"),
        ("res-31", "RES 31 Haute-Garonne"),
        ("arts & métiers", "Arts et Métiers"),
        ("arts et metiers", "Arts & Métiers"),
        ("arts métiers", "Arts et Métiers"),
        ("l'atelier", "L’Atelier du Val"),
        ("atelier", "L'Atelier"),
        ("C.R.E.S.S.", "C.R.E.S.S. Occitanie"),
        ("Œuvre", "oeuvre"),
        ("et", "Et"),
        ("&", "Arts & Métiers"),
        ("malo saint", "Saint-Malo"),
    ],
)
def test_a_search_forgives_hyphens_spaces_and_linking_words(typed, name):
    assert holds(name, search_words(typed))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("saint-malo", "Saint-Brieuc"),
        ("RES 31", "RES 32"),
        ("arts & métiers", "Arts"),
        ("31", "RES"),
    ],
)
def test_a_search_still_tells_names_apart(typed, name):
    assert not holds(name, search_words(typed))


def test_nothing_typed_is_nothing_looked_for():
    assert search_words("  ") == []
    assert holds("Saint-Malo", [])
