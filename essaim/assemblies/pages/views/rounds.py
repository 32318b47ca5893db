"""What is decided round by round: each step, each round and each answer, by whichever entrance."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.assemblies.pages.views.resolutions import QuestionEntrance, entrance_for
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.views.entrances import OPEN_BECAUSE, Acts
from essaim.assemblies.rounds.actions import consent, deliberations, elections
from essaim.assemblies.rounds.forms import (
    ChangeForm,
    ConditionForm,
    NominationForm,
    ProposalForm,
    StanceForm,
    VerdictForm,
    WhyForm,
    WordingForm,
)
from essaim.assemblies.rounds.models import Nomination, Objection, Proposal, StanceAnswer
from essaim.assemblies.rounds.queries.circle import person_named, suggested
from essaim.assemblies.rounds.queries.trace import read_rounds, trace_of
from essaim.assemblies.votes.enums import Step
from essaim.assemblies.votes.models import Resolution
from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.http import Request, answer_confirm, open_to_visitors


def _press(
    request: Request, entrance: QuestionEntrance, act: Acts, done: str = "", **things: Any
) -> HttpResponse:
    return entrance.press(request, act, done=done, resolution=entrance.resolution, **things)


@require_POST
def advance_deliberation(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "advance_deliberation", key)
    return _press(request, entrance, deliberations.advance_deliberation)


@require_POST
def begin_round(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "begin_round", key)
    done = _("Each is being asked, turn by turn.")
    return _press(request, entrance, deliberations.begin_round, done)


@require_POST
def end_round(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "end_round", key)
    return _press(request, entrance, deliberations.end_round, _("The round is over."))


@require_POST
def conclude_consent(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "conclude_consent", key)
    done = _("The question is concluded.")
    return _press(request, entrance, consent.conclude_consent, done)


@require_POST
def conclude_election(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "conclude_election", key)
    done = _("The question is concluded.")
    return _press(request, entrance, elections.conclude_election, done)


@require_http_methods(["GET", "POST"])
@edits("address")
def judge_objection(request: Request, key: UUID) -> HttpResponse:
    rows = Objection.objects.select_related("stance__elector", "stance__round__resolution")
    objection = get_object_or_404(rows, key=key)
    question = objection.stance.round.resolution.key
    entrance = entrance_for(request, "judge_objection", question, objection=objection)
    form = VerdictForm(
        request.POST or None, initial={"verdict": objection.verdict, "reason": objection.reason}
    )
    act, words = deliberations.judge_objection, _judging(objection)
    return entrance.answer(request, form, words, act, objection=objection)


def _judging(objection: Objection) -> dict[str, str]:
    words = {"name": objection.stance.elector.name, "argument": objection.argument}
    return {
        "title": _("What the circle made of an objection"),
        "lead": _("%(name)s: “%(argument)s”") % words,
        "done": _("The word of the circle is written down."),
    }


@require_http_methods(["GET", "POST"])
def propose_person(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "propose_person", key)
    form = ProposalForm(request.POST or None, choices=_named(entrance))
    lead = _("Not always the one named most: the arguments count.")
    words = {"title": _("Propose somebody"), "lead": lead, "submit": _("Propose")}
    act = elections.propose_person
    return entrance.answer(request, form, words, act, resolution=entrance.resolution)


def _named(entrance: QuestionEntrance) -> list[tuple[str, str]]:
    """Those named, each with how often."""
    read_rounds([entrance.resolution])
    named = trace_of(entrance.resolution, entrance.resolution.meeting.electors.order_by("pk")).named
    words = _("%(name)s (named %(first)s, then %(second)s)")
    return [(person.name, words % vars(person)) for person in named]


@require_http_methods(["GET", "POST"])
def amend_proposal(request: Request, key: UUID) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.select_related("resolution", "option"), key=key)
    entrance = entrance_for(request, "amend_proposal", proposal.resolution.key, proposal=proposal)
    form = ConditionForm(request.POST or None, initial={"condition": proposal.condition})
    words = {"title": _("Condition that lifts the objection"), "lead": str(proposal)}
    return entrance.answer(request, form, words, elections.amend_proposal, proposal=proposal)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
@edits(Resolution)
def write_wording(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "write_wording", key)
    form = WordingForm(request.POST or None, initial={"text": entrance.resolution.text})
    lead = _("The version before stays in the trace.")
    words = {"title": _("Write another version"), "lead": lead}
    act = consent.write_wording
    return entrance.answer(request, form, words, act, resolution=entrance.resolution)


@require_http_methods(["GET", "POST"])
def postpone_deliberation(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "postpone_deliberation", key)
    lead = _("Nothing is decided today; what was said stays.")
    words = {"title": _("Postpone the question"), "lead": lead, "submit": _("Postpone")}
    form, act = WhyForm(request.POST or None), deliberations.postpone_deliberation
    return entrance.answer(request, form, words, act, resolution=entrance.resolution)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def withdraw_text(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "withdraw_text", key)
    lead = _("It is not ripe, and is not decided; what was said stays.")
    words = {"lead": lead, "done": _("The question is taken back.")}
    page = entrance.form_page(_("Take the question back"), back=entrance.own_address, **words)
    act, by = consent.withdraw_text, entrance.acting
    return answer_confirm(request, page, act, by=by, resolution=entrance.resolution)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def answer_round(request: Request, key: UUID) -> HttpResponse:
    """A button answers at once; an objection is written on a page of its own."""
    entrance = entrance_for(request, "answer_round", key)
    elector, act = entrance.voice(request), deliberations.answer_round
    answer = request.POST.get("answer", StanceAnswer.OBJECTION)
    if answer == StanceAnswer.OBJECTION:
        return _object(request, entrance, elector)
    done = _in_name_of(elector)["done"]
    return _press(request, entrance, act, done, elector=elector, answer=answer)


def _object(request: Request, entrance: QuestionEntrance, elector: Elector) -> HttpResponse:
    form = StanceForm(request.POST or None, initial=_objection_of(entrance, elector))
    words = {
        "title": _("I have an objection"),
        "submit": _("Make this objection"),
        **_in_name_of(elector),
    }
    act = deliberations.answer_round
    about = {"resolution": entrance.resolution, "elector": elector}
    return entrance.answer(request, form, words, act, **about)


def _in_name_of(elector: Elector) -> dict[str, str]:
    """In whose name a form is filled in."""
    name = {"name": elector.name}
    return {"lead": _("In the name of: %(name)s") % name, "done": _("Noted for “%(name)s”.") % name}


def _objection_of(entrance: QuestionEntrance, elector: Elector) -> dict[str, str]:
    """What was objected in this round already, to be written better."""
    stances = elector.stances.filter(round__resolution=entrance.resolution, round__ended_at=None)
    stance = stances.select_related("objection").first()
    objection = getattr(stance, "objection", None)
    return (
        {"kind": objection.kind, "argument": objection.argument, "remedy": objection.remedy}
        if objection
        else {}
    )


def _named_by(entrance: QuestionEntrance, elector: Elector) -> Nomination | None:
    rows = entrance.resolution.nominations.select_related("nominee", "changed_to")
    return rows.filter(elector=elector).first()


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def nominate(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "nominate", key)
    elector = entrance.voice(request)
    title, submit = _("Name somebody, and say why"), _("Name this person")
    words = {"title": title, "submit": submit, **_in_name_of(elector)}
    form, act = _naming(request, entrance, elector), _nominating(entrance, elector)
    return entrance.answer(request, form, words, act)


def _naming(request: Request, entrance: QuestionEntrance, elector: Elector) -> NominationForm:
    """The reason may wait until the names are read."""
    before = _named_by(entrance, elector)
    deliberation = getattr(entrance.resolution, "deliberation", None)
    return NominationForm(
        request.POST or None,
        initial={"nominee": str(before.nominee), "reason": before.reason} if before else {},
        suggested=suggested(entrance.resolution.meeting),
        needs_reason=deliberation is not None and deliberation.step == Step.READING,
    )


def _nominating(entrance: QuestionEntrance, elector: Elector) -> Callable[..., Nomination]:
    """Names whoever is known under the name typed."""

    def act(*, by: Acting, nominee: str, reason: str) -> Nomination:
        named = person_named(nominee, entrance.resolution.meeting, by)
        return elections.nominate(
            resolution=entrance.resolution, elector=elector, nominee=named, reason=reason, by=by
        )

    return act


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def change_nomination(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_for(request, "change_nomination", key)
    elector, act = entrance.voice(request), elections.change_nomination
    before = _named_by(entrance, elector)
    labels = entrance.resolution.options.order_by("label", "pk").values_list("label", flat=True)
    initial = {"to": str(before), "reason": before.change_reason} if before else {}
    form = ChangeForm(request.POST or None, named=list(labels), initial=initial)
    words = {"title": _("Change whom I name"), **_in_name_of(elector)}
    about = {"resolution": entrance.resolution, "elector": elector}
    return entrance.answer(request, form, words, act, **about)
