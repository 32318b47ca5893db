"""Bodies and their rules, version by version: founded, read and written."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.bodies import actions as acts
from essaim.assemblies.bodies.contents import RulesContent, SubjectContent
from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.bodies.forms import (
    BodyForm,
    FoundBodyForm,
    RulesForm,
    SubjectRuleForm,
    WeightsForm,
)
from essaim.assemblies.bodies.models import Body, BodyRules, SubjectRule
from essaim.assemblies.bodies.queries import rule_for, rules_of, ruling_of
from essaim.journal.http import edits
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_form,
    open_to_visitors,
    refusals_as_messages,
    tell,
)
from essaim.kernel.rules import can, require
from essaim.network.models import College


def _rules_of_key(request: Request, key: UUID) -> BodyRules:
    bodies = Body.objects.visible_to(request.acting)
    seen = BodyRules.objects.filter(body__in=bodies).select_related("body__group")
    return get_object_or_404(seen, key=key)


def _page(rules: BodyRules, title: str, **words: Any) -> FormPage:
    """Begins at the page of a version, and ends there."""
    back = rules.get_absolute_url()
    label = _("Rules: %(body)s") % {"body": rules.body}
    return FormPage(title=title, back=back, back_label=label, then=back, **words)


@open_to_visitors("the rules of a public body are as public as the body")
@require_GET
def rules(request: Request, key: UUID) -> HttpResponse:
    found = _rules_of_key(request, key)
    context = {
        "ruling": ruling_of(found, timezone.localdate()),
        "body": found.body,
        "may_keep": can(request.acting, "assemblies.edit_rules", rules=found),
    }
    return render(request, "assemblies/rules.html", context)


@require_http_methods(["GET", "POST"])
def adopt_rules(request: Request, key: UUID) -> HttpResponse:
    found = body_of(request, key)
    require(request.acting, "assemblies.adopt_rules", body=found)
    today = timezone.localdate()
    last = rules_of(found, today) or found.rules.order_by("-starts_on").first()
    page = FormPage(
        title=_("Adopt new rules"),
        back=found.get_absolute_url(),
        back_label=str(found),
        submit=_("Adopt"),
        lead=_("They hold from a day on. Meetings already convened keep the rules they had."),
    )
    content = RulesContent.of(last) if last else None
    form = RulesForm(request.POST or None, content=content, starts_on=today)
    return answer_form(request, form, page, acts.adopt_rules, body=found)


@require_http_methods(["GET", "POST"])
@edits(BodyRules)
def edit_rules(request: Request, key: UUID) -> HttpResponse:
    found = _rules_of_key(request, key)
    require(request.acting, "assemblies.edit_rules", rules=found)
    content = RulesContent.of(found)
    form = RulesForm(request.POST or None, content=content, starts_on=found.starts_on)
    return answer_form(
        request, form, _page(found, _("Edit the rules")), acts.edit_rules, rules=found
    )


@require_http_methods(["GET", "POST"])
@edits(BodyRules)
def set_subject_rule(request: Request, key: UUID, subject: str) -> HttpResponse:
    found = _rules_of_key(request, key)
    require(request.acting, "assemblies.set_subject_rule", rules=found)
    if subject not in Subject.values:
        raise Http404
    ruled = rule_for(found, subject)
    content = SubjectContent.of(ruled) if ruled else None
    title = _("Quorum and majority: %(subject)s") % {"subject": Subject(subject).label}
    form = SubjectRuleForm(request.POST or None, content=content)
    things: dict[str, Any] = {"rules": found, "subject": subject}
    return answer_form(request, form, _page(found, title), acts.set_subject_rule, **things)


@require_POST
def remove_subject_rule(request: Request, key: UUID) -> HttpResponse:
    bodies = Body.objects.visible_to(request.acting)
    seen = SubjectRule.objects.filter(rules__body__in=bodies).select_related("rules__body")
    found = get_object_or_404(seen, key=key)
    require(request.acting, "assemblies.remove_subject_rule", subject_rule=found)
    with refusals_as_messages(request):
        acts.remove_subject_rule(subject_rule=found, by=request.acting)
        tell(request, _("No rule any more: a vote on this cannot open."))
    return redirect(found.rules)


@require_http_methods(["GET", "POST"])
@edits(BodyRules)
def set_college_weights(request: Request, key: UUID) -> HttpResponse:
    found = _rules_of_key(request, key)
    require(request.acting, "assemblies.set_college_weights", rules=found)
    weights = dict(found.colleges.values_list("college_id", "weight"))
    lead = _(
        "In hundredths of the whole: together they make 100. Leave out those that do not vote."
    )
    form = WeightsForm(
        request.POST or None, among=College.objects.order_by("name", "pk"), weights=weights
    )
    page = _page(found, _("What does each college weigh?"), lead=lead)
    return answer_form(request, form, page, acts.set_college_weights, rules=found)


def body_of(request: Request, key: UUID) -> Body:
    seen = Body.objects.visible_to(request.acting).select_related("group")
    found: Body = get_object_or_404(seen, key=key)
    return found


@require_http_methods(["GET", "POST"])
def found_body(request: Request) -> HttpResponse:
    require(request.acting, "assemblies.found_body")
    page = FormPage.from_list(
        "assemblies:bodies",
        _("Assemblies"),
        _("Found a body"),
        submit=_("Found it"),
        done=_("Founded: read its rules, and put the articles of your own texts beside them."),
        lead=_("Choose the rules that look most like yours: each can be changed afterwards."),
    )
    form = FoundBodyForm(request.POST or None, acting=request.acting)
    return answer_form(request, form, page, acts.found_body)


@require_http_methods(["GET", "POST"])
@edits(Body)
def edit_body(request: Request, key: UUID) -> HttpResponse:
    found = body_of(request, key)
    require(request.acting, "assemblies.edit_body", body=found)
    page = FormPage.about(found, _("Edit the body"))
    form = BodyForm(request.POST or None, instance=found, acting=request.acting)
    return answer_form(request, form, page, acts.edit_body, body=found)


@require_POST
def close_body(request: Request, key: UUID) -> HttpResponse:
    found = body_of(request, key)
    require(request.acting, "assemblies.close_body", body=found)
    with refusals_as_messages(request):
        acts.close_body(body=found, by=request.acting)
        undo = reverse("assemblies:reopen_body", args=[found.key])
        tell(request, _("%(name)s meets no more.") % {"name": found}, undo=undo)
    return redirect(found)


@require_POST
def reopen_body(request: Request, key: UUID) -> HttpResponse:
    found = body_of(request, key)
    require(request.acting, "assemblies.reopen_body", body=found)
    acts.reopen_body(body=found, by=request.acting)
    tell(request, _("%(name)s meets again.") % {"name": found})
    return redirect(found)
