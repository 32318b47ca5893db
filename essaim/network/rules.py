"""Who may do what with the people of the house.

Coordination keeps the registers. A delegate keeps the card of the organisation they speak for
and names alternates for it; a person keeps their own card. Roles in the network's life give no
right.
"""

from essaim.kernel.acting import ADMINISTRATOR, BUREAU, COORDINATION, MEMBERS, Acting
from essaim.network.enums import Standing
from essaim.network.models import Affiliation, Organisation, Person


def _coordinates(by: Acting) -> bool:
    return by.is_one_of(COORDINATION)


def _speaks_for(by: Acting, organisation: Organisation) -> bool:
    return organisation.key in by.keys_of("delegate")


def _is(by: Acting, person: Person) -> bool:
    return person.key in by.keys_of("person")


add_organisation = merge_organisation = unmerge_organisation = _coordinates
note_succession = undo_succession = link_organisations = end_organisation_link = _coordinates
add_theme = add_college = edit_college = _coordinates
add_group = edit_group = add_group_member = end_group_member = _coordinates
add_person = merge_person = unmerge_person = note_death = undo_death = _coordinates
give_network_role = end_network_role = end_representation = _coordinates
admit_member = end_membership = _coordinates
withdraw_organisation = withdraw_membership = withdraw_college = _coordinates
set_dues = set_dues_rhythm = exempt_dues = withdraw_dues = _coordinates
# Belonging to a member, and its days, open what is for members: nobody gives that to themselves.
affiliate_person = correct_affiliation = correct_membership = _coordinates
correct_representation = correct_network_role = _coordinates
correct_group_member = correct_organisation_link = _coordinates


def edit_organisation(
    by: Acting,
    organisation: Organisation,
    kind: str | None = None,
    audience: str | None = None,
    is_house: bool | None = None,
) -> bool:
    """A delegate edits the card; what the organisation is to the network is not theirs to say."""
    is_card_alone = kind is None and audience is None and is_house is None
    return _coordinates(by) or (is_card_alone and _speaks_for(by, organisation))


def view_settings(by: Acting) -> bool:
    """How its house looks and writes, whoever coordinates or administers it settles."""
    return by.is_one_of(COORDINATION, ADMINISTRATOR)


edit_look = edit_senders = view_settings


def view_people(by: Acting) -> bool:
    return by.is_one_of(MEMBERS)


def edit_person(by: Acting, person: Person) -> bool:
    """Their own card, or anybody's for the coordination."""
    return _coordinates(by) or _is(by, person)


def open_person_account(by: Acting) -> bool:
    return by.is_one_of(COORDINATION, ADMINISTRATOR)


def invite_person(by: Acting, role: str | None = None) -> bool:
    """As accounts are opened; with a role in the house, whoever gives these."""
    return by.is_one_of(ADMINISTRATOR) or (role is None and open_person_account(by))


send_invitation = withdraw_invitation = open_person_account


def end_affiliation(by: Acting, affiliation: Affiliation) -> bool:
    return _coordinates(by) or _is(by, affiliation.person)


def name_representative(
    by: Acting, organisation: Organisation, standing: str = Standing.ALTERNATE
) -> bool:
    """Coordination names anybody; a delegate names alternates of their own organisation."""
    is_alternate = standing == Standing.ALTERNATE
    return _coordinates(by) or (is_alternate and _speaks_for(by, organisation))


def view_dues(by: Acting) -> bool:
    return by.is_one_of(BUREAU)


#: A treasurer of the bureau notes what came in, as the coordination does.
record_payment = withdraw_payment = view_dues
