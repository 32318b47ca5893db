"""Reading actions: the list and its exports, the page of one, its history."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from essaim.kernel.context import demo_notice
from essaim.kernel.exports import write_csv, write_xlsx
from essaim.kernel.http import Request, chips_of, find, open_to_visitors, steps_to
from essaim.kernel.rules import can, require
from essaim.programme.forms.actions import EvidenceForm, LinkForm
from essaim.programme.forms.filters import ActionFilterForm
from essaim.programme.models import Action
from essaim.programme.queries.actions import (
    PAGE_SIZE,
    action_page,
    linkable_actions,
    list_actions,
    with_lines,
)
from essaim.programme.queries.exports import export_header, export_rows
from essaim.programme.queries.history import Event, history_of
from essaim.programme.queries.keepers import kept_by
from essaim.programme.words import kind_label

ACTIONS = (gettext_lazy("Actions"), "programme:actions")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: How many of the newest actions the field of links offers.
OFFERED = 200


@open_to_visitors("the list shows to visitors what is public")
@require_GET
def actions(request: Request) -> HttpResponse:
    form = ActionFilterForm(request.GET, acting=request.acting)
    found = list_actions(request.acting, form.wanted())
    page = Paginator(with_lines(found, request.acting), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "chips": chips_of(request, form.in_force()),
        "lines": [(action, kind_label(action.kind)) for action in page],
        "may_add": can(request.acting, "programme.add_action"),
        "query": request.GET.urlencode(),
    }
    return render(request, "programme/actions.html", context)


@open_to_visitors("the export holds what the list shows to the same reader")
@require_GET
def export_actions(request: Request, ending: str) -> HttpResponse:
    wanted = ActionFilterForm(request.GET, acting=request.acting).wanted()
    rows = export_rows(list_actions(request.acting, wanted), request.acting)
    if ending == "csv":
        content, kind = write_csv(export_header(), rows), "text/csv; charset=utf-8"
    else:
        title = demo_notice() if settings.DEMO else _("Actions")
        content, kind = write_xlsx(export_header(), rows, title=title), XLSX
    name = "actions-demonstration" if settings.DEMO else "actions"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@open_to_visitors("an action may be public")
@require_GET
def action(request: Request, key: UUID) -> HttpResponse:
    found = find(request, Action, key, "carried_by")
    return render(request, "programme/action.html", action_context(request, found))


def action_context(request: Request, found: Action, **forms: Any) -> dict[str, Any]:
    """What the page of an action shows; a form that was refused comes back with what was typed."""
    may_edit = can(request.acting, "programme.edit_action", action=found)
    if may_edit:
        targets = list(linkable_actions(found, request.acting)[:OFFERED])
        forms = {"evidence_form": EvidenceForm(), "link_form": LinkForm(targets=targets), **forms}
    return {
        "shown": action_page(found, request.acting),
        "action": found,
        "kind": kind_label(found.kind),
        "may_edit": may_edit,
        "may_view_history": can(request.acting, "programme.view_history", action=found),
        "kept": kept_by(found),
        "steps": steps_to(ACTIONS),
        **forms,
    }


@require_GET
def history(request: Request, key: UUID) -> HttpResponse:
    found = find(request, Action, key)
    require(request.acting, "programme.view_history", action=found)
    may_restore = can(request.acting, "programme.restore_revision", action=found)
    events = history_of(found, request.acting)
    entries = [line_of(event, key, may_restore=may_restore) for event in events]
    context = {"action": found, "entries": entries, "steps": steps_to(ACTIONS, found)}
    return render(request, "programme/action_history.html", context)


def line_of(event: Event, key: UUID, *, may_restore: bool) -> dict[str, Any]:
    """A line of the history, with the button that brings its version back."""
    restores = may_restore and event.number and not event.is_current
    url = reverse("programme:restore_revision", args=[key, event.number]) if restores else ""
    return {
        "when": event.at,
        "who": event.who,
        "what": event.what,
        "changes": event.changes,
        "restore_url": url,
    }
