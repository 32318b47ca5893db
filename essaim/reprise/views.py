"""Past reports: sent, reviewed part by part, taken over."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.http import FormPage, Request, answer_button, answer_form, find, steps_to, tell
from essaim.kernel.listing.http import answer_list
from essaim.kernel.rules import require
from essaim.programme.views.plan import PROGRAMME
from essaim.reprise import lists
from essaim.reprise.actions import past_reports as acts
from essaim.reprise.formats import report_text
from essaim.reprise.forms.past_reports import ApplyForm, PartForm, PastReportForm
from essaim.reprise.models import PastReport
from essaim.reprise.queries.parts import PartPage, part_page, past_report_page
from essaim.reprise.queries.past_reports import past_reports_for

PAST_REPORTS = (gettext_lazy("Past reports"), "reprise:past_reports")


@require_GET
def past_reports(request: Request) -> HttpResponse:
    require(request.acting, "reprise.view_past_report")
    rows = past_reports_for(request.acting)
    return answer_list(request, lists.PAST_REPORTS, rows, steps=steps_to(PROGRAMME))


@require_http_methods(["GET", "POST"])
def open_past_report(request: Request) -> HttpResponse:
    require(request.acting, "reprise.open_past_report")
    form = PastReportForm(request.POST or None, request.FILES or None)
    page = FormPage.under(
        PAST_REPORTS,
        _("Take over a past report"),
        above=[PROGRAMME],
        lead=_("It is read line by line; nothing is written before you have reviewed it."),
        submit=_("Read the report"),
        done=_("The report is read: review it part by part."),
    )
    return answer_form(request, form, page, _open)


def _open(*, file: Any, year: int, by: Acting) -> PastReport:
    text = report_text(file, file.name, limit=settings.UPLOAD_LIMIT)
    return acts.open_past_report(name=file.name, text=text, year=year, by=by)


@require_GET
def past_report(request: Request, key: UUID) -> HttpResponse:
    report = find(request, PastReport, key, "programme")
    context = {"page": past_report_page(report), "steps": steps_to(PROGRAMME, PAST_REPORTS)}
    return render(request, "reprise/past_report.html", context)


@require_http_methods(["GET", "POST"])
@edits(PastReport)
def review_past_report(request: Request, key: UUID, part: int) -> HttpResponse:
    report = find(request, PastReport, key)
    require(request.acting, "reprise.review_past_report", past_report=report)
    page = _part(report, part)
    form = PartForm(request.POST if request.method == "POST" else None, page, request.acting)
    if request.method == "POST" and _is_kept(page, form, by=request.acting):
        tell(request, _("This part is saved."))
        return redirect(page.url_after)
    context = {"page": page, "form": form, "steps": steps_to(PROGRAMME, PAST_REPORTS, report)}
    status = 422 if form.wrong or form.refusal else 200
    return render(request, "reprise/past_report_part.html", context, status=status)


def _part(report: PastReport, number: int) -> PartPage:
    page = part_page(report, number)
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
    report = find(request, PastReport, key, "programme")
    require(request.acting, "reprise.apply_past_report", past_report=report)
    form = ApplyForm(request.POST or None, past_report=report, acting=request.acting)
    page = FormPage.about(
        report,
        _("Take over what was reviewed"),
        above=[PROGRAMME, PAST_REPORTS],
        lead=_("What stands already is left as it is: nothing is doubled, nothing overwritten."),
        submit=_("Take over"),
        done=_("What was reviewed is taken over."),
    )
    return answer_form(request, form, page, acts.apply_past_report, past_report=report)


@require_POST
def discard_past_report(request: Request, key: UUID) -> HttpResponseRedirect:
    report = find(request, PastReport, key)
    done = _("The report is forgotten; what was taken over from it stays.")
    act, then = acts.discard_past_report, PAST_REPORTS[1]
    return answer_button(request, act, report, then=then, done=done, past_report=report)
