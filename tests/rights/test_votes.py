"""Sittings, votes, deliberations, minutes, what follows: who may do what."""

import pytest

from tests.rights.assembly import Assembly
from tests.rights.people import Network
from tests.rights.table import disagreements, rules_of_room

pytestmark = pytest.mark.django_db

SITTINGS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
open_meeting general                                 · · · · · · · · · · x x x x · · · · · · x
open_meeting hidden                                  · · · · · · · · · · · · x x · · · · · · x
open_meeting of_board                                · · · · · · · · · · · · · · · · · · · · x
close_meeting general                                · · · · · · · · · · x x x x · · · · · · x
close_meeting hidden                                 · · · · · · · · · · · · x x · · · · · · x
close_meeting of_board                               · · · · · · · · · · · · · · · · · · · · x
take_item general                                    · · · · · · · · · · x x x x · · · · · · x
take_item hidden                                     · · · · · · · · · · · · x x · · · · · · x
take_item of_board                                   · · · · · · · · · · · · · · · · · · · · x
record_arrival general                               · · · · · · · · · · x x x x · · · · · · x
record_arrival general our_elector                   · · · x x · · · · · x x x x · · · · x · x
record_arrival general individual                    · · · · · x · · · · x x x x · · · · · · x
record_arrival of_board seat                         · · · · · · · · x · · · · · · · · · · · x
correct_attendance our_attendance                    · · · · · · · · · · x x x x · · · · · · x
record_departure our_attendance                      · · · x x · · · · · x x x x · · · · x · x
record_departure attendance_of_seat                  · · · · · · · · x · · · · · · · · · · · x
record_departure attendance_of_guest                 · · · · · · · · · · x x x x · · · · · · x
undo_arrival our_attendance                          · · · x x · · · · · x x x x · · · · x · x
undo_arrival attendance_of_seat                      · · · · · · · · x · · · · · · · · · · · x
undo_arrival attendance_of_guest                     · · · · · · · · · · x x x x · · · · · · x
undo_departure our_attendance                        · · · x x · · · · · x x x x · · · · x · x
undo_departure attendance_of_seat                    · · · · · · · · x · · · · · · · · · · · x
undo_departure attendance_of_guest                   · · · · · · · · · · x x x x · · · · · · x
ask_to_speak our_elector                             · · · x x · · · · · x x x x · · · · x · x
ask_to_speak individual                              · · · · · x · · · · x x x x · · · · · · x
begin_turn our_turn                                  · · · · · · · · · · x x x x · · · · · · x
end_turn our_turn                                    · · · x x · · · · · x x x x · · · · x · x
withdraw_turn our_turn                               · · · x x · · · · · x x x x · · · · x · x
"""

VOTES = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_resolution of_general                           · · x x x x · · · · x x x x x · · · x · x
view_resolution of_hidden                            · · · · · · · · · · · · x x · · · · · · x
view_resolution of_board                             · · · · · · · · x · · · · · · · · · · · ·
write_resolution item_of_general                     · · · · · · · · · · x x x x · · · · · · x
write_resolution item_of_board                       · · · · · · · · · · · · · · · · · · · · x
view_electorate of_general                           · · · · · · · · · · x x x x · · · · · · x
view_electorate of_board                             · · · · · · · · · · · · · · · · · · · · x
edit_resolution of_general                           · · · · · · · · · · x x x x · · · · · · x
edit_resolution of_board                             · · · · · · · · · · · · · · · · · · · · x
open_resolution of_general                           · · · · · · · · · · x x x x · · · · · · x
open_resolution of_board                             · · · · · · · · · · · · · · · · · · · · x
close_resolution of_general                          · · · · · · · · · · x x x x · · · · · · x
close_resolution of_board                            · · · · · · · · · · · · · · · · · · · · x
draw_lots of_general                                 · · · · · · · · · · x x x x · · · · · · x
draw_lots of_board                                   · · · · · · · · · · · · · · · · · · · · x
withdraw_resolution of_general                       · · · · · · · · · · x x x x · · · · · · x
withdraw_resolution of_board                         · · · · · · · · · · · · · · · · · · · · x
enter_hand_votes of_general                          · · · · · · · · · · x x x x · · · · · · x
enter_hand_votes of_board                            · · · · · · · · · · · · · · · · · · · · x
enter_paper_result of_general                        · · · · · · · · · · x x x x · · · · · · x
time_vote of_general                                 · · · · · · · · · · x x x x · · · · · · x
enter_paper_result of_board                          · · · · · · · · · · · · · · · · · · · · x
time_vote of_board                                   · · · · · · · · · · · · · · · · · · · · x
enter_outside_result of_general                      · · · · · · · · · · x x x x · · · · · · x
enter_outside_result of_board                        · · · · · · · · · · · · · · · · · · · · x
lock_approved_minutes of_general                     · · · · · · · · · · x x x x · · · · · · x
lock_approved_minutes of_board                       · · · · · · · · · · · · · · · · · · · · x
cast_ballot of_general                               · · · x x x · · · · · · · · · · · · x · ·
cast_ballot of_hidden                                · · · · · · · · · · · · · · · · · · · · ·
cast_ballot of_board                                 · · · · · · · · x · · · · · · · · · · · ·
cast_ballots of_general                              · · · x x x · · · · · · · · · · · · x · ·
cast_ballots of_hidden                               · · · · · · · · · · · · · · · · · · · · ·
cast_ballots of_board                                · · · · · · · · x · · · · · · · · · · · ·
cast_secret_ballot of_general                        · · · x x x · · · · · · · · · · · · x · ·
cast_secret_ballot of_hidden                         · · · · · · · · · · · · · · · · · · · · ·
cast_secret_ballot of_board                          · · · · · · · · x · · · · · · · · · · · ·
prepare_consent of_general                           · · · · · · · · · · x x x x · · · · · · x
prepare_consent of_board                             · · · · · · · · · · · · · · · · · · · · x
prepare_election of_general                          · · · · · · · · · · x x x x · · · · · · x
prepare_election of_board                            · · · · · · · · · · · · · · · · · · · · x
advance_deliberation of_general                      · · · · · · · · · · x x x x · · · · · · x
advance_deliberation of_board                        · · · · · · · · · · · · · · · · · · · · x
begin_round of_general                               · · · · · · · · · · x x x x · · · · · · x
begin_round of_board                                 · · · · · · · · · · · · · · · · · · · · x
end_round of_general                                 · · · · · · · · · · x x x x · · · · · · x
end_round of_board                                   · · · · · · · · · · · · · · · · · · · · x
postpone_deliberation of_general                     · · · · · · · · · · x x x x · · · · · · x
postpone_deliberation of_board                       · · · · · · · · · · · · · · · · · · · · x
conclude_consent of_general                          · · · · · · · · · · x x x x · · · · · · x
conclude_consent of_board                            · · · · · · · · · · · · · · · · · · · · x
propose_person of_general                            · · · · · · · · · · x x x x · · · · · · x
propose_person of_board                              · · · · · · · · · · · · · · · · · · · · x
conclude_election of_general                         · · · · · · · · · · x x x x · · · · · · x
conclude_election of_board                           · · · · · · · · · · · · · · · · · · · · x
answer_round of_general                              · · · x x x · · · · x x x x · · · · x · x
answer_round of_board                                · · · · · · · · x · · · · · · · · · · · x
nominate of_general                                  · · · x x x · · · · x x x x · · · · x · x
nominate of_board                                    · · · · · · · · x · · · · · · · · · · · x
change_nomination of_general                         · · · x x x · · · · x x x x · · · · x · x
change_nomination of_board                           · · · · · · · · x · · · · · · · · · · · x
judge_objection our_objection                        · · · · · · · · · · x x x x · · · · · · x
amend_proposal proposal_at_general                   · · · · · · · · · · x x x x · · · · · · x
write_wording of_general                             · · · · · · · · · · · · · · · · · · · · ·
write_wording our_text                               · · · x x · · · · · · · · · · · · · x · ·
write_wording text_of_individual                     · · · · · x · · · · · · · · · · · · · · ·
withdraw_text of_general                             · · · · · · · · · · x x x x · · · · · · x
withdraw_text our_text                               · · · x x · · · · · x x x x · · · · x · x
withdraw_text text_of_individual                     · · · · · x · · · · x x x x · · · · · · x
"""

MINUTES = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_minutes draft                                   · · · · · · · · · · x x x x · · · · · · x
view_minutes submitted                               · · · x x x · · · · x x x x · · · · x · x
view_minutes locked                                  · · x x x x · · · · x x x x x · · · x · x
view_minutes locked_hidden                           · · · · · · · · · · · · x x · · · · · · x
view_minutes draft_of_board                          · · · · · · · · · · · · · · · · · · · · x
view_minutes submitted_of_board                      · · · · · · · · x · · · · · · · · · · · x
view_minutes locked_of_board                         · · · · · · · · x · · · · · · · · · · · x
view_internal_minutes locked                         · · · x x x · · · · x x x x · · · · x · x
view_internal_minutes locked_hidden                  · · · · · · · · · · · · x x · · · · · · x
view_internal_minutes locked_of_board                · · · · · · · · x · · · · · · · · · · · x
draft_minutes general                                · · · · · · · · · · x x x x · · · · · · x
draft_minutes of_board                               · · · · · · · · · · · · · · · · · · · · x
write_opening draft                                  · · · · · · · · · · x x x x · · · · · · x
write_opening draft_of_board                         · · · · · · · · · · · · · · · · · · · · x
write_debate draft                                   · · · · · · · · · · x x x x · · · · · · x
note_debate draft                                    · · · · · · · · · · x x x x · · · · · · x
write_debate draft_of_board                          · · · · · · · · · · · · · · · · · · · · x
note_debate draft_of_board                           · · · · · · · · · · · · · · · · · · · · x
submit_minutes draft                                 · · · · · · · · · · x x x x · · · · · · x
submit_minutes draft_of_board                        · · · · · · · · · · · · · · · · · · · · x
lock_minutes draft                                   · · · · · · · · · · x x x x · · · · · · x
lock_minutes draft_of_board                          · · · · · · · · · · · · · · · · · · · · x
annex_correction draft                               · · · · · · · · · · x x x x · · · · · · x
annex_correction draft_of_board                      · · · · · · · · · · · · · · · · · · · · x
keep_opening_beside draft                            · · · · · · · · · · x x x x · · · · · · x
keep_debate_beside draft                             · · · · · · · · · · x x x x · · · · · · x
keep_opening_beside draft_of_board                   · · · · · · · · · · · · · · · · · · · · x
keep_debate_beside draft_of_board                    · · · · · · · · · · · · · · · · · · · · x
ask_amendment our_elector                            · · · x x · · · · · · · · · · · · · x · ·
ask_amendment individual                             · · · · · x · · · · · · · · · · · · · · ·
ask_amendment seat                                   · · · · · · · · x · · · · · · · · · · · ·
answer_amendment our_amendment                       · · · · · · · · · · x x x x · · · · · · x
sign_minutes draft                                   · · · · · · · · · · x x · · · · · · · · ·
sign_minutes draft_of_board                          · · · · · · · · · · · · · · · · · · · · ·
"""

UNDERTAKINGS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_undertaking public_one                          x x x x x x x x x x x x x x x x x x x x x
view_undertaking members_one                         · · x x x x · · · · · · x x x · · · · · x
view_undertaking bureau_one                          · · · · · · · · · · · · x x · · · · · · x
view_undertaking group_one                           · · · · · · · · x · · · · · · · · · · · ·
view_undertaking group_one_of_member                 · · x · · · · · x · · · · · · · · · · · ·
follow_decision general                              · · · · · · · · · · x x x x · · · · · · x
follow_decision of_board                             · · · · · · · · · · · · · · · · · · · · x
edit_undertaking members_one                         · · · · · · · · · · x x x x · · · · · · x
edit_undertaking one_of_board                        · · · · · · · · · · · · · · · · · · · · x
declare_change members_one                           · · · · · · · · · · x x x x · · · · · · x
declare_change one_of_board                          · · · · · · · · · · · · · · · · · · · · x
report_progress members_one                          · · · · · · · · · · x x x x · · · · · · x
report_progress group_one_of_member                  · · x · · · · · · · x x x x · · · · · · x
report_progress one_of_board                         · · · · · · · · · · · · · · · · · · · · x
remind_owners                                        · · · · · · · · · · · · x x · · · · · · x
view_participation                                   · x x x x x x x x x x x x x x x · x · · ·
"""


def check(table: str) -> None:
    network = Network()
    things = Assembly(network).things()
    assert disagreements(table, rules_of_room("assemblies"), network.everybody(), things) == ""


def test_sittings() -> None:
    check(SITTINGS)


def test_votes() -> None:
    check(VOTES)


def test_minutes() -> None:
    check(MINUTES)


def test_undertakings() -> None:
    check(UNDERTAKINGS)
