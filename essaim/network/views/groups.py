"""Groups, and who speaks for which member."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from essaim.kernel.http import Request
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.enums import Standing
from essaim.network.forms.people import GroupForm, GroupMemberForm, RepresentativeForm
from essaim.network.models import Group, GroupMember, Organisation, Representation
from essaim.network.queries import group_page, list_groups
from essaim.network.views.answers import FormPage, answer, answer_end, room_tabs
from essaim.network.views.organisations import organisation_of
from essaim.network.views.people import people_to_choose


def group_of(request: Request, key: UUID) -> Group:
    found: Group = get_object_or_404(Group.objects.visible_to(request.acting), key=key)
    return found


@require_GET
def groups(request: Request) -> HttpResponse:
    require(request.acting, "network.view_people")
    context = {
        "groups": list_groups(request.acting, on=timezone.localdate()),
        "tabs": room_tabs(request.acting, "groups"),
        "may_add": can(request.acting, "network.add_group"),
    }
    return render(request, "network/groups.html", context)


@require_GET
def group(request: Request, key: UUID) -> HttpResponse:
    found = group_of(request, key)
    context = {
        "page": group_page(found, request.acting, on=timezone.localdate()),
        "may_keep": can(request.acting, "network.edit_group"),
    }
    return render(request, "network/group.html", context)


@require_http_methods(["GET", "POST"])
def add_group(request: Request) -> HttpResponse:
    by = request.acting
    require(by, "network.add_group")
    page = FormPage(
        title=_("Add a group"),
        submit=_("Add"),
        done=_("Added."),
        back=reverse("network:groups"),
        back_label=_("Groups"),
        lead=_("A group is also an audience: what is for it alone is seen by its members."),
    )
    form = GroupForm(request.POST or None, acting=by)
    return answer(request, form, page, lambda typed: actions.add_group(by=by, **typed))


@require_http_methods(["GET", "POST"])
def edit_group(request: Request, key: UUID) -> HttpResponse:
    found, by = group_of(request, key), request.acting
    require(by, "network.edit_group")
    page = FormPage(
        title=_("Edit the group"),
        submit=_("Save"),
        done=_("Saved."),
        back=found.get_absolute_url(),
        back_label=str(found),
    )
    form = GroupForm(request.POST or None, instance=found, acting=by)
    return answer(
        request, form, page, lambda typed: actions.edit_group(group=found, by=by, **typed)
    )


@require_http_methods(["GET", "POST"])
def add_group_member(request: Request, key: UUID) -> HttpResponse:
    found, by = group_of(request, key), request.acting
    require(by, "network.add_group_member")
    page = FormPage(
        title=_("Who joins the group?"),
        submit=_("Add"),
        done=_("Added."),
        back=found.get_absolute_url(),
        back_label=str(found),
        then=found.get_absolute_url(),
    )
    form = GroupMemberForm(request.POST or None, among=people_to_choose(by))
    return answer(
        request, form, page, lambda typed: actions.add_group_member(group=found, by=by, **typed)
    )


@require_http_methods(["GET", "POST"])
def end_group_member(request: Request, key: UUID) -> HttpResponse:
    by = request.acting
    seen = GroupMember.objects.filter(group__in=Group.objects.visible_to(by))
    member = get_object_or_404(seen.select_related("group", "person"), key=key)
    require(by, "network.end_group_member")
    return answer_end(
        request,
        title=_("Until when was %(name)s in the group?") % {"name": member.person},
        back=member.group,
        act=lambda day: actions.end_group_member(group_member=member, ends_on=day, by=by),
    )


@require_http_methods(["GET", "POST"])
def name_representative(request: Request, key: UUID) -> HttpResponse:
    found, by = organisation_of(request, key), request.acting
    verb = "network.name_representative"
    require(by, verb, organisation=found)
    alone = not can(by, verb, organisation=found, standing=Standing.TITULAR)
    page = FormPage(
        title=_("Name an alternate") if alone else _("Who speaks for this member?"),
        submit=_("Name her"),
        done=_("Named."),
        back=found.get_absolute_url(),
        back_label=str(found),
        then=found.get_absolute_url(),
    )
    form = RepresentativeForm(
        request.POST or None, among=people_to_choose(by), is_alternate_only=alone
    )
    return answer(
        request,
        form,
        page,
        lambda typed: actions.name_representative(organisation=found, by=by, **form.named()),
    )


@require_http_methods(["GET", "POST"])
def end_representation(request: Request, key: UUID) -> HttpResponse:
    by = request.acting
    rows = Representation.objects.filter(organisation__in=Organisation.objects.visible_to(by))
    representation = get_object_or_404(rows.select_related("organisation", "person"), key=key)
    require(by, "network.end_representation")
    return answer_end(
        request,
        title=_("Until when did %(name)s speak for this member?") % {"name": representation.person},
        back=representation.organisation,
        act=lambda day: actions.end_representation(
            representation=representation, ends_on=day, by=by
        ),
    )
