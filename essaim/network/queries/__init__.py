"""What the pages of the room, and the rooms above, read of the network."""

from essaim.network.queries.capacities import capacities
from essaim.network.queries.cards import Contact, contacts_of, warnings_of
from essaim.network.queries.clusters import organisations_like, people_like, root_of
from essaim.network.queries.groups import (
    GroupPage,
    audience_choices,
    group_page,
    list_groups,
)
from essaim.network.queries.memberships import (
    DuesLine,
    DuesYear,
    MembershipPage,
    dues_lines,
    dues_year,
    membership_page,
    this_year_of_dues,
    years_of_dues,
)
from essaim.network.queries.organisations import (
    OrganisationPage,
    list_organisations,
    member_organisations,
    members_and_reached,
    organisation_page,
    organisations_reached,
    similar_organisations,
)
from essaim.network.queries.people import PersonPage, labels_of, list_people, person_page

__all__ = [
    "Contact",
    "DuesLine",
    "DuesYear",
    "GroupPage",
    "MembershipPage",
    "OrganisationPage",
    "PersonPage",
    "audience_choices",
    "capacities",
    "contacts_of",
    "dues_lines",
    "dues_year",
    "group_page",
    "labels_of",
    "list_groups",
    "list_organisations",
    "list_people",
    "member_organisations",
    "members_and_reached",
    "membership_page",
    "organisation_page",
    "organisations_like",
    "organisations_reached",
    "people_like",
    "person_page",
    "root_of",
    "similar_organisations",
    "this_year_of_dues",
    "warnings_of",
    "years_of_dues",
]
