"""Bodies and their rules, version by version: founded, read and written."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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
    answer_button,
    answer_form,
    find,
    open_to_visitors,
    steps_to,
)
from essaim.kernel.rules import can, require
from essaim.network.models import College
from essaim.network.queries import audience_choices

STEP = (gettext_lazy("Assemblies"), "assemblies:bodies")


def _rules_of_key(request: Request, key: UUID) -> BodyRules:
    return find(request, BodyRules, key, "body__group", through=["body"])


def _page(rules: BodyRules, title: str, **words: Any) -> FormPage:
    label = _("Rules: %(body)s") % {"body": rules.body}
    return FormPage.about(rules, title, back_label=label, **words)


@open_to_visitors("the rules of a public body are as public as the body")
@require_GET
def rules(request: Request, key: UUID) -> HttpResponse:
    rules = _rules_of_key(request, key)
    context = {
        "steps": steps_to(STEP, rules.body),
        "ruling": ruling_of(rules, timezone.localdate()),
        "body": rules.body,
        "may_keep": can(request.acting, "assemblies.edit_rules", rules=rules),
    }
    return render(request, "assemblies/rules.html", context)


@require_http_methods(["GET", "POST"])
def adopt_rules(request: Request, key: UUID) -> HttpResponse:
    body = body_of(request, key)
    require(request.acting, "assemblies.adopt_rules", body=body)
    today = timezone.localdate()
    last = rules_of(body, today) or body.rules.order_by("-starts_on").first()
    lead = _("They hold from a day on. Meetings already convened keep the rules they had.")
    page = FormPage.under(body, _("Adopt new rules"), submit=_("Adopt"), lead=lead)
    content = RulesContent.of(last) if last else None
    form = RulesForm(request.POST or None, content=content, starts_on=today)
    return answer_form(request, form, page, acts.adopt_rules, body=body)


@require_http_methods(["GET", "POST"])
@edits(BodyRules)
def edit_rules(request: Request, key: UUID) -> HttpResponse:
    rules = _rules_of_key(request, key)
    require(request.acting, "assemblies.edit_rules", rules=rules)
    content = RulesContent.of(rules)
    form = RulesForm(request.POST or None, content=content, starts_on=rules.starts_on)
    page = _page(rules, _("Edit the rules"))
    return answer_form(request, form, page, acts.edit_rules, rules=rules)


@require_http_methods(["GET", "POST"])
@edits(BodyRules)
def set_subject_rule(request: Request, key: UUID, subject: str) -> HttpResponse:
    rules = _rules_of_key(request, key)
    require(request.acting, "assemblies.set_subject_rule", rules=rules)
    if subject not in Subject.values:
        raise Http404
    ruled = rule_for(rules, subject)
    content = SubjectContent.of(ruled) if ruled else None
    title = _("Quorum and majority: %(subject)s") % {"subject": Subject(subject).label}
    form = SubjectRuleForm(request.POST or None, content=content)
    things: dict[str, Any] = {"rules": rules, "subject": subject}
    return answer_form(request, form, _page(rules, title), acts.set_subject_rule, **things)


@require_POST
def remove_subject_rule(request: Request, key: UUID) -> HttpResponse:
    subject_rule = find(request, SubjectRule, key, "rules__body", through=["rules__body"])
    done = _("No rule any more: a vote on this cannot open.")
    act, back = acts.remove_subject_rule, subject_rule.rules
    return answer_button(request, act, back, subject_rule=subject_rule, done=done)


@require_http_methods(["GET", "POST"])
@edits(BodyRules)
def set_college_weights(request: Request, key: UUID) -> HttpResponse:
    rules = _rules_of_key(request, key)
    require(request.acting, "assemblies.set_college_weights", rules=rules)
    weights = dict(rules.colleges.values_list("college_id", "weight"))
    lead = _(
        "In hundredths of the whole: together they make 100. Leave out those that do not vote."
    )
    form = WeightsForm(
        request.POST or None, among=College.objects.order_by("name", "pk"), weights=weights
    )
    page = _page(rules, _("What does each college weigh?"), lead=lead)
    return answer_form(request, form, page, acts.set_college_weights, rules=rules)


def body_of(request: Request, key: UUID) -> Body:
    return find(request, Body, key, "group")


@require_http_methods(["GET", "POST"])
def found_body(request: Request) -> HttpResponse:
    require(request.acting, "assemblies.found_body")
    page = FormPage.under(
        STEP,
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
    body = body_of(request, key)
    require(request.acting, "assemblies.edit_body", body=body)
    page = FormPage.about(body, _("Edit the body"))
    form = BodyForm(request.POST or None, instance=body, audiences=audience_choices(request.acting))
    return answer_form(request, form, page, acts.edit_body, body=body)


@require_POST
def close_body(request: Request, key: UUID) -> HttpResponse:
    body = body_of(request, key)
    done = _("%(name)s no longer meets.") % {"name": body}
    undo = reverse("assemblies:reopen_body", args=[key])
    return answer_button(request, acts.close_body, body, body=body, done=done, undo=undo)


@require_POST
def reopen_body(request: Request, key: UUID) -> HttpResponse:
    body = body_of(request, key)
    done = _("%(name)s meets again.") % {"name": body}
    return answer_button(request, acts.reopen_body, body, body=body, done=done)
