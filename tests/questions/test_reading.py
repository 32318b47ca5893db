"""What was typed is understood by one function: a table of literal cases."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from essaim.questions.reading import read_answer, read_answers
from essaim.questions.schema import Choice, Question, Schema
from tests.factories.questions import (
    DECLARATION,
    LONG,
    POLL,
    REGISTRATION,
    SURVEY,
    asked,
    only_if,
)

COLOURS = (Choice("rouge", "Rouge vif"), Choice("bleu", "Bleu"), Choice("vert", "Vert"))
NUMBER = asked("q", "number", minimum=Decimal(0), maximum=Decimal("99.5"))

#: A question, what is typed, what is kept.
UNDERSTOOD: list[tuple[Question, Any, Any]] = [
    (asked("q"), "  Deux \n mots ", "Deux mots"),
    (asked("q", "text"), " Une ligne\r\nune autre ", "Une ligne\nune autre"),
    (asked("q", "choice", choices=COLOURS), "bleu", "bleu"),
    (asked("q", "choice", choices=COLOURS), "ROUGE  vif", "rouge"),
    (asked("q", "several", choices=COLOURS), ["vert", "rouge", "vert"], ["rouge", "vert"]),
    (asked("q", "several", choices=COLOURS), "Vert; Rouge vif;", ["rouge", "vert"]),
    (asked("q", "yes_no"), "yes", True),
    (asked("q", "yes_no"), "Non", False),
    (asked("q", "yes_no"), False, False),
    (asked("q", "scale", low=0, high=10), "0", 0),
    (asked("q", "scale", low=-2, high=2), -2, -2),
    (asked("q", "matrix"), {"accueil": "4", "repas": ""}, {"accueil": 4}),
    (asked("q", "matrix"), {"accueil": "4", "inconnue": "2"}, {"accueil": 4}),
    (NUMBER, "12,50", "12.5"),
    (NUMBER, " 12 ", "12"),
    (NUMBER, "0", "0"),
    (NUMBER, 0, "0"),
    (NUMBER, Decimal("99.5"), "99.5"),
    (asked("q", "number"), "−1 250,75 €", "-1250.75"),
    (asked("q", "number"), Decimal("1.10e9"), "1100000000"),
    (asked("q", "number"), "−0", "0"),
    (asked("q", "day"), "2024-06-12", "2024-06-12"),
    (asked("q", "day"), "12/06/2024", "2024-06-12"),
    (asked("q", "day"), date(2024, 6, 12), "2024-06-12"),
    (asked("q", "email"), " a@b.fr ", "a@b.fr"),
    (asked("q", "phone"), "+33  1 23 45 67 89", "+33 1 23 45 67 89"),
    (asked("q", "address"), "1 rue des Lilas\n29200 Brest ", "1 rue des Lilas\n29200 Brest"),
    (asked("q", "file"), "rapport.pdf", "rapport.pdf"),
]
#: A question, what is typed, what the sentence says of it.
REFUSED: list[tuple[Question, Any, str]] = [
    (asked("q"), "x" * 301, "301"),
    (asked("q", "address"), "x" * 501, "500"),
    (asked("q", "choice", choices=COLOURS), "jaune", "jaune.*Rouge vif, Bleu, Vert"),
    (asked("q", "several", choices=COLOURS), ["vert", "jaune"], "jaune"),
    (asked("q", "yes_no"), "peut-être", "oui ou non"),
    (asked("q", "scale"), "6", "1 à 5"),
    (asked("q", "scale"), "2,5", "1 à 5"),
    (asked("q", "matrix"), {"accueil": "9"}, "1 à 5"),
    (asked("q", "matrix", is_required=True), {"accueil": "4", "repas": ""}, "Repas"),
    (asked("q", "matrix"), "4", "ligne"),
    (NUMBER, "beaucoup", "beaucoup"),
    (NUMBER, "1,000", "1000"),
    (NUMBER, "-0,01", "0"),
    (NUMBER, "99,51", "99.5"),
    (asked("q", "number"), Decimal("9" * 29), "chiffres"),
    (asked("q", "number"), Decimal("NaN"), "chiffres"),
    (asked("q", "day"), "juin 2024", "12/06/2024"),
    (asked("q", "day"), "31/02/2024", "12/06/2024"),
    (asked("q", "day"), date(1850, 1, 1), "1900"),
    (asked("q", "email"), "a@b", "adresse"),
    (asked("q", "phone"), "appelez-moi", "chiffres"),
    (asked("q", "phone"), "12", "chiffres"),
]


@pytest.fixture(autouse=True)
def in_french():
    with translation.override("fr"):
        yield


@pytest.mark.parametrize(("question", "typed", "kept"), UNDERSTOOD)
def test_an_answer_is_understood_as_written(question: Question, typed: Any, kept: Any) -> None:
    value = read_answer(question, typed)
    assert value == kept
    assert type(value) is type(kept)


@pytest.mark.parametrize(("question", "typed", "words"), REFUSED)
def test_what_is_no_answer_is_refused_in_a_sentence(
    question: Question, typed: Any, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        read_answer(question, typed)


@pytest.mark.parametrize(("question", "typed", "kept"), UNDERSTOOD)
def test_what_is_kept_reads_as_itself(question: Question, typed: Any, kept: Any) -> None:
    """Numbers come back as numbers: their digits are not those that a language writes."""
    again = Decimal(kept) if question.kind == "number" else kept
    assert read_answer(question, again) == kept


@pytest.mark.parametrize("nothing", ["", "  ", None, [], {"accueil": " "}])
def test_nothing_is_no_answer(nothing: Any) -> None:
    schema = Schema((asked("q", "matrix"), asked("r", is_required=True)))
    reading = read_answers(schema, {"q": nothing, "r": nothing if nothing != [] else ""})
    assert reading.values == {}
    assert set(reading.faults) == {"r"}


#: A condition on an answer, what is answered, whether the second question is put.
CONDITIONS = [
    ("words", "answered", "", "x", True),
    ("words", "answered", "", "", False),
    ("words", "equals", "Brest", "brest ", True),
    ("words", "contains", "rest", "À Brest", True),
    ("words", "contains", "rest", "Quimper", False),
    ("yes_no", "equals", "yes", "oui", True),
    ("yes_no", "equals", "no", "oui", False),
    ("yes_no", "equals", "yes", "", False),
    ("choice", "equals", "oui", "Oui", True),
    ("several", "contains", "non", ["oui", "non"], True),
    ("several", "contains", "non", ["oui"], False),
    ("number", "equals", "12", "12,0", True),
    ("number", "over", "12", "12", False),
    ("number", "over", "12", "12,01", True),
    ("number", "under", "12", "11,99", True),
    ("number", "under", "12", "12", False),
    ("scale", "over", "3", "4", True),
    ("day", "over", "2024-06-12", "13/06/2024", True),
    ("day", "under", "2024-06-12", "12/06/2024", False),
]


@pytest.mark.parametrize(("kind", "comparison", "value", "typed", "is_put"), CONDITIONS)
def test_a_condition_lets_a_question_be_put(
    kind: str, comparison: str, value: str, typed: Any, is_put: bool
) -> None:
    later = asked("b", shown_if=only_if("a", comparison, value))
    reading = read_answers(Schema((asked("a", kind), later)), {"a": typed, "b": "oui"})
    assert reading.faults == {}
    assert ("b" in reading.values) is is_put


def test_answers_to_hidden_questions_are_dropped_one_behind_the_other() -> None:
    typed = {"nom": "Ana", "courriel": "a@b.fr", "regime": "oui", "precision": "sans gluten"}
    schema = Schema(REGISTRATION)
    stays = read_answers(schema, {**typed, "diner": "oui"})
    assert stays.faults == {}
    assert stays.values["precision"] == "sans gluten"
    leaves = read_answers(schema, {**typed, "diner": "non"})
    assert leaves.faults == {}
    assert leaves.values == {"nom": "Ana", "courriel": "a@b.fr", "diner": False}


def test_a_question_that_is_put_is_needed_and_one_that_is_hidden_is_not() -> None:
    typed = {"nom": "Ana", "courriel": "a@b.fr", "diner": "oui"}
    assert set(read_answers(Schema(REGISTRATION), typed).faults) == {"regime"}


def test_a_hidden_section_hides_all_that_stands_under_it() -> None:
    schema = Schema(
        (
            asked("membre", "yes_no"),
            asked("suite", "section", shown_if=only_if("membre", "equals", "yes")),
            asked("depuis", is_required=True),
            asked("fin", "section"),
            asked("mot"),
        )
    )
    reading = read_answers(schema, {"membre": "non", "depuis": "2019", "mot": "Merci"})
    assert reading.faults == {}
    assert reading.values == {"membre": False, "mot": "Merci"}


def test_what_was_not_put_keeps_what_stands() -> None:
    schema = Schema((asked("a"), asked("b", is_required=True), asked("c")))
    reading = read_answers(schema, {"a": "neuf"}, put={"a"}, standing={"b": "vieux"})
    assert reading.faults == {}
    assert reading.values == {"a": "neuf", "b": "vieux"}


@pytest.mark.parametrize("questions", [SURVEY, REGISTRATION, DECLARATION, POLL, LONG])
def test_the_five_shapes_read_nothing_and_ask_for_what_is_needed(
    questions: tuple[Question, ...],
) -> None:
    schema = Schema(questions)
    reading = read_answers(schema, {})
    needed = {each.code for each in schema if each.is_required and each.shown_if is None}
    assert set(reading.faults) == needed
    assert Schema.of(schema.as_json()) == schema


@given(st.dictionaries(st.sampled_from(["note", "points", "commentaire"]), st.text(max_size=8)))
def test_whatever_is_typed_is_kept_or_refused_and_what_is_kept_reads_again(
    typed: dict[str, str],
) -> None:
    schema = Schema(SURVEY)
    reading = read_answers(schema, typed)
    assert reading.values.keys().isdisjoint(reading.faults)
    again = read_answers(schema, {**typed, **reading.values})
    assert again.values == reading.values
