"""The backbone of the house."""

from essaim.programme.models.actions import (
    Action,
    ActionLink,
    ActionObjective,
    ActionOrganisation,
    ActionPerson,
    Evidence,
)
from essaim.programme.models.agreements import Agreement, AgreementYear, ReportDue, Rubric
from essaim.programme.models.decisions import Decision
from essaim.programme.models.figures import FigureUse, Indicator, IndicatorTerm, Reading
from essaim.programme.models.objectives import Axis, Objective, ObjectiveYear, Programme

__all__ = [
    "Action",
    "ActionLink",
    "ActionObjective",
    "ActionOrganisation",
    "ActionPerson",
    "Agreement",
    "AgreementYear",
    "Axis",
    "Decision",
    "Evidence",
    "FigureUse",
    "Indicator",
    "IndicatorTerm",
    "Objective",
    "ObjectiveYear",
    "Programme",
    "Reading",
    "ReportDue",
    "Rubric",
]
