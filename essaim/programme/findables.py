"""What is found of the programme: objectives, actions, decisions, figures, agreements."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import Findable, Searchable, declared
from essaim.kernel.markup import from_text, plain
from essaim.kernel.offers import found_by
from essaim.programme.models import Action, Agreement, Decision, Indicator, Objective


def actions(keys: Collection[UUID]) -> Iterator[Findable]:
    """Those of which no other room says more: that room lets them be found."""
    asked = list(Action.objects.kept().filter(key__in=keys))
    ids = [action.pk for action in asked]
    kept = {pk for keeper in declared("action_keepers") for pk in keeper.own(ids)}
    for action in (action for action in asked if action.pk not in kept):
        yield Findable(
            key=action.key,
            title=action.title,
            url=action.get_absolute_url(),
            audience=action.audience,
            text=" · ".join(filter(None, (action.place, plain(from_text(action.summary))))),
            starts_on=action.starts_on,
            precision=action.precision,
        )


def objectives(keys: Collection[UUID]) -> Iterator[Findable]:
    for objective in Objective.objects.filter(key__in=keys).select_related("programme"):
        yield Findable(
            key=objective.key,
            title=str(objective),
            url=objective.get_absolute_url(),
            audience=objective.programme.audience,
            text=objective.programme.title,
        )


def objectives_of_programmes(keys: Collection[UUID]) -> Iterator[UUID]:
    yield from Objective.objects.filter(programme__key__in=keys).values_list("key", flat=True)


def decisions(keys: Collection[UUID]) -> Iterator[Findable]:
    for decision in Decision.objects.filter(key__in=keys):
        yield Findable(
            key=decision.key,
            title=Truncator(decision.text).chars(120),
            url=decision.get_absolute_url(),
            audience=decision.audience,
            text=f"{decision.body} · {decision.text}",
            also_called=decision.reference,
            starts_on=decision.decided_on,
        )


SEARCHABLES = (
    Searchable("programme.action", _("Action"), _("Actions"), actions),
    Searchable(
        model="programme.objective",
        label=_("Objective"),
        plural=_("Objectives"),
        rows=objectives,
        touched_by={"programme.programme": objectives_of_programmes},
    ),
    Searchable("programme.decision", _("Decision"), _("Decisions"), decisions),
    Searchable("programme.indicator", _("Figure"), _("Figures"), found_by(Indicator, "definition")),
    Searchable(
        "programme.agreement",
        _("Agreement"),
        _("Agreements"),
        found_by(Agreement, "funder_programme"),
    ),
)
