from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.text import fold, fold_words, likeness, sentences


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
