"""A consultation has no room: what belongs to one leads to the question, or is refused in words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from essaim.assemblies.meetings.actions.agendas import add_document, add_item, propose_item
from essaim.assemblies.meetings.actions.meetings import plan_meeting
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.models import Meeting
from essaim.assemblies.roll.actions.changes import edit_meeting
from essaim.assemblies.sitting.actions.attendance import record_arrival
from essaim.assemblies.sitting.actions.sitting import ask_to_speak, take_item
from essaim.assemblies.votes.actions.resolutions import write_resolution
from essaim.assemblies.votes.actions.second_calls import second_call
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Representation
from tests.assemblies.lively import address, text_of, token_for
from tests.assemblies.test_consultations import A_WEEK, QUORUM_OF_HALF, body_of, consult, past
from tests.factories.accounts import coordinator as a_coordinator
from tests.factories.accounts import make_user
from tests.factories.assemblies import START
from tests.factories.minutes import make_undertaking
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return consult(body_of("Ana", "Bob"))


@pytest.fixture
def chair(client):
    client.force_login(make_user(role="coordination"))
    return client


def delegate_of(meeting, name):
    """An account of whoever speaks for the elector already."""
    organisation = meeting.electors.get(name=name).membership.organisation
    person = Representation.objects.get(organisation=organisation).person
    person.user = make_user()
    person.save()
    return person.user


def test_following_it_is_reading_the_question(chair, asked):
    page = chair.get(address("sitting", asked))
    assert page["Location"] == asked.resolutions.get().get_absolute_url()


def test_the_link_of_the_mail_leads_there_with_the_voice_of_its_holder(client, asked):
    token = token_for(asked.electors.get(name="Ana"))
    page = client.get(reverse("assemblies:sitting_by_link", args=[token]), follow=True)
    assert page.redirect_chain[0][0].endswith(f"/?jeton={token}")
    text = text_of(page)
    assert "Votre vote" in text
    assert f'href="{asked.get_absolute_url()}"' not in text


def test_its_convocation_is_the_page_that_follows_it(chair, asked):
    for name in ("convocation", "convene_meeting"):
        page = chair.get(address(name, asked), follow=True)
        assert page.redirect_chain[-1][0] == address("consultation", asked)


def test_a_convocation_is_answered_by_voting(as_user, asked):
    elector = asked.electors.get(name="Ana")
    browser = as_user(delegate_of(asked, "Ana"))
    page = browser.get(address("answer_convocation", elector), follow=True)
    assert page.redirect_chain[-1][0] == asked.resolutions.get().get_absolute_url()


@pytest.mark.parametrize("name", ["room", "record_guest", "record_arrival", "open_meeting"])
def test_its_room_is_refused_with_a_sentence(chair, asked, name):
    page = chair.get(address(name, asked))
    assert (page.status_code, "par écrit" in page.text) == (422, True)


@pytest.mark.parametrize("name", ["close_meeting", "take_item", "ask_to_speak", "begin_turn"])
def test_so_are_the_acts_in_it(chair, asked, name):
    assert chair.post(address(name, asked)).status_code == 422
    assert Meeting.objects.get().state == "open"


def test_closing_its_vote_is_closing_it(chair, asked):
    vote = asked.resolutions.get()
    for done in (chair.get(address("close_resolution", vote)), chair.post(vote_url(vote))):
        assert done["Location"] == address("close_consultation", asked)
    assert asked.resolutions.get().state == "open"


def vote_url(vote):
    return address("close_resolution", vote)


def test_withdrawing_its_question_is_withdrawing_it(chair, asked):
    page = chair.get(address("withdraw_resolution", asked.resolutions.get()))
    assert page["Location"] == address("withdraw_consultation", asked)


def test_nobody_arrives_speaks_or_takes_an_item(asked):
    by, elector, item = a_coordinator(), asked.electors.first(), asked.items.get()
    acts = [
        lambda: record_arrival(meeting=asked, elector=elector, means="onsite", by=by),
        lambda: ask_to_speak(elector=elector, by=by),
        lambda: take_item(meeting=asked, item=item, by=by),
    ]
    for act in acts:
        with pytest.raises(RuleBroken, match="par écrit"):
            act()


def test_what_was_asked_stays_as_it_was_sent(asked):
    by, item = a_coordinator(), asked.items.get()
    acts = [
        lambda: add_item(meeting=asked, title="Autre", kind="decision", added_as="minor", by=by),
        lambda: propose_item(meeting=asked, title="Autre", kind="decision", by=by),
        lambda: add_document(item=item, url="https://reseau.example/b", by=by),
        lambda: write_resolution(item=item, title="Autre", text="Autre.", by=by),
    ]
    for act in acts:
        with pytest.raises(RuleBroken, match="comme elle a été envoyée"):
            act()


def test_it_stays_in_writing_and_a_meeting_stays_a_meeting(asked):
    by = a_coordinator()
    with pytest.raises(RuleBroken):
        edit_meeting(meeting=asked, content=MeetingContent(title="Autre", mode="onsite"), by=by)
    secretary = make_person()
    edited = edit_meeting(
        meeting=asked,
        content=MeetingContent(title="Autre", mode="written", secretary=secretary),
        by=by,
    )
    assert (str(edited), edited.secretary) == ("Autre", secretary)
    times = {"starts_at": START, "ends_at": START + A_WEEK}
    held = plan_meeting(body=asked.body, content=MeetingContent(mode="onsite"), by=by, **times)
    with pytest.raises(RuleBroken):
        edit_meeting(meeting=held, content=MeetingContent(title="Autre", mode="written"), by=by)


def test_the_form_to_edit_it_asks_for_no_place(chair, asked):
    page = text_of(chair.get(address("edit_meeting", asked)))
    assert 'name="secretary"' in page
    assert 'name="place"' not in page
    chair.post(address("edit_meeting", asked), {"title": "Autre titre", "audience": "members"})
    meeting = Meeting.objects.get()
    assert (str(meeting), meeting.mode) == ("Autre titre", "written")


def test_without_its_quorum_it_is_not_called_again():
    body = body_of("Ana", subject={**QUORUM_OF_HALF, "second_call": True})
    meeting = past(consult(body))
    with pytest.raises(RuleBroken, match="nouvelle consultation"):
        second_call(
            meeting=meeting,
            starts_at=meeting.ends_at + A_WEEK,
            ends_at=meeting.ends_at + 2 * A_WEEK,
            by=a_coordinator(),
        )


def test_the_page_of_its_meeting_offers_what_it_has(chair, asked):
    text = text_of(chair.get(asked.get_absolute_url()))
    for name in ("sitting", "convocation", "second_call", "move_meeting", "cancel_meeting"):
        assert address(name, asked) not in text
    for name in ("consultation", "minutes", "edit_meeting"):
        assert address(name, asked) in text
    assert "Qui vient" not in text
    assert address("add_item", asked) not in text


def test_a_voter_finds_her_vote_on_the_page_of_its_meeting(as_user, asked):
    text = text_of(as_user(delegate_of(asked, "Ana")).get(asked.get_absolute_url()))
    vote = asked.resolutions.get()
    assert f'<a class="button primary" href="{vote.get_absolute_url()}">' in text
    assert "Répondre à la convocation" not in text


def test_the_next_meeting_takes_up_what_waits_though_a_consultation_is_open(asked):
    make_undertaking(meeting=asked, text="Écrire aux élus.")
    starts_at = asked.ends_at + A_WEEK
    meeting = plan_meeting(
        body=asked.body,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        content=MeetingContent(mode="onsite"),
        by=a_coordinator(),
    )
    assert "Écrire aux élus." in [item.title for item in meeting.items.all()]
