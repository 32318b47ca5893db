"""Organisations: the list, the page, the card, merges and links."""

from collections.abc import Container, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_button,
    answer_form,
    find,
    open_to_visitors,
)
from essaim.kernel.listing.declaration import Listing, Rows
from essaim.kernel.listing.http import answer_export, answer_list
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.forms.organisations import (
    AddOrganisationForm,
    LinkForm,
    MergeOrganisationForm,
    OrganisationForm,
)
from essaim.network.lists import ORGANISATIONS
from essaim.network.models import Organisation, OrganisationLink
from essaim.network.queries import (
    list_organisations,
    members_and_reached,
    organisation_page,
)
from essaim.network.views.answers import (
    answer_end,
    answer_merge,
    room_tabs,
)
from essaim.questions.lists import with_fields
from essaim.writing.queries import Citable, shown_text
from essaim.writing.views import Text, answer_text


def organisations_to_choose(acting: Acting) -> QuerySet[Organisation]:
    """For the lists of forms: by name, without those merged into another."""
    visible: QuerySet[Organisation] = Organisation.objects.visible_to(acting).canonical_only()
    return visible.order_by("folded", "pk")


def organisations_listed(request: Request) -> tuple[Listing, Rows]:
    """The list, and what finds its rows; both with the fields of the network."""
    rows = partial(list_organisations, request.acting, on=timezone.localdate())
    return with_fields(ORGANISATIONS, rows, request.acting, "network.organisation")


@open_to_visitors("what the network is made of is public; each row has its audience")
@require_GET
def organisations(request: Request) -> HttpResponse:
    members, reached = members_and_reached(timezone.localdate())
    context = {
        "tabs": room_tabs(request.acting, "organisations"),
        "members": len(members),
        "reached": reached,
    }
    listing, rows = organisations_listed(request)
    listing = replace(listing, lines=partial(_with_membership, members))
    return answer_list(request, listing, rows, **context)


def _with_membership(members: Container[int], rows: Sequence[Any]) -> Sequence[Any]:
    """Each with `is_member`, as the members of today are known already."""
    for row in rows:
        row.is_member = row.pk in members
    return rows


@open_to_visitors("the list is public; contacts that the reader may not see stay blank")
@require_GET
def export_organisations(request: Request, extension: str) -> HttpResponseBase:
    listing, rows = organisations_listed(request)
    return answer_export(request, listing, rows, extension)


@open_to_visitors("the page of an organisation shows what its audience and each contact allow")
@require_GET
def organisation(request: Request, key: UUID) -> HttpResponse:
    organisation = find(request, Organisation, key)
    if organisation.canonical is not None:
        return redirect(organisation.canonical)
    context = {
        "page": organisation_page(organisation, request.acting),
        "description": shown_text(
            organisation.description, timezone.localdate().year, request.acting
        ),
        "today": timezone.localdate(),
        "may_edit": can(request.acting, "network.edit_organisation", organisation=organisation),
        "may_name": can(request.acting, "network.name_representative", organisation=organisation),
        "may_keep": can(request.acting, "network.merge_organisation"),
        "may_see_dues": can(request.acting, "network.view_dues"),
    }
    return render(request, "network/organisation.html", context)


@require_http_methods(["GET", "POST"])
def add_organisation(request: Request) -> HttpResponse:
    require(request.acting, "network.add_organisation")
    form = AddOrganisationForm(request.POST or None, acting=request.acting)
    lead = _("A name and a kind are enough; the rest can wait.")
    step, title = (_("Organisations"), "network:organisations"), _("Add an organisation")
    page = FormPage.under(step, title, submit=_("Add"), lead=lead)
    return answer_form(request, form, page, actions.add_organisation)


@require_http_methods(["GET", "POST"])
@edits(Organisation)
def edit_organisation(request: Request, key: UUID) -> HttpResponse:
    organisation = find(request, Organisation, key)
    require(request.acting, "network.edit_organisation", organisation=organisation)
    page = FormPage.about(organisation, _("Edit the card"), done=_("The card is saved."))
    form = OrganisationForm(request.POST or None, instance=organisation, acting=request.acting)
    text = Text(Citable(request.acting, timezone.localdate().year), organisation.audience)
    act, template = actions.edit_organisation, "form_page.html"
    return answer_text(request, form, page, act, text, template=template, organisation=organisation)


@require_http_methods(["GET", "POST"])
def merge_organisation(request: Request, key: UUID) -> HttpResponse:
    organisation = find(request, Organisation, key)
    require(request.acting, "network.merge_organisation")
    among = organisations_to_choose(request.acting).exclude(pk=organisation.pk)
    form = MergeOrganisationForm(request.POST or None, among=among)
    undo, act = "network:unmerge_organisation", actions.merge_organisation
    return answer_merge(request, form, undo, act, organisation=organisation)


@require_POST
def unmerge_organisation(request: Request, key: UUID) -> HttpResponseRedirect:
    organisation = find(request, Organisation, key)
    done = _("%(name)s stands on its own again.") % {"name": organisation}
    act = actions.unmerge_organisation
    return answer_button(request, act, organisation, done=done, organisation=organisation)


@require_http_methods(["GET", "POST"])
def link_organisations(request: Request, key: UUID) -> HttpResponse:
    organisation = find(request, Organisation, key)
    require(request.acting, "network.link_organisations")
    among = organisations_to_choose(request.acting).exclude(pk=organisation.pk)
    page = FormPage.about(organisation, _("Link to another organisation"), submit=_("Link them"))
    form = LinkForm(request.POST or None, among=among)
    return answer_form(request, form, page, actions.link_organisations, source=organisation)


@require_http_methods(["GET", "POST"])
def end_organisation_link(request: Request, key: UUID) -> HttpResponse:
    ends = ("source", "target")
    link = find(request, OrganisationLink, key, *ends, through=ends)
    require(request.acting, "network.end_organisation_link")
    title = _("End the link with %(name)s") % {"name": link.target}
    return answer_end(request, title, link.source, actions.end_organisation_link, link=link)
