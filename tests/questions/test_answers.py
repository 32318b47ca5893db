"""Answers are given, changed and taken away; fields of a thing are written: on the database."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from essaim.accounts.queries import acting_as
from essaim.files.actions import discard_file
from essaim.files.models import StoredFile
from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.questions import actions
from essaim.questions.models import Answer, AnswerFile, Questionnaire
from essaim.questions.queries import version_in_use
from tests.factories.accounts import coordinator, house
from tests.factories.network import make_organisation
from tests.factories.questions import (
    DECLARATION,
    asked,
    make_answer,
    make_fields,
    make_questionnaire,
    only_if,
)
from tests.questions.pages import upload

pytestmark = pytest.mark.django_db


def test_whoever_answers_once_answers_once(delegate):
    by, row = acting_as(delegate), make_questionnaire()
    given = make_answer(to=row, by=by)
    with pytest.raises(RuleBroken, match="déjà"):
        make_answer(to=row, by=by)
    again = actions.change_answer(answer=given, typed={"mot": "Encore"}, by=by)
    assert (again.pk, again.values) == (given.pk, {"mot": "Encore"})
    assert Answer.objects.count() == 1


def test_whoever_answers_nothing_is_told_and_nothing_stands(delegate):
    by, row = acting_as(delegate), make_questionnaire()
    with pytest.raises(RuleBroken, match="une question au moins"):
        actions.give_answer(questionnaire=row, typed={"mot": "  "}, by=by)
    assert not Answer.objects.exists()
    given = make_answer(to=row, by=by)
    with pytest.raises(RuleBroken, match="une question au moins"):
        actions.change_answer(answer=given, typed={"mot": ""}, by=by)
    assert Answer.objects.get().values == {"mot": "Merci"}


def test_the_database_itself_refuses_a_second_answer(delegate):
    by, row = acting_as(delegate), make_questionnaire()
    given = make_answer(to=row, by=by)
    same = {"questionnaire": row, "version": given.version, "respondent": by.key}
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(**same, is_only=True)
    Answer.objects.create(**same, is_only=False)


def test_where_each_answers_as_often_as_they_like_they_do(delegate):
    by, row = acting_as(delegate), make_questionnaire(is_once=False)
    for _again in range(2):
        make_answer(to=row, by=by)
    assert Answer.objects.filter(respondent=by.key).count() == 2


def test_the_same_submission_is_one_answer():
    row, submission = make_questionnaire(is_once=False), uuid.uuid4()
    said = {"questionnaire": row, "typed": {"mot": "Merci"}, "submission": submission}
    first, second = (actions.give_answer(**said, by=house()) for _again in range(2))
    assert first.pk == second.pk


def test_a_visitor_answers_what_is_for_everybody_and_is_not_known():
    row = make_questionnaire(audience="public", is_once=False)
    assert make_answer(to=row, by=VISITOR).respondent is None
    with pytest.raises(Forbidden):
        make_answer(to=make_questionnaire(audience="public"), by=VISITOR)


def test_what_cannot_be_read_is_refused_by_its_question():
    row = make_questionnaire(asked("n", "number", label="Combien ?"))
    with pytest.raises(RuleBroken, match="Combien"):
        make_answer(to=row, n="beaucoup")
    assert Answer.objects.count() == 0


def test_an_answer_is_to_the_questions_that_were_shown():
    by, row = coordinator(), make_questionnaire(asked("a"))
    shown = version_in_use(row)
    actions.add_question(questionnaire=row, question=asked("b", is_required=True), by=by)
    actions.publish_version(questionnaire=row, by=by)
    given = actions.give_answer(questionnaire=row, typed={"a": "x"}, version=shown, by=by)
    assert given.version == shown
    with pytest.raises(RuleBroken, match="B"):
        actions.change_answer(answer=given, typed={"a": "x"}, version=version_in_use(row), by=by)


def test_a_version_of_another_questionnaire_is_refused():
    other = version_in_use(make_questionnaire())
    with pytest.raises(RuleBroken):
        actions.give_answer(
            questionnaire=make_questionnaire(), typed={"mot": "x"}, version=other, by=house()
        )


def declared(row: Questionnaire, **files: SimpleUploadedFile) -> Answer:
    typed = {"adherents": "12"}
    return actions.give_answer(questionnaire=row, typed=typed, files=files, by=house())


def test_a_file_is_kept_with_the_answer_and_nobody_discards_it():
    given = declared(make_questionnaire(*DECLARATION), rapport=upload())
    kept = AnswerFile.objects.get()
    assert (kept.answer, kept.code, kept.stored.audience) == (given, "rapport", "bureau")
    assert given.values == {"adherents": "12", "rapport": "rapport.pdf"}
    with pytest.raises(RuleBroken):
        discard_file(stored=kept.stored, by=house())


def test_a_file_stands_until_another_is_sent_in_its_place():
    given = declared(make_questionnaire(*DECLARATION), rapport=upload())
    actions.change_answer(answer=given, typed={"adherents": "13"}, by=house())
    assert StoredFile.objects.get().name == "rapport.pdf"
    files = {"rapport": upload("autre.pdf")}
    again = actions.change_answer(answer=given, typed={"adherents": "13"}, files=files, by=house())
    assert again.values["rapport"] == StoredFile.objects.get().name == "autre.pdf"


def test_a_file_that_is_no_longer_asked_for_goes():
    condition = only_if("a", "equals", "yes")
    row = make_questionnaire(asked("a", "yes_no"), asked("f", "file", shown_if=condition))
    typed, files = {"a": "oui"}, {"f": upload()}
    given = actions.give_answer(questionnaire=row, typed=typed, files=files, by=house())
    actions.change_answer(answer=given, typed={"a": "non"}, by=house())
    assert StoredFile.objects.count() == 0


def test_a_bad_file_is_refused_and_nothing_is_kept():
    with pytest.raises(RuleBroken):
        declared(make_questionnaire(*DECLARATION), rapport=upload(content=b"<svg>"))
    assert (Answer.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_an_answer_that_is_taken_away_leaves_a_line_and_no_word():
    given = declared(make_questionnaire(*DECLARATION), rapport=upload())
    key = given.key
    actions.withdraw_answer(answer=given, by=house())
    assert (Answer.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert {each.record["values"].__str__() for each in Revision.objects.of(key)} == {"{}"}
    assert Entry.objects.filter(verb="questions.withdraw_answer").count() == 1


# --- Fields of a thing ----------------------------------------------------------------------


def test_fields_are_added_to_a_model_once_and_to_those_that_are_offered():
    by = coordinator()
    first = actions.add_fields(model="network.organisation", by=by)
    assert actions.add_fields(model="network.organisation", by=by) == first
    with pytest.raises(RuleBroken):
        actions.add_fields(model="accounts.user", by=by)


def test_fields_that_were_put_are_written_and_the_others_stay():
    make_fields(asked("a"), asked("b", audience="bureau"))
    thing = make_organisation()
    actions.record_fields(thing=thing, typed={"a": "un", "b": "deux"}, by=house())
    given = actions.record_fields(thing=thing, typed={"a": ""}, by=house())
    assert given.values == {"b": "deux"}
    assert (given.about, given.respondent) == (thing.key, None)


def test_nothing_typed_writes_nothing():
    thing = make_organisation()
    assert actions.record_fields(thing=thing, typed={"a": "x"}, by=house()) is None
    make_fields(asked("a"))
    assert actions.record_fields(thing=thing, typed={"a": ""}, by=house()) is None
    actions.record_fields(thing=thing, typed={"a": "x"}, by=house())
    before = Entry.objects.count()
    actions.record_fields(thing=thing, typed={"a": "x"}, by=house())
    assert Entry.objects.count() == before + 1
    assert Revision.objects.filter(target_model="questions.answer").count() == 1


def test_a_field_that_cannot_be_read_is_refused():
    make_fields(asked("n", "number", label="Bénévoles"))
    with pytest.raises(RuleBroken, match="Bénévoles"):
        actions.record_fields(thing=make_organisation(), typed={"n": "peu"}, by=house())


def test_the_database_itself_refuses_fields_twice():
    row = make_fields(asked("a"))
    version, about = version_in_use(row), uuid.uuid4()
    Answer.objects.create(questionnaire=row, version=version, about=about)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(questionnaire=row, version=version, about=about)
