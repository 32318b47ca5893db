"""What the room shows on the home page."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting, works_here
from essaim.kernel.datewords import date_range
from essaim.kernel.offering.first_steps import FirstStep, Way
from essaim.kernel.offering.panels import Panel, Place
from essaim.kernel.rules import can
from essaim.programme.models import Action, Objective, Programme
from essaim.programme.queries.agreements import next_due
from essaim.programme.queries.home import key_figures, last_highlights, untold_actions
from essaim.programme.queries.plan import current_programme


def figures(acting: Acting, on: date) -> Mapping[str, Any] | None:
    year, shown = key_figures(acting, on)
    title = _("%(year)s in figures") % {"year": year}
    return {"title": title, "figures": shown} if shown else None


def highlights(acting: Acting, on: date) -> Mapping[str, Any] | None:
    actions = last_highlights(acting, on)
    if not actions:
        return None
    year = actions[0].starts_on.year
    title = _("Highlights of %(year)s") % {"year": year}
    return {"title": title, "year": year, "items": [_dated(action) for action in actions]}


def _dated(action: Action) -> Mapping[str, str]:
    """As a timeline shows it."""
    language = get_language() or settings.LANGUAGE_CODE
    when = date_range(action.starts_on, action.ends_on, action.precision, language=language)
    where = f"{when} · {action.place}" if action.place else when
    return {"when": where, "title": action.title, "url": action.get_absolute_url()}


def due(acting: Acting, on: date) -> Mapping[str, Any] | None:
    reports = next_due(acting, on)
    return {"due": reports} if reports else None


def plan(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """The axes; to whoever works here, what is missing. Where there is none, nothing."""
    programme = current_programme(acting, on)
    if programme is None:
        return None
    untold, more = untold_actions(programme, on) if works_here(acting) else ([], 0)
    return {
        "programme": programme,
        "axes": programme.axes.order_by("position", "code"),
        "untold": untold,
        "more": more,
    }


PANELS = (
    Panel(
        "programme.figures",
        gettext_lazy("Key figures"),
        "programme/panels/figures.html",
        figures,
        Place.BELOW,
        20,
        is_shared=True,
    ),
    Panel(
        "programme.highlights",
        gettext_lazy("Highlights"),
        "programme/panels/highlights.html",
        highlights,
        Place.MAIN,
        10,
        is_shared=True,
    ),
    Panel(
        "programme.due",
        gettext_lazy("Funders expect"),
        "programme/panels/due.html",
        due,
        Place.SIDE,
        10,
        shown_to=works_here,
        is_shared=True,
    ),
    Panel(
        "programme.plan",
        gettext_lazy("What we set out to do"),
        "programme/panels/plan.html",
        plan,
        Place.SIDE,
        40,
        is_shared=True,
    ),
)


def _objectives(acting: Acting) -> QuerySet[Objective]:
    visible = Programme.objects.visible_to(acting)
    return Objective.objects.filter(axis__programme__in=visible)


def _step_sentence(number: int) -> str:
    words = ngettext("%(number)d objective stands.", "%(number)d objectives stand.", number)
    return words % {"number": number}


def _ways_to_objectives(acting: Acting) -> Iterator[Way]:
    programme = current_programme(acting, timezone.localdate())
    if programme is not None and can(acting, "programme.edit_programme", programme=programme):
        yield Way(_("Go on with our axes"), programme.get_absolute_url())
    elif programme is None and can(acting, "programme.add_programme"):
        yield Way(_("Type our axes"), reverse("programme:add_programme"))


FIRST_STEPS = (
    FirstStep(
        "programme.objectives",
        gettext_lazy("What we set out to do"),
        gettext_lazy(
            "Your last report already says it: the house reads it, proposes axes, objectives and "
            "actions, and you keep what is right. Or type your axes."
        ),
        order=30,
        minutes=5,
        rows=_objectives,
        sentence=_step_sentence,
        ways=_ways_to_objectives,
        pages=(
            "programme:current",
            "programme:programme",
            "programme:add_programme",
            "programme:add_axis",
            "programme:add_objective",
        ),
    ),
)
