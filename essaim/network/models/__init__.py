"""The people of the house."""

from essaim.network.models.groups import Group, GroupMember, NetworkRole, Representation
from essaim.network.models.memberships import College, Dues, DuesCalendar, Membership, Payment
from essaim.network.models.organisations import Organisation, OrganisationLink, Succession, Theme
from essaim.network.models.people import Affiliation, Person
from essaim.network.models.settings import Settings

__all__ = [
    "Affiliation",
    "College",
    "Dues",
    "DuesCalendar",
    "Group",
    "GroupMember",
    "Membership",
    "NetworkRole",
    "Organisation",
    "OrganisationLink",
    "Payment",
    "Person",
    "Representation",
    "Settings",
    "Succession",
    "Theme",
]
