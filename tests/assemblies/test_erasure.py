"""Forgetting somebody who came to meetings, and what she is given of them."""

import pytest

from essaim.assemblies.models import Attendance
from essaim.assemblies.sitting.actions.attendance import record_arrival
from essaim.journal.models import Revision
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_attendance, make_elector, make_meeting
from tests.factories.network import make_person
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db


def test_an_attendance_stays_and_names_nobody_any_more():
    person = make_person(given_name="Aïcha")
    arrival = record_arrival(
        meeting=make_meeting(), person=person, capacity="staff", means="onsite", by=coordinator()
    )
    Attendance.objects.filter(pk=arrival.pk).update(name="Aïcha")
    Revision.objects.filter(target_key=arrival.key).update(record={"name": "Aïcha"})

    kept = forget_in("assemblies", person.pk)

    assert len(kept) == 1
    assert Attendance.objects.get().name == ""
    assert Revision.objects.of(arrival.key).get().record["name"] == ""


def test_the_rows_merged_with_hers_are_forgotten_too_and_nobody_else_s():
    person = make_person()
    twin = make_person(canonical=person)
    meeting = make_meeting()
    for one, name in ((twin, "Elle"), (make_person(), "Autre")):
        make_attendance(elector=make_elector(meeting=meeting), person=one, name=name)

    forget_in("assemblies", person.pk)

    assert sorted(Attendance.objects.values_list("name", flat=True)) == ["", "Autre"]


def test_of_somebody_who_never_came_nothing_is_kept():
    assert forget_in("assemblies", make_person().pk) == []


def test_she_is_given_the_meetings_that_she_attended():
    person = make_person()
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, person=person)
    make_attendance(elector=elector, person=person, left_at=meeting.ends_at)

    assert held_in("assemblies.attendances", person.pk) == [
        {
            "meeting": str(meeting),
            "for": str(person),
            "as": "voter",
            "how": "onsite",
            "arrived_at": "2024-10-14T08:00:00+00:00",
            "left_at": "2024-10-14T11:00:00+00:00",
        }
    ]
