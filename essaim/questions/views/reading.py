"""Reading: the list, a questionnaire, what was answered, what it sums up to, and its codes."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from essaim.kernel.actors import actors_in_words
from essaim.kernel.http import Request, find, open_to_visitors, steps_to
from essaim.kernel.listing.http import answer_list, answer_table
from essaim.kernel.rules import can, require
from essaim.questions.enums import OF_FIELDS, QuestionKind
from essaim.questions.forms.answering import AnswerForm
from essaim.questions.lists import QUESTIONNAIRES, answers_for
from essaim.questions.models import Answer, Questionnaire
from essaim.questions.queries import (
    answers_of,
    newest_version,
    own_answer,
    readable_questions,
    summaries,
    takes_no_more,
    version_in_use,
)
from essaim.questions.schema import Question, Schema
from essaim.questions.tables import answer_head, answer_rows, codebook_head, codebook_rows
from essaim.questions.telling import condition_in_words, in_words
from essaim.questions.views.asking import FIELDS, STEP


@open_to_visitors("a questionnaire may be for everybody")
@require_GET
def questionnaires(request: Request) -> HttpResponse:
    rows = Questionnaire.objects.visible_to(request.acting).of_people()
    may_add_fields = can(request.acting, "questions.add_fields")
    rows = rows.order_by("-pk")
    return answer_list(request, QUESTIONNAIRES, rows, may_add_fields=may_add_fields)


@open_to_visitors("a questionnaire may be for everybody")
@require_GET
def questionnaire(request: Request, key: UUID) -> HttpResponse:
    """What it is; to whoever keeps it, its questions to be changed."""
    row, by = find(request, Questionnaire, key), request.acting
    may_edit = can(by, "questions.edit_questionnaire", questionnaire=row)
    in_use = version_in_use(row)
    newest = newest_version(row) if may_edit else in_use
    schema = newest.schema if newest is not None else Schema()
    kinds = OF_FIELDS if row.about else tuple(QuestionKind)
    may_answer = can(by, "questions.give_answer", questionnaire=row)
    context = {
        "questionnaire": row,
        # Fields are filled as long as they are there: nobody opens or closes them.
        "state": "" if row.about else row.state,
        "version": newest,
        "lines": [(each, condition_in_words(each, schema)) for each in schema.questions],
        "kinds": [(kind.value, kind.label) for kind in kinds],
        "may_edit": may_edit,
        "is_in_use": in_use is not None,
        "may_answer": may_answer,
        "full": takes_no_more() if may_answer and row.is_full else "",
        "may_read": can(by, "questions.view_answers", questionnaire=row),
        "mine": own_answer(row, by),
        "steps": steps_to(STEP, FIELDS) if row.about and may_edit else steps_to(STEP),
    }
    return render(request, "questions/questionnaire.html", context)


@require_GET
def preview(request: Request, key: UUID) -> HttpResponse:
    """The form as it will be, of the questions as they stand now; it sends nothing."""
    row = find(request, Questionnaire, key)
    require(request.acting, "questions.edit_questionnaire", questionnaire=row)
    newest = newest_version(row)
    form = AnswerForm(schema=newest.schema if newest is not None else Schema())
    context = {"questionnaire": row, "form": form, "steps": steps_to(STEP, row)}
    return render(request, "questions/preview.html", context)


def _read(request: Request, key: UUID) -> Questionnaire:
    row = find(request, Questionnaire, key)
    require(request.acting, "questions.view_answers", questionnaire=row)
    return row


@open_to_visitors("answers may be for everybody to read")
@require_GET
def answers(request: Request, key: UUID) -> HttpResponse:
    row = _read(request, key)
    rows = answers_of(row, request.acting)
    context = {"questionnaire": row, "steps": steps_to(STEP, row)}
    return answer_list(request, answers_for(request.acting), rows, **context)


@open_to_visitors("answers may be for everybody to read")
@require_GET
def export_answers(request: Request, key: UUID, written: str, extension: str) -> HttpResponseBase:
    """With codes for machines, or with labels for people."""
    row = _read(request, key)
    if written not in {"codes", "libelles"}:
        raise Http404
    labels, questions = written == "libelles", readable_questions(row, request.acting)
    header = answer_head(questions, labels=labels)
    rows = answer_rows(answers_of(row, request.acting), questions, labels=labels)
    name = f"reponses-{written}"
    return answer_table(extension, name=name, header=header, rows=rows, title=str(row))


@open_to_visitors("answers may be for everybody to read")
@require_GET
def summary(request: Request, key: UUID) -> HttpResponse:
    row = _read(request, key)
    context = {
        "questionnaire": row,
        "summaries": summaries(row, request.acting),
        "count": row.answers.count(),
        "steps": steps_to(STEP, row),
    }
    return render(request, "questions/summary.html", context)


@open_to_visitors("answers may be for everybody to read")
@require_GET
def codebook(request: Request, key: UUID) -> HttpResponse:
    row = _read(request, key)
    lines = list(codebook_rows(readable_questions(row, request.acting)))
    steps, heads = steps_to(STEP, row), codebook_head()
    context = {"questionnaire": row, "lines": lines, "heads": heads, "steps": steps}
    return render(request, "questions/codebook.html", context)


@open_to_visitors("answers may be for everybody to read")
@require_GET
def export_codebook(request: Request, key: UUID, extension: str) -> HttpResponseBase:
    row = _read(request, key)
    rows = codebook_rows(readable_questions(row, request.acting))
    header, title = codebook_head(), _("Codes")
    return answer_table(extension, name="codes", header=header, rows=rows, title=title)


@open_to_visitors("answers may be for everybody to read")
@require_GET
def answer(request: Request, key: UUID) -> HttpResponse:
    """One answer, to the questions that were put to whoever gave it."""
    row, by = find(request, Answer, key, "questionnaire", "version"), request.acting
    files = {each.code: each.stored for each in row.files.select_related("stored")}
    is_mine = by.key is not None and row.respondent == by.key
    parts = [
        (
            heading,
            [
                (each, _words(row, each), files.get(each.code))
                for each in asked
                if is_mine or by.is_one_of(row.questionnaire.audience_of(each))
            ],
        )
        for heading, asked in row.version.schema.sections
    ]
    context = {
        "answer": row,
        "parts": parts,
        "who": actors_in_words([row.respondent], by).get(row.respondent, ""),
        "may_change": can(by, "questions.change_answer", answer=row),
        "may_withdraw": can(by, "questions.withdraw_answer", answer=row),
        "steps": steps_to(STEP, row.questionnaire),
    }
    return render(request, "questions/answer.html", context)


def _words(answer: Answer, question: Question) -> str:
    return in_words(question, answer.values.get(question.code))
