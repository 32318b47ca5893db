"""A room with many in it, made in bulk."""

from collections.abc import Sequence

from essaim.assemblies.models import Attendance, Elector, Meeting, Proxy
from essaim.network.models import Membership, Organisation
from tests.factories.assemblies import make_item, make_meeting, make_rules
from tests.factories.network import make_college, make_person

#: Of those who have the right to vote, in each college.
A_THIRD = {
    "quorum_kind": "fraction",
    "quorum_numerator": 1,
    "quorum_denominator": 3,
    "quorum_by_college": True,
}


def make_large_meeting(voters: int, proxies: int, colleges: int) -> Meeting:
    """So many gave a proxy; the others sit and hold them. A chair who is no elector, one item."""
    meeting = make_meeting(body=make_rules(subject=A_THIRD).body, chair=make_person())
    in_college = [make_college(name=f"Collège {at}") for at in range(colleges)]
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Réseau {at:03}", folded=f"reseau {at:03}", kind="network")
        for at in range(voters)
    )
    members = Membership.objects.bulk_create(
        Membership(organisation=one, college=in_college[at % colleges], admitted_on="2020-01-01")
        for at, one in enumerate(organisations)
    )
    electors = Elector.objects.bulk_create(
        Elector(
            meeting=meeting,
            membership=one,
            name=organisation.name,
            folded=organisation.folded,
            voice=f"delegate:{organisation.key}",
            college=one.college,
        )
        for one, organisation in zip(members, organisations, strict=True)
    )
    givers, holders = electors[:proxies], electors[proxies:]
    seat(meeting, holders)
    Proxy.objects.bulk_create(
        Proxy(giver=one, holder=holders[at % len(holders)], given_at=meeting.starts_at)
        for at, one in enumerate(givers)
    )
    meeting.current_item = make_item(meeting=meeting)
    meeting.save()
    return meeting


def seat(meeting: Meeting, electors: Sequence[Elector]) -> None:
    """On site, from the beginning."""
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, elector=one, means="onsite", arrived_at=meeting.starts_at)
        for one in electors
    )
