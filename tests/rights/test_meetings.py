"""Bodies, meetings, rolls, dates: who may do what."""

import pytest

from tests.rights.assembly import Assembly
from tests.rights.people import Network
from tests.rights.table import disagreements, rules_of_room

pytestmark = pytest.mark.django_db

BODIES = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_body open_body                                  x x x x x x x x x x x x x x x x x x x x x
view_body assembly                                   · · x x x x · · · · · · x x x · · · · · x
view_body board                                      · · · · · · · · x · · · · · · · · · · · ·
found_body                                           · · · · · · · · · · · · · x · · · · · · x
edit_body assembly                                   · · · · · · · · · · · · · x · · · · · · x
edit_body board                                      · · · · · · · · · · · · · · · · · · · · x
close_body assembly                                  · · · · · · · · · · · · · x · · · · · · x
close_body board                                     · · · · · · · · · · · · · · · · · · · · x
reopen_body assembly                                 · · · · · · · · · · · · · x · · · · · · x
reopen_body board                                    · · · · · · · · · · · · · · · · · · · · x
adopt_rules assembly                                 · · · · · · · · · · · · · x · · · · · · x
adopt_rules board                                    · · · · · · · · · · · · · · · · · · · · x
edit_rules rules_of_assembly                         · · · · · · · · · · · · · x · · · · · · x
edit_rules rules_of_board                            · · · · · · · · · · · · · · · · · · · · x
set_subject_rule rules_of_assembly                   · · · · · · · · · · · · · x · · · · · · x
set_subject_rule rules_of_board                      · · · · · · · · · · · · · · · · · · · · x
set_college_weights rules_of_assembly                · · · · · · · · · · · · · x · · · · · · x
set_college_weights rules_of_board                   · · · · · · · · · · · · · · · · · · · · x
remove_subject_rule subject_of_assembly              · · · · · · · · · · · · · x · · · · · · x
remove_subject_rule subject_of_board                 · · · · · · · · · · · · · · · · · · · · x
plan_meeting open_body                               · · · · · · · · · · · · x x · · · · · · x
plan_meeting assembly                                · · · · · · · · · · · · x x · · · · · · x
plan_meeting board                                   · · · · · · · · · · · · · · · · · · · · x
plan_series open_body                                · · · · · · · · · · · · x x · · · · · · x
plan_series assembly                                 · · · · · · · · · · · · x x · · · · · · x
plan_series board                                    · · · · · · · · · · · · · · · · · · · · x
consult_in_writing open_body                         · · · · · · · · · · · · x x · · · · · · x
consult_in_writing assembly                          · · · · · · · · · · · · x x · · · · · · x
consult_in_writing board                             · · · · · · · · · · · · · · · · · · · · x
propose_dates open_body                              · · · · · · · · · · · · x x · · · · · · x
propose_dates assembly                               · · · · · · · · · · · · x x · · · · · · x
propose_dates board                                  · · · · · · · · · · · · · · · · · · · · x
view_body another_board                              · · · · · · · · · · · · x x · · · · · · x
"""

MEETINGS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_meeting open_meeting                            x x x x x x x x x x x x x x x x x x x x x
view_meeting general                                 · · x x x x · · · · x x x x x · · · x · x
view_meeting hidden                                  · · · · · · · · · · · · x x · · · · · · x
view_meeting of_board                                · · · · · · · · x · · · · · · · · · · · ·
view_video_room open_meeting                         · · x x x x · · · · · · x x x · · · · · x
view_video_room general                              · · x x x x · · · · x x x x x · · · x · x
view_video_room hidden                               · · · · · · · · · · · · x x · · · · · · x
view_video_room of_board                             · · · · · · · · x · · · · · · · · · · · x
edit_meeting general                                 · · · · · · · · · · x x x x · · · · · · x
edit_meeting hidden                                  · · · · · · · · · · · · x x · · · · · · x
edit_meeting of_board                                · · · · · · · · · · · · · · · · · · · · x
add_item general                                     · · · · · · · · · · x x x x · · · · · · x
add_item hidden                                      · · · · · · · · · · · · x x · · · · · · x
add_item of_board                                    · · · · · · · · · · · · · · · · · · · · x
take_template general                                · · · · · · · · · · x x x x · · · · · · x
take_template hidden                                 · · · · · · · · · · · · x x · · · · · · x
take_template of_board                               · · · · · · · · · · · · · · · · · · · · x
copy_agenda general                                  · · · · · · · · · · x x x x · · · · · · x
copy_agenda hidden                                   · · · · · · · · · · · · x x · · · · · · x
copy_agenda of_board                                 · · · · · · · · · · · · · · · · · · · · x
prefill_agenda general                               · · · · · · · · · · x x x x · · · · · · x
prefill_agenda hidden                                · · · · · · · · · · · · x x · · · · · · x
prefill_agenda of_board                              · · · · · · · · · · · · · · · · · · · · x
move_meeting general                                 · · · · · · · · · · · · x x · · · · · · x
move_meeting hidden                                  · · · · · · · · · · · · x x · · · · · · x
move_meeting of_board                                · · · · · · · · · · · · · · · · · · · · x
cancel_meeting general                               · · · · · · · · · · · · x x · · · · · · x
cancel_meeting hidden                                · · · · · · · · · · · · x x · · · · · · x
cancel_meeting of_board                              · · · · · · · · · · · · · · · · · · · · x
second_call general                                  · · · · · · · · · · · · x x · · · · · · x
second_call hidden                                   · · · · · · · · · · · · x x · · · · · · x
second_call of_board                                 · · · · · · · · · · · · · · · · · · · · x
propose_item open_meeting                            · · x x x x · · · · · · x x x · · · · · x
propose_item general                                 · · x x x x · · · · · · x x x · · · · · x
propose_item hidden                                  · · · · · · · · · · · · x x · · · · · · x
propose_item of_board                                · · · · · · · · x · · · · · · · · · · · ·
edit_item item_of_general                            · · · · · · · · · · x x x x · · · · · · x
edit_item item_of_board                              · · · · · · · · · · · · · · · · · · · · x
move_item item_of_general                            · · · · · · · · · · x x x x · · · · · · x
move_item item_of_board                              · · · · · · · · · · · · · · · · · · · · x
nest_item item_of_general                            · · · · · · · · · · x x x x · · · · · · x
nest_item item_of_board                              · · · · · · · · · · · · · · · · · · · · x
remove_item item_of_general                          · · · · · · · · · · x x x x · · · · · · x
remove_item item_of_board                            · · · · · · · · · · · · · · · · · · · · x
accept_item item_of_general                          · · · · · · · · · · x x x x · · · · · · x
accept_item item_of_board                            · · · · · · · · · · · · · · · · · · · · x
decline_item item_of_general                         · · · · · · · · · · x x x x · · · · · · x
decline_item item_of_board                           · · · · · · · · · · · · · · · · · · · · x
add_document item_of_general                         · · · · · · · · · · x x x x · · · · · · x
add_document item_of_board                           · · · · · · · · · · · · · · · · · · · · x
add_file_document item_of_general                    · · · · · · · · · · x x x x · · · · · · x
add_file_document item_of_board                      · · · · · · · · · · · · · · · · · · · · x
remove_document members_file_at_general              · · · · · · · · · · x x x x · · · · · · x
remove_document group_file_at_board                  · · · · · · · · · · · · · · · · · · · · x
view_document no_file_at_general                     · · x x x x · · · · x x x x x · · · x · x
view_document members_file_at_general                · · x x x x · · · · x x x x x · · · x · x
view_document bureau_file_at_general                 · · · x x x · · · · x x x x · · · · x · x
view_document group_file_at_general                  · · · x x x · · · · x x · · · · · · x · ·
view_document public_file_at_hidden                  · · · · · · · · · · · · x x · · · · · · x
view_document group_file_at_board                    · · · · · · · · x · · · · · · · · · · · ·
"""

ELECTORS_AND_DATES = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_roll open_meeting                               · · x x x x · · · · · · x x x · · · · · x
view_roll general                                    · · x x x x · · · · x x x x x · · · · · x
view_roll hidden                                     · · · · · · · · · · · · x x · · · · · · x
view_roll of_board                                   · · · · · · · · x · · · · · · · · · · · x
convene_meeting general                              · · · · · · · · · · · · x x · · · · · · x
convene_meeting of_board                             · · · · · · · · · · · · · · · · · · · · x
send_convocations general                            · · · · · · · · · · · · x x · · · · · · x
send_convocations of_board                           · · · · · · · · · · · · · · · · · · · · x
remind_electors general                              · · · · · · · · · · · · x x · · · · · · x
remind_electors of_board                             · · · · · · · · · · · · · · · · · · · · x
announce_change general                              · · · · · · · · · · · · x x · · · · · · x
announce_change of_board                             · · · · · · · · · · · · · · · · · · · · x
remind_voters general                                · · · · · · · · · · · · x x · · · · · · x
remind_voters of_board                               · · · · · · · · · · · · · · · · · · · · x
report_unclosed general                              · · · · · · · · · · · · x x · · · · · · x
report_unclosed of_board                             · · · · · · · · · · · · · · · · · · · · x
refresh_roll general                                 · · · · · · · · · · x x x x · · · · · · x
refresh_roll hidden                                  · · · · · · · · · · · · x x · · · · · · x
refresh_roll of_board                                · · · · · · · · · · · · · · · · · · · · x
view_proxies general                                 · · · · · · · · · · x x x x · · · · · · x
view_proxies hidden                                  · · · · · · · · · · · · x x · · · · · · x
view_proxies of_board                                · · · · · · · · · · · · · · · · · · · · x
close_consultation general                           · · · · · · · · · · x x x x · · · · · · x
close_consultation hidden                            · · · · · · · · · · · · x x · · · · · · x
close_consultation of_board                          · · · · · · · · · · · · · · · · · · · · x
withdraw_consultation general                        · · · · · · · · · · x x x x · · · · · · x
withdraw_consultation hidden                         · · · · · · · · · · · · x x · · · · · · x
withdraw_consultation of_board                       · · · · · · · · · · · · · · · · · · · · x
answer_convocation our_elector                       · · · x x · · · · · x x x x · · · · x · x
answer_convocation individual                        · · · · · x · · · · x x x x · · · · · · x
answer_convocation seat                              · · · · · · · · x · · · · · · · · · · · x
give_proxy from_us                                   · · · x x · · · · · x x x x · · · · x · x
give_proxy from_seat                                 · · · · · · · · x · · · · · · · · · · · x
withdraw_proxy our_proxy                             · · · x x · · · · · x x x x · · · · x · x
answer_dates our_voter                               · · · x x · · · · · · · x x · · · · · x x
answer_dates their_voter                             · · · · · · · · · · · · x x · · · · · · x
answer_dates seat_asked                              · · · · · · · · x · · · · · · · · · · · x
settle_dates day_for_assembly                        · · · · · · · · · · · · x x · · · · · · x
settle_dates day_for_board                           · · · · · · · · · · · · · · · · · · · · x
remind_dates dates_for_assembly                      · · · · · · · · · · · · x x · · · · · · x
remind_dates dates_for_board                         · · · · · · · · · · · · · · · · · · · · x
withdraw_dates dates_for_assembly                    · · · · · · · · · · · · x x · · · · · · x
withdraw_dates dates_for_board                       · · · · · · · · · · · · · · · · · · · · x
reopen_dates dates_for_assembly                      · · · · · · · · · · · · x x · · · · · · x
reopen_dates dates_for_board                         · · · · · · · · · · · · · · · · · · · · x
add_dates dates_for_assembly                         · · · · · · · · · · · · x x · · · · · · x
add_dates dates_for_board                            · · · · · · · · · · · · · · · · · · · · x
"""


def check(table: str) -> None:
    network = Network()
    things = Assembly(network).things()
    assert disagreements(table, rules_of_room("assemblies"), network.everybody(), things) == ""


def test_bodies() -> None:
    check(BODIES)


def test_meetings() -> None:
    check(MEETINGS)


def test_electors_and_dates() -> None:
    check(ELECTORS_AND_DATES)
