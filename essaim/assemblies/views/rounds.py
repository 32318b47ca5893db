"""Steering what is decided round by round: its steps, its rounds, its versions, its end."""

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
from essaim.assemblies.queries.rounds_reading import read_rounds
from essaim.assemblies.queries.rounds_trace import trace_of
from essaim.assemblies.views.doors import OPEN_BECAUSE
from essaim.assemblies.views.rounds_pages import Asked
from essaim.journal.http import edits
from essaim.kernel.http import Request, open_to_visitors


@require_POST
def advance_deliberation(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "advance_deliberation")
    return asked.act(deliberations.advance_deliberation, resolution=asked.found)


@require_POST
def begin_round(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "begin_round")
    done = _("Each is being asked, turn by turn.")
    return asked.act(deliberations.begin_round, done, resolution=asked.found)


@require_POST
def end_round(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "end_round")
    return asked.act(deliberations.end_round, _("The round is over."), resolution=asked.found)


@require_POST
def conclude_consent(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "conclude_consent")
    done = _("The question is concluded.")
    return asked.act(consent.conclude_consent, done, resolution=asked.found)


@require_POST
def conclude_election(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "conclude_election")
    done = _("The question is concluded.")
    return asked.act(elections.conclude_election, done, resolution=asked.found)


@require_http_methods(["GET", "POST"])
@edits("address")
def judge_objection(request: Request, key: UUID) -> HttpResponse:
    rows = Objection.objects.select_related("stance__elector", "stance__round__resolution")
    one = get_object_or_404(rows, key=key)
    question = one.stance.round.resolution.key
    asked = Asked.of(request, question, "judge_objection", objection=one)
    form = VerdictForm(asked.typed, initial={"verdict": one.verdict, "reason": one.reason})
    return asked.form(form, deliberations.judge_objection, _judging(one), objection=one)


def _judging(one: Objection) -> dict[str, str]:
    told = {"name": one.stance.elector.name, "argument": one.argument}
    return {
        "title": _("What the circle made of an objection"),
        "lead": _("%(name)s: “%(argument)s”") % told,
        "done": _("The word of the circle is written down."),
    }


@require_http_methods(["GET", "POST"])
def propose_person(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "propose_person")
    form = ProposalForm(asked.typed, choices=_named(asked))
    lead = _("Not always the one named most: the arguments count.")
    words = {"title": _("Propose somebody"), "lead": lead, "submit": _("Propose")}
    return asked.form(form, elections.propose_person, words, resolution=asked.found)


def _named(asked: Asked) -> list[tuple[str, str]]:
    """Those named, each with how often."""
    read_rounds([asked.found])
    named = trace_of(asked.found, asked.found.meeting.electors.order_by("pk")).named
    told = _("%(name)s (named %(first)s, then %(second)s)")
    return [(one.name, told % vars(one)) for one in named]


@require_http_methods(["GET", "POST"])
def amend_proposal(request: Request, key: UUID) -> HttpResponse:
    one = get_object_or_404(Proposal.objects.select_related("resolution", "option"), key=key)
    asked = Asked.of(request, one.resolution.key, "amend_proposal", proposal=one)
    form = ConditionForm(asked.typed, initial={"condition": one.condition})
    words = {"title": _("Condition that lifts the objection"), "lead": str(one)}
    return asked.form(form, elections.amend_proposal, words, proposal=one)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
@edits(Resolution)
def write_wording(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "write_wording")
    form = WordingForm(asked.typed, initial={"text": asked.found.text})
    lead = _("The version before stays in the trace.")
    words = {"title": _("Write another version"), "lead": lead}
    return asked.form(form, consent.write_wording, words, resolution=asked.found)


@require_http_methods(["GET", "POST"])
def postpone_deliberation(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "postpone_deliberation")
    lead = _("Nothing is decided today; what was said stays.")
    words = {"title": _("Postpone the question"), "lead": lead, "submit": _("Postpone")}
    form, act = WhyForm(asked.typed), deliberations.postpone_deliberation
    return asked.form(form, act, words, resolution=asked.found)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def withdraw_text(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "withdraw_text")
    if request.method == "POST":
        done = _("The question is taken back.")
        return asked.act(consent.withdraw_text, done, resolution=asked.found)
    return render(request, "confirm.html", _asks_before_withdrawing(asked))


def _asks_before_withdrawing(asked: Asked) -> dict[str, str]:
    return {
        "title": _("Take the question back"),
        "kicker": str(asked.found),
        "sentence": _("It is not ripe, and is not decided; what was said stays."),
        "submit": _("Take the question back"),
        "cancel": asked.address,
    }
