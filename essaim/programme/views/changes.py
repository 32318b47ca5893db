"""Writing actions: note, edit, cancel, discard, take back, link, prove, restore."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.acting import MEMBERS
from essaim.kernel.editing import as_typed, is_asked_about
from essaim.kernel.errors import RuleBroken
from essaim.kernel.http import Request, act_on, refusals_as_messages, refusals_on, render_form, tell
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
from essaim.programme.views.actions import ACTIONS, OFFERED, action_context
from essaim.programme.views.pages import find, form_page

#: Where the session remembers the objective last used.
LAST_OBJECTIVE = "objective"


@require_http_methods(["GET", "POST"])
def note_action(request: Request) -> HttpResponse:
    """Three fields and a thumb: the rest may be added later."""
    require(request.acting, "programme.add_action")
    first = {"starts_on": timezone.localdate(), "objective": request.session.get(LAST_OBJECTIVE)}
    form = QuickActionForm(request.POST or None, acting=request.acting, initial=first)
    if form.is_valid():
        with refusals_on(form):
            return _noted(request, acts.add_action(content=form.content(), by=request.acting))
    return render_form(request, "programme/note_action.html", form)


def _noted(request: Request, action: Action) -> HttpResponse:
    link = action.objective_links.select_related("objective").first()
    if link is not None:
        request.session[LAST_OBJECTIVE] = str(link.objective.key)
    tell(request, _("Noted."), undo=reverse("programme:discard_action", args=[action.key]))
    return redirect(f"{action.get_absolute_url()}?note=1")


@require_http_methods(["GET", "POST"])
def add_action(request: Request) -> HttpResponse:
    require(request.acting, "programme.add_action")
    remembered = request.GET.get("objectif") or request.session.get(LAST_OBJECTIVE)
    first = {"starts_on": timezone.localdate(), "objective": remembered}
    form = ActionForm(request.POST or None, acting=request.acting, initial=first)
    if form.is_valid():
        with refusals_on(form):
            action = acts.add_proven_action(**form.proven(), by=request.acting)
            return _noted(request, action)
    return form_page(request, form, _("Add an action"), ACTIONS, audience=MEMBERS)


@require_http_methods(["GET", "POST"])
@edits(Action)
def edit_action(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    require(request.acting, "programme.edit_action", action=action)
    form = EditActionForm(request.POST or None, acting=request.acting, action=action)
    done = act_on(
        request,
        form,
        acts.edit_action,
        then=action,
        done=_("Saved. The former version stays in the history."),
        said=lambda: {"content": form.content()},
        action=action,
    )
    if is_asked_about(form):
        _keep_both(request, action)
    return done or form_page(request, form, _("Edit the action"), ACTIONS, action, audience=MEMBERS)


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
    with refusals_as_messages(request):
        acts.cancel_action(action=action, by=request.acting)
        undo = reverse("programme:restore_action", args=[key])
        tell(request, _("Cancelled: it stays on the lists, and counts no more."), undo=undo)
    return redirect(action)


@require_POST
def discard_action(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    with refusals_as_messages(request):
        acts.discard_action(action=action, by=request.acting)
        undo = reverse("programme:restore_action", args=[key])
        told = _("“%(title)s” is discarded. Reports already published keep what they say.")
        tell(request, told % {"title": action.title}, undo=undo)
    return redirect("programme:actions")


@require_POST
def restore_action(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    with refusals_as_messages(request):
        acts.restore_action(action=action, by=request.acting)
        tell(request, _("Taken back."))
    return redirect(action)


@require_POST
def highlight_action(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    chosen = request.POST.get("highlight") == "yes"
    acts.highlight_action(action=action, is_highlight=chosen, by=request.acting)
    tell(request, _("A highlight of the year.") if chosen else _("No more among the highlights."))
    return redirect(action)


@require_POST
def restore_revision(request: Request, key: UUID, number: int) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    with refusals_as_messages(request):
        acts.restore_revision(action=action, number=number, by=request.acting)
        tell(request, _("Version %(number)s is restored.") % {"number": number})
    return redirect(action)


@require_POST
def add_evidence(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    require(request.acting, "programme.add_evidence", action=action)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        verb = acts.add_evidence if form.cleaned_data["file"] is None else acts.add_file_evidence
        with refusals_on(form):
            verb(action=action, by=request.acting, **form.said())
            return redirect(f"{action.get_absolute_url()}#evidence")
    context = action_context(request, action, evidence_form=form)
    return render(request, "programme/action.html", context, status=422)


@require_POST
def remove_evidence(request: Request, key: UUID) -> HttpResponse:
    evidence = get_object_or_404(Evidence, key=key)
    action = find(request, Action, evidence.action.key, "carried_by")
    acts.remove_evidence(action=action, evidence=evidence, by=request.acting)
    tell(request, _("Taken away; the history of the action remembers it."))
    return redirect(action)


@require_POST
def link_actions(request: Request, key: UUID) -> HttpResponse:
    action = find(request, Action, key, "carried_by")
    require(request.acting, "programme.link_actions", action=action)
    targets = list(linkable_actions(action, request.acting)[:OFFERED])
    form = LinkForm(request.POST, targets=targets)
    if form.is_valid():
        with refusals_on(form):
            acts.link_actions(action=action, by=request.acting, **form.cleaned_data)
            return redirect(f"{action.get_absolute_url()}#links")
    context = action_context(request, action, link_form=form)
    return render(request, "programme/action.html", context, status=422)


@require_POST
def unlink_actions(request: Request, key: UUID) -> HttpResponse:
    link = get_object_or_404(ActionLink.objects.select_related("source"), key=key)
    action = find(request, Action, link.source.key, "carried_by")
    acts.unlink_actions(action=action, link=link, by=request.acting)
    tell(request, _("The link is taken away; the history remembers it."))
    return redirect(action)
