"""Days that were noted wrongly, endings that were none, and what stood before."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from essaim.accounts.days import DaysPage
from essaim.journal.http import edits
from essaim.kernel.days import DaysForm
from essaim.kernel.http import Request, answer_form, find
from essaim.kernel.rules import require
from essaim.network import actions
from essaim.network.forms.memberships import MembershipDaysForm
from essaim.network.models import (
    Affiliation,
    GroupMember,
    Membership,
    NetworkRole,
    OrganisationLink,
    Representation,
)
from essaim.network.views.memberships import membership_of
from essaim.network.views.people import people_seen_by


@require_http_methods(["GET", "POST"])
@edits(Membership)
def correct_membership(request: Request, key: UUID) -> HttpResponse:
    membership = membership_of(request, key)
    require(request.acting, "network.correct_membership")
    given = {"admitted_on": membership.admitted_on, "ended_on": membership.ended_on}
    form = MembershipDaysForm(request.POST or None, initial=given)
    act = actions.correct_membership
    return _answer(request, form, membership, membership, act, membership=membership)


@require_http_methods(["GET", "POST"])
@edits(Affiliation)
def correct_affiliation(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "network.correct_affiliation")
    rows = Affiliation.objects.filter(person__in=people_seen_by(request.acting))
    row = get_object_or_404(rows.select_related("person__canonical"), key=key)
    act = actions.correct_affiliation
    return _answer(request, _form(request, row), row, row.person, act, affiliation=row)


@require_http_methods(["GET", "POST"])
@edits(NetworkRole)
def correct_network_role(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "network.correct_network_role")
    rows = NetworkRole.objects.filter(person__in=people_seen_by(request.acting))
    row = get_object_or_404(rows.select_related("person__canonical"), key=key)
    act = actions.correct_network_role
    return _answer(request, _form(request, row), row, row.person, act, network_role=row)


@require_http_methods(["GET", "POST"])
@edits(GroupMember)
def correct_group_member(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "network.correct_group_member")
    row = find(request, GroupMember, key, "group", "person__canonical", through=["group"])
    act = actions.correct_group_member
    return _answer(request, _form(request, row), row, row.group, act, group_member=row)


@require_http_methods(["GET", "POST"])
@edits(Representation)
def correct_representation(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "network.correct_representation")
    related = ("organisation__canonical", "person__canonical")
    row = find(request, Representation, key, *related, through=["organisation"])
    act = actions.correct_representation
    return _answer(request, _form(request, row), row, row.organisation, act, representation=row)


@require_http_methods(["GET", "POST"])
@edits(OrganisationLink)
def correct_organisation_link(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "network.correct_organisation_link")
    row = find(request, OrganisationLink, key, "source", through=["source", "target"])
    act = actions.correct_organisation_link
    return _answer(request, _form(request, row), row, row.source, act, link=row)


def _form(request: Request, row: Any) -> DaysForm:
    return DaysForm(
        request.POST or None, initial={"starts_on": row.starts_on, "ends_on": row.ends_on}
    )


def _answer(
    request: Request, form: BaseForm, row: Any, back: Any, act: Callable[..., Any], **things: Any
) -> HttpResponse:
    """The form with the days that stand, and below it those that stood before."""
    page = DaysPage.correcting(row, back.get_absolute_url(), str(back))
    return answer_form(request, form, page, act, template="correct_days.html", **things)
