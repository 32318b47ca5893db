"""A room closes on nobody's vote; what stops meanwhile is told first; its mails wait."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.manifest import declared, is_open
from essaim.portal.actions import close_room, open_room
from essaim.portal.queries import stops_with
from essaim.post.actions import hold_mails
from essaim.post.models import Message
from essaim.post.sending import send_messages
from tests.factories.accounts import coordinator as acting_coordinator
from tests.factories.accounts import house, make_acting
from tests.factories.assemblies import make_meeting, make_resolution
from tests.factories.post import make_message
from tests.factories.questions import asked, make_fields, make_questionnaire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rooms_close")]


def close(room: str = "assemblies", by: Acting | None = None) -> None:
    close_room(name=room, by=by or acting_coordinator())


def coming() -> Any:
    return timezone.now() + timedelta(days=10)


# --- What must end first --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "where"),
    [
        ("written", "recueille des votes par écrit"),
        ("hybrid", "est en cours"),
        ("remote", "est en cours"),
    ],
)
def test_a_meeting_under_way_keeps_its_room_open_and_says_where_to_end_it(
    mode: str, where: str
) -> None:
    meeting = make_meeting(mode=mode)
    with pytest.raises(RuleBroken) as refused:
        close()
    assert f"« {meeting.action.title} » {where}" in str(refused.value).replace("\xa0", " ")
    assert is_open("assemblies")


def test_a_vote_that_is_open_keeps_it_open_whatever_its_meeting_says() -> None:
    meeting = make_meeting(state="convened", starts_at=coming())
    make_resolution(meeting=meeting, state="open", opened_at=timezone.now())
    with pytest.raises(RuleBroken):
        close()


def test_of_what_is_not_for_them_to_see_they_read_that_there_is_something() -> None:
    """An administrator of the host closes nobody's vote unawares, and reads no title."""
    meeting = make_meeting()
    meeting.action.audience = "bureau"
    meeting.action.save()
    with pytest.raises(RuleBroken) as refused:
        close(by=make_acting(role="administrator"))
    assert meeting.action.title not in str(refused.value)
    assert "1 réunion ou consultation" in str(refused.value).replace("\xa0", " ")


@pytest.mark.parametrize("state", ["planned", "convened", "closed", "cancelled"])
def test_what_is_to_come_or_over_does_not(state: str) -> None:
    make_meeting(state=state)
    close()
    assert not is_open("assemblies")


def test_what_runs_in_one_room_keeps_no_other_open() -> None:
    make_meeting()
    close("comments")
    assert not is_open("comments")


# --- The question ---------------------------------------------------------------------------


def test_the_page_asks_before_it_closes(as_user, coordinator) -> None:
    make_meeting(state="convened", starts_at=coming())
    make_message(reason="assemblies.convocation")
    browser, address = as_user(coordinator), reverse("portal:close_room", args=["assemblies"])
    page = browser.get(address).content.decode().replace("\xa0", " ")
    assert "1 réunion est convoquée" in page
    assert "1 courriel n’est pas encore parti" in page
    assert is_open("assemblies")
    browser.post(address)
    assert not is_open("assemblies")


def test_where_something_runs_the_page_says_so_and_asks_nothing(as_user, coordinator) -> None:
    meeting = make_meeting(mode="written")
    browser, address = as_user(coordinator), reverse("portal:close_room", args=["assemblies"])
    for answer in (browser.get(address, follow=True), browser.post(address, follow=True)):
        assert answer.redirect_chain == [(reverse("portal:rooms"), 302)]
        assert meeting.action.title in answer.content.decode()
    assert is_open("assemblies")


def test_the_question_is_for_who_may_close(client, as_user, delegate) -> None:
    address = reverse("portal:close_room", args=["assemblies"])
    assert client.get(address).status_code == 302
    assert as_user(delegate).get(address).status_code == 403


def test_open_questionnaires_stop_and_fields_of_things_do_not() -> None:
    by = acting_coordinator()
    make_fields(asked("cuisine"), about="network.organisation")
    make_questionnaire(state="closed")
    make_questionnaire(closes_on=timezone.localdate() - timedelta(days=1))
    assert stops_with("questions", by) == []
    make_questionnaire(closes_on=timezone.localdate())
    make_questionnaire()
    (told,) = stops_with("questions", by)
    assert told.startswith("2")


# --- Its mails ------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", [reason.code for reason in declared("mail_reasons")])
def test_no_mail_leaves_for_a_closed_room_and_each_does_once_it_is_open(reason: str) -> None:
    room = reason.split(".")[0]
    if room not in {"assemblies", "comments"}:
        pytest.skip("a room that stays open")
    make_message(reason=reason)
    other = make_message(reason="network.invitation")
    close(room)
    make_message(reason=reason)
    assert send_messages() == 1
    assert [letter.to for letter in mail.outbox] == [[other.recipient]]
    assert Message.objects.filter(state="queued", reason=reason).count() == 2
    open_room(name=room, by=acting_coordinator())
    assert send_messages() == 2


def test_a_mail_whose_worker_was_lost_waits_for_the_room_too() -> None:
    late = timezone.now() - timedelta(minutes=1)
    make_message(reason="comments.remarks", state="sending", attempt=1, lease_until=late)
    close("comments")
    assert send_messages() == 0


def test_an_opening_lets_nothing_leave_that_is_held_otherwise() -> None:
    make_message(reason="assemblies.convocation")
    hold_mails(by=house())
    close()
    open_room(name="assemblies", by=acting_coordinator())
    assert send_messages() == 0
