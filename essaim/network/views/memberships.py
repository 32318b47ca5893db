"""Colleges, memberships, and the dues of a year."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.kernel.http import Request, refusals_as_messages, tell
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.columns import DUES
from essaim.network.forms.memberships import (
    AdmissionForm,
    CollegeForm,
    CollegeNameForm,
    DuesForm,
    EndMembershipForm,
    ExemptionForm,
    PaymentForm,
)
from essaim.network.models import College, Dues, Membership, Payment
from essaim.network.queries import dues_year, membership_page, years_of_dues
from essaim.network.queries.exports import dues_rows, header_of
from essaim.network.views.answers import FormPage, answer, answer_table, room_tabs
from essaim.network.views.organisations import organisation_of
from essaim.network.views.people import person_of

YEARS = range(1901, 2201)


def _membership_of(request: Request, key: UUID) -> Membership:
    """Dues are read by the bureau: whoever may not is told so before anything is looked up."""
    require(request.acting, "network.view_dues")
    rows = Membership.objects.select_related("organisation", "person", "college")
    return get_object_or_404(rows, key=key)


def _year_of(year: int) -> int:
    if year not in YEARS:
        raise Http404
    return year


@require_GET
def colleges(request: Request) -> HttpResponse:
    require(request.acting, "network.add_college")
    context = {
        "colleges": College.objects.order_by("name", "pk"),
        "tabs": room_tabs(request.acting, "colleges"),
    }
    return render(request, "network/colleges.html", context)


def _college_page(title: str) -> FormPage:
    back = reverse("network:colleges")
    return FormPage(
        title=title,
        submit=_("Save"),
        done=_("Saved."),
        back=back,
        back_label=_("Colleges"),
        then=back,
    )


@require_http_methods(["GET", "POST"])
def add_college(request: Request) -> HttpResponse:
    by = request.acting
    require(by, "network.add_college")
    form = CollegeForm(request.POST or None)
    page = _college_page(_("Add a college"))
    return answer(request, form, page, lambda typed: actions.add_college(by=by, **typed))


@require_http_methods(["GET", "POST"])
def edit_college(request: Request, key: UUID) -> HttpResponse:
    by = request.acting
    require(by, "network.edit_college")
    found = get_object_or_404(College, key=key)
    form = CollegeNameForm(request.POST or None, instance=found)
    return answer(
        request,
        form,
        _college_page(_("Rename the college")),
        lambda typed: actions.edit_college(college=found, by=by, **typed),
    )


@require_http_methods(["GET", "POST"])
def admit_member(request: Request, key: UUID, whose: str) -> HttpResponse:
    by = request.acting
    find = {"organisation": organisation_of, "person": person_of}[whose]
    member: Any = find(request, key)
    require(by, "network.admit_member")
    page = FormPage(
        title=_("Admit as a member"),
        submit=_("Admit"),
        done=_("Admitted."),
        back=member.get_absolute_url(),
        back_label=str(member),
        then=member.get_absolute_url(),
    )
    form = AdmissionForm(request.POST or None)
    return answer(
        request, form, page, lambda typed: actions.admit_member(by=by, **{whose: member}, **typed)
    )


@require_GET
def membership(request: Request, key: UUID) -> HttpResponse:
    found = _membership_of(request, key)
    page, this_year = membership_page(found), timezone.localdate().year
    context = {
        "page": page,
        "unset_year": None if page.has_dues_of(this_year) else this_year,
        "may_keep": can(request.acting, "network.set_dues"),
        "may_record": can(request.acting, "network.record_payment"),
    }
    return render(request, "network/membership.html", context)


def _page_of(membership: Membership, *, title: str, submit: str, done: str) -> FormPage:
    address = membership.get_absolute_url()
    return FormPage(
        title=title,
        submit=submit,
        done=done,
        back=address,
        back_label=str(membership),
        then=address,
    )


@require_http_methods(["GET", "POST"])
def end_membership(request: Request, key: UUID) -> HttpResponse:
    found, by = _membership_of(request, key), request.acting
    require(by, "network.end_membership")
    form = EndMembershipForm(request.POST or None)
    page = _page_of(found, title=_("End the membership"), submit=_("End it"), done=_("Ended."))
    return answer(
        request, form, page, lambda typed: actions.end_membership(membership=found, by=by, **typed)
    )


@require_GET
def dues(request: Request, year: int | None = None) -> HttpResponse:
    require(request.acting, "network.view_dues")
    this_year = timezone.localdate().year
    shown = _year_of(this_year if year is None else year)
    context = {
        "page": dues_year(shown),
        "years": years_of_dues(this_year),
        "may_keep": can(request.acting, "network.set_dues"),
        "tabs": room_tabs(request.acting, "dues"),
    }
    return render(request, "network/dues.html", context)


@require_GET
def export_dues(request: Request, year: int, extension: str) -> HttpResponse:
    require(request.acting, "network.view_dues")
    rows = dues_rows(dues_year(_year_of(year)))
    return answer_table(extension, name=f"cotisations-{year}", header=header_of(DUES), rows=rows)


@require_http_methods(["GET", "POST"])
def set_dues(request: Request, key: UUID, year: int) -> HttpResponse:
    found, by = _membership_of(request, key), request.acting
    require(by, "network.set_dues")
    known = found.dues.filter(year=_year_of(year)).first()
    form = DuesForm(request.POST or None, initial={"amount": known.amount if known else None})
    title = _("Dues of %(year)s") % {"year": year}
    page = _page_of(found, title=title, submit=_("Save"), done=_("Noted."))
    return answer(
        request,
        form,
        page,
        lambda typed: actions.set_dues(membership=found, year=year, by=by, **typed),
    )


@require_http_methods(["GET", "POST"])
def exempt_dues(request: Request, key: UUID, year: int) -> HttpResponse:
    found, by = _membership_of(request, key), request.acting
    require(by, "network.exempt_dues")
    form = ExemptionForm(request.POST or None)
    title = _("Exempt from the dues of %(year)s") % {"year": _year_of(year)}
    page = _page_of(found, title=title, submit=_("Exempt"), done=_("Noted."))
    return answer(
        request,
        form,
        page,
        lambda typed: actions.exempt_dues(membership=found, year=year, by=by, **typed),
    )


@require_http_methods(["GET", "POST"])
def record_payment(request: Request, key: UUID) -> HttpResponse:
    by = request.acting
    require(by, "network.record_payment")
    rows = Dues.objects.with_paid().select_related("membership__organisation", "membership__person")
    owed = get_object_or_404(rows, key=key)
    left = max(owed.amount - owed.paid, 0)
    form = PaymentForm(request.POST or None, initial={"amount": left or None})
    title = _("Record a payment for %(year)s") % {"year": owed.year}
    page = _page_of(owed.membership, title=title, submit=_("Record"), done=_("Recorded."))
    return answer(
        request, form, page, lambda typed: actions.record_payment(dues=owed, by=by, **typed)
    )


@require_POST
def withdraw_payment(request: Request, key: UUID) -> HttpResponseRedirect:
    require(request.acting, "network.withdraw_payment")
    payment = get_object_or_404(Payment.objects.select_related("dues__membership"), key=key)
    with refusals_as_messages(request):
        actions.withdraw_payment(payment=payment, by=request.acting)
        tell(request, _("The payment is taken back."))
    return redirect(payment.dues.membership)
