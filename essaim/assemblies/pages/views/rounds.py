"""What is decided round by round: each step, each round and each answer, by whichever entrance."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.pages.views.resolutions import (
    address_after,
    resolution_address,
    resolution_of,
)
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.views.entrances import OPEN_BECAUSE, Entrance, chosen
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
from essaim.kernel.errors import Forbidden
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_button,
    answer_confirm,
    answer_form,
    open_to_visitors,
)
from essaim.kernel.rules import require


@dataclass(frozen=True)
class Asked:
    """A question, what is asked about it, and by which entrance one came."""

    request: Request
    resolution: Resolution
    entrance: Entrance

    @classmethod
    def of(cls, request: Request, key: UUID, verb: str, **things: Any) -> Self:
        """Raises Forbidden where this one may not do that."""
        resolution, entrance = resolution_of(request, key)
        require(entrance.acting, f"assemblies.{verb}", resolution=resolution, **things)
        return cls(request, resolution, entrance)

    @property
    def typed(self) -> Any:
        """What a form is filled in with; None while it is only read."""
        return self.request.POST or None

    @property
    def address(self) -> str:
        return resolution_address(self.resolution, self.entrance)

    @property
    def next_address(self) -> str:
        return address_after(self.request, self.resolution, self.entrance)

    def voice(self) -> Elector:
        """The elector that is named: one's own, or any for whoever presides."""
        named = self.request.POST.get("voix") or self.request.GET.get("voix", "")
        elector: Elector = chosen(self.resolution.meeting.electors.all(), named)
        acting = self.entrance.acting
        if not (speaks_for(acting, elector) or presides(acting, self.resolution.meeting)):
            raise Forbidden(_("You do not vote for “%(name)s”.") % {"name": elector.name})
        return elector

    def act(self, act: Callable[..., Any], done: str = "", **things: Any) -> HttpResponse:
        """An act of one button; what is refused is told on the page that comes back."""
        by, back = self.entrance.acting, self.next_address
        return answer_button(self.request, act, back, by=by, done=done, **things)

    def form(
        self, form: BaseForm, act: Callable[..., Any], words: dict[str, str], **things: Any
    ) -> HttpResponse:
        """A form whose act is done by whoever came in there, with or without account."""
        address = self.next_address
        page = FormPage(back=address, back_label=str(self.resolution), then=address, **words)
        return answer_form(self.request, form, page, act, by=self.entrance.acting, **things)


@require_POST
def advance_deliberation(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "advance_deliberation")
    return asked.act(deliberations.advance_deliberation, resolution=asked.resolution)


@require_POST
def begin_round(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "begin_round")
    done = _("Each is being asked, turn by turn.")
    return asked.act(deliberations.begin_round, done, resolution=asked.resolution)


@require_POST
def end_round(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "end_round")
    return asked.act(deliberations.end_round, _("The round is over."), resolution=asked.resolution)


@require_POST
def conclude_consent(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "conclude_consent")
    done = _("The question is concluded.")
    return asked.act(consent.conclude_consent, done, resolution=asked.resolution)


@require_POST
def conclude_election(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "conclude_election")
    done = _("The question is concluded.")
    return asked.act(elections.conclude_election, done, resolution=asked.resolution)


@require_http_methods(["GET", "POST"])
@edits("address")
def judge_objection(request: Request, key: UUID) -> HttpResponse:
    rows = Objection.objects.select_related("stance__elector", "stance__round__resolution")
    objection = get_object_or_404(rows, key=key)
    question = objection.stance.round.resolution.key
    asked = Asked.of(request, question, "judge_objection", objection=objection)
    form = VerdictForm(
        asked.typed, initial={"verdict": objection.verdict, "reason": objection.reason}
    )
    return asked.form(form, deliberations.judge_objection, _judging(objection), objection=objection)


def _judging(objection: Objection) -> dict[str, str]:
    words = {"name": objection.stance.elector.name, "argument": objection.argument}
    return {
        "title": _("What the circle made of an objection"),
        "lead": _("%(name)s: “%(argument)s”") % words,
        "done": _("The word of the circle is written down."),
    }


@require_http_methods(["GET", "POST"])
def propose_person(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "propose_person")
    form = ProposalForm(asked.typed, choices=_named(asked))
    lead = _("Not always the one named most: the arguments count.")
    words = {"title": _("Propose somebody"), "lead": lead, "submit": _("Propose")}
    return asked.form(form, elections.propose_person, words, resolution=asked.resolution)


def _named(asked: Asked) -> list[tuple[str, str]]:
    """Those named, each with how often."""
    read_rounds([asked.resolution])
    named = trace_of(asked.resolution, asked.resolution.meeting.electors.order_by("pk")).named
    words = _("%(name)s (named %(first)s, then %(second)s)")
    return [(person.name, words % vars(person)) for person in named]


@require_http_methods(["GET", "POST"])
def amend_proposal(request: Request, key: UUID) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.select_related("resolution", "option"), key=key)
    asked = Asked.of(request, proposal.resolution.key, "amend_proposal", proposal=proposal)
    form = ConditionForm(asked.typed, initial={"condition": proposal.condition})
    words = {"title": _("Condition that lifts the objection"), "lead": str(proposal)}
    return asked.form(form, elections.amend_proposal, words, proposal=proposal)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
@edits(Resolution)
def write_wording(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "write_wording")
    form = WordingForm(asked.typed, initial={"text": asked.resolution.text})
    lead = _("The version before stays in the trace.")
    words = {"title": _("Write another version"), "lead": lead}
    return asked.form(form, consent.write_wording, words, resolution=asked.resolution)


@require_http_methods(["GET", "POST"])
def postpone_deliberation(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "postpone_deliberation")
    lead = _("Nothing is decided today; what was said stays.")
    words = {"title": _("Postpone the question"), "lead": lead, "submit": _("Postpone")}
    form, act = WhyForm(asked.typed), deliberations.postpone_deliberation
    return asked.form(form, act, words, resolution=asked.resolution)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def withdraw_text(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "withdraw_text")
    lead = _("It is not ripe, and is not decided; what was said stays.")
    words = {"lead": lead, "then": asked.next_address, "done": _("The question is taken back.")}
    page = FormPage(_("Take the question back"), asked.address, str(asked.resolution), **words)
    act, by = consent.withdraw_text, asked.entrance.acting
    return answer_confirm(request, page, act, by=by, resolution=asked.resolution)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def answer_round(request: Request, key: UUID) -> HttpResponse:
    """A button answers at once; an objection is written on a page of its own."""
    asked = Asked.of(request, key, "answer_round")
    elector, act = asked.voice(), deliberations.answer_round
    answer = request.POST.get("answer", StanceAnswer.OBJECTION)
    if answer == StanceAnswer.OBJECTION:
        return _object(asked, elector)
    done, resolution = _in_name_of(elector)["done"], asked.resolution
    return asked.act(act, done, resolution=resolution, elector=elector, answer=answer)


def _object(asked: Asked, elector: Elector) -> HttpResponse:
    form = StanceForm(asked.typed, initial=_objection_of(asked, elector))
    words = {
        "title": _("I have an objection"),
        "submit": _("Make this objection"),
        **_in_name_of(elector),
    }
    act = deliberations.answer_round
    return asked.form(form, act, words, resolution=asked.resolution, elector=elector)


def _in_name_of(elector: Elector) -> dict[str, str]:
    """In whose name a form is filled in."""
    name = {"name": elector.name}
    return {"lead": _("In the name of: %(name)s") % name, "done": _("Noted for “%(name)s”.") % name}


def _objection_of(asked: Asked, elector: Elector) -> dict[str, str]:
    """What was objected in this round already, to be written better."""
    stances = elector.stances.filter(round__resolution=asked.resolution, round__ended_at=None)
    stance = stances.select_related("objection").first()
    objection = getattr(stance, "objection", None)
    return (
        {"kind": objection.kind, "argument": objection.argument, "remedy": objection.remedy}
        if objection
        else {}
    )


def _named_by(asked: Asked, elector: Elector) -> Nomination | None:
    rows = asked.resolution.nominations.select_related("nominee", "changed_to")
    return rows.filter(elector=elector).first()


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def nominate(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "nominate")
    elector = asked.voice()
    title, submit = _("Name somebody, and say why"), _("Name this person")
    words = {"title": title, "submit": submit, **_in_name_of(elector)}
    return asked.form(_naming(asked, elector), _nominating(asked, elector), words)


def _naming(asked: Asked, elector: Elector) -> NominationForm:
    """The reason may wait until the names are read."""
    before = _named_by(asked, elector)
    deliberation = getattr(asked.resolution, "deliberation", None)
    return NominationForm(
        asked.typed,
        initial={"nominee": str(before.nominee), "reason": before.reason} if before else {},
        suggested=suggested(asked.resolution.meeting),
        needs_reason=deliberation is not None and deliberation.step == Step.READING,
    )


def _nominating(asked: Asked, elector: Elector) -> Callable[..., Nomination]:
    """Names whoever is known under the name typed."""

    def act(*, by: Acting, nominee: str, reason: str) -> Nomination:
        named = person_named(nominee, asked.resolution.meeting, by)
        return elections.nominate(
            resolution=asked.resolution, elector=elector, nominee=named, reason=reason, by=by
        )

    return act


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def change_nomination(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "change_nomination")
    elector, act = asked.voice(), elections.change_nomination
    before = _named_by(asked, elector)
    labels = asked.resolution.options.order_by("label", "pk").values_list("label", flat=True)
    initial = {"to": str(before), "reason": before.change_reason} if before else {}
    form = ChangeForm(asked.typed, named=list(labels), initial=initial)
    words = {"title": _("Change whom I name"), **_in_name_of(elector)}
    return asked.form(form, act, words, resolution=asked.resolution, elector=elector)
