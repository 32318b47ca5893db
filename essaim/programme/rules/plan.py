"""Agreements, programmes, objectives, decisions: the coordination and the bureau keep them.

Nobody keeps what is hidden from them: what a group has for itself is its own.
"""

from essaim.kernel.acting import BUREAU, MEMBERS, Acting
from essaim.programme.models import (
    Agreement,
    Axis,
    Decision,
    Objective,
    ObjectiveYear,
    Programme,
)


def view_programme(by: Acting, programme: Programme) -> bool:
    return programme.audience in by.capacities


def view_objective(by: Acting, objective: Objective) -> bool:
    return objective.programme.audience in by.capacities


def view_agreement(by: Acting, agreement: Agreement) -> bool:
    return agreement.audience in by.capacities


def view_decision(by: Acting, decision: Decision) -> bool:
    return decision.audience in by.capacities


def view_judgement(by: Acting) -> bool:
    """What an objective is worth this year is the members' until a report publishes it."""
    return by.is_one_of(MEMBERS)


def _keeps_the_plan(by: Acting) -> bool:
    return by.is_one_of(BUREAU)


def edit_agreement(by: Acting, agreement: Agreement) -> bool:
    return _keeps_the_plan(by) and view_agreement(by, agreement)


def edit_programme(by: Acting, programme: Programme) -> bool:
    return _keeps_the_plan(by) and view_programme(by, programme)


def edit_axis(by: Acting, axis: Axis) -> bool:
    return edit_programme(by, axis.programme)


def edit_objective(by: Acting, objective: Objective) -> bool:
    return edit_programme(by, objective.programme)


def write_objective_year(by: Acting, objective_year: ObjectiveYear) -> bool:
    return edit_objective(by, objective_year.objective)


def edit_decision(by: Acting, decision: Decision) -> bool:
    return _keeps_the_plan(by) and view_decision(by, decision)


add_agreement = add_programme = add_decision = _keeps_the_plan
set_agreement_year = remove_agreement_year = edit_agreement
set_rubric = remove_rubric = edit_agreement
set_report_due = remove_report_due = edit_agreement
add_axis = edit_programme
remove_axis = add_objective = edit_axis
remove_objective = map_objective = judge_objective = edit_objective
keep_text = write_objective_year
