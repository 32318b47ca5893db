"""Colleges: the electoral categories of members."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from essaim.journal.http import edits
from essaim.kernel.http import FormPage, Request, answer_form
from essaim.kernel.rules import require
from essaim.network import actions
from essaim.network.forms.memberships import CollegeForm, CollegeNameForm
from essaim.network.models import College
from essaim.network.views.answers import room_tabs


@require_GET
def colleges(request: Request) -> HttpResponse:
    require(request.acting, "network.add_college")
    context = {
        "colleges": College.objects.order_by("name", "pk"),
        "tabs": room_tabs(request.acting, "colleges"),
    }
    return render(request, "network/colleges.html", context)


def _page(title: str) -> FormPage:
    back = reverse("network:colleges")
    return FormPage(title=title, back=back, back_label=_("Colleges"), then=back)


@require_http_methods(["GET", "POST"])
def add_college(request: Request) -> HttpResponse:
    require(request.acting, "network.add_college")
    form = CollegeForm(request.POST or None)
    return answer_form(request, form, _page(_("Add a college")), actions.add_college)


@require_http_methods(["GET", "POST"])
@edits(College)
def edit_college(request: Request, key: UUID) -> HttpResponse:
    require(request.acting, "network.edit_college")
    college = get_object_or_404(College, key=key)
    form, page = CollegeNameForm(request.POST or None, instance=college), _page(_("Rename"))
    return answer_form(request, form, page, actions.edit_college, college=college)
