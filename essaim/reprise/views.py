"""Past reports: sent, reviewed part by part, taken over."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.http import Request, refusals_as_messages, refusals_on, status_of, tell
from essaim.kernel.rules import require
from essaim.kernel.texts import report_text
from essaim.programme.views.pages import Steps, find
from essaim.reprise.actions import past_reports as acts
from essaim.reprise.forms.past_reports import ApplyForm, PartForm, PastReportForm
from essaim.reprise.models import PastReport
from essaim.reprise.queries.parts import PartPage, part_page, past_report_page
from essaim.reprise.queries.past_reports import past_reports_for

OPEN = {
    "title": gettext_lazy("Take over a past report"),
    "lead": gettext_lazy(
        "It is read line by line; nothing is written before you have reviewed it."
    ),
    "submit": gettext_lazy("Read the report"),
}
APPLY = {
    "title": gettext_lazy("Take over what was reviewed"),
    "lead": gettext_lazy(
        "What stands already is left as it is: nothing is doubled, nothing overwritten."
    ),
    "submit": gettext_lazy("Take over"),
}


def _steps(*, past_report: PastReport | None = None) -> Steps:
    steps: Steps = [
        (_("Programme"), reverse("programme:current")),
        (_("Past reports"), reverse("reprise:past_reports")),
    ]
    return [*steps, (past_report.name, past_report.get_absolute_url())] if past_report else steps


def _form_page(
    request: Request, form: BaseForm, words: dict[str, Any], *, steps: Steps
) -> HttpResponse:
    """A page that is one form, with a title, a lead and a submit; 422 where it is refused."""
    context = {**words, "form": form, "steps": steps, "back": steps[-1][1]}
    return render(request, "reprise/past_report_form.html", context, status=status_of(form))


@require_GET
def past_reports(request: Request) -> HttpResponse:
    require(request.acting, "reprise.view_past_report")
    page = Paginator(past_reports_for(request.acting), 30).get_page(request.GET.get("page"))
    context = {"page": page, "steps": _steps()[:1]}
    return render(request, "reprise/past_reports.html", context)


@require_http_methods(["GET", "POST"])
def open_past_report(request: Request) -> HttpResponse:
    require(request.acting, "reprise.open_past_report")
    form = PastReportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file, year = form.cleaned_data["file"], form.cleaned_data["year"]
        with refusals_on(form):
            text = report_text(file, file.name, limit=settings.UPLOAD_LIMIT)
            by = request.acting
            return redirect(acts.open_past_report(name=file.name, text=text, year=year, by=by))
    return _form_page(request, form, OPEN, steps=_steps())


@require_GET
def past_report(request: Request, key: UUID) -> HttpResponse:
    found = find(request, PastReport, key, "programme")
    context = {"page": past_report_page(found), "steps": _steps()}
    return render(request, "reprise/past_report.html", context)


@require_http_methods(["GET", "POST"])
@edits(PastReport)
def review_past_report(request: Request, key: UUID, part: int) -> HttpResponse:
    found = find(request, PastReport, key)
    require(request.acting, "reprise.review_past_report", past_report=found)
    page = _part(found, part)
    form = PartForm(request.POST if request.method == "POST" else None, page, request.acting)
    if request.method == "POST" and _is_kept(page, form, by=request.acting):
        tell(request, _("This part is saved."))
        return redirect(page.url_after)
    context = {"page": page, "form": form, "steps": _steps(past_report=found)}
    status = 422 if form.wrong or form.refusal else 200
    return render(request, "reprise/past_report_part.html", context, status=status)


def _part(found: PastReport, number: int) -> PartPage:
    page = part_page(found, number)
    if page is None:
        raise Http404
    return page


def _is_kept(page: PartPage, form: PartForm, *, by: Acting) -> bool:
    """Whether what was sent is saved; a refusal stands above the form."""
    if form.wrong:
        return False
    try:
        acts.review_past_report(
            past_report=page.past_report,
            part=page.summary.number,
            decided=form.decided(),
            by=by,
        )
    except Forbidden:
        raise
    except RuleBroken as refusal:
        form.refusal = str(refusal)
    return not form.refusal


@require_http_methods(["GET", "POST"])
def apply_past_report(request: Request, key: UUID) -> HttpResponse:
    found = find(request, PastReport, key, "programme")
    require(request.acting, "reprise.apply_past_report", past_report=found)
    form = ApplyForm(request.POST or None, past_report=found, acting=request.acting)
    if form.is_valid():
        with refusals_on(form):
            acts.apply_past_report(past_report=found, by=request.acting, **form.cleaned_data)
            return redirect(found)
    return _form_page(request, form, APPLY, steps=_steps(past_report=found))


@require_POST
def discard_past_report(request: Request, key: UUID) -> HttpResponseRedirect:
    found = find(request, PastReport, key)
    with refusals_as_messages(request):
        acts.discard_past_report(past_report=found, by=request.acting)
        tell(request, _("The report is forgotten; what was taken over from it stays."))
    return redirect("reprise:past_reports")
