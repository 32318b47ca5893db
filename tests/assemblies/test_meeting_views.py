"""The pages of meetings: one, planning one or a year of them, editing, moving, cancelling."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.models import Meeting
from essaim.post.models import Message
from tests.assemblies.lively import address, text_of
from tests.factories.accounts import make_user
from tests.factories.assemblies import (
    make_body,
    make_elector,
    make_item,
    make_meeting,
    make_resolution,
    make_rules,
)
from tests.factories.network import make_delegate, make_group, make_organisation, make_person

pytestmark = pytest.mark.django_db
ROOM = "https://visio.example/essaim"
HALF = {"quorum_kind": "fraction", "quorum_numerator": 1, "quorum_denominator": 2}


def tell_everybody(meeting):
    type(meeting.action).objects.filter(pk=meeting.action.pk).update(audience="public")
    return meeting


def ahead(**fields):
    """A meeting in a month, whatever the day of the test."""
    day = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=30)
    return make_meeting(starts_at=day, **fields)


def convened_with_a_voter():
    """In a month; one elector has an address."""
    meeting = ahead(state="convened")
    meeting.convened_at = timezone.now() - timedelta(hours=1)
    meeting.changed_at = meeting.convened_at - timedelta(hours=1)
    meeting.save()
    voter = make_person(email="nadia@membre.example")
    make_elector(meeting=meeting, person=voter)
    return meeting


# --- The page of one


def test_a_visitor_reads_a_public_meeting_and_is_offered_nothing_to_do(client):
    meeting = tell_everybody(make_meeting(state="convened", video_url=ROOM))
    make_item(meeting=meeting, title="Rapport moral")
    make_elector(meeting=meeting)

    text = text_of(client.get(meeting.get_absolute_url()))

    assert "14 octobre 2024, de 10:00 à 13:00" in text
    assert "Rapport moral" in text
    assert ROOM not in text
    assert "Qui vient" not in text
    for name in ("sitting", "edit_meeting", "convocation", "open_meeting", "propose_item"):
        assert address(name, meeting) not in text


def test_a_member_joins_by_video_and_answers_for_whom_she_speaks(as_user):
    organisation = make_organisation(name="Réseau Cocagne")
    meeting = make_meeting(state="convened", video_url=ROOM)
    elector = make_elector(meeting=meeting, organisation=organisation)

    text = text_of(as_user(make_delegate(of=organisation)).get(meeting.get_absolute_url()))

    assert ROOM in text
    assert address("answer_convocation", elector) in text
    assert "Qui vient" in text
    assert address("edit_meeting", meeting) not in text


def test_the_coordination_is_offered_what_comes_next(as_user, coordinator):
    body = make_rules().body
    browser = as_user(coordinator)
    offered = {}
    names = ("convene_meeting", "open_meeting", "move_meeting", "edit_meeting", "minutes")
    for state in ("planned", "convened", "open", "closed", "cancelled"):
        meeting = make_meeting(body=body, state=state)
        text = text_of(browser.get(meeting.get_absolute_url()))
        offered[state] = [name for name in names if address(name, meeting) in text]

    assert offered == {
        "planned": ["convene_meeting", "move_meeting", "edit_meeting"],
        "convened": ["open_meeting", "move_meeting", "edit_meeting"],
        "open": ["edit_meeting", "minutes"],
        "closed": ["minutes"],
        "cancelled": [],
    }


def test_opening_comes_first_on_the_day_and_not_before(as_user, coordinator):
    browser = as_user(coordinator)
    today, later = make_meeting(state="convened"), ahead(state="convened")

    for meeting, kind in ((today, "button primary"), (later, "button")):
        opening = f'<a class="{kind}" href="{address("open_meeting", meeting)}">'
        assert opening in browser.get(meeting.get_absolute_url()).text


def test_a_cancelled_meeting_says_why(as_user, delegate):
    text = text_of(as_user(delegate).get(make_meeting(state="cancelled").get_absolute_url()))

    assert "Salle indisponible." in text


def test_a_meeting_that_is_not_for_her_does_not_exist(client, as_user, stranger, delegate):
    meeting = make_meeting(body=make_body(audience="public"))
    type(meeting.action).objects.update(audience="bureau")
    page = meeting.get_absolute_url()

    assert client.get(page).status_code == 404
    for user in (stranger, delegate):
        assert as_user(user).get(page).status_code == 404


def test_the_bureau_sees_what_is_for_it(as_user, bureau_member):
    meeting = make_meeting()
    type(meeting.action).objects.update(audience="bureau")

    assert as_user(bureau_member).get(meeting.get_absolute_url()).status_code == 200


def test_its_resolutions_stand_with_their_outcome(as_user, delegate):
    meeting = make_meeting()
    make_resolution(meeting=meeting, title="Comptes")

    assert "1. Comptes" in text_of(as_user(delegate).get(meeting.get_absolute_url()))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_its_voices_and_votes(
    as_user, number, django_assert_num_queries
):
    organisation = make_organisation()
    meeting = make_meeting(state="convened")
    make_elector(meeting=meeting, organisation=organisation)
    user = make_delegate(of=organisation)
    for _number in range(number):
        make_elector(meeting=meeting)
        make_resolution(meeting=meeting)
    browser = as_user(user)
    browser.get(reverse("assemblies:bodies"))

    with django_assert_num_queries(15):
        page = browser.get(meeting.get_absolute_url()).context["page"]

    assert len(page.resolutions) == number


# --- Planning


def said(**fields):
    return {
        "day": "2024-10-14",
        "begins": "18:00",
        "ends": "20:00",
        "mode": "remote",
        "audience": "members",
        **fields,
    }


def test_a_meeting_is_planned_and_its_page_follows(as_user, coordinator):
    body = make_body(name="Bureau")
    page = address("plan_meeting", body)
    browser = as_user(coordinator)
    assert "le nom de l’instance et le jour" in text_of(browser.get(page))

    response = browser.post(page, said(video_url=ROOM))

    meeting = body.meetings.get()
    assert response.url == meeting.get_absolute_url()
    assert str(meeting) == "Bureau du 14 octobre 2024"
    assert meeting.starts_at == datetime(2024, 10, 14, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends": "17:00"}, "finit avant de commencer"),
        ({"day": "2024-03-31", "begins": "02:30", "ends": "05:00"}, "n’existe pas"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_all_that_was_typed(
    as_user, coordinator, fields, sentence
):
    body = make_body()

    response = as_user(coordinator).post(
        address("plan_meeting", body), said(place="Maison des associations", **fields)
    )

    assert response.status_code == 422
    assert sentence in response.text
    assert "Maison des associations" in response.text
    assert not Meeting.objects.exists()


def test_a_body_does_not_meet_twice_at_once(as_user, coordinator):
    body = make_body()
    browser, page = as_user(coordinator), address("plan_meeting", body)
    browser.post(page, said())

    response = browser.post(page, said(title="La seconde"))

    assert response.status_code == 422
    assert "La seconde" in response.text
    assert body.meetings.count() == 1


# --- Changing one


def edited(**fields):
    return {"title": "Bureau", "mode": "remote", "audience": "members", "place": "", **fields}


def test_a_meeting_is_edited_with_what_it_said_before(as_user, coordinator):
    meeting = make_meeting(state="planned", video_url=ROOM)
    browser, page = as_user(coordinator), address("edit_meeting", meeting)
    assert ROOM in text_of(browser.get(page))

    assert browser.post(page, edited(place="Lyon")).url == meeting.get_absolute_url()

    meeting.refresh_from_db()
    assert (meeting.action.title, meeting.action.place, meeting.mode) == (
        "Bureau",
        "Lyon",
        "remote",
    )
    refused = browser.post(page, edited(title="", place="Nantes"))
    assert refused.status_code == 422
    assert "Nantes" in refused.text


def test_a_change_of_place_is_told_to_those_who_were_convened(as_user, coordinator):
    meeting = convened_with_a_voter()
    browser, page = as_user(coordinator), meeting.get_absolute_url()
    convocation = address("convocation", meeting)
    announce = address("announce_change", meeting)
    assert "ne le savent pas encore" not in text_of(browser.get(page))
    assert announce not in text_of(browser.get(convocation))

    browser.post(address("edit_meeting", meeting), edited(place="Lyon"))
    assert "ne le savent pas encore" in text_of(browser.get(page))
    assert announce in text_of(browser.get(convocation))
    browser.post(announce)

    assert [one.recipient for one in Message.objects.all()] == ["nadia@membre.example"]
    assert "ne le savent pas encore" not in text_of(browser.get(page))
    assert announce not in text_of(browser.get(convocation))


def test_another_chair_is_nothing_to_write_to_everybody_about(as_user, coordinator):
    meeting = convened_with_a_voter()
    action, chair = meeting.action, make_person()
    browser = as_user(coordinator)

    browser.post(
        address("edit_meeting", meeting),
        edited(title=action.title, mode=meeting.mode, chair=chair.key),
    )

    assert "ne le savent pas encore" not in text_of(browser.get(meeting.get_absolute_url()))


def test_moving_tells_those_who_were_convened_by_itself(as_user, coordinator):
    meeting = convened_with_a_voter()
    browser, page = as_user(coordinator), address("move_meeting", meeting)
    assert "par mail" in text_of(browser.get(page))
    day = timezone.localdate() + timedelta(days=40)

    browser.post(page, {"day": day.isoformat(), "begins": "18:00", "ends": "20:00"})

    assert Message.objects.count() == 1
    assert "ne le savent pas encore" not in text_of(browser.get(meeting.get_absolute_url()))


def test_a_meeting_moves_to_an_hour_that_can_be(as_user, coordinator):
    meeting = make_meeting(state="planned")
    browser, page = as_user(coordinator), address("move_meeting", meeting)
    when = {"day": "2024-10-21", "begins": "10:00", "ends": "12:00"}

    assert browser.post(page, {**when, "ends": "09:00"}).status_code == 422
    assert browser.post(page, when).url == meeting.get_absolute_url()

    meeting.refresh_from_db()
    assert (meeting.local_start.day, meeting.action.starts_on) == (21, date(2024, 10, 21))


def test_cancelling_asks_why(as_user, coordinator):
    meeting = make_meeting(state="planned")
    browser, page = as_user(coordinator), address("cancel_meeting", meeting)

    assert browser.post(page, {"reason": "  "}).status_code == 422
    browser.post(page, {"reason": "Grève des trains."})

    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because) == ("cancelled", "Grève des trains.")


def test_an_open_meeting_is_not_moved_and_says_so(as_user, coordinator):
    when = {"day": "2024-10-21", "begins": "10:00", "ends": "12:00"}

    response = as_user(coordinator).post(address("move_meeting", make_meeting()), when)

    assert response.status_code == 422
    assert "2024-10-21" in response.text


def test_a_second_call_is_planned_from_its_first_day_on(as_user, coordinator):
    body = make_rules(subject={**HALF, "second_call": True, "second_call_days": 15}).body
    meeting = make_meeting(body=body, state="closed")
    make_item(meeting=meeting, title="Comptes")
    make_elector(meeting=meeting)
    browser, page = as_user(coordinator), address("second_call", meeting)
    assert page in text_of(browser.get(meeting.get_absolute_url()))

    when = {"begins": "10:00", "ends": "12:00"}
    early = browser.post(page, {"day": "2024-10-20", **when})
    assert early.status_code == 422
    assert "29 octobre 2024" in early.text
    response = browser.post(page, {"day": "2024-10-29", **when})

    second = Meeting.objects.get(second_call_of=meeting)
    assert response.url == second.get_absolute_url()
    assert page not in text_of(browser.get(meeting.get_absolute_url()))


def test_a_meeting_that_is_not_to_be_called_again_says_why(as_user, coordinator):
    response = as_user(coordinator).get(address("second_call", make_meeting(state="planned")))

    assert response.status_code == 422
    assert "Une seconde convocation" in response.text


# --- Who may


CHANGES = ["edit_meeting", "move_meeting", "cancel_meeting", "second_call"]


def doors(meeting):
    plans = [address(name, meeting.body) for name in ("plan_meeting", "plan_series")]
    return [*(address(name, meeting) for name in CHANGES), *plans]


def test_a_member_changes_no_meeting(as_user, delegate):
    meeting = make_meeting(body=make_body(audience="members"), state="planned")
    browser = as_user(delegate)

    assert [browser.get(one).status_code for one in doors(meeting)] == [403] * 6
    assert [browser.post(one).status_code for one in doors(meeting)] == [403] * 6


def test_for_a_stranger_there_is_nothing_to_change(as_user, stranger):
    meeting = make_meeting(body=make_body(audience="members"), state="planned")
    browser = as_user(stranger)

    assert {browser.post(one).status_code for one in doors(meeting)} == {404}


def test_a_visitor_is_asked_to_sign_in(client):
    meeting = make_meeting(body=make_body(audience="public"), state="planned")

    assert {client.post(one).url.split("?")[0] for one in doors(meeting)} == {"/compte/entrer/"}


def test_the_chair_edits_and_neither_moves_nor_cancels(as_user):
    user = make_user()
    person = make_person(user=user)
    body = make_body(group=make_group(people=(person,)))
    meeting = make_meeting(body=body, state="planned", chair=person)
    browser = as_user(user)

    assert browser.post(address("edit_meeting", meeting), edited()).status_code == 302
    assert browser.get(address("move_meeting", meeting)).status_code == 403
    assert browser.get(address("cancel_meeting", meeting)).status_code == 403


def test_the_bureau_convenes_as_the_coordination_does(as_user, bureau_member):
    meeting = make_meeting(state="planned")
    browser = as_user(bureau_member)

    assert browser.get(address("move_meeting", meeting)).status_code == 200
