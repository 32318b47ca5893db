"""Who represents whom, with what right, at what moment: literal cases, one a wrong version.

Electors are numbers: 1 gives, 2 and 3 hold, 9 is the chair's own; hours are of one morning.
"""

from datetime import UTC, datetime

import pytest

from essaim.assemblies.roll.attendance_sheet import (
    AttendanceSheet,
    Chairing,
    Enrolled,
    Given,
    Sitting,
)

GIVER, HOLDER, OTHER, CHAIR = 1, 2, 3, 9
PERSON, SECOND = 70, 71


def at(hour: int) -> datetime:
    return datetime(2024, 10, 14, hour, tzinfo=UTC)


def sheet(*noted, without=(), opened=None):
    roll = {one: Enrolled(f"delegate:{one}", one not in without) for one in (1, 2, 3)}
    roll[CHAIR] = Enrolled("person:chair", CHAIR not in without)
    kinds = (Sitting, Given, Chairing)
    sittings, given, chairs = ([one for one in noted if type(one) is kind] for kind in kinds)
    return AttendanceSheet(roll, sittings, given, chairs, opened and at(opened))


def sits(elector, since=9, until=None, person=None):
    return Sitting(elector, at(since), until and at(until), person)


def gives(holder=HOLDER, since=8, until=None, giver=GIVER):
    return Given(giver, holder, at(since), until and at(until))


def chairs(person=PERSON, voice="person:chair", since=None, until=None):
    return Chairing(person, voice, since and at(since), until and at(until))


#: What was noted, and who votes for the giver at ten.
CASES = {
    "a holder in the room": ((gives(), sits(HOLDER)), HOLDER),
    "no proxy": ((sits(HOLDER),), None),
    "a holder who is away": ((gives(),), None),
    "a giver who is in the room": ((gives(), sits(HOLDER), sits(GIVER)), None),
    "a giver who left at that very moment": ((gives(), sits(HOLDER), sits(GIVER, 9, 10)), HOLDER),
    "a giver who arrives at that very moment": ((gives(), sits(HOLDER), sits(GIVER, 10)), None),
    "a giver who comes later": ((gives(), sits(HOLDER), sits(GIVER, 11)), HOLDER),
    "a holder who leaves at that very moment": ((gives(), sits(HOLDER, 9, 10)), None),
    "a holder who leaves later": ((gives(), sits(HOLDER, 9, 11)), HOLDER),
    "a holder who arrives at that very moment": ((gives(), sits(HOLDER, 10)), HOLDER),
    "a holder who comes later": ((gives(), sits(HOLDER, 11)), None),
    "a holder who left and came back": ((gives(), sits(HOLDER, 8, 9), sits(HOLDER, 10)), HOLDER),
    "given at that very moment": ((gives(since=10), sits(HOLDER)), HOLDER),
    "given later": ((gives(since=11), sits(HOLDER)), None),
    "taken back at that very moment": ((gives(until=10), sits(HOLDER)), None),
    "taken back later": ((gives(until=11), sits(HOLDER)), HOLDER),
    "taken back and given to another": ((gives(until=9), gives(OTHER, 9), sits(OTHER)), OTHER),
    "two at once: the last given": ((gives(), gives(OTHER, 9), sits(HOLDER), sits(OTHER)), OTHER),
    "a holder who gave her own away": (
        (gives(), sits(HOLDER), gives(OTHER, giver=HOLDER), sits(OTHER)),
        HOLDER,
    ),
    "a chain: nothing is passed on": ((gives(), gives(OTHER, giver=HOLDER), sits(OTHER)), None),
    "blank, without a chair": ((gives(None), sits(CHAIR)), None),
    "blank, the chair's own line": ((gives(None), sits(CHAIR), chairs()), CHAIR),
    "blank, the chair is away": ((gives(None), sits(HOLDER), chairs()), None),
    "blank, for whom the chair sits": ((gives(None), sits(OTHER, person=PERSON), chairs()), OTHER),
    "blank, that before their own line": (
        (gives(None), sits(CHAIR), sits(OTHER, person=PERSON), chairs()),
        OTHER,
    ),
    "blank, the last for whom they sat": (
        (gives(None), sits(OTHER, 9, None, PERSON), sits(HOLDER, 8, None, PERSON), chairs()),
        OTHER,
    ),
    "blank, where they sat no more": (
        (gives(None), sits(OTHER, 8, 10, PERSON), sits(CHAIR), chairs()),
        CHAIR,
    ),
    "blank, of who presided until then": (
        (
            gives(None),
            sits(OTHER, person=SECOND),
            sits(CHAIR),
            chairs(until=10),
            chairs(SECOND, "", 10),
        ),
        OTHER,
    ),
    "blank, of who presided after": (
        (
            gives(None),
            sits(OTHER, person=SECOND),
            sits(CHAIR),
            chairs(until=11),
            chairs(SECOND, "", 11),
        ),
        CHAIR,
    ),
    "named, the chair is no matter": ((gives(), sits(OTHER, person=PERSON), chairs()), None),
}


@pytest.mark.parametrize("case", CASES)
def test_who_votes_for_the_giver(case):
    noted, holder = CASES[case]
    assert sheet(*noted).holder_of(GIVER, at(10)) == holder
    assert sheet(*noted).represented(at(10)).get(GIVER) == holder


@pytest.mark.parametrize("without", [GIVER, HOLDER])
def test_without_the_right_to_vote_nobody_gives_nor_holds(without):
    noted = sheet(gives(), sits(HOLDER), without=[without])
    assert noted.represented(at(10)) == {}
    assert noted.took_part() == {HOLDER}


def test_a_chair_votes_as_one_with_the_right_before_one_without():
    noted = (gives(None), sits(OTHER, person=PERSON), sits(CHAIR), chairs())
    assert sheet(*noted, without=[OTHER]).holder_of(GIVER, at(10)) == CHAIR
    assert sheet(*noted, without=[OTHER, CHAIR]).chair(at(10)) == OTHER
    assert sheet(*noted, without=[OTHER, CHAIR]).holder_of(GIVER, at(10)) is None


def test_two_givers_of_one_holder_are_both_represented():
    noted = sheet(gives(), gives(giver=OTHER), sits(HOLDER))
    assert noted.represented(at(10)) == {GIVER: HOLDER, OTHER: HOLDER}


def test_somebody_of_another_roll_holds_nothing():
    assert sheet(gives(44), sits(44)).represented(at(10)) == {}


#: The same, now: what has not ended.
NOW = {
    "in the room": ((gives(), sits(HOLDER)), HOLDER),
    "left": ((gives(), sits(HOLDER, 9, 10)), None),
    "taken back": ((gives(until=10), sits(HOLDER)), None),
    "the giver left": ((gives(), sits(HOLDER), sits(GIVER, 8, 9)), HOLDER),
    "the giver came": ((gives(), sits(HOLDER), sits(GIVER)), None),
    "a former chair": ((gives(None), sits(CHAIR), chairs(until=10), chairs(SECOND, "", 10)), None),
}


@pytest.mark.parametrize("case", NOW)
def test_now_is_what_has_not_ended(case):
    noted, holder = NOW[case]
    assert sheet(*noted).holder_of(GIVER) == holder
    present = {one.elector for one in noted if isinstance(one, Sitting) and one.until is None}
    assert sheet(*noted).present() == present


#: What was noted, who took part, and who represented the giver, in the order of time.
PART = {
    "one after the other": (
        (gives(), sits(HOLDER, 9, 10), gives(OTHER, 10), sits(OTHER)),
        {GIVER, HOLDER, OTHER},
        [HOLDER, OTHER],
    ),
    "given when the holder had left": ((gives(since=11), sits(HOLDER, 9, 11)), {HOLDER}, []),
    "taken back before they came": ((gives(until=9), sits(HOLDER, 9)), {HOLDER}, []),
    "taken back since": ((gives(until=10), sits(HOLDER, 9)), {GIVER, HOLDER}, [HOLDER]),
    "taken back before the opening": ((gives(until=9), sits(HOLDER, 8)), {HOLDER}, []),
    "the holder left before the opening": ((gives(), sits(HOLDER, 8, 9)), {HOLDER}, []),
    "the giver was there all the time": ((gives(), sits(GIVER), sits(HOLDER)), {GIVER, HOLDER}, []),
    "the giver left": ((gives(), sits(GIVER, 9, 10), sits(HOLDER)), {GIVER, HOLDER}, [HOLDER]),
    "blank, a former chair": (
        (gives(None), sits(CHAIR, 9, 11), chairs(until=10), chairs(SECOND, "", 10)),
        {GIVER, CHAIR},
        [CHAIR],
    ),
    "blank, they came when they presided no more": (
        (gives(None), sits(CHAIR, 10), chairs(until=10), chairs(SECOND, "", 10)),
        {CHAIR},
        [],
    ),
    "blank, back to their own line": (
        (gives(None), sits(CHAIR), sits(OTHER, 9, 10, PERSON), chairs()),
        {GIVER, CHAIR, OTHER},
        [OTHER, CHAIR],
    ),
}


@pytest.mark.parametrize("case", PART)
def test_who_took_part_and_by_whom(case):
    noted, came, holders = PART[case]
    told = sheet(*noted, opened=9)
    assert told.took_part() == came
    assert told.holders(GIVER) == holders
    proxies = [one for one in noted if isinstance(one, Given)]
    assert any(told.is_used(one) for one in proxies) == bool(holders)
