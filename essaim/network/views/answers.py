"""What the views of the room share: its tabs, ends, merges."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.http import FormPage, Request, answer_form
from essaim.kernel.namesakes import told_apart
from essaim.kernel.rules import can
from essaim.network.forms.people import EndForm


def answer_end(
    request: Request, title: str, back: Any, act: Callable[..., Any], **things: Any
) -> HttpResponse:
    """Asks for the last day of what runs, and goes back where it was listed."""
    lead = _("It stays in the history, until that day, within.")
    page = FormPage.about(back, title, submit=_("End it"), done=_("Ended."), lead=lead)
    return answer_form(request, EndForm(request.POST or None), page, act, **things)


def answer_merge(
    request: Request, form: BaseForm, undo: str, act: Callable[..., Any], **thing: Any
) -> HttpResponse:
    """Asks which of two stays; the message after it carries the button that undoes it."""
    (card,) = thing.values()
    in_words = told_apart([card], [str(card)])[0]
    lead = _(
        "Choose the card that stays. Both lives are then told on one page and counted once. "
        "Nothing is moved, so this can be undone at any time."
    )
    page = FormPage.about(
        card,
        _("Is %(name)s there twice?") % {"name": card},
        kicker=_("The card that goes into the other: %(card)s") % {"card": in_words},
        lead=lead,
        submit=_("Merge"),
        then=lambda merged: merged.canonical,
        done=_("%(name)s was merged.") % {"name": card},
        undo=reverse(undo, args=[card.key]),
    )
    return answer_form(request, form, page, act, **thing)


def room_tabs(acting: Acting, current: str) -> list[dict[str, Any]]:
    """The lists of the room that this reader may open."""
    tabs = [("organisations", _("Organisations"), True)]
    tabs.append(("people", _("People"), can(acting, "network.view_people")))
    tabs.append(("groups", _("Groups"), can(acting, "network.view_people")))
    tabs.append(("dues", _("Dues"), can(acting, "network.view_dues")))
    tabs.append(("colleges", _("Colleges"), can(acting, "network.add_college")))
    return [
        {"label": label, "url": reverse(f"network:{name}"), "current": name == current}
        for name, label, shown in tabs
        if shown
    ]
