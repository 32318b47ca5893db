"""Questionnaires are written, put into use, answered: every act on the database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essaim.journal.models import Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.questions import actions
from essaim.questions.models import Questionnaire
from essaim.questions.queries import version_being_changed, version_in_use
from tests.factories.accounts import coordinator
from tests.factories.questions import (
    asked,
    make_answer,
    make_questionnaire,
)
from tests.questions.pages import codes

pytestmark = pytest.mark.django_db


def test_a_questionnaire_is_written_then_opened():
    by = coordinator()
    row = actions.add_questionnaire(title="Enquête", by=by)
    with pytest.raises(RuleBroken, match="question"):
        actions.open_questionnaire(questionnaire=row, by=by)
    actions.add_question(questionnaire=row, question=asked("b"), by=by)
    actions.add_question(questionnaire=row, question=asked("c"), by=by)
    actions.add_question(questionnaire=row, question=asked("a"), after="b", by=by)
    actions.move_question(questionnaire=row, code="a", steps=-1, by=by)
    actions.edit_question(questionnaire=row, question=asked("c", label="Encore ?"), by=by)
    assert version_in_use(row) is None
    row = actions.open_questionnaire(questionnaire=row, by=by)
    assert row.state == "open"
    assert codes(version_in_use(row)) == ["a", "b", "c"]
    assert version_being_changed(row) is None


def test_what_is_in_use_never_changes_and_each_answer_knows_its_version():
    by, row = coordinator(), make_questionnaire(asked("a"), asked("b"))
    given = make_answer(to=row, a="un", b="deux")
    actions.end_question(questionnaire=row, code="a", by=by)
    actions.add_question(questionnaire=row, question=asked("c"), by=by)
    assert codes(version_in_use(row)) == ["a", "b"]
    actions.publish_version(questionnaire=row, by=by)
    given.refresh_from_db()
    assert codes(given.version) == ["a", "b"]
    assert given.values == {"a": "un", "b": "deux"}
    assert [(v.number, codes(v)) for v in row.versions.in_use()] == [
        (2, ["b", "c"]),
        (1, ["a", "b"]),
    ]


def test_changes_are_given_up():
    by, row = coordinator(), make_questionnaire(asked("a"))
    with pytest.raises(RuleBroken):
        actions.discard_changes(questionnaire=row, by=by)
    actions.end_question(questionnaire=row, code="a", by=by)
    actions.discard_changes(questionnaire=row, by=by)
    assert codes(version_in_use(row)) == ["a"]
    assert row.versions.count() == 1


def test_what_was_never_in_use_is_not_given_up():
    by = coordinator()
    row = actions.add_questionnaire(title="Enquête", by=by)
    with pytest.raises(RuleBroken):
        actions.discard_changes(questionnaire=row, by=by)


def test_nothing_changed_is_not_put_into_use():
    with pytest.raises(RuleBroken):
        actions.publish_version(questionnaire=make_questionnaire(), by=coordinator())


def test_a_code_once_put_is_of_its_question_for_ever():
    by, row = coordinator(), make_questionnaire(asked("a"), asked("b"))
    with pytest.raises(RuleBroken, match="nature"):
        actions.edit_question(questionnaire=row, question=asked("a", "number"), by=by)
    actions.end_question(questionnaire=row, code="a", by=by)
    actions.publish_version(questionnaire=row, by=by)
    with pytest.raises(RuleBroken, match="code"):
        actions.add_question(questionnaire=row, question=asked("a", "number"), by=by)


def test_the_history_tells_the_questions():
    by, row = coordinator(), make_questionnaire(asked("a"))
    actions.edit_question(questionnaire=row, question=asked("a", label="Autrement"), by=by)
    record = Revision.objects.of(row.key).last().record
    assert record["questions"][0]["label"] == "Autrement"


def test_it_is_closed_and_opened_again():
    by, row = coordinator(), make_questionnaire()
    row = actions.close_questionnaire(questionnaire=row, by=by)
    with pytest.raises(Forbidden):
        make_answer(to=row)
    row = actions.open_questionnaire(questionnaire=row, by=by)
    assert make_answer(to=row).values == {"mot": "Merci"}


def test_its_last_day_is_a_day_to_answer():
    by, today = coordinator(), timezone.localdate()
    row = make_questionnaire(closes_on=today)
    make_answer(to=row)
    Questionnaire.objects.update(closes_on=today - timedelta(days=1))
    row.refresh_from_db()
    with pytest.raises(Forbidden):
        make_answer(to=row, by=by)
    row = actions.close_questionnaire(questionnaire=row, by=by)
    with pytest.raises(RuleBroken, match="dernier jour"):
        actions.open_questionnaire(questionnaire=row, by=by)
