"""The backbone: who may do what with actions, figures, the plan and past reports."""

from typing import Any

import pytest

from essaim.network.models import Organisation
from essaim.programme.content import ActionContent
from tests.factories.programme import (
    DAY,
    make_action,
    make_agreement,
    make_axis,
    make_decision,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
    make_reading,
)
from tests.rights.people import Network
from tests.rights.table import disagreements, rules_of_room

pytestmark = pytest.mark.django_db

ACTIONS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_action public_action                            x x x x x x x x x x x x x x x x x x x x x
view_action members_action                           · · x x x x · · · · · · x x x · · · · · x
view_action bureau_action                            · · · · · · · · · · · · x x · · · · · · x
view_action group_action                             · · · · · · · · x · · · · · · · · · · · ·
view_history public_action                           · · x x x x · · · · · · x x x · · · · · x
view_history bureau_action                           · · · · · · · · · · · · x x · · · · · · x
view_history group_action                            · · · · · · · · · · · · · · · · · · · · ·
add_action                                           · · · x x · · · · · · · x x · · · · · · x
add_action carried_by_ours                           · · · x x · · · · · · · x x · · · · · · x
add_action carried_by_theirs                         · · · · · · · · · · · · x x · · · · · · x
add_action carried_by_left                           · · · · · · · · · · · · x x · · · · · · x
add_action carried_by_nobody                         · · · · · · · · · · · · x x · · · · · · x
add_proven_action                                    · · · x x · · · · · · · x x · · · · · · x
add_proven_action carried_by_ours                    · · · x x · · · · · · · x x · · · · · · x
add_proven_action carried_by_theirs                  · · · · · · · · · · · · x x · · · · · · x
add_proven_action carried_by_left                    · · · · · · · · · · · · x x · · · · · · x
add_proven_action carried_by_nobody                  · · · · · · · · · · · · x x · · · · · · x
edit_action public_action                            · · · · · · · · · · · · x x · · · · · · x
edit_action bureau_action                            · · · · · · · · · · · · x x · · · · · · x
edit_action group_action                             · · · · · · · · · · · · · · · · · · · · ·
edit_action action_of_ours                           · · · x x · · · · · · · x x · · · · · · x
edit_action action_of_theirs                         · · · · · · · · · · · · x x · · · · · · x
edit_action action_of_left                           · · · · · · · · · · · · x x · · · · · · x
edit_action hidden_action_of_ours                    · · · · · · · · · · · · x x · · · · · · x
edit_action action_of_ours carried_by_ours           · · · x x · · · · · · · x x · · · · · · x
edit_action action_of_ours carried_by_theirs         · · · · · · · · · · · · x x · · · · · · x
edit_action action_of_theirs carried_by_ours         · · · · · · · · · · · · x x · · · · · · x
keep_both_versions action_of_ours carried_by_ours    · · · x x · · · · · · · x x · · · · · · x
keep_both_versions action_of_ours carried_by_theirs  · · · · · · · · · · · · x x · · · · · · x
keep_both_versions group_action carried_by_nobody    · · · · · · · · · · · · · · · · · · · · ·
cancel_action action_of_ours                         · · · x x · · · · · · · x x · · · · · · x
cancel_action action_of_theirs                       · · · · · · · · · · · · x x · · · · · · x
cancel_action hidden_action_of_ours                  · · · · · · · · · · · · x x · · · · · · x
cancel_action group_action                           · · · · · · · · · · · · · · · · · · · · ·
discard_action action_of_ours                        · · · x x · · · · · · · x x · · · · · · x
discard_action action_of_theirs                      · · · · · · · · · · · · x x · · · · · · x
discard_action hidden_action_of_ours                 · · · · · · · · · · · · x x · · · · · · x
discard_action group_action                          · · · · · · · · · · · · · · · · · · · · ·
restore_action action_of_ours                        · · · x x · · · · · · · x x · · · · · · x
restore_action action_of_theirs                      · · · · · · · · · · · · x x · · · · · · x
restore_action hidden_action_of_ours                 · · · · · · · · · · · · x x · · · · · · x
restore_action group_action                          · · · · · · · · · · · · · · · · · · · · ·
restore_revision action_of_ours                      · · · x x · · · · · · · x x · · · · · · x
restore_revision action_of_theirs                    · · · · · · · · · · · · x x · · · · · · x
restore_revision hidden_action_of_ours               · · · · · · · · · · · · x x · · · · · · x
restore_revision group_action                        · · · · · · · · · · · · · · · · · · · · ·
highlight_action action_of_ours                      · · · x x · · · · · · · x x · · · · · · x
highlight_action action_of_theirs                    · · · · · · · · · · · · x x · · · · · · x
highlight_action hidden_action_of_ours               · · · · · · · · · · · · x x · · · · · · x
highlight_action group_action                        · · · · · · · · · · · · · · · · · · · · ·
identify_action action_of_ours                       · · · x x · · · · · · · x x · · · · · · x
identify_action action_of_theirs                     · · · · · · · · · · · · x x · · · · · · x
identify_action hidden_action_of_ours                · · · · · · · · · · · · x x · · · · · · x
identify_action group_action                         · · · · · · · · · · · · · · · · · · · · ·
link_actions action_of_ours                          · · · x x · · · · · · · x x · · · · · · x
link_actions action_of_theirs                        · · · · · · · · · · · · x x · · · · · · x
link_actions hidden_action_of_ours                   · · · · · · · · · · · · x x · · · · · · x
link_actions group_action                            · · · · · · · · · · · · · · · · · · · · ·
unlink_actions action_of_ours                        · · · x x · · · · · · · x x · · · · · · x
unlink_actions action_of_theirs                      · · · · · · · · · · · · x x · · · · · · x
unlink_actions hidden_action_of_ours                 · · · · · · · · · · · · x x · · · · · · x
unlink_actions group_action                          · · · · · · · · · · · · · · · · · · · · ·
add_evidence action_of_ours                          · · · x x · · · · · · · x x · · · · · · x
add_evidence action_of_theirs                        · · · · · · · · · · · · x x · · · · · · x
add_evidence hidden_action_of_ours                   · · · · · · · · · · · · x x · · · · · · x
add_evidence group_action                            · · · · · · · · · · · · · · · · · · · · ·
add_file_evidence action_of_ours                     · · · x x · · · · · · · x x · · · · · · x
add_file_evidence action_of_theirs                   · · · · · · · · · · · · x x · · · · · · x
add_file_evidence hidden_action_of_ours              · · · · · · · · · · · · x x · · · · · · x
add_file_evidence group_action                       · · · · · · · · · · · · · · · · · · · · ·
remove_evidence action_of_ours                       · · · x x · · · · · · · x x · · · · · · x
remove_evidence action_of_theirs                     · · · · · · · · · · · · x x · · · · · · x
remove_evidence hidden_action_of_ours                · · · · · · · · · · · · x x · · · · · · x
remove_evidence group_action                         · · · · · · · · · · · · · · · · · · · · ·
"""

FIGURES = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_indicator public_indicator                      x x x x x x x x x x x x x x x x x x x x x
view_indicator members_indicator                     · · x x x x · · · · · · x x x · · · · · x
view_indicator bureau_indicator                      · · · · · · · · · · · · x x · · · · · · x
view_indicator group_indicator                       · · · · · · · · x · · · · · · · · · · · ·
view_background                                      · · x x x x · · · · · · x x x · · · · · x
add_indicator                                        · · · · · · · · · · · · · x · · · · · · x
edit_indicator bureau_indicator                      · · · · · · · · · · · · · x · · · · · · x
edit_indicator group_indicator                       · · · · · · · · · · · · · · · · · · · · ·
remove_indicator bureau_indicator                    · · · · · · · · · · · · · x · · · · · · x
remove_indicator group_indicator                     · · · · · · · · · · · · · · · · · · · · ·
add_reading bureau_indicator                         · · · · · · · · · · · · x x · · · · · · x
add_reading group_indicator                          · · · · · · · · · · · · · · · · · · · · ·
correct_reading bureau_reading                       · · · · · · · · · · · · x x · · · · · · x
correct_reading group_reading                        · · · · · · · · · · · · · · · · · · · · ·
take_readings                                        · · · · · · · · · · · · x x · · · · · · x
take_readings of_bureau_indicator                    · · · · · · · · · · · · x x · · · · · · x
take_readings of_group_indicator                     · · · · · · · · · · · · · · · · · · · · ·
withdraw_reading bureau_reading                      · · · · · · · · · · · · · x · · · · · · x
withdraw_reading group_reading                       · · · · · · · · · · · · · · · · · · · · ·
"""

PLAN = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_programme public_programme                      x x x x x x x x x x x x x x x x x x x x x
view_programme members_programme                     · · x x x x · · · · · · x x x · · · · · x
view_programme bureau_programme                      · · · · · · · · · · · · x x · · · · · · x
view_programme group_programme                       · · · · · · · · x · · · · · · · · · · · ·
view_objective public_objective                      x x x x x x x x x x x x x x x x x x x x x
view_objective members_objective                     · · x x x x · · · · · · x x x · · · · · x
view_objective bureau_objective                      · · · · · · · · · · · · x x · · · · · · x
view_objective group_objective                       · · · · · · · · x · · · · · · · · · · · ·
view_agreement public_agreement                      x x x x x x x x x x x x x x x x x x x x x
view_agreement members_agreement                     · · x x x x · · · · · · x x x · · · · · x
view_agreement bureau_agreement                      · · · · · · · · · · · · x x · · · · · · x
view_agreement group_agreement                       · · · · · · · · x · · · · · · · · · · · ·
view_decision public_decision                        x x x x x x x x x x x x x x x x x x x x x
view_decision members_decision                       · · x x x x · · · · · · x x x · · · · · x
view_decision bureau_decision                        · · · · · · · · · · · · x x · · · · · · x
view_decision group_decision                         · · · · · · · · x · · · · · · · · · · · ·
view_judgement                                       · · x x x x · · · · · · x x x · · · · · x
add_agreement                                        · · · · · · · · · · · · x x · · · · · · x
add_programme                                        · · · · · · · · · · · · x x · · · · · · x
add_decision                                         · · · · · · · · · · · · x x · · · · · · x
edit_agreement bureau_agreement                      · · · · · · · · · · · · x x · · · · · · x
edit_agreement group_agreement                       · · · · · · · · · · · · · · · · · · · · ·
set_agreement_year bureau_agreement                  · · · · · · · · · · · · x x · · · · · · x
set_agreement_year group_agreement                   · · · · · · · · · · · · · · · · · · · · ·
remove_agreement_year bureau_agreement               · · · · · · · · · · · · x x · · · · · · x
remove_agreement_year group_agreement                · · · · · · · · · · · · · · · · · · · · ·
set_rubric bureau_agreement                          · · · · · · · · · · · · x x · · · · · · x
set_rubric group_agreement                           · · · · · · · · · · · · · · · · · · · · ·
remove_rubric bureau_agreement                       · · · · · · · · · · · · x x · · · · · · x
remove_rubric group_agreement                        · · · · · · · · · · · · · · · · · · · · ·
set_report_due bureau_agreement                      · · · · · · · · · · · · x x · · · · · · x
set_report_due group_agreement                       · · · · · · · · · · · · · · · · · · · · ·
remove_report_due bureau_agreement                   · · · · · · · · · · · · x x · · · · · · x
remove_report_due group_agreement                    · · · · · · · · · · · · · · · · · · · · ·
edit_programme bureau_programme                      · · · · · · · · · · · · x x · · · · · · x
edit_programme group_programme                       · · · · · · · · · · · · · · · · · · · · ·
add_axis bureau_programme                            · · · · · · · · · · · · x x · · · · · · x
add_axis group_programme                             · · · · · · · · · · · · · · · · · · · · ·
edit_axis bureau_axis                                · · · · · · · · · · · · x x · · · · · · x
edit_axis group_axis                                 · · · · · · · · · · · · · · · · · · · · ·
remove_axis bureau_axis                              · · · · · · · · · · · · x x · · · · · · x
remove_axis group_axis                               · · · · · · · · · · · · · · · · · · · · ·
add_objective bureau_axis                            · · · · · · · · · · · · x x · · · · · · x
add_objective group_axis                             · · · · · · · · · · · · · · · · · · · · ·
edit_objective bureau_objective                      · · · · · · · · · · · · x x · · · · · · x
edit_objective group_objective                       · · · · · · · · · · · · · · · · · · · · ·
remove_objective bureau_objective                    · · · · · · · · · · · · x x · · · · · · x
remove_objective group_objective                     · · · · · · · · · · · · · · · · · · · · ·
map_objective bureau_objective                       · · · · · · · · · · · · x x · · · · · · x
map_objective group_objective                        · · · · · · · · · · · · · · · · · · · · ·
judge_objective bureau_objective                     · · · · · · · · · · · · x x · · · · · · x
judge_objective group_objective                      · · · · · · · · · · · · · · · · · · · · ·
write_objective_year bureau_year                     · · · · · · · · · · · · x x · · · · · · x
write_objective_year group_year                      · · · · · · · · · · · · · · · · · · · · ·
keep_both_texts bureau_year                          · · · · · · · · · · · · x x · · · · · · x
keep_both_texts group_year                           · · · · · · · · · · · · · · · · · · · · ·
keep_text bureau_year                                · · · · · · · · · · · · x x · · · · · · x
keep_text group_year                                 · · · · · · · · · · · · · · · · · · · · ·
edit_decision bureau_decision                        · · · · · · · · · · · · x x · · · · · · x
edit_decision group_decision                         · · · · · · · · · · · · · · · · · · · · ·
"""

REPRISE = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_past_report                                     · · · · · · · · · · · · · x · · · · · · x
open_past_report                                     · · · · · · · · · · · · · x · · · · · · x
review_past_report                                   · · · · · · · · · · · · · x · · · · · · x
apply_past_report                                    · · · · · · · · · · · · · x · · · · · · x
discard_past_report                                  · · · · · · · · · · · · · x · · · · · · x
"""


def check(table: str, network: Network, things: dict[str, dict[str, Any]]) -> None:
    assert disagreements(table, rules_of_room("programme"), network.everybody(), things) == ""


def audiences(network: Network) -> dict[str, str]:
    common = {name: name for name in ("public", "members", "bureau")}
    return {**common, "group": network.only_group}


def carried(by: Organisation | None) -> dict[str, Any]:
    return {"content": ActionContent(title="Une fête", starts_on=DAY, carried_by=by)}


def test_actions() -> None:
    network = Network()
    things: dict[str, dict[str, Any]] = {"carried_by_nobody": carried(None)}
    for name, audience in audiences(network).items():
        things[f"{name}_action"] = {"action": make_action(audience=audience)}
    for name in ("ours", "theirs", "left"):
        organisation = getattr(network, name)
        things[f"carried_by_{name}"] = carried(organisation)
        things[f"action_of_{name}"] = {"action": make_action(carried_by=organisation)}
    hidden = make_action(carried_by=network.ours, audience="bureau")
    check(ACTIONS, network, {**things, "hidden_action_of_ours": {"action": hidden}})


def test_figures() -> None:
    network = Network()
    things: dict[str, dict[str, Any]] = {}
    for name, audience in audiences(network).items():
        indicator = make_indicator(audience=audience)
        things[f"{name}_indicator"] = {"indicator": indicator}
        things[f"{name}_reading"] = {"reading": make_reading(indicator=indicator)}
        things[f"of_{name}_indicator"] = {"entries": [(make_indicator(), None), (indicator, None)]}
    check(FIGURES, network, things)


def test_the_plan() -> None:
    network = Network()
    things: dict[str, dict[str, Any]] = {}
    for name, audience in audiences(network).items():
        axis = make_axis(programme=make_programme(audience=audience))
        objective = make_objective(axis=axis)
        rows = {
            "programme": axis.programme,
            "axis": axis,
            "objective": objective,
            "objective_year": make_objective_year(objective=objective),
            "agreement": make_agreement(audience=audience),
            "decision": make_decision(audience=audience),
        }
        for kind, row in rows.items():
            things[f"{name}_{kind.removeprefix('objective_')}"] = {kind: row}
    check(PLAN, network, things)


def test_past_reports() -> None:
    check(REPRISE, Network(), {})
