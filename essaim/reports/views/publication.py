"""Publishing, versions and their drift, files, and what a funder sees."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.documents.document import Document
from essaim.documents.formats import FORMATS, UnresolvedFigure
from essaim.documents.formats import render as rendered
from essaim.documents.formats.html import fragment
from essaim.documents.formats.kept import kept_file
from essaim.kernel.errors import RuleBroken
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_button,
    answer_form,
    find,
    is_only_head,
    open_to_visitors,
)
from essaim.kernel.rules import can, require
from essaim.reports.actions import publication as actions
from essaim.reports.checks import find_serious
from essaim.reports.forms.formats import format_names
from essaim.reports.forms.publication import FunderLinkForm, PublishForm
from essaim.reports.links import Refusal, address_of, link_of
from essaim.reports.models import FunderLink, Snapshot
from essaim.reports.queries.composition import compose, gather
from essaim.reports.queries.drift import drift_of
from essaim.reports.queries.publication import (
    document_of_snapshot,
    heading_of_snapshot,
    links_of,
    snapshots_of,
    standing_alone,
)
from essaim.reports.views.composition import find_report, page_about


def _version(request: Request, key: UUID, number: int) -> Snapshot:
    report = find_report(request, key)
    return get_object_or_404(
        Snapshot.objects.select_related("report", "decision"), report=report, number=number
    )


def _file(data: bytes, title: str, fmt: str) -> HttpResponse:
    """A document as a file to keep."""
    response = HttpResponse(data, content_type=FORMATS[fmt].media_type)
    name = f"{slugify(title) or 'bilan'}{FORMATS[fmt].suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rendered(document: Document, fmt: str) -> bytes:
    """Raises RuleBroken where a figure in it is gone."""
    try:
        return rendered(document, fmt, base_url=settings.BASE_URL)
    except UnresolvedFigure as gone:
        sentence = _("The figure “%(figure)s” is gone, under “%(place)s”: mend the text first.")
        raise RuleBroken(sentence % {"figure": gone.figure, "place": gone.place}) from gone


def _file_of_version(snapshot: Snapshot, fmt: str, *, is_alone: bool) -> HttpResponse:
    """Made once: what was published never changes."""
    if fmt not in FORMATS:
        raise Http404
    what = f"{fmt} {'alone' if is_alone else 'in the house'} {settings.BASE_URL}"
    make = partial(_rendered, fmt=fmt)
    data = kept_file(snapshot.sha256, what, lambda: make(_document(snapshot, is_alone=is_alone)))
    return _file(data, heading_of_snapshot(snapshot).title, fmt)


def _body_of_version(snapshot: Snapshot, *, is_alone: bool) -> str:
    """The version within a page, made once."""
    what = f"fragment {'alone' if is_alone else 'in the house'}"
    document = partial(_document, snapshot, is_alone=is_alone)
    return kept_file(
        snapshot.sha256, what, lambda: fragment(document(), base_url="").encode()
    ).decode()


def _document(snapshot: Snapshot, *, is_alone: bool) -> Document:
    document = document_of_snapshot(snapshot)
    return standing_alone(document) if is_alone else document


@require_http_methods(["GET", "POST"])
def publish_report(request: Request, key: UUID) -> HttpResponse:
    report = find_report(request, key)
    require(request.acting, "reports.publish_report", report=report)
    findings = find_serious(gather(report, at_most=0))
    form = PublishForm(request.POST or None, acting=request.acting, asks_why=bool(findings))
    page = page_about(
        report,
        _("Publish"),
        lead=_(
            "The report is frozen as it reads now, with its date and its SHA-256. What changes in "
            "the house afterwards shows beside it and never alters it."
        ),
        submit=_("Publish this version"),
        then="",
        done=lambda version: _("Version %(number)s is published.") % {"number": version.number},
    )
    return answer_form(
        request,
        form,
        page,
        actions.publish_report,
        template="reports/publish_report.html",
        context={"findings": findings},
        report=report,
    )


@require_GET
def export_report(request: Request, key: UUID, fmt: str) -> HttpResponse:
    """The draft as it reads now, for those who write it."""
    report = find_report(request, key)
    require(request.acting, "reports.export_report", report=report)
    if fmt not in FORMATS:
        raise Http404
    document = compose(report, request.acting)
    return _file(_rendered(document, fmt), document.title, fmt)


@require_GET
def versions(request: Request, key: UUID) -> HttpResponse:
    report = find_report(request, key)
    snapshots = list(snapshots_of(report))
    may_link = can(request.acting, "reports.make_funder_link", report=report)
    links = [(link, address_of(link)) for link in links_of(snapshots)] if may_link else []
    context = {"report": report, "snapshots": snapshots, "links": links, "may_link": may_link}
    return render(request, "reports/versions.html", context)


@open_to_visitors("a published report whose audience is everybody")
@require_GET
def version(request: Request, key: UUID, number: int) -> HttpResponse:
    """A version as it was published; those who publish read beside it what has moved since."""
    snapshot = _version(request, key, number)
    may_publish = can(request.acting, "reports.publish_report", report=snapshot.report)
    context = {
        "snapshot": snapshot,
        "body": _body_of_version(snapshot, is_alone=False),
        "drift": drift_of(snapshot, request.acting) if may_publish else None,
        "formats": format_names(),
        "may_publish": may_publish,
    }
    return render(request, "reports/version.html", context)


@open_to_visitors("a published report whose audience is everybody")
@require_GET
def version_file(request: Request, key: UUID, number: int, fmt: str) -> HttpResponse:
    return _file_of_version(_version(request, key, number), fmt, is_alone=False)


@require_http_methods(["GET", "POST"])
def make_funder_link(request: Request, key: UUID, number: int) -> HttpResponse:
    snapshot = _version(request, key, number)
    require(request.acting, "reports.make_funder_link", report=snapshot.report)
    form = FunderLinkForm(request.POST or None)
    act = partial(actions.make_funder_link, report=snapshot.report)
    return answer_form(request, form, _page_of_link(snapshot), act, snapshot=snapshot)


def _page_of_link(snapshot: Snapshot) -> FormPage:
    lead = _(
        "Whoever has the address reads this version, without an account, until the day you choose. "
        "You can withdraw it at any time."
    )
    words = {"kicker": str(snapshot), "lead": lead, "submit": _("Make the link")}
    versions = _versions(snapshot)
    return FormPage(_("Link for a funder"), versions, _("Versions"), then=versions, **words)


def _versions(snapshot: Snapshot) -> str:
    return reverse("reports:versions", args=[snapshot.report.key])


@require_POST
def revoke_funder_link(request: Request, link: UUID) -> HttpResponseRedirect:
    path = "snapshot__report"
    funder_link = find(request, FunderLink, link, path, through=[path])
    back, done = _versions(funder_link.snapshot), _("The link opens nothing any more.")
    return answer_button(request, actions.revoke_funder_link, back, done=done, link=funder_link)


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
    body = _body_of_version(link.snapshot, is_alone=True)
    document = heading_of_snapshot(link.snapshot)
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
    return _file_of_version(link.snapshot, fmt, is_alone=True)
