"""Agreements, programmes, objectives and decisions: who may do what."""

from typing import Any

import pytest

from tests.factories.programme import (
    make_agreement,
    make_axis,
    make_decision,
    make_objective,
    make_objective_year,
    make_programme,
)
from tests.rights.people import Network
from tests.rights.test_programme import audiences, check

pytestmark = pytest.mark.django_db

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
keep_text bureau_year                                · · · · · · · · · · · · x x · · · · · · x
keep_text group_year                                 · · · · · · · · · · · · · · · · · · · · ·
edit_decision bureau_decision                        · · · · · · · · · · · · x x · · · · · · x
edit_decision group_decision                         · · · · · · · · · · · · · · · · · · · · ·
"""


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
