"""Publishing, versions and their drift, files, and what a funder sees."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.documents.document import Document
from essaim.documents.formats import FORMATS, UnresolvedFigure
from essaim.documents.formats import render as rendered
from essaim.documents.formats.html import fragment
from essaim.kernel.errors import RuleBroken
from essaim.kernel.http import (
    Request,
    is_only_head,
    open_to_visitors,
    refusals_as_messages,
    refusals_on,
    render_form,
    status_of,
    tell,
)
from essaim.kernel.rules import can, require
from essaim.reports.actions import publication as actions
from essaim.reports.checks import Severity, find_all
from essaim.reports.forms.formats import format_names
from essaim.reports.forms.publication import FunderLinkForm, PublishForm
from essaim.reports.links import Refusal, address_of, link_of
from essaim.reports.models import FunderLink, Report, Snapshot
from essaim.reports.queries.composition import compose, gather
from essaim.reports.queries.drift import drift_of
from essaim.reports.queries.publication import (
    document_of_snapshot,
    links_of,
    snapshots_of,
    standing_alone,
)
from essaim.reports.queries.reports import reports_for


def _report(request: Request, key: UUID) -> Report:
    return get_object_or_404(reports_for(request.acting), key=key)


def _version(request: Request, key: UUID, number: int) -> Snapshot:
    report = _report(request, key)
    return get_object_or_404(
        Snapshot.objects.select_related("report", "decision"), report=report, number=number
    )


def _file(document: Document, fmt: str) -> HttpResponse:
    """The document as a file to keep. Raises RuleBroken where a figure in it is gone."""
    if fmt not in FORMATS:
        raise Http404
    try:
        data = rendered(document, fmt, base_url=settings.BASE_URL)
    except UnresolvedFigure as gone:
        sentence = _("The figure “%(figure)s” is gone, under “%(place)s”: mend the text first.")
        raise RuleBroken(sentence % {"figure": gone.figure, "place": gone.place}) from gone
    response = HttpResponse(data, content_type=FORMATS[fmt].media_type)
    name = f"{slugify(document.title) or 'bilan'}{FORMATS[fmt].suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
def publish_report(request: Request, key: UUID) -> HttpResponse:
    report = _report(request, key)
    require(request.acting, "reports.publish_report", report=report)
    findings = [f for f in find_all(gather(report)) if f.severity is not Severity.WARNING]
    form = PublishForm(request.POST or None, acting=request.acting, asks_why=bool(findings))
    if form.is_valid():
        with refusals_on(form):
            version = actions.publish_report(report=report, by=request.acting, **form.cleaned_data)
            tell(request, _("Version %(number)s is published.") % {"number": version.number})
            return redirect(version)
    context = {"form": form, "report": report, "findings": findings}
    return render(request, "reports/publish_report.html", context, status=status_of(form))


@require_GET
def export_report(request: Request, key: UUID, fmt: str) -> HttpResponse:
    """The draft as it reads now, for those who write it."""
    report = _report(request, key)
    require(request.acting, "reports.export_report", report=report)
    return _file(compose(report, request.acting), fmt)


@require_GET
def versions(request: Request, key: UUID) -> HttpResponse:
    report = _report(request, key)
    snapshots = list(snapshots_of(report))
    may_link = can(request.acting, "reports.make_funder_link", report=report)
    links = [(link, address_of(link)) for link in links_of(snapshots)] if may_link else []
    context = {"report": report, "snapshots": snapshots, "links": links, "may_link": may_link}
    return render(request, "reports/versions.html", context)


@open_to_visitors("a published report whose audience is everybody")
@require_GET
def version(request: Request, key: UUID, number: int) -> HttpResponse:
    """A version as it was published; those who publish read beside it what has moved since."""
    found = _version(request, key, number)
    may_publish = can(request.acting, "reports.publish_report", report=found.report)
    context = {
        "snapshot": found,
        "body": fragment(document_of_snapshot(found), base_url=""),
        "drift": drift_of(found, request.acting) if may_publish else None,
        "formats": format_names(),
        "may_publish": may_publish,
    }
    return render(request, "reports/version.html", context)


@open_to_visitors("a published report whose audience is everybody")
@require_GET
def version_file(request: Request, key: UUID, number: int, fmt: str) -> HttpResponse:
    return _file(document_of_snapshot(_version(request, key, number)), fmt)


@require_http_methods(["GET", "POST"])
def make_funder_link(request: Request, key: UUID, number: int) -> HttpResponse:
    snapshot = _version(request, key, number)
    require(request.acting, "reports.make_funder_link", report=snapshot.report)
    form = FunderLinkForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            data = form.cleaned_data
            actions.make_funder_link(
                report=snapshot.report, snapshot=snapshot, by=request.acting, **data
            )
            return redirect("reports:versions", key)
    return render_form(request, "reports/make_funder_link.html", form, snapshot=snapshot)


@require_POST
def revoke_funder_link(request: Request, link: UUID) -> HttpResponseRedirect:
    visible = FunderLink.objects.filter(snapshot__report__in=reports_for(request.acting))
    found = get_object_or_404(visible.select_related("snapshot__report"), key=link)
    with refusals_as_messages(request):
        actions.revoke_funder_link(link=found, by=request.acting)
        tell(request, _("The link opens nothing any more."))
    return redirect("reports:versions", found.snapshot.report.key)


def _opened(request: Request, token: str) -> FunderLink | HttpResponse:
    """The link, or the page that says why it opens nothing, which is counted."""
    link = link_of(token, on=timezone.localdate())
    if isinstance(link, Refusal):
        actions.count_refused_link(link.code)
        return render(request, "refused.html", {"sentence": link.sentence}, status=410)
    return link


def _count_reading(link: FunderLink, request: Request) -> None:
    """A check of the link is no consultation."""
    if not is_only_head(request):
        actions.count_consultation(link)


@open_to_visitors("a funder reads by a signed link, without an account")
@cache_control(private=True, no_store=True)
@require_GET
def funder_reading(request: Request, token: str) -> HttpResponse:
    """The version alone: not one live row stands on this page."""
    link = _opened(request, token)
    if isinstance(link, HttpResponse):
        return link
    _count_reading(link, request)
    document = standing_alone(document_of_snapshot(link.snapshot))
    body = fragment(document, base_url="")
    context = {"link": link, "document": document, "body": body, "formats": format_names()}
    page = render(request, "reports/funder_reading.html", {**context, "token": token})
    page.headers["X-Robots-Tag"] = "noindex"
    return page


@open_to_visitors("a funder reads by a signed link, without an account")
@cache_control(private=True, no_store=True)
@require_GET
def funder_file(request: Request, token: str, fmt: str) -> HttpResponse:
    link = _opened(request, token)
    if isinstance(link, HttpResponse):
        return link
    return _file(standing_alone(document_of_snapshot(link.snapshot)), fmt)
