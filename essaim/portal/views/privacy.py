"""What the house keeps on people: told to all, handed to each, erased on request."""

import re
from uuid import UUID

from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from essaim.kernel.http import Request, open_to_visitors, status_of, tell
from essaim.kernel.rules import require
from essaim.network.models import Person
from essaim.portal import actions
from essaim.portal.forms import ErasureForm
from essaim.portal.queries import as_json, held_on, held_on_user, held_page, retention_lines
from essaim.portal.time_given import my_time

YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)


@open_to_visitors("what the house keeps on people is said to all")
@require_GET
def privacy(request: Request) -> HttpResponse:
    return render(request, "portal/privacy.html", {"lines": retention_lines()})


@require_GET
def my_data(request: Request) -> HttpResponse:
    """What is held on whoever asks, kind by kind."""
    data = held_page(request.acting, request.GET.get("page", "1"))
    return render(request, "portal/my_data.html", {"data": data, "person": data.person})


@require_GET
def view_my_time(request: Request) -> HttpResponse:
    """What the house knows of the time that whoever asks gave, in a year."""
    today = timezone.localdate()
    asked = request.GET.get("annee", "")
    year = int(asked) if YEAR.fullmatch(asked) else today.year
    after = year + 1 if year < today.year else None
    context = {"time": my_time(request.acting, year), "before": year - 1, "after": after}
    return render(request, "portal/my_time.html", context)


@require_GET
def export_my_data(request: Request) -> HttpResponse:
    response = HttpResponse(as_json(held_on_user(request.acting)), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@require_GET
def export_person(request: Request, key: UUID) -> HttpResponse:
    """The same for anybody, by an administrator who was asked."""
    person = get_object_or_404(Person, key=key)
    require(request.acting, "portal.export_person", person=person)
    parts = held_on(person.user, person, by=request.acting)
    response = HttpResponse(as_json(parts), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{key}.json"'
    return response


@require_http_methods(["GET", "POST"])
def erase_person(request: Request, key: UUID) -> HttpResponse:
    """Says what goes and what stays before asking for the word."""
    person = get_object_or_404(Person, key=key, erased_at=None)
    require(request.acting, "portal.erase_person", person=person)
    form = ErasureForm(request.POST or None)
    if form.is_valid():
        return _erased(request, person)
    context = {"form": form, "person": person, "lines": retention_lines()}
    return render(request, "portal/erase_person.html", context, status=status_of(form))


def _erased(request: Request, person: Person) -> HttpResponseRedirect:
    """Whoever erases themselves is signed out, and both are told what stays."""
    is_oneself = person.user_id == request.user.pk
    kept = actions.erase_person(person=person, by=request.acting)
    if is_oneself:
        logout(request)
    stays = [_("What stays:"), *kept] if kept else []
    tell(request, " ".join([_("The person is erased."), *stays]))
    return redirect("portal:home")
