"""Fields that the network added to its cards, and what it asked after a seminar."""

from typing import Any

from essaim.kernel.acting import PUBLIC
from essaim.network.actions import edit_organisation
from essaim.portal.demo.source import Built, Row, read
from essaim.questions.actions import (
    add_fields,
    add_question,
    add_questionnaire,
    give_answer,
    open_questionnaire,
    publish_version,
)
from essaim.questions.schema import Question

#: Written as {code: label} in the data.
PAIRS = ("choices", "rows")


def add_questions(built: Built) -> None:
    """Two fields with some values; a questionnaire with three answers, which nobody signed."""
    data = read("questions")
    for row in data["fields"]:
        fields = add_fields(model=row.pop("model"), by=built.by)
        add_question(questionnaire=fields, question=_question(row), by=built.by)
        publish_version(questionnaire=fields, by=built.by)
    for row in data["values"]:
        organisation = built.organisations[row.pop("organisation")]
        edit_organisation(organisation=organisation, more=row, by=built.by)
    asked = add_questionnaire(**data["questionnaire"], is_once=False, by=built.by)
    for row in data["questions"]:
        question = _question({"audience": PUBLIC, **row})
        add_question(questionnaire=asked, question=question, by=built.by)
    asked = open_questionnaire(questionnaire=asked, by=built.by)
    for row in data["answers"]:
        give_answer(questionnaire=asked, typed=row, by=built.by)


def _question(row: Row) -> Question:
    pairs: dict[str, Any] = {
        name: [{"code": code, "label": label} for code, label in row[name].items()]
        for name in PAIRS
        if name in row
    }
    return Question.of({**row, **pairs})
