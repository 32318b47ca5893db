"""Memberships: the page, the admission of an organisation or a person, the end."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from essaim.kernel.http import FormPage, Request, answer_form, find
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.forms.memberships import AdmissionForm, EndMembershipForm
from essaim.network.models import Membership, Organisation
from essaim.network.queries import membership_page
from essaim.network.queries.dues import rhythms
from essaim.network.views.people import person_of


def membership_of(request: Request, key: UUID) -> Membership:
    """Dues are read by the bureau: whoever may not is told so before anything is looked up."""
    require(request.acting, "network.view_dues")
    return find(request, Membership, key, "organisation", "person", "college")


@require_GET
def membership(request: Request, key: UUID) -> HttpResponse:
    membership, asked = membership_of(request, key), rhythms()
    page = membership_page(membership)
    this_year = asked.year_on(timezone.localdate(), membership.admitted_on)
    context = {
        "page": page,
        "unset_year": None if page.has_dues_of(this_year) else this_year,
        "unset_label": asked.label(this_year),
        "may_keep": can(request.acting, "network.set_dues"),
        "may_record": can(request.acting, "network.record_payment"),
    }
    return render(request, "network/membership.html", context)


@require_http_methods(["GET", "POST"])
def admit_member(request: Request, key: UUID, whose: str) -> HttpResponse:
    is_person = whose == "person"
    member = person_of(request, key) if is_person else find(request, Organisation, key)
    require(request.acting, "network.admit_member")
    words = {"submit": _("Admit"), "done": _("Admitted.")}
    page = FormPage.about(member, _("Admit as a member"), **words)
    form, things = AdmissionForm(request.POST or None), {whose: cast(Any, member)}
    return answer_form(request, form, page, actions.admit_member, **things)


@require_http_methods(["GET", "POST"])
def end_membership(request: Request, key: UUID) -> HttpResponse:
    membership = membership_of(request, key)
    require(request.acting, "network.end_membership")
    words = {"submit": _("End it"), "done": _("Ended.")}
    page = FormPage.about(membership, _("End the membership"), **words)
    form = EndMembershipForm(request.POST or None)
    return answer_form(request, form, page, actions.end_membership, membership=membership)
