"""The list of the room, and what is noted there with its time."""

import pytest

from tests.assemblies.lively import address, lively_meeting, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("ou=ici", {"Ici"}),
        ("ou=represente", {"Absente"}),
        ("ou=absent", {"Attendue"}),
        ("q=attend", {"Attendue"}),
        ("college=inconnu", {"Ici", "Absente", "Attendue"}),
    ],
)
def test_the_room_is_filtered(as_user, coordinator, query, names):
    meeting = lively_meeting()
    response = as_user(coordinator).get(f"{address('room', meeting)}?{query}")
    assert {line.elector.name for line in response.context["page"]} == names


def test_the_room_lists_times_and_guests_and_returns_to_itself(as_user, coordinator):
    meeting = lively_meeting()
    browser = as_user(coordinator)
    room = address("room", meeting)
    guest = {"name": "Ada", "capacity": "guest", "means": "onsite"}

    done = browser.post(address("record_guest", meeting) + "?retour=salle", guest)

    assert done["Location"] == room
    text = text_of(browser.get(room))
    for part in ("Ada", "represented by Ici", "By video, since", "Leaves"):
        assert part in text


def test_an_arrival_and_a_departure_are_noted_at_their_time(as_user, coordinator):
    meeting = lively_meeting()
    browser = as_user(coordinator)
    elector = meeting.electors.get(name="Attendue")
    form = browser.get(f"{address('record_arrival', meeting)}?electeur={elector.key}")
    assert "Attendue" in text_of(form)
    posted = {"elector": elector.key, "means": "onsite", "at": "2024-10-14T10:30"}
    browser.post(address("record_arrival", meeting), posted)
    arrival = elector.attendances.get()
    assert arrival.arrived_at.isoformat() == "2024-10-14T08:30:00+00:00"

    other = {**posted, "at": "2024-10-14T10:45"}
    again = browser.post(address("record_arrival", meeting), other)
    assert (again.status_code, elector.attendances.get()) == (422, arrival)
    for part in ("Attendue is there since 10:30", 'value="2024-10-14T10:45"'):
        assert part in again.content.decode()

    early = browser.post(address("record_departure", arrival), {"at": "2024-10-14T10:00"})
    assert early.status_code == 422
    browser.post(address("record_departure", arrival), {"at": "2024-10-14T11:00"})

    arrival.refresh_from_db()
    assert arrival.left_at.isoformat() == "2024-10-14T09:00:00+00:00"
