"""What the views of the room share: its tabs, ends, merges."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_form,
    refusals_on,
    render_form,
    tell,
)
from essaim.kernel.namesakes import told_apart
from essaim.kernel.rules import can
from essaim.network.forms.people import EndForm

answer = partial(answer_form, template="network/form.html")


def answer_end(
    request: Request, title: str, back: Any, act: Callable[..., Any], **things: Any
) -> HttpResponse:
    """Asks for the last day of what runs, and goes back where it was listed."""
    lead = _("It stays in the history, until that day, within.")
    page = FormPage.about(back, title, submit=_("End it"), done=_("Ended."), lead=lead)
    return answer(request, EndForm(request.POST or None), page, act, **things)


def answer_merge(
    request: Request, form: BaseForm, undo: str, act: Callable[..., Any], one: Any, **things: Any
) -> HttpResponse:
    """Asks which of two stays; the message after it carries the button that undoes it."""
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        with refusals_on(form):
            act(by=request.acting, into=into, **things)
            tell(request, _("%(name)s was merged.") % {"name": one}, undo=undo)
            return redirect(into)
    in_words = told_apart([one], [str(one)])[0]
    return render_form(request, "network/merge.html", form, thing=one, in_words=in_words)


def room_tabs(acting: Acting, current: str) -> list[dict[str, Any]]:
    """The lists of the room that this reader may open."""
    seen = [("organisations", _("Organisations"), True)]
    seen.append(("people", _("People"), can(acting, "network.view_people")))
    seen.append(("groups", _("Groups"), can(acting, "network.view_people")))
    seen.append(("dues", _("Dues"), can(acting, "network.view_dues")))
    seen.append(("colleges", _("Colleges"), can(acting, "network.add_college")))
    return [
        {"label": label, "url": reverse(f"network:{name}"), "current": name == current}
        for name, label, shown in seen
        if shown
    ]
