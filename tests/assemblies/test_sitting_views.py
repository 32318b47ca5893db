"""The page of a meeting under way, its live part, and the acts on it."""

from datetime import date

import pytest
from django.urls import reverse

from essaim.assemblies.models import Attendance
from tests.assemblies.lively import address, lively_meeting, text_of, token_for
from tests.factories.assemblies import (
    make_elector,
    make_item,
    make_meeting,
    make_rules,
)
from tests.factories.network import make_delegate, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


def test_who_presides_sees_the_meeting_and_what_to_do(as_user, coordinator):
    meeting = lively_meeting()

    text = text_of(as_user(coordinator).get(address("sitting", meeting)))

    for part in ("Rapport moral", "2 for a quorum of 1", "quorate"):
        assert part in text
    for part in ("of whom 1 by video", "Next: Rapport financier", "Attendue", "Close the meeting"):
        assert part in text


def test_a_delegate_marks_herself_here_and_leaves_and_takes_it_back(as_user):
    meeting = lively_meeting()
    organisation = make_organisation()
    browser = as_user(make_delegate(of=organisation))
    elector = make_elector(meeting=meeting, organisation=organisation)
    page = address("sitting", meeting)
    assert "I am here by video" in text_of(browser.get(page))

    posted = {"elector": elector.key, "means": "remote"}
    browser.post(address("record_arrival", meeting), posted)
    arrival = elector.attendances.get()
    text = text_of(browser.get(page))
    assert "I am leaving" in text
    assert address("undo_arrival", arrival) in text
    browser.post(address("record_departure", arrival))
    assert address("undo_departure", arrival) in text_of(browser.get(page))
    browser.post(address("undo_departure", arrival))

    assert Attendance.objects.in_the_room().filter(elector=elector).exists()


def test_a_stranger_and_a_visitor_find_nothing(as_user, stranger, client):
    meeting = lively_meeting()
    pages = [address("sitting", meeting), address("room", meeting)]
    assert [client.get(page).status_code for page in pages] == [302, 302]
    browser = as_user(stranger)
    assert [browser.get(page).status_code for page in pages] == [404, 404]
    posted = {"elector": meeting.electors.first().key, "means": "onsite"}
    assert browser.post(address("record_arrival", meeting), posted).status_code == 404


def test_a_delegate_does_not_mark_another_member_nor_run_the_meeting(as_user, delegate):
    meeting = lively_meeting()
    browser = as_user(delegate)
    other = meeting.electors.get(name="Attendue")

    posted = {"elector": other.key, "means": "onsite"}
    answers = [browser.post(address("record_arrival", meeting), posted)]
    answers += [browser.get(address("open_meeting", meeting))]
    answers += [browser.post(address("close_meeting", meeting))]
    answers += [browser.post(address("take_item", meeting), {"item": meeting.items.first().key})]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert "Running the meeting" not in text_of(browser.get(address("sitting", meeting)))


def test_the_link_of_a_convocation_opens_its_meeting_alone_and_its_acts(client):
    meeting, other = lively_meeting(), make_meeting()
    elector = meeting.electors.get(name="Attendue")
    token = token_for(elector)
    page = reverse("assemblies:sitting_by_link", args=[token])
    text = text_of(client.get(page))
    assert "I am here" in text
    assert address("room", meeting) not in text

    carried = f"?jeton={token}"
    posted = {"elector": elector.key, "means": "onsite"}
    done = client.post(address("record_arrival", meeting) + carried, posted)
    assert done["Location"] == page
    client.post(address("ask_to_speak", meeting) + carried, {"elector": elector.key})

    assert elector.attendances.count() == elector.turns.count() == 1
    assert client.post(address("record_arrival", other) + carried, posted).status_code == 404
    assert client.get(page[:-4] + "xxx/").status_code == 404
    someone_else = {**posted, "elector": meeting.electors.get(name="Absente").key}
    refused = client.post(address("record_arrival", meeting) + carried, someone_else)
    assert refused.status_code == 403


def test_by_video_where_the_rules_do_not_allow_it_is_refused_with_the_article(as_user, coordinator):
    meeting = make_meeting(body=make_rules(remote_article="Article 12 : en salle.").body)
    elector = make_elector(meeting=meeting)

    posted = {"elector": elector.key, "means": "remote"}
    done = as_user(coordinator).post(address("record_arrival", meeting), posted, follow=True)

    assert "Article 12" in text_of(done)
    assert not elector.attendances.exists()


def test_a_meeting_opens_goes_through_its_agenda_and_closes(as_user, coordinator):
    meeting = make_meeting(state="convened")
    item = make_item(meeting=meeting)
    chair = make_person(audience="public")
    browser = as_user(coordinator)

    assert browser.get(address("open_meeting", meeting)).status_code == 200
    browser.post(address("open_meeting", meeting), {"chair": chair.key})
    browser.post(address("take_item", meeting), {"item": item.key})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.chair, meeting.current_item) == ("open", chair, item)
    assert browser.get(address("close_meeting", meeting)).status_code == 200
    browser.post(address("close_meeting", meeting))

    meeting.refresh_from_db()
    assert meeting.state == "closed"
    over = text_of(browser.get(address("sitting", meeting)))
    for part in (
        "data-poll",
        "no quorum yet",
        "not here",
        "a question to the vote",
        "under way",
        "Running the",
    ):
        assert part not in over


def test_a_button_about_nothing_is_a_404(as_user, coordinator):
    meeting = make_meeting()
    browser = as_user(coordinator)
    for wrong in ("", "demain", str(meeting.key)):
        done = browser.post(address("take_item", meeting), {"item": wrong})
        assert done.status_code == 404
    assert browser.post(address("record_arrival", meeting), {"means": "x"}).status_code == 422


def test_the_floor_goes_to_whoever_waited_longest(as_user, coordinator):
    meeting = lively_meeting()
    browser = as_user(coordinator)
    here = meeting.electors.get(name="Ici")
    browser.post(address("ask_to_speak", meeting), {"elector": here.key})

    browser.post(address("begin_turn", meeting))
    assert "has had the floor since" in text_of(browser.get(address("sitting", meeting)))
    browser.post(address("end_turn", meeting))

    assert here.turns.get().ended_at is not None
    nobody = browser.post(address("begin_turn", meeting), follow=True)
    assert "Nobody is on the list." in text_of(nobody)


def test_a_waiting_elector_gives_up_speaking(as_user, coordinator):
    meeting = lively_meeting()
    browser = as_user(coordinator)
    here = meeting.electors.get(name="Ici")
    browser.post(address("ask_to_speak", meeting), {"elector": here.key})

    browser.post(address("withdraw_turn", meeting), {"tour": here.turns.get().key})

    assert not here.turns.waiting().exists()


def test_a_meeting_that_is_not_convened_has_no_sitting(as_user, coordinator):
    meeting = make_meeting(state="planned")
    done = as_user(coordinator).get(address("sitting", meeting))
    assert done["Location"] == meeting.get_absolute_url()


def test_whoever_died_is_offered_for_nothing_to_come(as_user, coordinator):
    meeting = make_meeting(state="convened")
    died = make_person(audience="public", family_name="Disparue", died_on=date(2024, 1, 1))
    browser = as_user(coordinator)

    pages = [
        address(name, meeting)
        for name in ("open_meeting", "edit_meeting", "add_item", "record_guest")
    ]
    item = make_item(meeting=meeting)
    pages += [address("plan_meeting", meeting.body), address("write_resolution", item)]
    for page in pages:
        assert "Disparue" not in text_of(browser.get(page)), page

    meeting.chair = died
    meeting.save()
    assert "Disparue" in text_of(browser.get(address("edit_meeting", meeting)))
