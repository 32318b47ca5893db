"""The speakers' list."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Turn
from essaim.assemblies.sitting.actions.sitting import (
    ask_to_speak,
    begin_turn,
    end_turn,
    withdraw_turn,
)
from essaim.assemblies.sitting.queries.live import SpeakingTime, speaking_times, turns_of
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import coordinator, make_acting
from tests.factories.assemblies import START, make_elector, make_item, make_meeting
from tests.factories.network import make_delegate, make_organisation

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


def speaker(meeting, **fields):
    return make_elector(meeting=meeting, present=True, **fields)


def asked(meeting):
    return ask_to_speak(elector=speaker(meeting), by=coordinator())


def test_asking_twice_is_one_turn_on_the_item_under_way():
    meeting = make_meeting()
    meeting.current_item = make_item(meeting=meeting)
    meeting.save()
    elector = speaker(meeting)

    first = ask_to_speak(elector=elector, by=coordinator())
    again = ask_to_speak(elector=elector, by=coordinator())

    assert first == again
    assert first.item == meeting.current_item


def test_who_is_not_in_the_room_does_not_ask():
    with pytest.raises(RuleBroken):
        ask_to_speak(elector=make_elector(meeting=make_meeting()), by=coordinator())


def test_giving_the_floor_takes_it_from_whoever_has_it():
    meeting = make_meeting()
    first, second = asked(meeting), asked(meeting)
    begin_turn(turn=first, by=coordinator(), at=START)

    begin_turn(turn=second, by=coordinator(), at=START + timedelta(minutes=2))

    first.refresh_from_db()
    assert first.ended_at == START + timedelta(minutes=2)
    assert list(Turn.objects.under_way()) == [second]


def test_the_list_is_first_come_first_served():
    meeting = make_meeting()
    late, early = (
        ask_to_speak(elector=speaker(meeting), by=coordinator(), at=START + timedelta(minutes=m))
        for m in (5, 1)
    )
    assert list(meeting.turns.waiting()) == [early, late]


def test_a_delegate_asks_and_withdraws_but_does_not_take_the_floor():
    organisation = make_organisation()
    by = acting_as(make_delegate(of=organisation))
    elector = speaker(make_meeting(), organisation=organisation)
    turn = ask_to_speak(elector=elector, by=by)
    with pytest.raises(Forbidden):
        begin_turn(turn=turn, by=by)

    withdrawn = withdraw_turn(turn=turn, by=by)

    assert (withdrawn.began_at, withdrawn.ended_at is not None) == (None, True)
    with pytest.raises(RuleBroken):
        begin_turn(turn=turn, by=coordinator())


def test_a_turn_ends_after_it_began_and_is_withdrawn_before():
    turn = asked(make_meeting())
    with pytest.raises(RuleBroken):
        end_turn(turn=turn, by=coordinator())
    begin_turn(turn=turn, by=coordinator())
    with pytest.raises(RuleBroken):
        withdraw_turn(turn=turn, by=coordinator())

    ended = end_turn(turn=turn, by=coordinator())

    assert end_turn(turn=turn, by=coordinator()).ended_at == ended.ended_at


@pytest.mark.parametrize("act", [begin_turn, end_turn, withdraw_turn])
def test_a_stranger_touches_no_turn(act):
    with pytest.raises(Forbidden):
        act(turn=asked(make_meeting()), by=make_acting())


def add_turn(elector, began_at, ended_at):
    return Turn.objects.create(
        meeting=elector.meeting,
        elector=elector,
        asked_at=began_at,
        began_at=began_at,
        ended_at=ended_at,
    )


def test_speaking_time_adds_up_by_organisation_until_now():
    meeting = make_meeting()
    short, long = speaker(meeting, name="Courte"), speaker(meeting, name="Longue")
    add_turn(long, START, START + timedelta(seconds=75))
    add_turn(short, START, START + timedelta(seconds=30))
    add_turn(long, START + timedelta(minutes=5), None)

    times = speaking_times(turns_of(meeting), START + timedelta(minutes=6))

    assert times == [SpeakingTime("Longue", 2, 135), SpeakingTime("Courte", 1, 30)]
    assert (times[0].minutes, times[0].seconds_left) == (2, 15)


def test_on_the_night_of_the_clock_change_time_lasts_as_long_as_it_lasts():
    elector = speaker(make_meeting())
    began = datetime(2024, 10, 27, 2, 50, tzinfo=PARIS)
    ended = datetime(2024, 10, 27, 2, 10, fold=1, tzinfo=PARIS)
    add_turn(elector, began, ended)

    assert ended.astimezone(UTC) == datetime(2024, 10, 27, 1, 10, tzinfo=UTC)
    assert speaking_times(turns_of(elector.meeting), ended)[0].seconds == 20 * 60
    assert speaking_times([Turn(elector=elector, began_at=began)], ended)[0].seconds == 20 * 60
