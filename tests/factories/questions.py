"""Questionnaires of five shapes, in use, and answers to them."""

from typing import Any

from essaim.questions.actions import give_answer
from essaim.questions.models import Answer, Questionnaire, Version
from essaim.questions.schema import Choice, Condition, Question, Schema
from tests.factories.accounts import house

YES_AND_NO = (Choice("oui", "Oui"), Choice("non", "Non"))


def asked(code: str, kind: str = "words", **fields: Any) -> Question:
    """A question whose label is its code, unless another is given."""
    given = {"label": code.capitalize(), "audience": "public", **fields}
    if kind in {"choice", "several"}:
        given.setdefault("choices", YES_AND_NO)
    if kind == "matrix":
        given.setdefault("rows", (Choice("accueil", "Accueil"), Choice("repas", "Repas")))
    return Question(code=code, kind=kind, **given)


def only_if(on: str, comparison: str = "answered", value: str = "") -> Condition:
    return Condition(on, comparison, value)


def make_questionnaire(*questions: Question, published: bool = True, **fields: Any) -> Any:
    """Open, for the members, in use with these questions; one of words unless others are given."""
    given = {"title": "Enquête", "state": "open", **fields}
    row = Questionnaire.objects.create(**given)
    make_version(row, *(questions or (asked("mot"),)), published=published)
    return row


def make_version(row: Questionnaire, *questions: Question, published: bool = True) -> Version:
    number = row.versions.count() + 1
    return Version.objects.create(
        questionnaire=row,
        number=number,
        content=Schema(questions).as_json(),
        published_at="2024-01-01T00:00:00Z" if published else None,
    )


def make_fields(*questions: Question, about: str = "network.organisation") -> Questionnaire:
    """Fields of a model, in use."""
    return make_questionnaire(*questions, about=about, title="Organisations")


def make_answer(*, to: Questionnaire | None = None, by: Any = None, **typed: Any) -> Answer:
    """An answer as somebody gives it, by a command unless somebody is named."""
    row = to or make_questionnaire()
    return give_answer(questionnaire=row, typed=typed or {"mot": "Merci"}, by=by or house())


#: A satisfaction survey, with a matrix.
SURVEY = (
    asked("note", "scale", low=0, high=10, low_label="pas du tout", is_required=True),
    asked("points", "matrix", low=1, high=4),
    asked("commentaire", "text"),
)
#: A registration, with conditions one behind the other.
REGISTRATION = (
    asked("nom", is_required=True, is_personal=True),
    asked("courriel", "email", is_required=True, is_personal=True),
    asked("diner", "yes_no", is_required=True),
    asked("regime", "choice", is_required=True, shown_if=only_if("diner", "equals", "yes")),
    asked("precision", is_required=True, shown_if=only_if("regime", "equals", "oui")),
)
#: What a member declares each year, with numbers and files.
DECLARATION = (
    asked("adherents", "number", unit="personnes", minimum=0, is_required=True),
    asked("produits", "number", unit="€"),
    asked("cloture", "day"),
    asked("rapport", "file"),
)
#: A poll of two questions.
POLL = (asked("date", "choice", is_required=True), asked("motif", "several"))
#: Fifty questions in eight sections, each with a condition on the first.
LONG = tuple(
    question
    for part in range(8)
    for question in (
        asked(f"partie_{part}", "section"),
        *(asked(f"q_{part}_{n}", "yes_no") for n in range(7 if part < 2 else 6)),
    )
)
