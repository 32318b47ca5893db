"""Organisations, people, memberships: who may do what."""

import pytest

from tests.rights.people import Network
from tests.rights.table import disagreements, rules_of_room

pytestmark = pytest.mark.django_db

NETWORK = """
                                                     v s m d a i q e g f c w b k A r x z l t C
add_organisation                                     · · · · · · · · · · · · · x · · · · · · x
edit_organisation ours                               · · · x x · · · · · · · · x · · · · · · x
edit_organisation theirs                             · · · · · · · · · · · · · x · · · · · · x
edit_organisation left                               · · · · · · x · · · · · · x · · · · · · x
edit_organisation ours its_kind                      · · · · · · · · · · · · · x · · · · · · x
edit_organisation ours its_audience                  · · · · · · · · · · · · · x · · · · · · x
edit_organisation ours as_house                      · · · · · · · · · · · · · x · · · · · · x
merge_organisation                                   · · · · · · · · · · · · · x · · · · · · x
unmerge_organisation                                 · · · · · · · · · · · · · x · · · · · · x
link_organisations                                   · · · · · · · · · · · · · x · · · · · · x
end_organisation_link                                · · · · · · · · · · · · · x · · · · · · x
add_theme                                            · · · · · · · · · · · · · x · · · · · · x
view_people                                          · · x x x x · · · · · · x x x · · · · · x
add_person                                           · · · · · · · · · · · · · x · · · · · · x
edit_person delegate                                 · · · x · · · · · · · · · x · · · · · · x
edit_person former_delegate                          · · · · · · · x · · · · · x · · · · · · x
edit_person of_the_group                             · · · · · · · · x · · · · x · · · · · · x
merge_person                                         · · · · · · · · · · · · · x · · · · · · x
unmerge_person                                       · · · · · · · · · · · · · x · · · · · · x
view_settings                                        · · · · · · · · · · · · · x x · · · · · x
edit_look                                            · · · · · · · · · · · · · x x · · · · · x
edit_senders                                         · · · · · · · · · · · · · x x · · · · · x
invite_person                                        · · · · · · · · · · · · · x x · · · · · x
send_invitation                                      · · · · · · · · · · · · · x x · · · · · x
withdraw_invitation                                  · · · · · · · · · · · · · x x · · · · · x
open_person_account                                  · · · · · · · · · · · · · x x · · · · · x
affiliate_person                                     · · · · · · · · · · · · · x · · · · · · x
end_affiliation her_affiliation                      · · x · · · · · · · · · · x · · · · · · x
give_network_role                                    · · · · · · · · · · · · · x · · · · · · x
end_network_role                                     · · · · · · · · · · · · · x · · · · · · x
name_representative ours                             · · · x x · · · · · · · · x · · · · · · x
name_representative ours as_titular                  · · · · · · · · · · · · · x · · · · · · x
name_representative theirs                           · · · · · · · · · · · · · x · · · · · · x
name_representative left                             · · · · · · x · · · · · · x · · · · · · x
end_representation                                   · · · · · · · · · · · · · x · · · · · · x
view_dues                                            · · · · · · · · · · · · x x · · · · · · x
admit_member                                         · · · · · · · · · · · · · x · · · · · · x
withdraw_organisation                                · · · · · · · · · · · · · x · · · · · · x
withdraw_membership                                  · · · · · · · · · · · · · x · · · · · · x
withdraw_college                                     · · · · · · · · · · · · · x · · · · · · x
end_membership                                       · · · · · · · · · · · · · x · · · · · · x
set_dues                                             · · · · · · · · · · · · · x · · · · · · x
exempt_dues                                          · · · · · · · · · · · · · x · · · · · · x
record_payment                                       · · · · · · · · · · · · x x · · · · · · x
withdraw_payment                                     · · · · · · · · · · · · x x · · · · · · x
add_college                                          · · · · · · · · · · · · · x · · · · · · x
edit_college                                         · · · · · · · · · · · · · x · · · · · · x
add_group                                            · · · · · · · · · · · · · x · · · · · · x
edit_group                                           · · · · · · · · · · · · · x · · · · · · x
add_group_member                                     · · · · · · · · · · · · · x · · · · · · x
end_group_member                                     · · · · · · · · · · · · · x · · · · · · x
correct_membership                                   · · · · · · · · · · · · · x · · · · · · x
correct_representation                               · · · · · · · · · · · · · x · · · · · · x
correct_network_role                                 · · · · · · · · · · · · · x · · · · · · x
correct_affiliation                                  · · · · · · · · · · · · · x · · · · · · x
correct_group_member                                 · · · · · · · · · · · · · x · · · · · · x
correct_organisation_link                            · · · · · · · · · · · · · x · · · · · · x
withdraw_dues                                        · · · · · · · · · · · · · x · · · · · · x
set_dues_rhythm                                      · · · · · · · · · · · · · x · · · · · · x
note_death                                           · · · · · · · · · · · · · x · · · · · · x
undo_death                                           · · · · · · · · · · · · · x · · · · · · x
note_succession                                      · · · · · · · · · · · · · x · · · · · · x
undo_succession                                      · · · · · · · · · · · · · x · · · · · · x
"""


def test_network() -> None:
    network = Network()
    ours, theirs, left = network.ours, network.theirs, network.left
    things = {
        "ours": {"organisation": ours},
        "theirs": {"organisation": theirs},
        "left": {"organisation": left},
        "its_kind": {"kind": "funder"},
        "its_audience": {"audience": "public"},
        "as_house": {"is_house": True},
        "as_titular": {"standing": "titular"},
        "delegate": {"person": network.persons["d"]},
        "former_delegate": {"person": network.persons["e"]},
        "of_the_group": {"person": network.persons["g"]},
        "her_affiliation": {"affiliation": network.persons["m"].affiliations.get()},
    }
    found = disagreements(NETWORK, rules_of_room("network"), network.everybody(), things)
    assert found == ""
