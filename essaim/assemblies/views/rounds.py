"""Steering what is decided round by round, and the part of its page that follows it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.assemblies.actions import consent, deliberations, elections
from essaim.assemblies.forms.rounds import (
    ConditionForm,
    ProposalForm,
    VerdictForm,
    WhyForm,
    WordingForm,
)
from essaim.assemblies.models import Objection, Proposal, Resolution
from essaim.assemblies.queries.rounds_trace import read_rounds, trace_of
from essaim.assemblies.views.doors import OPEN_BECAUSE, Door
from essaim.assemblies.views.resolutions import resolution_address, resolution_of
from essaim.assemblies.views.rounds_pages import act_at, form_at
from essaim.kernel.http import Request, open_to_visitors
from essaim.kernel.rules import require


@require_POST
def advance_deliberation(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    act = deliberations.advance_deliberation
    return act_at(request, found, door, act, resolution=found)


@require_POST
def begin_round(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    done = _("Each is being asked, turn by turn.")
    return act_at(request, found, door, deliberations.begin_round, done, resolution=found)


@require_POST
def end_round(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    done = _("The round is over.")
    return act_at(request, found, door, deliberations.end_round, done, resolution=found)


@require_POST
def conclude_consent(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    done = _("The question is concluded.")
    return act_at(request, found, door, consent.conclude_consent, done, resolution=found)


@require_POST
def conclude_election(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    done = _("The question is concluded.")
    return act_at(request, found, door, elections.conclude_election, done, resolution=found)


@require_http_methods(["GET", "POST"])
def judge_objection(request: Request, key: UUID) -> HttpResponse:
    rows = Objection.objects.select_related("stance__elector", "stance__round__resolution")
    objection = get_object_or_404(rows, key=key)
    found, door = resolution_of(request, objection.stance.round.resolution.key)
    require(door.acting, "assemblies.judge_objection", objection=objection)
    initial = {"verdict": objection.verdict, "reason": objection.reason}
    form = VerdictForm(request.POST or None, initial=initial)
    told = {"name": objection.stance.elector.name, "argument": objection.argument}
    words = {
        "title": _("What the circle made of an objection"),
        "lead": _("%(name)s: “%(argument)s”") % told,
        "done": _("The word of the circle is written down."),
    }
    act = deliberations.judge_objection
    return form_at(request, form, found, door, act, words=words, objection=objection)


@require_http_methods(["GET", "POST"])
def propose_person(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.propose_person", resolution=found)
    read_rounds([found])
    named = trace_of(found, found.meeting.electors.order_by("pk")).named
    told = _("%(name)s (named %(first)s, then %(second)s)")
    choices = [(one.name, told % vars(one)) for one in named]
    form = ProposalForm(request.POST or None, choices=choices)
    lead = _("Not always the one named most: the arguments count.")
    words = {"title": _("Propose somebody"), "lead": lead, "submit": _("Propose")}
    return form_at(
        request, form, found, door, elections.propose_person, words=words, resolution=found
    )


@require_http_methods(["GET", "POST"])
def amend_proposal(request: Request, key: UUID) -> HttpResponse:
    rows = Proposal.objects.select_related("resolution", "option")
    proposal = get_object_or_404(rows, key=key)
    found, door = resolution_of(request, proposal.resolution.key)
    require(door.acting, "assemblies.amend_proposal", proposal=proposal)
    form = ConditionForm(request.POST or None, initial={"condition": proposal.condition})
    words = {"title": _("Condition that lifts the objection"), "lead": str(proposal)}
    act = elections.amend_proposal
    return form_at(request, form, found, door, act, words=words, proposal=proposal)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def write_wording(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.write_wording", resolution=found)
    form = WordingForm(request.POST or None, initial={"text": found.text})
    lead = _("The version before stays in the trace.")
    words = {"title": _("Write another version"), "lead": lead}
    act = consent.write_wording
    return form_at(request, form, found, door, act, words=words, resolution=found)


@require_http_methods(["GET", "POST"])
def postpone_deliberation(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.postpone_deliberation", resolution=found)
    lead = _("Nothing is decided today; what was said stays.")
    words = {"title": _("Postpone the question"), "lead": lead, "submit": _("Postpone")}
    act = deliberations.postpone_deliberation
    form = WhyForm(request.POST or None)
    return form_at(request, form, found, door, act, words=words, resolution=found)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def withdraw_text(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.withdraw_text", resolution=found)
    if request.method == "POST":
        done = _("The question is taken back.")
        return act_at(request, found, door, consent.withdraw_text, done, resolution=found)
    return render(request, "confirm.html", _asks_before_withdrawing(found, door))


def _asks_before_withdrawing(found: Resolution, door: Door) -> dict[str, str]:
    return {
        "title": _("Take the question back"),
        "kicker": str(found),
        "sentence": _("It is not ripe, and is not decided; what was said stays."),
        "submit": _("Take the question back"),
        "cancel": resolution_address(found, door),
    }
