"""Who presides, and what hangs on it: blank proxies now and then, the casting vote."""

import pytest

from essaim.assemblies.actions.meeting_changes import edit_meeting
from essaim.assemblies.models import FormerChair, Meeting
from essaim.assemblies.queries.presence import room_of
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_attendance, make_elector, make_meeting, make_proxy
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db


def hand_over(meeting, chair):
    edited = edit_meeting(meeting=meeting, title="AG", mode="hybrid", chair=chair, by=coordinator())
    return Meeting.objects.get(pk=edited.pk)


def seat(meeting, person):
    elector = make_elector(meeting=meeting, person=person)
    make_attendance(elector=elector, person=person)
    return elector


def test_a_blank_proxy_follows_who_presides_and_who_presided_then_is_kept():
    first, second = make_person(), make_person()
    meeting = make_meeting(chair=first)
    ours, theirs = seat(meeting, first), seat(meeting, second)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver)

    meeting = hand_over(meeting, second)

    assert room_of(meeting).holder_of == {giver.pk: theirs.pk}
    assert room_of(meeting, meeting.opened_at).holder_of == {giver.pk: ours.pk}
    assert set(meeting.electors.took_part()) == {ours, theirs, giver}


def test_it_is_kept_each_time_and_only_while_the_meeting_is_open():
    people = [make_person() for _ in range(3)]
    meeting = make_meeting(state="convened")
    meeting = hand_over(meeting, people[0])
    assert not FormerChair.objects.exists()
    Meeting.objects.filter(pk=meeting.pk).update(state="open", opened_at=meeting.starts_at)
    for person in [*people, people[2], None, people[0]]:
        meeting = hand_over(meeting, person)

    former = list(meeting.former_chairs.order_by("ended_at", "pk"))
    assert [one.person for one in former] == people
    assert [one.began_at for one in former] == [None, former[0].ended_at, former[1].ended_at]
    assert meeting.chair_since > former[2].ended_at
