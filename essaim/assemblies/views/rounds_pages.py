"""What the views of rounds share: an act at once, a form, and the way back, by whichever door."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from essaim.assemblies.models import Elector, Resolution
from essaim.assemblies.rules.holders import presides, speaks_for
from essaim.assemblies.views.doors import Door, chosen, sitting_address
from essaim.assemblies.views.resolutions import resolution_address
from essaim.kernel.errors import Forbidden
from essaim.kernel.http import FormPage, Request, answer_form, refusals_as_messages, tell


def next_address(request: Request, found: Resolution, door: Door) -> str:
    """The meeting where one came from there, else the page of the question."""
    said = request.POST if "retour" in request.POST else request.GET
    if said.get("retour") == "seance":
        return sitting_address(found.meeting, door.token)
    return resolution_address(found, door)


def act_at(
    request: Request,
    found: Resolution,
    door: Door,
    act: Callable[..., Any],
    done: str = "",
    **things: Any,
) -> HttpResponse:
    """An act of one button; what is refused is told on the page that comes back."""
    with refusals_as_messages(request):
        act(by=door.acting, **things)
        if done:
            tell(request, done)
    return redirect(next_address(request, found, door))


def form_at(
    request: Request,
    form: BaseForm,
    found: Resolution,
    door: Door,
    act: Callable[..., Any],
    *,
    words: dict[str, str],
    **things: Any,
) -> HttpResponse:
    """A form whose act is done by whoever came through that door, with or without an account."""
    address = next_address(request, found, door)
    page = FormPage(back=address, back_label=str(found), then=address, **words)

    def run(*, by: Any, **typed: Any) -> Any:
        return act(by=door.acting, **things, **typed)

    return answer_form(request, form, page, run)


def voice_at(request: Request, found: Resolution, door: Door) -> Elector:
    """The elector that a button or an address names: one's own, or any for whoever presides."""
    named = request.POST.get("voix") or request.GET.get("voix", "")
    elector: Elector = chosen(found.meeting.electors.all(), named)
    if not (speaks_for(door.acting, elector) or presides(door.acting, found.meeting)):
        raise Forbidden(_("You do not vote for “%(name)s”.") % {"name": elector.name})
    return elector


def lead_for(elector: Elector) -> str:
    """In whose name a form is filled in."""
    return _("In the name of: %(name)s") % {"name": elector.name}
