"""The time that people gave: in meetings to the minute, in actions where they are named."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Attendance, Meeting
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.offering.attendances import TimeAsked, minutes_in
from essaim.kernel.offers import time_given
from essaim.kernel.templatetags.house import duration
from essaim.network.models import Person
from essaim.portal.time_given import my_time
from essaim.programme.models import Action, ActionPerson
from tests.factories.accounts import coordinator
from tests.factories.assemblies import START, make_elector, make_meeting
from tests.factories.network import make_delegate, make_person
from tests.factories.programme import make_action

pytestmark = pytest.mark.django_db

PAGE = reverse("portal:my_time")
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
NARROW = "\u202f"


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def make_held(**fields: Any) -> Meeting:
    """A meeting of three hours from START, which was held."""
    meeting: Meeting = make_meeting(state="closed", **fields)
    Action.objects.filter(pk=meeting.pk).update(state="held")
    return meeting


def attend(
    meeting: Meeting, person: Person | None, *, after: int = 0, until: int | None = 180, **who: Any
) -> Attendance:
    """In the room so many minutes after the beginning, until so many after it."""
    left_at = None if until is None else START + timedelta(minutes=until)
    arrived_at = START + timedelta(minutes=after)
    said = {"means": "", "capacity": "guest", **who}
    return Attendance.objects.create(
        meeting=meeting, person=person, arrived_at=arrived_at, left_at=left_at, **said
    )


def lines(
    by: Acting | None = None, *people: Person, year: int = 2024
) -> list[tuple[str, int | None]]:
    """The label and the minutes of what is known of a year."""
    keys = {person.key for person in people} or None
    asked = TimeAsked(by or coordinator(), date(year, 1, 1), date(year, 12, 31), keys)
    return [(time.label, time.minutes) for _source, time in time_given(asked)]


def people_named(by: Acting) -> set[Any]:
    asked = TimeAsked(by, date(2024, 1, 1), date(2024, 12, 31))
    return {time.person for _source, time in time_given(asked)}


@pytest.mark.parametrize(
    ("stays", "minutes"),
    [
        ([], 0),
        ([(0, 60)], 60),
        ([(0, 60), (90, 120)], 90),
        ([(0, 60), (30, 90)], 90),  # for two electors at a time
        ([(0, 120), (30, 60)], 120),
        ([(30, 60), (0, 120), (120, 121)], 121),
        ([(0, 0.5), (10, 10.5)], 1),  # seconds are added up first
        ([(60, 30)], 0),
    ],
)
def test_what_two_stays_share_counts_once(stays: list[tuple[float, float]], minutes: int) -> None:
    assert minutes_in([(at(start), at(end)) for start, end in stays]) == minutes


@given(some.lists(some.tuples(some.integers(0, 300), some.integers(0, 300)), max_size=8))
def test_minutes_are_those_of_the_clock_whatever_the_order(stays: list[tuple[int, int]]) -> None:
    covered = {minute for start, end in stays for minute in range(start, end)}
    moments = [(at(start), at(end)) for start, end in stays]
    assert minutes_in(moments) == minutes_in(moments[::-1]) == len(covered)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (125, "2 h 05"), (60_000, "1 000 h")],
)
def test_minutes_are_written_as_people_say_them(minutes: int, words: str) -> None:
    assert duration(minutes) == words.replace(" ", NARROW)


def test_a_meeting_counts_from_its_opening_to_its_end_without_what_one_missed() -> None:
    person, meeting = make_person(), make_held()
    attend(meeting, person, after=-30, until=60)
    attend(meeting, person, after=90, until=None)
    assert lines(None, person) == [(str(meeting), 150)]


def test_a_meeting_that_nobody_closed_ended_when_it_was_planned_to() -> None:
    person, meeting = make_person(), make_held()
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=meeting.ends_at + timedelta(days=2))
    attend(meeting, person, until=None)
    assert lines(None, person) == [(str(meeting), 180)]
    late = meeting.ends_at + timedelta(minutes=40)
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=late)
    assert lines(None, person) == [(str(meeting), 220)]


def test_what_was_not_held_counts_for_nothing() -> None:
    person = make_person()
    attend(make_meeting(state="open"), person, until=None)
    attend(make_held(mode="written"), person)
    cancelled = make_held()
    Action.objects.filter(pk=cancelled.pk).update(state="cancelled")
    attend(cancelled, person)
    ActionPerson.objects.create(action=make_action(state="planned"), person=person)
    assert lines(None, person) == []


def test_one_is_there_for_oneself_for_ones_organisation_or_as_a_guest() -> None:
    meeting = make_held()
    guest, delegate, member = make_person(), make_person(), make_person()
    attend(meeting, guest)
    of_member = make_elector(meeting=meeting)
    attend(meeting, delegate, elector=of_member, capacity="voter", until=60)
    individual = make_elector(meeting=meeting, person=member)
    attend(meeting, None, elector=individual, capacity="voter", until=90)
    unnamed = make_elector(meeting=meeting)
    attend(meeting, None, elector=unnamed, capacity="voter", until=30)
    asked = TimeAsked(coordinator(), date(2024, 1, 1), date(2024, 12, 31))
    given_by = {
        (time.person, time.organisation): time.minutes for _source, time in time_given(asked)
    }
    assert given_by == {
        (guest.key, None): 180,
        (delegate.key, of_member.membership.organisation.key): 60,
        (member.key, None): 90,
        (None, unnamed.membership.organisation.key): 30,
    }


def test_rows_merged_into_one_are_one_person() -> None:
    person, meeting = make_person(), make_held()
    attend(meeting, make_person(canonical=person), until=60)
    attend(meeting, person, after=30, until=90)
    assert lines(None, person) == [(str(meeting), 90)]


def test_an_action_names_who_took_part_and_a_meeting_counts_once() -> None:
    person, action, meeting = make_person(), make_action(title="Atelier"), make_held()
    ActionPerson.objects.create(action=action, person=person)
    ActionPerson.objects.create(action=meeting.action, person=person)
    attend(meeting, person)
    assert set(lines(None, person)) == {("Atelier", None), (str(meeting), 180)}


def test_who_appears_by_a_label_is_named_to_themselves_alone() -> None:
    user = make_delegate()
    ActionPerson.objects.create(action=make_action(), person=user.person, label="MES / UFISC")
    assert people_named(coordinator()) == {None}
    assert people_named(acting_as(user)) == {user.person.key}


def test_who_was_forgotten_or_is_not_seen_is_not_named() -> None:
    forgotten, hidden = make_person(), make_person(audience="bureau")
    for person in (forgotten, hidden):
        ActionPerson.objects.create(action=make_action(), person=person)
    names = {"given_name": "", "family_name": "", "email": "", "phone": ""}
    Person.objects.filter(pk=forgotten.pk).update(erased_at=timezone.now(), **names)
    assert people_named(coordinator()) == {None, hidden.key}
    assert people_named(VISITOR) == {None}


def test_what_a_reader_may_not_see_is_left_out() -> None:
    user = make_delegate()
    ActionPerson.objects.create(action=make_action(audience="bureau"), person=user.person)
    hidden = make_held()
    Action.objects.filter(pk=hidden.pk).update(audience="bureau")
    attend(hidden, user.person)
    assert lines(acting_as(user), user.person) == []
    assert len(lines(coordinator(), user.person)) == 2


def test_ones_own_page_adds_up_what_is_known(as_user: Any) -> None:
    user = make_delegate()
    meeting = make_held()
    attend(meeting, user.person, until=125)
    attend(make_held(), make_person())
    month = make_action(title="Atelier", starts_on=date(2024, 5, 1), precision="month")
    ActionPerson.objects.create(action=month, person=user.person)
    page = as_user(user).get(PAGE, {"annee": "2024"})
    assert f"2{NARROW}h{NARROW}05" in page.text
    assert "Atelier" in page.text
    assert ("mai 2024" in page.text, "1er mai" in page.text) == (True, False)
    assert "non notée" in page.text
    time = page.context["time"]
    assert (time.minutes, time.unknown, len(time.lines)) == (125, 1, 2)
    empty = as_user(user).get(PAGE, {"annee": "2023"})
    assert "Rien n’est connu de cette année" in empty.text


@pytest.mark.parametrize("year", ["", "demain", "24", "99999", "٢٠٢٤"])
def test_a_year_that_is_none_is_this_year(as_user: Any, year: str) -> None:
    page = as_user(make_delegate()).get(PAGE, {"annee": year})
    assert page.context["time"].year == timezone.localdate().year


def test_a_visitor_is_asked_to_sign_in_and_who_has_no_card_reads_an_empty_page(
    client: Client, as_user: Any, stranger: Any
) -> None:
    assert client.get(PAGE).url.startswith("/compte/entrer/")
    assert my_time(acting_as(stranger), 2024).lines == []
    assert as_user(stranger).get(PAGE).status_code == 200
    assert PAGE in as_user(make_delegate()).get(reverse("portal:my_data")).text


@pytest.mark.parametrize("number", [1, 3])
def test_ones_own_page_costs_the_same_whatever_one_did(
    number: int, django_assert_num_queries: Any
) -> None:
    user = make_delegate()
    for _number in range(number):
        attend(make_held(), user.person)
        ActionPerson.objects.create(action=make_action(), person=user.person)
    acting = acting_as(user)
    with django_assert_num_queries(5):
        assert len(my_time(acting, 2024).lines) == 2 * number
