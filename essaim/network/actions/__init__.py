"""Every write on the people of the house."""

from essaim.network.actions.corrections import (
    correct_affiliation,
    correct_group_member,
    correct_network_role,
    correct_organisation_link,
    correct_representation,
)
from essaim.network.actions.deaths import note_death, undo_death
from essaim.network.actions.groups import (
    add_group,
    add_group_member,
    edit_group,
    end_group_member,
    end_representation,
    name_representative,
)
from essaim.network.actions.invitations import (
    invite_person,
    send_invitation,
    withdraw_invitation,
)
from essaim.network.actions.membership_days import correct_membership, withdraw_dues
from essaim.network.actions.memberships import (
    add_college,
    admit_member,
    edit_college,
    end_membership,
    exempt_dues,
    record_payment,
    repeat_dues,
    set_dues,
    set_dues_rhythm,
    withdraw_payment,
)
from essaim.network.actions.organisations import (
    add_organisation,
    add_theme,
    edit_organisation,
    end_organisation_link,
    link_organisations,
    merge_organisation,
    unmerge_organisation,
)
from essaim.network.actions.people import (
    add_person,
    affiliate_person,
    edit_person,
    end_affiliation,
    end_network_role,
    give_network_role,
    merge_person,
    open_person_account,
    unmerge_person,
)
from essaim.network.actions.settings import edit_look, edit_senders
from essaim.network.actions.successions import note_succession, undo_succession

__all__ = [
    "add_college",
    "add_group",
    "add_group_member",
    "add_organisation",
    "add_person",
    "add_theme",
    "admit_member",
    "affiliate_person",
    "correct_affiliation",
    "correct_group_member",
    "correct_membership",
    "correct_network_role",
    "correct_organisation_link",
    "correct_representation",
    "edit_college",
    "edit_group",
    "edit_look",
    "edit_organisation",
    "edit_person",
    "edit_senders",
    "end_affiliation",
    "end_group_member",
    "end_membership",
    "end_network_role",
    "end_organisation_link",
    "end_representation",
    "exempt_dues",
    "give_network_role",
    "invite_person",
    "link_organisations",
    "merge_organisation",
    "merge_person",
    "name_representative",
    "note_death",
    "note_succession",
    "open_person_account",
    "record_payment",
    "repeat_dues",
    "send_invitation",
    "set_dues",
    "set_dues_rhythm",
    "undo_death",
    "undo_succession",
    "unmerge_organisation",
    "unmerge_person",
    "withdraw_dues",
    "withdraw_invitation",
    "withdraw_payment",
]
