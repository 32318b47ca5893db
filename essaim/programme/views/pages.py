"""What the views of the room share."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.translation import gettext as _

from essaim.kernel.acting import BUREAU
from essaim.kernel.http import Request, status_of

Row = TypeVar("Row", bound=models.Model)
Steps = list[tuple[Any, str]]
Thing = models.Model | tuple[Any, str]


def find(request: Request, model: type[Row], key: UUID, *related: str) -> Row:
    """The row of that key if this reader may see it; 404 otherwise."""
    visible = model._default_manager.all().visible_to(request.acting)  # type: ignore[attr-defined]
    found: Row = get_object_or_404(visible.select_related(*related), key=key)
    return found


def year_asked(request: Request) -> int | None:
    """The year of the address, `?annee=2024`, if it says one."""
    asked = request.GET.get("annee", "")
    return int(asked) if asked.isdecimal() and len(asked) == len("2024") else None


def steps_to(*things: Thing) -> Steps:
    """The way up to a page: things with an address, or (label, name of a view)."""
    return [
        (thing[0], resolve_url(thing[1]))
        if isinstance(thing, tuple)
        else (str(thing), resolve_url(thing))
        for thing in things
    ]


def form_page(
    request: Request,
    form: BaseForm,
    title: Any,
    *under: Thing,
    back: str = "",
    audience: str = BUREAU,
) -> HttpResponse:
    """A page that is one form, under these; 422 where what was sent is refused."""
    steps = steps_to(*under)
    context = {"form": form, "title": title, "submit": _("Save"), "steps": steps}
    context |= {"back": back or steps[-1][1], "page_audience": audience}
    return render(request, "programme/form.html", context, status=status_of(form))
