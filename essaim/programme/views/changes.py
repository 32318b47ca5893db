"""Writing actions: note, edit, cancel, discard, take back, link, prove, restore."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.acting import MEMBERS
from essaim.kernel.editing import as_typed, is_asked_about
from essaim.kernel.errors import RuleBroken
from essaim.kernel.http import (
    FormPage,
    Request,
    act_on,
    answer_button,
    find,
    render_form,
)
from essaim.kernel.rules import require
from essaim.programme.actions import actions as acts
from essaim.programme.forms.actions import (
    ActionForm,
    EditActionForm,
    EvidenceForm,
    LinkForm,
    QuickActionForm,
)
from essaim.programme.models import Action, ActionLink, Evidence
from essaim.programme.queries.actions import linkable_actions
from essaim.programme.views.actions import STEP, action_context
from essaim.writing.forms import offer_figures
from essaim.writing.queries import Citable
from essaim.writing.views import Text, answer_text

#: Where the session remembers the objective last used.
LAST_OBJECTIVE = "objective"


@require_http_methods(["GET", "POST"])
def note_action(request: Request) -> HttpResponse:
    """Three fields and a thumb: the rest may be added later."""
    require(request.acting, "programme.add_action")
    first = {"starts_on": timezone.localdate(), "objective": request.session.get(LAST_OBJECTIVE)}
    form = QuickActionForm(request.POST or None, acting=request.acting, initial=first)
    noted = _noted(request, form, acts.add_action)
    return noted or render_form(request, "programme/note_action.html", form)


def _noted(request: Request, form: Any, act: Callable[..., Action]) -> HttpResponse | None:
    """On to the page of the action, which says that more may be told; its objective comes first."""
    noted = act_on(request, form, act, then=_page_once_noted, done=_("Noted."), undo=_discarding)
    if noted is not None and (objective := form.cleaned_data["objective"]) is not None:
        request.session[LAST_OBJECTIVE] = str(objective.key)
    return noted


def _page_once_noted(action: Action) -> str:
    return f"{action.get_absolute_url()}?note=1"


def _discarding(action: Action) -> str:
    return reverse("programme:discard_action", args=[action.key])


@require_http_methods(["GET", "POST"])
def add_action(request: Request) -> HttpResponse:
    require(request.acting, "programme.add_action")
    remembered = request.GET.get("objectif") or request.session.get(LAST_OBJECTIVE)
    first = {"starts_on": timezone.localdate(), "objective": remembered}
    form = ActionForm(request.POST or None, acting=request.acting, initial=first)
    offer_figures(form, Citable(request.acting, timezone.localdate().year), MEMBERS)
    page = FormPage.under(STEP, _("Add an action"), audience=MEMBERS)
    noted = _noted(request, form, acts.add_proven_action)
    return noted or render_form(request, "form_page.html", form, page=page, submit=_("Save"))


@require_http_methods(["GET", "POST"])
@edits(Action)
def edit_action(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    require(request.acting, "programme.edit_action", action=action)
    form = EditActionForm(request.POST or None, acting=request.acting, action=action)
    done = _("Saved. The former version stays in the history.")
    words = {"above": [STEP], "audience": MEMBERS, "done": done}
    page = FormPage.about(action, _("Edit the action"), **words)
    template, act = "programme/edit_action.html", acts.edit_action
    answer = answer_text(
        request,
        form,
        page,
        act,
        Text(Citable(request.acting, action.starts_on.year), action.audience),
        template=template,
        action=action,
    )
    if is_asked_about(form):
        _keep_both(request, action)
    return answer


def _keep_both(request: Request, action: Action) -> None:
    """What came second becomes a version of the history, where it can be one."""
    with as_typed(), suppress(RuleBroken):
        form = EditActionForm(request.POST, acting=request.acting, action=action)
        if form.is_valid():
            content = form.content()
            acts.keep_both_versions(action=action, content=content, by=request.acting)


@require_POST
def cancel_action(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    done = _("Cancelled: it stays on the lists, and no longer counts.")
    undo = reverse("programme:restore_action", args=[key])
    return answer_button(request, acts.cancel_action, action, done=done, undo=undo, action=action)


@require_POST
def discard_action(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    done = _("“%(title)s” is discarded. Reports already published keep what they say.")
    return answer_button(
        request,
        acts.discard_action,
        action,
        then=STEP[1],
        done=done % {"title": action.title},
        undo=reverse("programme:restore_action", args=[key]),
        action=action,
    )


@require_POST
def restore_action(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    done = _("Taken back.")
    return answer_button(request, acts.restore_action, action, done=done, action=action)


@require_POST
def highlight_action(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    chosen = request.POST.get("highlight") == "yes"
    done = _("A highlight of the year.") if chosen else _("No more among the highlights.")
    act = partial(acts.highlight_action, is_highlight=chosen)
    return answer_button(request, act, action, done=done, action=action)


@require_POST
def restore_revision(request: Request, key: UUID, number: int) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    done = _("Version %(number)s is restored.") % {"number": number}
    act = partial(acts.restore_revision, number=number)
    return answer_button(request, act, action, done=done, action=action)


@require_POST
def add_evidence(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    require(request.acting, "programme.add_evidence", action=action)
    form = EvidenceForm(request.POST, request.FILES)
    verb = acts.add_file_evidence if "file" in request.FILES else acts.add_evidence
    there = f"{action.get_absolute_url()}#evidence"
    done = act_on(request, form, verb, then=there, action=action)
    return done or _page_again(request, action, evidence_form=form)


def _page_again(request: Request, action: Action, **refused: Any) -> HttpResponse:
    """The page of the action, with the part that was refused and what was typed in it."""
    context = action_context(request, action, **refused)
    return render(request, "programme/action.html", context, status=422)


@require_POST
def remove_evidence(request: Request, key: UUID) -> HttpResponse:
    evidence = get_object_or_404(Evidence, key=key)
    action = find(request, Action, evidence.action.key, "carried_by")
    done = _("Taken away; the history of the action remembers it.")
    act = partial(acts.remove_evidence, evidence=evidence)
    return answer_button(request, act, action, done=done, action=action)


@require_POST
def link_actions(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    require(request.acting, "programme.link_actions", action=action)
    form = LinkForm(request.POST, among=linkable_actions(action, request.acting))
    there = f"{action.get_absolute_url()}#links"
    done = act_on(request, form, acts.link_actions, then=there, action=action)
    return done or _page_again(request, action, link_form=form)


@require_POST
def unlink_actions(request: Request, key: UUID) -> HttpResponse:
    link = get_object_or_404(ActionLink.objects.select_related("source"), key=key)
    action = find(request, Action, link.source.key, "carried_by")
    done = _("The link is taken away; the history remembers it.")
    act = partial(acts.unlink_actions, link=link)
    return answer_button(request, act, action, done=done, action=action)
