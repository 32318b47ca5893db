"""The dues of a year, what is owed and what came in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.http import FormPage, Request, answer_button, answer_form, find
from essaim.kernel.listing.http import answer_list, answer_table
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.dues_periods import Rhythms
from essaim.network.forms.memberships import DuesForm, DuesRhythmForm, ExemptionForm, PaymentForm
from essaim.network.lists import DUES
from essaim.network.models import Dues, Membership, Payment
from essaim.network.queries import dues_year, this_year_of_dues, years_of_dues
from essaim.network.queries.dues import rhythms
from essaim.network.queries.exports import dues_rows
from essaim.network.queries.memberships import DuesYear, amounts_of_last_year
from essaim.network.views.answers import room_tabs
from essaim.network.views.memberships import membership_of

YEARS = range(1901, 2201)


def _checked(year: int) -> int:
    if year not in YEARS:
        raise Http404
    return year


@require_GET
def dues(request: Request, year: int | None = None) -> HttpResponse:
    require(request.acting, "network.view_dues")
    asked = rhythms()
    this_year = this_year_of_dues(timezone.localdate(), asked)
    shown = dues_year(this_year if year is None else _checked(year), request.acting, asked)
    may_keep = can(request.acting, "network.set_dues")
    context = {
        "dues": shown,
        "repeated": amounts_of_last_year(shown) if may_keep else {},
        "last_year": asked.label(shown.year - 1),
        "years": [_year_choice(each, asked, shown) for each in years_of_dues(this_year, asked)],
        "rhythm": asked.of(this_year).label,
        "may_keep": may_keep,
        "tabs": room_tabs(request.acting, "dues"),
        "within": {"year": shown.year},
    }
    return answer_list(request, DUES, shown.calls, **context)


def _year_choice(year: int, asked: Rhythms, shown: DuesYear) -> dict[str, Any]:
    url = reverse("network:dues", args=[year])
    return {"label": asked.label(year), "url": url, "current": year == shown.year}


@require_http_methods(["GET", "POST"])
@edits("address")
def set_dues_rhythm(request: Request) -> HttpResponse:
    require(request.acting, "network.set_dues_rhythm")
    lead = _("Dues that are set keep the days that they cover; the next ones follow.")
    back, label = reverse("network:dues"), _("Dues")
    title = _("What days do dues cover?")
    page = FormPage(title, back=back, back_label=label, then=back, lead=lead)
    asked = rhythms()
    following = this_year_of_dues(timezone.localdate(), asked) + 1
    standing = {"since": following, "rhythm": asked.of(following)}
    form = DuesRhythmForm(request.POST or None, initial=standing)
    return answer_form(request, form, page, actions.set_dues_rhythm)


@require_GET
def export_dues(request: Request, year: int, extension: str) -> HttpResponseBase:
    require(request.acting, "network.view_dues")
    rows = dues_rows(dues_year(_checked(year), request.acting))
    title = _("Dues %(year)s") % {"year": year}
    name = f"cotisations-{year}"
    return answer_table(extension, name=name, header=DUES.header(), rows=rows, title=title)


@require_http_methods(["GET", "POST"])
@edits(Membership)
def set_dues(request: Request, key: UUID, year: int) -> HttpResponse:
    membership = membership_of(request, key)
    require(request.acting, "network.set_dues")
    title = _("Dues of %(year)s") % {"year": rhythms().label(_checked(year))}
    page = FormPage.about(membership, title)
    known = membership.dues.filter(year=year).first()
    form = DuesForm(request.POST or None, initial={"amount": known.amount if known else None})
    return answer_form(request, form, page, actions.set_dues, membership=membership, year=year)


@require_POST
def repeat_dues(request: Request, year: int) -> HttpResponseRedirect:
    """Every amount that the page of this year lacks, as it was the year before."""
    require(request.acting, "network.set_dues")
    shown = dues_year(_checked(year), request.acting)
    members = list(Membership.objects.filter(pk__in=amounts_of_last_year(shown)).order_by("pk"))
    back, done = reverse("network:dues", args=[year]), _("The amounts are those of last year.")
    act = actions.repeat_dues
    return answer_button(request, act, back, done=done, memberships=members, year=year)


@require_http_methods(["GET", "POST"])
@edits(Membership)
def exempt_dues(request: Request, key: UUID, year: int) -> HttpResponse:
    membership = membership_of(request, key)
    require(request.acting, "network.exempt_dues")
    title = _("Exempt from the dues of %(year)s") % {"year": rhythms().label(_checked(year))}
    page = FormPage.about(membership, title, submit=_("Exempt"))
    known = membership.dues.filter(year=year).first()
    form = ExemptionForm(request.POST or None, initial={"reason": known.exemption if known else ""})
    return answer_form(request, form, page, actions.exempt_dues, membership=membership, year=year)


@require_http_methods(["GET", "POST"])
def record_payment(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "network.record_payment")
    rows = Dues.objects.with_paid().select_related("membership__organisation", "membership__person")
    visible = Membership.objects.visible_to(request.acting)
    owed = get_object_or_404(rows.filter(membership__in=visible), key=key)
    title = _("Record a payment for %(year)s") % {"year": owed.label}
    page = FormPage.about(owed.membership, title, submit=_("Record"), done=_("Recorded."))
    left = max(owed.amount - owed.paid, 0)
    form = PaymentForm(request.POST or None, initial={"amount": left or None})
    return answer_form(request, form, page, actions.record_payment, dues=owed)


@require_POST
def withdraw_payment(request: Request, key: UUID) -> HttpResponseRedirect:
    require(request.acting, "network.withdraw_payment")
    path = "dues__membership"
    payment = find(request, Payment, key, path, through=[path])
    back, done = payment.dues.membership, _("The payment is taken back.")
    return answer_button(request, actions.withdraw_payment, back, done=done, payment=payment)
