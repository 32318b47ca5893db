"""Who may do what with the people of the house.

Coordination keeps the registers. A delegate keeps the card of the organisation she speaks for and
names alternates for it; a person keeps her own card. Roles in the network's life give no right.
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


def add_organisation(by: Acting) -> bool:
    return _coordinates(by)


def edit_organisation(
    by: Acting,
    organisation: Organisation,
    kind: str | None = None,
    audience: str | None = None,
    is_house: bool | None = None,
) -> bool:
    """A delegate edits the card; what the organisation is to the network is not hers to say."""
    is_card_alone = kind is None and audience is None and is_house is None
    return _coordinates(by) or (is_card_alone and _speaks_for(by, organisation))


def merge_organisation(by: Acting) -> bool:
    return _coordinates(by)


def unmerge_organisation(by: Acting) -> bool:
    return _coordinates(by)


def note_succession(by: Acting) -> bool:
    return _coordinates(by)


def undo_succession(by: Acting) -> bool:
    return _coordinates(by)


def link_organisations(by: Acting) -> bool:
    return _coordinates(by)


def end_organisation_link(by: Acting) -> bool:
    return _coordinates(by)


def add_theme(by: Acting) -> bool:
    return _coordinates(by)


def view_people(by: Acting) -> bool:
    return by.is_one_of(MEMBERS)


def add_person(by: Acting) -> bool:
    return _coordinates(by)


def edit_person(by: Acting, person: Person) -> bool:
    """Her own card, or anybody's for the coordination."""
    return _coordinates(by) or _is(by, person)


def merge_person(by: Acting) -> bool:
    return _coordinates(by)


def unmerge_person(by: Acting) -> bool:
    return _coordinates(by)


def open_person_account(by: Acting) -> bool:
    return by.is_one_of(COORDINATION, ADMINISTRATOR)


def affiliate_person(by: Acting) -> bool:
    """Belonging to a member opens what is for members: nobody gives that to herself."""
    return _coordinates(by)


def end_affiliation(by: Acting, affiliation: Affiliation) -> bool:
    return _coordinates(by) or _is(by, affiliation.person)


def give_network_role(by: Acting) -> bool:
    return _coordinates(by)


def end_network_role(by: Acting) -> bool:
    return _coordinates(by)


def name_representative(
    by: Acting, organisation: Organisation, standing: str = Standing.ALTERNATE
) -> bool:
    """Coordination names anybody; a delegate names alternates of her own organisation."""
    is_alternate = standing == Standing.ALTERNATE
    return _coordinates(by) or (is_alternate and _speaks_for(by, organisation))


def end_representation(by: Acting) -> bool:
    return _coordinates(by)


def correct_membership(by: Acting) -> bool:
    """Days open what is for members: nobody gives that to herself."""
    return _coordinates(by)


correct_representation = correct_network_role = correct_membership
correct_affiliation = correct_group_member = correct_organisation_link = correct_membership


def withdraw_dues(by: Acting) -> bool:
    return _coordinates(by)


def set_dues_rhythm(by: Acting) -> bool:
    return _coordinates(by)


def note_death(by: Acting) -> bool:
    return _coordinates(by)


def undo_death(by: Acting) -> bool:
    return _coordinates(by)


def view_dues(by: Acting) -> bool:
    return by.is_one_of(BUREAU)


def admit_member(by: Acting) -> bool:
    return _coordinates(by)


def end_membership(by: Acting) -> bool:
    return _coordinates(by)


def set_dues(by: Acting) -> bool:
    return _coordinates(by)


def exempt_dues(by: Acting) -> bool:
    return _coordinates(by)


def record_payment(by: Acting) -> bool:
    """A treasurer of the bureau notes what came in, as the coordination does."""
    return by.is_one_of(BUREAU)


def withdraw_payment(by: Acting) -> bool:
    return by.is_one_of(BUREAU)


def add_college(by: Acting) -> bool:
    return _coordinates(by)


def edit_college(by: Acting) -> bool:
    return _coordinates(by)


def add_group(by: Acting) -> bool:
    return _coordinates(by)


def edit_group(by: Acting) -> bool:
    return _coordinates(by)


def add_group_member(by: Acting) -> bool:
    return _coordinates(by)


def end_group_member(by: Acting) -> bool:
    return _coordinates(by)
