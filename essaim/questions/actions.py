"""Every write of the room."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.files.actions import describe_file, discard_file, store_file
from essaim.files.models import StoredFile
from essaim.journal.actions import action, rewrite_revisions
from essaim.kernel.acting import Acting
from essaim.kernel.audiences import covers
from essaim.kernel.errors import RuleBroken
from essaim.kernel.manifest import is_open
from essaim.kernel.models import Keyed
from essaim.questions.enums import State
from essaim.questions.models import Answer, AnswerFile, Questionnaire, Version
from essaim.questions.queries import (
    kinds_in_use,
    labels_of_models,
    newest_version,
    own_answer,
    takes_no_more,
    version_being_changed,
    version_in_use,
)
from essaim.questions.reading import Reading, read_answers
from essaim.questions.schema import Question, Schema

#: Uploaded files, by the codes of their questions.
Files = Mapping[str, Any]


@action
def add_questionnaire(*, by: Acting, **content: Any) -> Questionnaire:
    """A questionnaire without a question yet, being written."""
    questionnaire = Questionnaire.objects.create(**content)
    Version.objects.create(questionnaire=questionnaire, number=1)
    return questionnaire


@action
def add_fields(*, model: str, by: Acting) -> Questionnaire:
    """The fields of a model that a room offers, to be filled in from now on; there once."""
    title = labels_of_models().get(model)
    if title is None:
        raise RuleBroken(_("To this, no field can be added."))
    standing: Questionnaire | None = Questionnaire.objects.filter(about=model).first()
    return standing or add_questionnaire(title=str(title), about=model, state=State.OPEN, by=by)


@action
def edit_questionnaire(
    *, questionnaire: Questionnaire, by: Acting, **content: Any
) -> Questionnaire:
    """What it is called, who answers and who reads the answers, with the files among them.

    Raises RuleBroken where answers would be read by more people than their form said.
    """
    standing = _locked(questionnaire)
    wider = content.get("answers_audience", standing.answers_audience)
    if not covers(standing.answers_audience, wider) and standing.answers.exists():
        raise RuleBroken(
            _(
                "People answered, and their form said who reads it: nobody else does. Close this "
                "questionnaire, and write another for the others."
            )
        )
    questionnaire.save_with(**content)
    sent = AnswerFile.objects.filter(answer__questionnaire=questionnaire)
    for each in sent.select_related("stored", "answer__version", "answer__questionnaire").order_by(
        "pk"
    ):
        stored, audience = each.stored, _audience_of_file(each.answer, each.code)
        if stored.audience != audience:
            words = {"alternative": stored.alternative, "licence": stored.licence}
            describe_file(stored=stored, audience=audience, shows_more=True, by=by, **words)
    return questionnaire


@action
def open_questionnaire(*, questionnaire: Questionnaire, by: Acting) -> Questionnaire:
    """Lets it take answers, with the questions as they stand now."""
    row = _locked(questionnaire)
    if row.closes_on is not None and row.closes_on < timezone.localdate():
        raise RuleBroken(_("Its last day is past: choose another, then open it."))
    if version_being_changed(row) is not None:
        _publish(row)
    row.save_with(state=State.OPEN)
    return row


@action
def close_questionnaire(*, questionnaire: Questionnaire, by: Acting) -> Questionnaire:
    """It no longer takes answers; it may be opened again."""
    row = _locked(questionnaire)
    row.save_with(state=State.CLOSED)
    return row


# --- Questions ------------------------------------------------------------------------------


@action
def add_question(
    *, questionnaire: Questionnaire, question: Question, by: Acting, after: str = ""
) -> Questionnaire:
    """One question more, under a code that none ever bore, in the version being changed."""
    kinds = kinds_in_use(questionnaire)
    if question.code in kinds:
        raise RuleBroken(_("A question of an earlier version bears this code: choose another."))
    return _changed(questionnaire, lambda schema: schema.adding(question, after))


@action
def edit_question(*, questionnaire: Questionnaire, question: Question, by: Acting) -> Questionnaire:
    """Put it otherwise. Raises RuleBroken for another kind: its answers would not compare."""
    kind = kinds_in_use(questionnaire).get(question.code, question.kind)
    if kind != question.kind:
        raise RuleBroken(
            _("A question that was put keeps its kind: end this one, and add another.")
        )
    return _changed(questionnaire, lambda schema: schema.changing(question))


@action
def move_question(
    *, questionnaire: Questionnaire, code: str, steps: int, by: Acting
) -> Questionnaire:
    """So many places further on, or back. Raises RuleBroken where its condition would follow it."""
    return _changed(questionnaire, lambda schema: schema.moving(code, steps))


@action
def end_question(*, questionnaire: Questionnaire, code: str, by: Acting) -> Questionnaire:
    """It is no longer asked from the next version on; what was answered stays readable."""
    return _changed(questionnaire, lambda schema: schema.without(code))


@action
def publish_version(*, questionnaire: Questionnaire, by: Acting) -> Questionnaire:
    """Put what was changed into use: from now on it stands as it is."""
    row = _locked(questionnaire)
    _publish(row)
    return row


@action
def discard_changes(*, questionnaire: Questionnaire, by: Acting) -> Questionnaire:
    """Leave the questions as they are in use. Raises RuleBroken where none is."""
    row = _locked(questionnaire)
    draft = version_being_changed(row)
    if draft is None or version_in_use(row) is None:
        raise RuleBroken(_("There is no change to give up."))
    draft.delete()
    return row


def _locked(questionnaire: Questionnaire) -> Questionnaire:
    """Whoever changes it, and whoever answers, take turns."""
    row: Questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    return row


def _refuse_closed(questionnaire: Questionnaire) -> None:
    """What was open when they asked may have been closed while they waited for their turn."""
    if not questionnaire.takes_answers:
        raise RuleBroken(_("It no longer takes answers."))


def _refuse_wider(questionnaire: Questionnaire, readers: str) -> None:
    """What was written for some is not kept for more, unasked."""
    if readers and not covers(readers, questionnaire.answers_audience):
        raise RuleBroken(
            _(
                "While you answered, this questionnaire was changed: more people will read the "
                "answers than your page said. See below who does, and send yours again if you "
                "agree."
            )
        )


def _changed(questionnaire: Questionnaire, change: Callable[[Schema], Schema]) -> Questionnaire:
    """A version in use never changes: the first change after it makes the next one."""
    row = _locked(questionnaire)
    newest = newest_version(row)
    if newest is None or newest.published_at is not None:
        number, content = (newest.number, newest.content) if newest else (0, [])
        newest = Version(questionnaire=row, number=number + 1, content=content)
    newest.content = change(newest.schema).as_json()
    newest.save()
    return row


def _publish(questionnaire: Questionnaire) -> None:
    draft = version_being_changed(questionnaire)
    if draft is None:
        raise RuleBroken(_("There is no change to put into use."))
    if not list(draft.schema) and not questionnaire.about:
        raise RuleBroken(_("It asks nothing yet: add a question first."))
    draft.published_at = timezone.now()
    draft.save()


# --- Answers --------------------------------------------------------------------------------


@action
def give_answer(
    *,
    questionnaire: Questionnaire,
    typed: Mapping[str, Any],
    by: Acting,
    files: Files | None = None,
    version: Version | None = None,
    submission: UUID | None = None,
    readers: str = "",
) -> Answer:
    """What somebody answers to the questions that they were shown, else to those in use.

    `readers`: the audience that their page named. Raises RuleBroken where more people would read
    it, where something is missing or cannot be read, where they answered before, and where as many
    answered as may; the same submission a second time is the answer that stands.
    """
    row = _locked(questionnaire)
    key = submission or uuid.uuid4()
    before = Answer.objects.filter(submission=key, questionnaire=row).first()
    if before is not None:
        return before
    _refuse_closed(row)
    if row.is_full:
        raise RuleBroken(takes_no_more())
    _refuse_wider(row, readers)
    if files and by.is_visitor:
        raise RuleBroken(_("Sign in to send a file: visitors answer in words."))
    shown = version if version is not None else version_in_use(row)
    if shown is None or shown.questionnaire_id != row.pk:
        raise RuleBroken(_("It asks nothing yet."))
    if own_answer(row, by) is not None:
        raise RuleBroken(_("You answered already: open your answer to change it."))
    answer = Answer(
        questionnaire=row, version=shown, respondent=by.key, is_only=row.is_once, submission=key
    )
    return _written(answer, typed, files or {}, by)


@action
def change_answer(
    *,
    answer: Answer,
    typed: Mapping[str, Any],
    by: Acting,
    files: Files | None = None,
    version: Version | None = None,
) -> Answer:
    """Answer again, to the questions that they were shown: the last answer counts."""
    _refuse_closed(_locked(answer.questionnaire))
    standing = Answer.objects.select_for_update().get(pk=answer.pk)
    standing.version = version or standing.version
    return _written(standing, typed, files or {}, by)


@action(about="answer")
def withdraw_answer(*, answer: Answer, by: Acting) -> None:
    """Take an answer away with its files; its history keeps that there was one, and no word."""
    forget_files(answer.files.select_related("stored"), by=by)
    rewrite_revisions(Answer, [answer.key], values={})
    answer.delete()


@action(about="thing")
def record_fields(*, thing: Keyed, typed: Mapping[str, Any], by: Acting) -> Answer | None:
    """Part of the act that adds or edits a thing: its fields, of those that were put.

    The others keep what stands. Raises RuleBroken where something cannot be read.
    """
    if not is_open("questions"):
        return None
    model = thing._meta.label_lower
    questionnaire = Questionnaire.objects.filter(about=model).first()
    version = version_in_use(questionnaire) if questionnaire is not None else None
    if questionnaire is None or version is None:
        return None
    standing = Answer.objects.filter(questionnaire=questionnaire, about=thing.key).first()
    answer = standing or Answer(questionnaire=questionnaire, about=thing.key)
    reading = read_answers(
        version.schema,
        typed,
        put=set(typed),
        standing=answer.values,
        language=get_language() or "fr",
    )
    _refuse_faults(version.schema, reading)
    if reading.values == answer.values and (standing is not None or not reading.values):
        return standing
    answer.version, answer.values = version, reading.values
    answer.save()
    return answer


def _written(answer: Answer, typed: Mapping[str, Any], files: Files, by: Acting) -> Answer:
    """A file that was sent before stands until another is sent in its place."""
    rows = answer.files.select_related("stored") if answer.pk else ()
    kept = {each.code: each for each in rows}
    before = {code: each.stored.name for code, each in kept.items()}
    sent = {code: str(file) for code, file in files.items()}
    schema = answer.version.schema
    reading = read_answers(schema, {**typed, **before, **sent}, language=get_language() or "fr")
    _refuse_faults(schema, reading)
    if not reading.values:
        raise RuleBroken(_("Nothing is answered yet: answer one question at least."))
    answer.values = reading.values
    try:
        with transaction.atomic():
            answer.save()
    except IntegrityError as error:
        raise RuleBroken(_("You answered already: open your answer to change it.")) from error
    _keep_files(answer, files, kept, by)
    return answer


def _keep_files(
    answer: Answer,
    files: Files,
    kept: Mapping[str, AnswerFile],
    by: Acting,
) -> None:
    """Those of questions that are put; what another file replaces, or nobody asks for, goes."""
    for code, each in kept.items():
        if code in files or code not in answer.values:
            forget_files([each], by=by)
    for code, file in files.items():
        if code in answer.values:
            audience = _audience_of_file(answer, code)
            stored = store_file(content=file, name=str(file), audience=audience, by=by)
            AnswerFile.objects.create(answer=answer, code=code, stored=stored)
            answer.values[code] = stored.name
    answer.save(update_fields=["values"])


def _audience_of_file(answer: Answer, code: str) -> str:
    question = answer.version.schema.get(code)
    questionnaire = answer.questionnaire
    return questionnaire.audience_of(question) if question else questionnaire.answers_audience


def forget_files(files: Iterable[AnswerFile], *, by: Acting) -> None:
    """Part of the act that takes an answer away, or its file: the file goes, and its name."""
    for each in list(files):
        stored = each.stored
        each.delete()
        rewrite_revisions(StoredFile, [stored.key], name="")
        discard_file(stored=stored, by=by)


def _refuse_faults(schema: Schema, reading: Reading) -> None:
    for code, fault in reading.faults.items():
        question = schema.get(code)
        label = question.label if question else code
        raise RuleBroken(_("“%(label)s”: %(fault)s") % {"label": label, "fault": fault})
