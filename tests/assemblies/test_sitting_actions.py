"""Opening a meeting, going through its agenda, closing it."""

from datetime import date

import pytest

from essaim.assemblies.sitting.actions.sitting import close_meeting, open_meeting, take_item
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import coordinator, make_acting
from tests.factories.assemblies import (
    make_attendance,
    make_elector,
    make_item,
    make_meeting,
    make_proxy,
    make_resolution,
)
from tests.factories.network import make_organisation, make_person

pytestmark = pytest.mark.django_db


def test_a_convened_meeting_opens_with_its_chair_and_secretary():
    chair, secretary = make_person(), make_person()

    meeting = open_meeting(
        meeting=make_meeting(state="convened"), by=coordinator(), chair=chair, secretary=secretary
    )

    assert (meeting.state, meeting.chair, meeting.secretary) == ("open", chair, secretary)
    assert meeting.opened_at is not None


def test_opening_brings_the_roll_to_what_the_registers_say():
    meeting = make_meeting(state="convened")
    elector = make_elector(meeting=meeting)
    elector.membership.ended_on = date(2024, 1, 1)
    elector.membership.save()

    open_meeting(meeting=meeting, by=coordinator())

    elector.refresh_from_db()
    assert not elector.may_vote


@pytest.mark.parametrize("state", ["planned", "open", "closed", "cancelled"])
def test_only_a_convened_meeting_opens(state):
    with pytest.raises(RuleBroken):
        open_meeting(meeting=make_meeting(state=state), by=coordinator())


@pytest.mark.parametrize("act", [open_meeting, close_meeting])
def test_who_does_not_run_the_meeting_neither_opens_nor_closes_it(act):
    with pytest.raises(Forbidden):
        act(meeting=make_meeting(), by=make_acting())


def test_closing_ends_attendances_and_turns_and_tells_the_programme():
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, present=True)
    elector.turns.create(meeting=meeting, asked_at=meeting.starts_at, began_at=meeting.starts_at)

    closed = close_meeting(meeting=meeting, by=coordinator())

    assert (closed.state, closed.action.state) == ("closed", "held")
    assert elector.attendances.get().left_at == closed.closed_at
    assert elector.turns.get().ended_at == closed.closed_at


def test_organisations_present_or_represented_took_part_in_the_action():
    meeting = make_meeting()
    here = make_elector(meeting=meeting, organisation=make_organisation(name="Ici"), present=True)
    giver = make_elector(meeting=meeting, organisation=make_organisation(name="Là"))
    make_proxy(giver=giver, holder=here)
    make_elector(meeting=meeting, organisation=make_organisation(name="Absente"))
    make_elector(meeting=meeting, person=make_person(), present=True)

    closed = close_meeting(meeting=meeting, by=coordinator())

    links = closed.action.organisation_links.order_by("pk")
    assert list(links.values_list("organisation__name", "role")) == [
        ("Ici", "takes_part"),
        ("Là", "takes_part"),
    ]


def test_closing_twice_and_with_an_open_vote_is_refused():
    meeting = make_meeting()
    resolution = make_resolution(meeting=meeting, state="open")
    with pytest.raises(RuleBroken, match=resolution.title):
        close_meeting(meeting=meeting, by=coordinator())
    resolution.state = "withdrawn"
    resolution.save()

    close_meeting(meeting=meeting, by=coordinator())

    with pytest.raises(RuleBroken):
        close_meeting(meeting=meeting, by=coordinator())


def test_who_came_after_the_closing_time_does_not_leave_before_she_arrived():
    meeting = make_meeting()
    late = make_elector(meeting=meeting)
    make_attendance(elector=late, arrived_at=meeting.ends_at)

    close_meeting(meeting=meeting, by=coordinator(), at=meeting.starts_at)

    assert late.attendances.get().left_at == meeting.ends_at


def test_the_chair_takes_an_item_of_the_agenda():
    meeting = make_meeting()
    item = make_item(meeting=meeting)

    assert take_item(meeting=meeting, item=item, by=coordinator()).current_item == item


def test_an_item_declined_or_of_another_meeting_is_not_taken():
    meeting = make_meeting()
    declined = make_item(meeting=meeting, state="declined", reason_declined="Trop tard.")
    for item in (declined, make_item(meeting=make_meeting())):
        with pytest.raises(RuleBroken):
            take_item(meeting=meeting, item=item, by=coordinator())


def test_a_proxy_counts_where_its_holder_was_there_and_a_blank_one_where_the_chair_sat():
    chair = make_person()
    meeting = make_meeting(chair=chair)
    sitting = make_elector(meeting=meeting, person=chair)
    blank, held, lost = (make_elector(meeting=meeting) for _ in range(3))
    make_proxy(giver=blank)
    make_proxy(giver=held, holder=sitting)
    make_proxy(giver=lost, holder=make_elector(meeting=meeting))
    assert not meeting.electors.took_part().exists()

    make_attendance(elector=sitting, person=chair)

    assert set(meeting.electors.took_part()) == {sitting, blank, held}


@pytest.mark.parametrize("without", ["giver", "holder"])
def test_without_the_right_to_vote_nobody_was_represented(without):
    meeting = make_meeting()
    rights = {"giver": "held", "holder": "held", without: "dues"}
    holder = make_elector(meeting=meeting, present=True, right=rights["holder"])
    make_proxy(giver=make_elector(meeting=meeting, right=rights["giver"]), holder=holder)

    assert list(meeting.electors.took_part()) == [holder]
