"""Answering: the form that people fill in, once or as often as they like."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.kernel.errors import Missing
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_button,
    answer_form,
    find,
    open_to_visitors,
)
from essaim.kernel.rules import can, require
from essaim.questions import actions
from essaim.questions.forms.answering import AnswerForm
from essaim.questions.http import as_shown
from essaim.questions.models import Answer, Questionnaire, Version
from essaim.questions.queries import own_answer, takes_no_more, version_in_use

TEMPLATE = "questions/give_answer.html"


@open_to_visitors("a questionnaire may be for everybody")
@require_http_methods(["GET", "POST"])
def give_answer(request: Request, key: UUID) -> HttpResponse:
    row = find(request, Questionnaire, key)
    mine = own_answer(row, request.acting)
    if mine is not None and can(request.acting, "questions.change_answer", answer=mine):
        return redirect("questions:change_answer", mine.key)
    require(request.acting, "questions.give_answer", questionnaire=row)
    page = FormPage.about(
        row, str(row), submit=_("Send my answer"), done=_("Thank you: your answer is kept.")
    )
    return _answered(request, page, as_shown(request, row, actions.give_answer), questionnaire=row)


@require_http_methods(["GET", "POST"])
def change_answer(request: Request, key: UUID) -> HttpResponse:
    row = find(request, Answer, key, "questionnaire", "version")
    require(request.acting, "questions.change_answer", answer=row)
    page = FormPage.about(row.questionnaire, str(row), submit=_("Change my answer"))
    return _answered(request, page, actions.change_answer, standing=row, answer=row)


@require_POST
def withdraw_answer(request: Request, key: UUID) -> HttpResponseRedirect:
    row = find(request, Answer, key, "questionnaire", "version")
    require(request.acting, "questions.withdraw_answer", answer=row)
    back, done = row.questionnaire.get_absolute_url(), _("The answer is taken away.")
    return answer_button(request, actions.withdraw_answer, row, then=back, done=done, answer=row)


def _version_shown(request: Request, row: Questionnaire) -> Version | None:
    """The version that the page showed, which may have become a former one meanwhile."""
    number = request.POST.get("version", "")
    if not number.isdecimal() or len(number) > len("99999"):
        return None
    return row.versions.in_use().filter(number=int(number)).first()


def _answered(
    request: Request,
    page: FormPage,
    act: object,
    standing: Answer | None = None,
    **things: object,
) -> HttpResponse:
    questionnaire: Any = standing.questionnaire if standing else things["questionnaire"]
    version = _version_shown(request, questionnaire) or version_in_use(questionnaire)
    if version is None:
        raise Missing(_("It asks nothing yet."))
    if standing is None and request.method == "GET" and questionnaire.is_full:
        raise Missing(takes_no_more())
    data, files = request.POST or None, request.FILES or None
    form = AnswerForm(data, files, schema=version.schema, answer=standing)
    context = {"version": version, "questionnaire": questionnaire, "draft": True}
    more = {"template": TEMPLATE, "context": context, "version": version}
    return answer_form(request, form, page, act, **more, **things)  # type: ignore[arg-type]
