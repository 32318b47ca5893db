"""The desk of whoever runs a meeting, notes by item, and the screen of the room."""

import pytest
from django.urls import reverse

from essaim.assemblies.minutes.actions.minutes import draft_minutes, note_debate, write_debate
from essaim.assemblies.models import Debate
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import cast_ballot, cast_secret_ballot
from essaim.kernel.errors import RuleBroken
from essaim.kernel.lengths import TEXT
from tests.assemblies.lively import address, lively_meeting, text_of
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_item,
    make_meeting,
    make_open_vote,
    make_resolution,
    make_rules,
    make_voters,
)
from tests.factories.minutes import make_minutes

pytestmark = pytest.mark.django_db
BACK = "?retour=pupitre"
TEXTS = {"document": "{}", "public_document": "{}", "sha256": "0" * 64}
QUERIES = 18
SCREEN = 12


@pytest.fixture
def meeting():
    """Five who vote, at an item."""
    meeting = make_meeting(body=make_rules(subject={"secrecy": "on_request"}).body)
    make_voters(meeting, 5)
    meeting.current_item = make_item(meeting=meeting, title="Les comptes")
    meeting.save()
    return meeting


# --- The desk


def test_who_runs_the_meeting_has_all_at_hand(as_user, coordinator, meeting):
    make_resolution(item=meeting.current_item, meeting=meeting, title="Approuver")
    following = make_item(meeting=meeting, title="La suite")

    text = text_of(as_user(coordinator).get(address("desk", meeting)))

    for part in ("Les comptes", "Point suivant : La suite", "Approuver", "Ouvrir le vote"):
        assert part in text
    for part in ("Noter ce qui se dit", "Noter une arrivée", 'accesskey="n"', 'accesskey="v"'):
        assert part in text
    assert str(following.key) in text


def test_the_desk_is_for_nobody_else(as_user, client, stranger, delegate, meeting):
    desk, note = address("desk", meeting), address("note_debate", meeting)
    said = {"item": meeting.current_item.key, "note": "Rien."}
    assert client.get(desk).status_code == 302
    assert client.post(note, said).status_code == 302
    assert as_user(stranger).get(desk).status_code == 404
    browser = as_user(delegate)
    assert browser.get(desk).status_code == 403
    assert browser.post(note, said).status_code == 403
    assert address("desk", meeting) not in text_of(browser.get(address("sitting", meeting)))
    assert not Debate.objects.exists()


def test_a_vote_is_opened_and_closed_from_the_desk_and_one_stays_there(
    as_user, coordinator, meeting
):
    browser, desk = as_user(coordinator), address("desk", meeting)
    vote = make_resolution(item=meeting.current_item, meeting=meeting)

    opened = browser.post(address("open_resolution", vote) + BACK)
    text = text_of(browser.get(desk))
    closed = browser.post(address("close_resolution", vote) + BACK)

    assert [answer["Location"] for answer in (opened, closed)] == [desk, desk]
    assert address("close_resolution", vote) + BACK in text
    assert address("open_resolution", vote) not in text
    vote.refresh_from_db()
    assert vote.state == "closed"


def test_an_open_vote_stays_at_hand_when_one_goes_on(as_user, coordinator, meeting):
    vote = make_open_vote(meeting=meeting, title="Encore ouvert")
    assert vote.item != meeting.current_item
    assert "Encore ouvert" in text_of(as_user(coordinator).get(address("desk", meeting)))


def test_a_vote_that_cannot_open_says_why_on_the_desk(as_user, coordinator, meeting):
    make_resolution(item=meeting.current_item, meeting=meeting, method="ranked")
    text = text_of(as_user(coordinator).get(address("desk", meeting)))
    assert "entre deux options" in text
    assert "Ouvrir le vote" not in text


def test_arrivals_and_the_floor_lead_back_to_the_desk(as_user, coordinator):
    meeting = lively_meeting()
    browser, desk = as_user(coordinator), address("desk", meeting)
    expected = meeting.electors.get(name="Attendue")
    said = {"elector": expected.key, "means": "onsite"}

    answers = [browser.post(address("record_arrival", meeting) + BACK, said)]
    browser.post(address("ask_to_speak", meeting), {"elector": expected.key})
    answers += [browser.post(address(verb, meeting) + BACK) for verb in ("begin_turn", "end_turn")]
    items = {"item": meeting.items.last().key}
    answers += [browser.post(address("take_item", meeting) + BACK, items)]

    assert {answer["Location"] for answer in answers} == {desk}
    assert expected.attendances.exists()


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_before_and_after_there_is_no_desk(as_user, coordinator, state):
    meeting = make_meeting(state=state)
    answer = as_user(coordinator).get(address("desk", meeting))
    assert answer["Location"] == address("sitting", meeting)


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_costs_the_same_whatever_is_on_it(
    as_user, coordinator, meeting, number, django_assert_num_queries
):
    for _number in range(number):
        make_open_vote(meeting=meeting, item=meeting.current_item)
        make_item(meeting=meeting)
    browser = as_user(coordinator)
    browser.get(address("desk", meeting))
    with django_assert_num_queries(QUERIES):
        browser.get(address("desk", meeting))


# --- Notes


def test_notes_stand_one_below_the_other_under_their_item(as_user, coordinator, meeting):
    browser, item = as_user(coordinator), meeting.current_item
    for note in ("Ana : <b>non</b>.", "Bob : oui.\n\nCléo : oui aussi."):
        answer = browser.post(
            address("note_debate", meeting) + BACK, {"item": item.key, "note": note}
        )
        assert answer["Location"] == address("desk", meeting)

    debate = Debate.objects.get()
    assert debate.item == item
    assert debate.text == (
        "<p>Ana : &lt;b&gt;non&lt;/b&gt;.</p><p>Bob : oui.</p><p>Cléo : oui aussi.</p>"
    )
    assert "Cléo : oui aussi." in text_of(browser.get(address("desk", meeting)))


def test_a_note_for_the_item_before_goes_there_when_the_meeting_has_gone_on(
    as_user, coordinator, meeting
):
    before = meeting.current_item
    meeting.current_item = make_item(meeting=meeting)
    meeting.save()
    said = {"item": before.key, "note": "Dit avant."}
    as_user(coordinator).post(address("note_debate", meeting), said)
    assert Debate.objects.get().item == before


def test_what_was_written_for_the_body_alone_stays_beside_a_note(meeting):
    minutes = draft_minutes(meeting=meeting, by=house())
    things = {"minutes": minutes, "item": meeting.current_item, "by": house()}
    write_debate(text="<p>Un</p>", internal="<p>Entre nous</p>", **things)
    debate = note_debate(note="Deux", **things)
    assert (debate.text, debate.internal) == ("<p>Un</p><p>Deux</p>", "<p>Entre nous</p>")


def test_a_note_without_words_or_in_locked_minutes_is_refused(as_user, coordinator, meeting):
    minutes = draft_minutes(meeting=meeting, by=house())
    with pytest.raises(RuleBroken, match="mots"):
        note_debate(minutes=minutes, item=meeting.current_item, note=" \n ", by=house())
    locked = make_minutes(state="locked", locked_at=meeting.starts_at, **TEXTS)
    item = make_item(meeting=locked.meeting)
    with pytest.raises(RuleBroken):
        note_debate(minutes=locked, item=item, note="Trop tard", by=house())


LOCKED = {"state": "locked", **TEXTS}


@pytest.mark.parametrize(
    ("note", "minutes", "why"),
    [
        ("Une longue note", LOCKED, "verrouillé"),
        ("x" * (TEXT + 1), {}, "caractères"),
        (" ", {}, "obligatoire"),
    ],
)
def test_a_note_that_is_refused_is_shown_again(as_user, coordinator, meeting, note, minutes, why):
    browser, item = as_user(coordinator), meeting.current_item
    if minutes:
        make_minutes(meeting=meeting, locked_at=meeting.starts_at, **minutes)
    answer = browser.post(address("note_debate", meeting) + BACK, {"item": item.key, "note": note})
    assert answer.status_code == 422
    text = answer.text
    assert why in text
    assert note.strip() in text
    assert (str(item.key) in text, address("desk", meeting) in text) == (True, True)
    assert not Debate.objects.exists()


def test_a_note_on_an_item_that_was_taken_off_is_shown_again(as_user, coordinator, meeting):
    item = make_item(meeting=meeting, state="declined", reason_declined="Une autre fois")
    said = {"item": item.key, "note": "Dit trop tard"}
    text = as_user(coordinator).post(address("note_debate", meeting) + BACK, said).text
    assert "n’est pas à l’ordre du jour" in text
    assert "Dit trop tard" in text


# --- The screen of the room


def test_the_screen_says_the_item_the_vote_and_its_result(as_user, coordinator, meeting):
    browser, screen = as_user(coordinator), address("screen", meeting)
    vote = make_open_vote(meeting=meeting, item=meeting.current_item, title="Approuver")
    for elector in meeting.electors.all():
        cast_ballot(
            resolution=vote, elector=elector, marks={"vote": "for"}, by=make_acting_for(elector)
        )

    text = text_of(browser.get(screen))
    assert "1. Les comptes" in text
    assert "5 votes sur une liste de 5" in text
    close_resolution(resolution=vote, by=house())
    text = text_of(browser.get(screen))
    assert "adoptée" in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]


def test_no_name_stands_beside_a_secret_vote(as_user, coordinator, meeting):
    vote = make_open_vote(meeting=meeting, item=meeting.current_item, is_secret=True)
    names = [elector.name for elector in meeting.electors.all()]
    browser, screen = as_user(coordinator), address("screen", meeting)
    for elector in meeting.electors.all()[:2]:
        by = make_acting_for(elector)
        cast_secret_ballot(resolution=vote, votes={elector: {"vote": "for"}}, by=by)
    text = text_of(browser.get(screen))
    assert "Vote secret" in text
    assert "2 votes" not in text
    assert not [name for name in names if name in text]


def test_the_screen_asks_again_at_a_sealed_address(client, as_user, coordinator, meeting):
    live = as_user(coordinator).get(address("screen", meeting)).context["live_url"]
    assert "Les comptes" in client.get(live).text
    assert client.get(live[:-3] + "xx/").status_code == 404
    assert client.get(reverse("assemblies:screen_now", args=["ouvert"])).status_code == 404


def test_the_screen_is_for_those_who_see_the_meeting(client, as_user, stranger, meeting):
    assert client.get(address("screen", meeting)).status_code == 302
    assert as_user(stranger).get(address("screen", meeting)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_what_the_screen_asks_costs_the_same_whatever_is_voted(
    client, as_user, coordinator, meeting, number, django_assert_num_queries
):
    for _number in range(number):
        make_open_vote(meeting=meeting)
        make_item(meeting=meeting)
    live = as_user(coordinator).get(address("screen", meeting)).context["live_url"]
    with django_assert_num_queries(SCREEN):
        client.get(live)
