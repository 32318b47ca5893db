"""What cannot be is said when a vote or a meeting is prepared, and no button leads to a refusal."""

import pytest

from essaim.assemblies.models import Resolution
from essaim.assemblies.votes.actions.openings import hindrance_of
from essaim.assemblies.votes.actions.resolutions import (
    ResolutionContent,
    edit_resolution,
    write_resolution,
)
from essaim.kernel.errors import RuleBroken
from tests.assemblies.lively import address, text_of
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_body,
    make_item,
    make_meeting,
    make_open_vote,
    make_option,
    make_resolution,
    make_rules,
    make_voters,
)

pytestmark = pytest.mark.django_db

TEXT = {"title": "Les comptes", "text": "L’assemblée approuve les comptes."}
OPEN = "Ouvrir le vote"


def meeting_under(state="open", subject=None, **rules):
    """A meeting of five who vote; before it is convened, under the rules of its body."""
    body = make_rules(subject=subject or {}, **rules).body
    meeting = make_meeting(body=body, state=state)
    make_voters(meeting, 5)
    return meeting


@pytest.mark.parametrize("state", ["planned", "convened", "open"])
def test_a_secret_vote_that_the_rules_refuse_is_refused_as_it_is_written(state):
    meeting = meeting_under(state, {"secrecy": "never", "article": "Art. 9 : à main levée."})
    with pytest.raises(RuleBroken, match=r"secret.*Art\. 9"):
        write_resolution(item=make_item(meeting=meeting), is_secret=True, by=house(), **TEXT)
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("method", ["consent", "lot"])
def test_what_is_answered_aloud_is_not_written_as_secret(method):
    item = make_item(meeting=meeting_under(subject={"secrecy": "on_request"}))
    said = {"method": method, "is_secret": True, "options": ["Une", "Deux"], **TEXT}
    if method == "consent":
        said["proposer"] = item.meeting.electors.first()
    with pytest.raises(RuleBroken, match="secret"):
        write_resolution(item=item, by=house(), **said)


def test_a_vote_does_not_become_secret_against_the_rules():
    vote = make_resolution(meeting=meeting_under(subject={"secrecy": "never"}))
    content = ResolutionContent(**TEXT, subject="ordinary", is_secret=True)
    with pytest.raises(RuleBroken, match="secret"):
        edit_resolution(resolution=vote, content=content, by=house())


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, ""),
        ({"subject": "dissolution"}, "Aucune règle n’est écrite"),
        ({"method": "colleges"}, "ne donnent de poids à aucun collège"),
        ({"method": "ranked"}, "entre deux options"),
        ({"is_secret": True}, "n’admettent pas le vote secret"),
    ],
)
@pytest.mark.parametrize("state", ["planned", "convened", "open"])
def test_what_keeps_a_vote_from_opening_is_known_before_the_night(state, fields, why):
    vote = make_resolution(meeting=meeting_under(state, {"secrecy": "never"}), **fields)
    assert why in hindrance_of(vote)
    assert bool(hindrance_of(vote)) is bool(why)


def test_a_question_to_choose_among_two_opens():
    vote = make_resolution(meeting=meeting_under(), method="approval", seats=1)
    for _number in range(2):
        make_option(resolution=vote)
    assert hindrance_of(vote) == ""


def test_before_the_meeting_is_open_no_button_opens_the_vote(as_user, coordinator):
    browser = as_user(coordinator)
    vote = make_resolution(meeting=meeting_under("convened"))

    text = text_of(browser.get(address("resolution", vote)))

    assert OPEN not in text
    assert "une fois la séance ouverte" in text


def test_a_vote_that_cannot_open_says_why_beside_the_button_that_mends_it(as_user, coordinator):
    browser = as_user(coordinator)
    vote = make_resolution(meeting=meeting_under(), method="ranked")

    text = text_of(browser.get(address("resolution", vote)))

    assert OPEN not in text
    assert "entre deux options" in text
    assert f'class="button primary" href="{address("edit_resolution", vote)}"' in text


def test_a_vote_that_may_open_has_its_button(as_user, coordinator):
    vote = make_resolution(meeting=meeting_under())
    assert OPEN in text_of(as_user(coordinator).get(address("resolution", vote)))


def test_what_keeps_it_from_opening_concerns_who_leads_alone(as_user, delegate):
    vote = make_resolution(meeting=meeting_under(), method="ranked")
    assert "entre deux options" not in text_of(as_user(delegate).get(address("resolution", vote)))


def test_convening_tells_which_votes_could_not_open(as_user, coordinator):
    meeting = meeting_under("planned", {"secrecy": "never"})
    make_resolution(meeting=meeting, title="Le bureau", is_secret=True)
    text = text_of(as_user(coordinator).get(address("convene_meeting", meeting)))
    assert "« Le bureau » ne peut pas être mis au vote" in text


def test_an_empty_agenda_leads_to_its_first_item_and_not_to_a_refusal(as_user, coordinator):
    meeting = make_meeting(body=make_rules().body, state="planned")
    browser = as_user(coordinator)

    text = text_of(browser.get(address("convene_meeting", meeting)))
    assert 'type="submit"' not in text.split("<main")[1].split("</main>")[0]
    assert address("add_item", meeting) in text
    make_item(meeting=meeting)
    text = text_of(browser.get(address("convene_meeting", meeting)))
    assert 'type="submit"' in text.split("<main")[1].split("</main>")[0]


def test_a_body_without_rules_is_led_to_them(as_user, coordinator):
    meeting = make_meeting(body=make_body(), state="planned")
    meeting.body.rules.all().delete()
    make_item(meeting=meeting)
    text = text_of(as_user(coordinator).get(address("convene_meeting", meeting)))
    assert "n’a pas encore de règles" in text
    assert 'type="submit"' not in text.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("allowed", [True, False])
def test_a_consultation_is_offered_where_the_rules_allow_it(as_user, coordinator, allowed):
    body = make_rules(written_allowed=allowed).body
    text = text_of(as_user(coordinator).get(body.get_absolute_url()))
    assert (address("consult_in_writing", body) in text) is allowed


def test_a_secret_vote_that_cannot_be_counted_says_what_to_do(as_user, coordinator):
    meeting = meeting_under(subject={"secrecy": "on_request"})
    vote = make_open_vote(meeting=meeting, is_secret=True)
    text = text_of(as_user(coordinator).get(address("resolution", vote)))
    assert "à partir de trois votes" in text
    assert f'class="button" href="{address("close_resolution", vote)}"' in text


def test_a_meeting_is_not_offered_to_be_closed_while_a_vote_is_open(as_user, coordinator):
    meeting = meeting_under()
    browser = as_user(coordinator)
    assert address("close_meeting", meeting) in text_of(browser.get(address("sitting", meeting)))
    make_open_vote(meeting=meeting)
    text = text_of(browser.get(address("sitting", meeting)))
    assert address("close_meeting", meeting) not in text
    assert "une fois tous les votes clos" in text
