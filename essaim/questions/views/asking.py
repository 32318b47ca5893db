"""Asking: a questionnaire is written, changed, put into use, opened and closed."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.http import FormPage, Request, answer_button, answer_form, find, steps_to
from essaim.kernel.rules import require
from essaim.questions import actions
from essaim.questions.enums import OF_FIELDS, QuestionKind
from essaim.questions.forms.asking import MoveForm, QuestionForm, QuestionnaireForm
from essaim.questions.models import Questionnaire
from essaim.questions.queries import kinds_in_use, labels_of_models, newest_version
from essaim.questions.schema import Question, Schema

STEP = (gettext_lazy("Questionnaires"), "questions:questionnaires")
FIELDS = (gettext_lazy("Fields of your own"), "questions:fields")


def _find(request: Request, key: UUID, verb: str) -> Questionnaire:
    row = find(request, Questionnaire, key)
    require(request.acting, f"questions.{verb}", questionnaire=row)
    return row


def _schema(questionnaire: Questionnaire) -> Schema:
    newest = newest_version(questionnaire)
    return newest.schema if newest is not None else Schema()


@require_http_methods(["GET", "POST"])
def add_questionnaire(request: Request) -> HttpResponse:
    require(request.acting, "questions.add_questionnaire")
    form = QuestionnaireForm(request.POST or None, acting=request.acting)
    page = FormPage.under(STEP, _("Write a questionnaire"), submit=_("Go on to its questions"))
    return answer_form(request, form, page, actions.add_questionnaire)


@require_http_methods(["GET", "POST"])
@edits(Questionnaire)
def edit_questionnaire(request: Request, key: UUID) -> HttpResponse:
    row = _find(request, key, "edit_questionnaire")
    form = QuestionnaireForm(request.POST or None, instance=row, acting=request.acting)
    page = FormPage.about(row, _("Edit the questionnaire"), above=[STEP])
    act = actions.edit_questionnaire
    return answer_form(request, form, page, act, questionnaire=row)


@require_GET
def fields(request: Request) -> HttpResponse:
    """What the network may note more of, and how much it does already."""
    require(request.acting, "questions.add_fields")
    standing = {row.about: row for row in Questionnaire.objects.exclude(about="")}
    rows = [(model, label, standing.get(model)) for model, label in labels_of_models().items()]
    context = {"rows": rows, "steps": steps_to(STEP)}
    return render(request, "questions/fields.html", context)


@require_POST
def add_fields(request: Request, model: str) -> HttpResponseRedirect:
    then = Questionnaire.get_absolute_url
    return answer_button(request, actions.add_fields, "questions:fields", then=then, model=model)


@require_http_methods(["GET", "POST"])
def add_question(request: Request, key: UUID, kind: str) -> HttpResponse:
    row = _find(request, key, "add_question")
    if kind not in (OF_FIELDS if row.about else QuestionKind.values):
        raise Http404
    form = _form(request, row, kind)
    page = FormPage.about(row, str(QuestionKind(kind).label), kicker=_("A question more"))
    return answer_form(request, form, page, actions.add_question, questionnaire=row)


@require_http_methods(["GET", "POST"])
@edits(Questionnaire)
def edit_question(request: Request, key: UUID, question: str) -> HttpResponse:
    row = _find(request, key, "edit_question")
    standing = _schema(row).get(question)
    if standing is None:
        raise Http404
    form = _form(request, row, standing.kind, standing)
    kicker = str(QuestionKind(standing.kind).label)
    page = FormPage.about(row, _("Edit the question"), kicker=kicker)
    return answer_form(request, form, page, actions.edit_question, questionnaire=row)


def _form(
    request: Request, row: Questionnaire, kind: str, before: Question | None = None
) -> QuestionForm:
    return QuestionForm(
        request.POST or None,
        kind=kind,
        schema=_schema(row),
        acting=request.acting,
        of_fields=bool(row.about),
        before=before,
        taken=kinds_in_use(row),
    )


@require_POST
def move_question(request: Request, key: UUID, question: str) -> HttpResponseRedirect:
    row = _find(request, key, "move_question")
    back = f"{row.get_absolute_url()}#{question}"
    form = MoveForm(request.POST)
    act = actions.move_question
    return answer_button(request, act, back, form=form, questionnaire=row, code=question)


@require_POST
def end_question(request: Request, key: UUID, question: str) -> HttpResponseRedirect:
    row = _find(request, key, "end_question")
    done = _("It is no longer asked.")
    act = actions.end_question
    return answer_button(request, act, row, done=done, questionnaire=row, code=question)


@require_POST
def publish_version(request: Request, key: UUID) -> HttpResponseRedirect:
    row = _find(request, key, "publish_version")
    done = _("The fields are in use.") if row.about else _("The questions are in use.")
    return answer_button(request, actions.publish_version, row, done=done, questionnaire=row)


@require_POST
def discard_changes(request: Request, key: UUID) -> HttpResponseRedirect:
    row = _find(request, key, "discard_changes")
    done = _("The questions stand as they are in use.")
    return answer_button(request, actions.discard_changes, row, done=done, questionnaire=row)


@require_POST
def open_questionnaire(request: Request, key: UUID) -> HttpResponseRedirect:
    row = _find(request, key, "open_questionnaire")
    done = _("It takes answers.")
    return answer_button(request, actions.open_questionnaire, row, done=done, questionnaire=row)


@require_POST
def close_questionnaire(request: Request, key: UUID) -> HttpResponseRedirect:
    row = _find(request, key, "close_questionnaire")
    done = _("It no longer takes answers.")
    return answer_button(request, actions.close_questionnaire, row, done=done, questionnaire=row)
