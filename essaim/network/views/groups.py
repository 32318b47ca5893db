"""Groups and their members."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from essaim.journal.http import edits
from essaim.kernel.http import FormPage, Request, answer_form, find
from essaim.kernel.rules import can, require
from essaim.network import actions
from essaim.network.forms.people import GroupForm, GroupMemberForm
from essaim.network.models import Group, GroupMember
from essaim.network.queries import group_page, list_groups
from essaim.network.views.answers import answer_end, room_tabs
from essaim.network.views.people import people_seen_by, people_to_choose


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
    group = find(request, Group, key)
    context = {
        "page": group_page(group, request.acting, on=timezone.localdate()),
        "may_keep": can(request.acting, "network.edit_group"),
    }
    return render(request, "network/group.html", context)


@require_http_methods(["GET", "POST"])
def add_group(request: Request) -> HttpResponse:
    require(request.acting, "network.add_group")
    lead = _("A group is also an audience: what is for it alone is seen by its members.")
    step, title = (_("Groups"), "network:groups"), _("Add a group")
    page = FormPage.under(step, title, submit=_("Add"), lead=lead)
    form = GroupForm(request.POST or None, acting=request.acting)
    return answer_form(request, form, page, actions.add_group)


@require_http_methods(["GET", "POST"])
@edits(Group)
def edit_group(request: Request, key: UUID) -> HttpResponse:
    group = find(request, Group, key)
    require(request.acting, "network.edit_group")
    page = FormPage.about(group, _("Edit the group"))
    form = GroupForm(request.POST or None, instance=group, acting=request.acting)
    return answer_form(request, form, page, actions.edit_group, group=group)


@require_http_methods(["GET", "POST"])
def add_group_member(request: Request, key: UUID) -> HttpResponse:
    group = find(request, Group, key)
    require(request.acting, "network.add_group_member")
    page = FormPage.about(group, _("Who joins the group?"), submit=_("Add"))
    form = GroupMemberForm(request.POST or None, among=people_to_choose(request.acting))
    return answer_form(request, form, page, actions.add_group_member, group=group)


@require_http_methods(["GET", "POST"])
def end_group_member(request: Request, key: UUID) -> HttpResponse:
    """The people of a group see each other, whatever the audience of their cards."""
    by = request.acting
    known = Q(person__in=people_seen_by(by)) | Q(group__key__in=by.keys_of("group"))
    visible = GroupMember.objects.filter(known, group__in=Group.objects.visible_to(by))
    row = get_object_or_404(visible.select_related("group", "person"), key=key)
    require(request.acting, "network.end_group_member")
    title = _("Until when was %(name)s in the group?") % {"name": row.person}
    return answer_end(request, title, row.group, actions.end_group_member, group_member=row)
