"""Programmes, objectives, actions, indicators and readings."""

from datetime import date
from itertools import count
from typing import Any

from essaim.network.models import Organisation
from essaim.programme.models import (
    Action,
    ActionObjective,
    ActionOrganisation,
    Agreement,
    Axis,
    Decision,
    Indicator,
    Objective,
    ObjectiveYear,
    Programme,
    Reading,
)
from tests.factories.network import make_organisation

_numbers = count(1)
#: Positions that the form takes: below it, whatever was made before in the same process.
MOST = 1_000

#: The day of an action unless told otherwise.
DAY = date(2024, 5, 21)


def make_agreement(**fields: Any) -> Agreement:
    defaults = {
        "title": "Convention 2024–2026",
        "starts_on": date(2024, 1, 1),
        "ends_on": date(2026, 12, 31),
        "audience": "members",
    }
    funder = fields.pop("funder", None) or make_organisation(kind="funder")
    return Agreement.objects.create(**{**defaults, **fields, "funder": funder})


def make_decision(**fields: Any) -> Decision:
    defaults = {"text": "Réunir chaque mois", "body": "Bureau", "decided_on": DAY}
    return Decision.objects.create(**{**defaults, **fields})


def make_programme(**fields: Any) -> Programme:
    defaults = {
        "title": "Programme 2024–2026",
        "starts_on": date(2024, 1, 1),
        "ends_on": date(2026, 12, 31),
    }
    return Programme.objects.create(**{**defaults, **fields})


def make_axis(*, programme: Programme | None = None, **fields: Any) -> Axis:
    number = next(_numbers)
    defaults = {"code": str(number), "title": f"Axe {number}", "position": number % MOST}
    return Axis.objects.create(**{**defaults, **fields, "programme": programme or make_programme()})


def make_objective(*, axis: Axis | None = None, **fields: Any) -> Objective:
    axis = axis or make_axis()
    number = next(_numbers)
    defaults = {
        "code": f"{axis.code}.{number}",
        "title": f"Objectif {number}",
        "position": number % MOST,
    }
    return Objective.objects.create(
        **{**defaults, **fields, "axis": axis, "programme": axis.programme}
    )


def make_objective_year(*, objective: Objective | None = None, **fields: Any) -> ObjectiveYear:
    defaults = {"year": 2024}
    return ObjectiveYear.objects.create(
        **{**defaults, **fields, "objective": objective or make_objective()}
    )


def make_action(
    *,
    objectives: tuple[Objective, ...] = (),
    organisations: tuple[Organisation, ...] = (),
    **fields: Any,
) -> Action:
    """A held action of 2024 that everybody may see, unless told otherwise."""
    starts_on = fields.get("starts_on", DAY)
    defaults = {
        "kind": "meeting",
        "title": f"Action {next(_numbers)}",
        "starts_on": starts_on,
        "ends_on": starts_on,
        "audience": "public",
    }
    action = Action.objects.create(**{**defaults, **fields})
    for position, objective in enumerate(objectives):
        ActionObjective.objects.create(action=action, objective=objective, position=position)
    for organisation in organisations:
        ActionOrganisation.objects.create(
            action=action, organisation=organisation, role="takes_part"
        )
    return action


def make_indicator(**fields: Any) -> Indicator:
    number = next(_numbers)
    defaults = {
        "code": f"indicator-{number}",
        "title": f"Indicateur {number}",
        "unit": "visite",
        "unit_plural": "visites",
        "nature": "flow",
        "audience": "public",
    }
    return Indicator.objects.create(**{**defaults, **fields})


def make_reading(*, indicator: Indicator | None = None, **fields: Any) -> Reading:
    """A reading of the year 2024 unless told otherwise; `scaled` is the value at scale 0."""
    defaults = {"granularity": "year", "starts_on": date(2024, 1, 1), "source_note": "relevé"}
    if "numerator" not in fields:
        fields.setdefault("scaled", 100)
    return Reading.objects.create(
        **{**defaults, **fields, "indicator": indicator or make_indicator()}
    )
