"""The backbone: who may do what with actions, figures and the plan."""

from typing import Any

import pytest

from essaim.network.models import Organisation
from essaim.programme.content import ActionContent
from tests.factories.programme import (
    DAY,
    make_action,
    make_indicator,
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
