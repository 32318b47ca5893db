"""Reading actions: the list and its exports, the page of one, its history."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from essaim.kernel.http import Request, find, open_to_visitors, steps_to
from essaim.kernel.listing.http import answer_export, answer_list
from essaim.kernel.rules import can, require
from essaim.programme.forms.actions import EvidenceForm, LinkForm
from essaim.programme.lists import ACTIONS
from essaim.programme.models import Action
from essaim.programme.queries.actions import (
    ActionFilter,
    action_page,
    linkable_actions,
    list_actions,
    with_objectives,
)
from essaim.programme.queries.history import Event, history_of
from essaim.programme.queries.keepers import kept_by
from essaim.programme.words import kind_label
from essaim.questions.lists import with_fields
from essaim.questions.queries import fields_of

STEP = (gettext_lazy("Actions"), "programme:actions")


@open_to_visitors("the list shows to visitors what is public")
@require_GET
def actions(request: Request) -> HttpResponse:
    def rows(**asked: Any) -> QuerySet[Action]:
        return with_objectives(list_actions(request.acting, ActionFilter(**asked)), request.acting)

    listing, filtered = with_fields(ACTIONS, rows, request.acting, "programme.action")
    return answer_list(request, listing, filtered)


@open_to_visitors("the export holds what the list shows to the same reader")
@require_GET
def export_actions(request: Request, extension: str) -> HttpResponseBase:
    def rows(**asked: Any) -> QuerySet[Action]:
        return list_actions(request.acting, ActionFilter(**asked))

    listing, filtered = with_fields(ACTIONS, rows, request.acting, "programme.action")
    return answer_export(request, listing, filtered, extension)


@open_to_visitors("an action may be public")
@require_GET
def action(request: Request, key: UUID) -> HttpResponse:
    row = find(request, Action, key, "carried_by")
    return render(request, "programme/action.html", action_context(request, row))


def action_context(request: Request, row: Action, **forms: Any) -> dict[str, Any]:
    """What the page of an action shows; a form that was refused comes back with what was typed."""
    may_edit = can(request.acting, "programme.edit_action", action=row)
    if may_edit:
        among = linkable_actions(row, request.acting)
        forms = {"evidence_form": EvidenceForm(), "link_form": LinkForm(among=among), **forms}
    return {
        "shown": action_page(row, request.acting),
        "fields": fields_of("programme.action", request.acting, row.key).facts,
        "action": row,
        "kind": kind_label(row.kind),
        "may_edit": may_edit,
        "may_view_history": can(request.acting, "programme.view_history", action=row),
        "kept": kept_by(row),
        "steps": steps_to(STEP),
        **forms,
    }


@require_GET
def history(request: Request, key: UUID) -> HttpResponse:
    row = find(request, Action, key)
    require(request.acting, "programme.view_history", action=row)
    may_restore = can(request.acting, "programme.restore_revision", action=row)
    events = history_of(row, request.acting)
    entries = [line_of(event, key, may_restore=may_restore) for event in events]
    context = {"action": row, "entries": entries, "steps": steps_to(STEP, row)}
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
