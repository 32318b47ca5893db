"""Agreements, programmes, objectives, decisions: the coordination and the bureau keep them."""

from essaim.kernel.acting import BUREAU, MEMBERS, Acting
from essaim.programme.models import Agreement, Decision, Objective, Programme


def _keeps_the_plan(by: Acting) -> bool:
    return by.is_one_of(BUREAU)


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


add_agreement = edit_agreement = _keeps_the_plan
set_agreement_year = remove_agreement_year = _keeps_the_plan
set_rubric = remove_rubric = _keeps_the_plan
set_report_due = remove_report_due = _keeps_the_plan
add_programme = edit_programme = _keeps_the_plan
add_axis = edit_axis = remove_axis = _keeps_the_plan
add_objective = edit_objective = remove_objective = map_objective = _keeps_the_plan
judge_objective = write_objective_year = keep_both_texts = keep_text = _keeps_the_plan
add_decision = edit_decision = _keeps_the_plan
