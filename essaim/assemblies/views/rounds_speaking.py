"""Speaking in a round: to answer, to name somebody, to change one's mind."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.assemblies.actions import deliberations, elections
from essaim.assemblies.enums import StanceAnswer, Step
from essaim.assemblies.forms.rounds import ChangeForm, NominationForm, StanceForm
from essaim.assemblies.models import Elector, Nomination, Resolution
from essaim.assemblies.queries.nameable import person_named, suggested
from essaim.assemblies.views.doors import OPEN_BECAUSE, Door
from essaim.assemblies.views.resolutions import resolution_of
from essaim.assemblies.views.rounds_pages import act_at, form_at, lead_for, voice_at
from essaim.kernel.acting import Acting
from essaim.kernel.http import Request, open_to_visitors
from essaim.kernel.rules import require


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def answer_round(request: Request, key: UUID) -> HttpResponse:
    """A button answers at once; an objection is written on a page of its own."""
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.answer_round", resolution=found)
    elector = voice_at(request, found, door)
    answer = request.POST.get("answer", StanceAnswer.OBJECTION)
    act, things = deliberations.answer_round, {"resolution": found, "elector": elector}
    if answer != StanceAnswer.OBJECTION:
        return act_at(request, found, door, act, _told(elector), answer=answer, **things)
    form = StanceForm(request.POST or None, initial=_objection_of(found, elector))
    words = {
        "title": _("I have an objection"),
        "lead": lead_for(elector),
        "submit": _("Make this objection"),
        "done": _told(elector),
    }
    return form_at(request, form, found, door, act, words=words, **things)


def _told(elector: Elector) -> str:
    return _("Noted for “%(name)s”.") % {"name": elector.name}


def _objection_of(found: Resolution, elector: Elector) -> dict[str, str]:
    """What was objected in this round already, to be written better."""
    stances = elector.stances.filter(round__resolution=found, round__ended_at=None)
    stance = stances.select_related("objection").first()
    said = getattr(stance, "objection", None)
    return {"kind": said.kind, "argument": said.argument, "remedy": said.remedy} if said else {}


def _named_by(found: Resolution, elector: Elector) -> Nomination | None:
    rows = found.nominations.select_related("nominee", "changed_to")
    return rows.filter(elector=elector).first()


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def nominate(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.nominate", resolution=found)
    elector = voice_at(request, found, door)
    before = _named_by(found, elector)
    deliberation = getattr(found, "deliberation", None)
    is_read = deliberation is not None and deliberation.step == Step.READING
    initial = {"nominee": str(before.nominee), "reason": before.reason} if before else {}
    form = NominationForm(
        request.POST or None,
        initial=initial,
        suggested=suggested(found.meeting),
        needs_reason=is_read,
    )
    words = {"title": _("Name somebody, and say why"), "lead": lead_for(elector)}
    words |= {"submit": _("Name this person"), "done": _told(elector)}
    return form_at(request, form, found, door, _nominating(found, elector, door), words=words)


def _nominating(found: Resolution, elector: Elector, door: Door) -> Callable[..., Nomination]:
    """Whoever is known under the name typed is named herself."""

    def act(*, by: Acting, nominee: str, reason: str) -> Nomination:
        named = person_named(nominee, found.meeting, door.acting)
        return elections.nominate(
            resolution=found, elector=elector, nominee=named, reason=reason, by=by
        )

    return act


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def change_nomination(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.change_nomination", resolution=found)
    elector = voice_at(request, found, door)
    before = _named_by(found, elector)
    named = list(found.options.order_by("label", "pk").values_list("label", flat=True))
    initial = {"to": str(before), "reason": before.change_reason} if before else {}
    form = ChangeForm(request.POST or None, named=named, initial=initial)
    words = {"title": _("Change whom I name"), "lead": lead_for(elector), "done": _told(elector)}
    act = elections.change_nomination
    return form_at(request, form, found, door, act, words=words, resolution=found, elector=elector)
