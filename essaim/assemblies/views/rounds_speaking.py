"""Speaking in a round: to answer, to name somebody, to change one's mind."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.assemblies.actions import deliberations, elections
from essaim.assemblies.enums import StanceAnswer, Step
from essaim.assemblies.forms.rounds import ChangeForm, NominationForm, StanceForm
from essaim.assemblies.models import Elector, Nomination
from essaim.assemblies.queries.nameable import person_named, suggested
from essaim.assemblies.views.doors import OPEN_BECAUSE
from essaim.assemblies.views.rounds_pages import Asked
from essaim.kernel.acting import Acting
from essaim.kernel.http import Request, open_to_visitors


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def answer_round(request: Request, key: UUID) -> HttpResponse:
    """A button answers at once; an objection is written on a page of its own."""
    asked = Asked.of(request, key, "answer_round")
    elector, act = asked.voice(), deliberations.answer_round
    answer = request.POST.get("answer", StanceAnswer.OBJECTION)
    if answer == StanceAnswer.OBJECTION:
        return _object(asked, elector)
    done, found = _told(elector)["done"], asked.found
    return asked.act(act, done, resolution=found, elector=elector, answer=answer)


def _object(asked: Asked, elector: Elector) -> HttpResponse:
    form = StanceForm(asked.typed, initial=_objection_of(asked, elector))
    words = {
        "title": _("I have an objection"),
        "submit": _("Make this objection"),
        **_told(elector),
    }
    act = deliberations.answer_round
    return asked.form(form, act, words, resolution=asked.found, elector=elector)


def _told(elector: Elector) -> dict[str, str]:
    """In whose name a form is filled in."""
    name = {"name": elector.name}
    return {"lead": _("In the name of: %(name)s") % name, "done": _("Noted for “%(name)s”.") % name}


def _objection_of(asked: Asked, elector: Elector) -> dict[str, str]:
    """What was objected in this round already, to be written better."""
    stances = elector.stances.filter(round__resolution=asked.found, round__ended_at=None)
    stance = stances.select_related("objection").first()
    said = getattr(stance, "objection", None)
    return {"kind": said.kind, "argument": said.argument, "remedy": said.remedy} if said else {}


def _named_by(asked: Asked, elector: Elector) -> Nomination | None:
    rows = asked.found.nominations.select_related("nominee", "changed_to")
    return rows.filter(elector=elector).first()


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def nominate(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "nominate")
    elector = asked.voice()
    title, submit = _("Name somebody, and say why"), _("Name this person")
    words = {"title": title, "submit": submit, **_told(elector)}
    return asked.form(_naming(asked, elector), _nominating(asked, elector), words)


def _naming(asked: Asked, elector: Elector) -> NominationForm:
    """The reason may wait until the names are read."""
    before = _named_by(asked, elector)
    deliberation = getattr(asked.found, "deliberation", None)
    return NominationForm(
        asked.typed,
        initial={"nominee": str(before.nominee), "reason": before.reason} if before else {},
        suggested=suggested(asked.found.meeting),
        needs_reason=deliberation is not None and deliberation.step == Step.READING,
    )


def _nominating(asked: Asked, elector: Elector) -> Callable[..., Nomination]:
    """Whoever is known under the name typed is named herself."""

    def act(*, by: Acting, nominee: str, reason: str) -> Nomination:
        named = person_named(nominee, asked.found.meeting, by)
        return elections.nominate(
            resolution=asked.found, elector=elector, nominee=named, reason=reason, by=by
        )

    return act


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def change_nomination(request: Request, key: UUID) -> HttpResponse:
    asked = Asked.of(request, key, "change_nomination")
    elector, act = asked.voice(), elections.change_nomination
    before = _named_by(asked, elector)
    labels = asked.found.options.order_by("label", "pk").values_list("label", flat=True)
    initial = {"to": str(before), "reason": before.change_reason} if before else {}
    form = ChangeForm(asked.typed, named=list(labels), initial=initial)
    words = {"title": _("Change whom I name"), **_told(elector)}
    return asked.form(form, act, words, resolution=asked.found, elector=elector)
