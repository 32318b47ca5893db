"""A schema is changed into another that holds together, or refused in a sentence."""

from decimal import Decimal

import pytest

from essaim.kernel.errors import RuleBroken
from essaim.questions.schema import Choice, Question, Schema, free_code
from tests.factories.questions import asked, only_if

THREE = Schema((asked("a"), asked("b"), asked("c")))


def codes(schema: Schema) -> str:
    return "".join(question.code for question in schema.questions)


def test_a_question_stands_where_it_is_put():
    assert codes(THREE.adding(asked("d"))) == "abcd"
    assert codes(THREE.adding(asked("d"), after="a")) == "adbc"
    assert codes(THREE.moving("c", -1)) == "acb"
    assert codes(THREE.moving("a", 9)) == "bca"
    assert codes(THREE.moving("a", -1)) == "abc"
    assert codes(THREE.without("b")) == "ac"


def test_a_question_that_is_gone_is_said_to_be_gone():
    for change in (lambda: THREE.without("z"), lambda: THREE.moving("z", 1)):
        with pytest.raises(RuleBroken):
            change()


def test_what_is_kept_is_what_was_made():
    question = Question(
        code="n",
        kind="number",
        label="Combien",
        unit="€",
        minimum=Decimal("0.10"),
        shown_if=only_if("a", "equals", "x"),
        choices=(Choice("x", "X"),),
    )
    schema = Schema((asked("a"), question))
    assert Schema.of(schema.as_json()) == schema
    assert schema.as_json()[1]["minimum"] == "0.10"
    assert "hint" not in schema.as_json()[1]


def test_a_code_is_made_of_words_and_stands_once():
    assert free_code("Nombre de bénévoles ?", set()) == "nombre_de_benevoles"
    assert free_code("Nom", {"nom", "nom_2"}) == "nom_3"
    assert free_code("…", set()) == "question"
    assert THREE.free_code("A", {"a_2"}) == "a_3"


REFUSED = [
    (asked("q", "choice", choices=(Choice("x", "X"),)), "deux choix"),
    (asked("q", "several", choices=()), "deux choix"),
    (asked("q", "matrix", rows=()), "une ligne"),
    (asked("q", "scale", low=5, high=5), "11"),
    (asked("q", "scale", low=0, high=11), "11"),
    (asked("q", "number", minimum=Decimal(2), maximum=Decimal(1)), "plus petit"),
    (asked("q", shown_if=only_if("d")), "avant"),
    (asked("q", shown_if=only_if("a", "over", "3")), "supérieur"),
    (asked("q", shown_if=only_if("n", "over", "beaucoup")), "supérieur"),
    (asked("q", shown_if=only_if("s", "equals", "oui")), "est"),
    (asked("q", shown_if=only_if("s", "contains", "peut-être")), "contient"),
    (asked("q", shown_if=only_if("y", "equals", "oui")), "est"),
    (asked("q", shown_if=only_if("j", "under", "hier")), "inférieur"),
    (asked("q", shown_if=only_if("h")), "remplie"),
]
AMONG = Schema(
    (
        asked("h", "section"),
        asked("a"),
        asked("n", "number"),
        asked("s", "several"),
        asked("y", "yes_no"),
        asked("j", "day"),
        asked("d"),
    )
)


@pytest.mark.parametrize(("question", "words"), REFUSED)
def test_what_does_not_hold_together_is_refused(question: Question, words: str):
    with pytest.raises(RuleBroken, match=words):
        AMONG.adding(question, after="j")


def test_what_shows_a_question_stays_before_it():
    schema = AMONG.adding(asked("q", shown_if=only_if("y", "equals", "yes")))
    for change in (
        lambda: schema.moving("y", 9),
        lambda: schema.without("y"),
        lambda: schema.moving("q", -9),
    ):
        with pytest.raises(RuleBroken, match="avant"):
            change()


def test_sections_hold_what_stands_under_them():
    schema = Schema((asked("a"), asked("s", "section"), asked("b"), asked("t", "section")))
    parts = [(part and part.code, [q.code for q in qs]) for part, qs in schema.sections]
    assert parts == [(None, ["a"]), ("s", ["b"]), ("t", [])]
    assert [question.code for question in schema] == ["a", "b"]
    assert Schema().sections == []


def test_a_reader_has_the_questions_whose_answers_are_for_them():
    schema = Schema((asked("a"), asked("b", audience="bureau"), asked("s", "section")))
    assert codes(schema.for_whom({"public", "members"})) == "as"
