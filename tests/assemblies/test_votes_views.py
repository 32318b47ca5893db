"""The page of a resolution: who reads it, who votes there, who runs the vote."""

import pytest
from django.urls import reverse

from essaim.assemblies.acts import SIT
from essaim.assemblies.models import Meeting, Resolution
from essaim.assemblies.votes.actions.resolutions import close_resolution, open_resolution
from essaim.assemblies.votes.actions.voting import enter_hand_votes
from essaim.post.actions import Holder, make_links
from essaim.post.links import token_of
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_body,
    make_elector,
    make_item,
    make_meeting,
    make_open_vote,
    make_option,
    make_proxy,
    make_resolution,
    make_rules,
    make_voters,
)
from tests.factories.network import make_delegate, make_organisation

pytestmark = pytest.mark.django_db


def address(name, thing, query=""):
    return reverse(f"assemblies:{name}", args=[thing.key]) + query


def text_of(response, status=200):
    """What is read; no variable is unknown to its template."""
    assert response.status_code == status
    text = response.content.decode()
    assert "⟦" not in text
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def token_for(elector):
    made = make_links(
        act=SIT,
        about_key=elector.meeting.key,
        holders=[Holder(grants=f"elector:{elector.key}")],
        expires_at=Meeting._meta.get_field("starts_at").to_python("2100-01-01T00:00Z"),
        by=house(),
    )
    return token_of(made[0])


def test_a_delegate_votes_with_a_button_and_changes_her_mind(as_user, delegate_here):
    user, elector, meeting = delegate_here
    vote = make_open_vote(meeting=meeting)
    client = as_user(user)
    assert "Pour" in text_of(client.get(address("resolution", vote)))

    post = {"voice": [elector.key], "vote": "for"}
    response = client.post(address("cast_ballots", vote), post, follow=True)
    assert "Votre vote est enregistré" in text_of(response)
    response = client.post(address("cast_ballots", vote), {**post, "vote": "against"}, follow=True)
    assert "Votre vote précédent est remplacé" in text_of(response)
    assert vote.ballots.get().marks == {"vote": "against"}


def test_a_holder_splits_her_votes_on_the_page(as_user, delegate_here):
    user, elector, meeting = delegate_here
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=elector)
    vote = make_open_vote(meeting=meeting)
    client = as_user(user)
    assert giver.name in text_of(client.get(address("resolution", vote)))
    post = {
        "voice": [elector.key, giver.key],
        f"vote-{elector.key}": "for",
        f"vote-{giver.key}": "abstention",
    }
    client.post(address("cast_ballots", vote), post)
    assert {one.marks["vote"] for one in vote.ballots.all()} == {"for", "abstention"}


def test_nobody_votes_for_another_by_naming_her(as_user, delegate_here):
    user, _elector, meeting = delegate_here
    (other,) = make_voters(meeting, 1)
    vote = make_open_vote(meeting=meeting)
    post = {"voice": [other.key], "vote": "for"}
    response = as_user(user).post(address("cast_ballots", vote), post)
    assert (response.status_code, vote.ballots.count()) == (422, 0)


def test_the_bearer_of_a_link_votes_without_an_account(client, delegate_here):
    _user, elector, meeting = delegate_here
    vote = make_open_vote(meeting=meeting)
    query = f"?jeton={token_for(elector)}"
    assert "Votre vote" in text_of(client.get(address("resolution", vote, query)))
    post = {"voice": [elector.key], "vote": "for", "retour": "seance"}
    response = client.post(address("cast_ballots", vote, query), post)
    assert response.headers["Location"].startswith("/assemblees/seance/")
    assert vote.ballots.get().cast_as == "link"


def test_a_stranger_and_a_visitor_find_nothing(client, as_user, stranger):
    vote = make_open_vote(meeting=make_meeting_with_voters())
    assert client.get(address("resolution", vote)).status_code == 404
    assert as_user(stranger).get(address("resolution", vote)).status_code == 404
    assert client.post(address("cast_ballots", vote), {"vote": "for"}).status_code == 404


def make_meeting_with_voters(number=1):
    meeting = make_meeting()
    make_voters(meeting, number)
    return meeting


def test_who_does_not_run_the_meeting_neither_opens_nor_closes(as_user, delegate_here):
    user, _elector, meeting = delegate_here
    client = as_user(user)
    draft = make_resolution(meeting=meeting)
    for name in ("open_resolution", "close_resolution", "withdraw_resolution"):
        assert client.post(address(name, draft)).status_code == 403
    for name in ("edit_resolution", "enter_hand_votes", "enter_paper_result"):
        assert client.get(address(name, draft)).status_code == 403
    assert client.get(address("write_resolution", draft.item)).status_code == 403


def test_a_question_is_written_opened_and_closed(as_user, coordinator):
    meeting = make_meeting_with_voters(3)
    item = make_item(meeting=meeting)
    client = as_user(coordinator)
    form = {"title": "Rapport moral", "text": "Adopté ?", "subject": "ordinary"}
    form |= {"method": "simple", "seats": 1}
    client.post(address("write_resolution", item), form)
    vote = Resolution.objects.get()
    client.post(address("edit_resolution", vote), {**form, "title": "Rapport d’activité"})
    client.post(address("open_resolution", vote))
    assert "Présents ou représentés maintenant" in text_of(
        client.get(address("close_resolution", vote))
    )
    hands = {"others": "for"}
    client.post(address("enter_hand_votes", vote), hands)
    response = client.post(address("close_resolution", vote), follow=True)
    text = text_of(response)
    assert "Rapport d’activité" in text
    assert "Adoptée" in text
    assert "Présences : 3" in text


def test_a_vote_without_rule_says_so_on_the_page(as_user, coordinator):
    meeting = make_meeting_with_voters()
    vote = make_resolution(meeting=meeting, subject="dissolution")
    response = as_user(coordinator).post(address("open_resolution", vote), follow=True)
    assert "un vote sans règle ne peut pas s’ouvrir" in text_of(response)


def test_papers_are_entered(as_user, coordinator):
    vote = make_open_vote(meeting=make_meeting_with_voters(4))
    client = as_user(coordinator)
    response = client.post(address("enter_paper_result", vote), {"for": 5})
    assert "5 bulletins sont saisis" in text_of(response, 422)
    client.post(address("enter_paper_result", vote), {"for": 3, "against": 1})
    assert "4 sur papier" in text_of(client.get(address("resolution", vote)))


def secret_meeting():
    body = make_body()
    make_rules(body=body, subject={"secrecy": "always"})
    meeting = make_meeting(body=body)
    make_voters(meeting, 5)
    return meeting


def test_a_secret_ballot_shows_its_receipt_and_its_limit(as_user):
    meeting = secret_meeting()
    organisation = make_organisation()
    user = make_delegate(of=organisation)
    elector = make_elector(meeting=meeting, organisation=organisation, present=True)
    vote = make_open_vote(meeting=meeting)
    client = as_user(user)
    text = text_of(client.get(address("resolution", vote)))
    assert "pas pour une élection disputée" in text
    assert "à partir de trois votants" in text

    post = {"voice": [elector.key], "vote": "against"}
    text = text_of(client.post(address("cast_secret_ballot", vote), post, follow=True))
    assert vote.sign_offs.get().receipt in text
    assert "Votre bulletin est dans l’urne" in text
    assert "Contre</strong>" not in text


@pytest.mark.parametrize("method", ["majority_judgment", "approval", "ranked"])
def test_options_are_graded_approved_or_ranked(as_user, delegate_here, method):
    user, elector, meeting = delegate_here
    grades = ["Bien", "Passable", "À rejeter"]
    vote = make_resolution(meeting=meeting, method=method, grades=grades)
    ana, bo = (make_option(resolution=vote, label=label) for label in ("Ana", "Bo"))
    vote = open_resolution(resolution=vote, by=house())
    client = as_user(user)
    assert "Ana" in text_of(client.get(address("resolution", vote)))
    said = {"majority_judgment": "0", "approval": "on", "ranked": "1"}[method]
    post = {"voice": [elector.key], f"mark-{ana.key}": said}
    client.post(address("cast_ballots", vote), post)
    close_resolution(resolution=vote, by=house())
    text = text_of(client.get(address("resolution", vote)))
    assert "Choix fait" in text
    assert "<svg" in text
    assert str(bo.key) not in vote.ballots.get().marks


def test_one_votes_on_the_page_of_the_meeting_too(as_user, delegate_here):
    user, elector, meeting = delegate_here
    vote = make_open_vote(meeting=meeting, title="Rapport moral")
    client = as_user(user)
    text = text_of(client.get(address("sitting", meeting)))
    assert f'value="{elector.key}"' in text
    assert "1. Rapport moral" in text
    post = {"voice": [elector.key], "vote": "abstention", "retour": "seance"}
    text = text_of(client.post(address("cast_ballots", vote), post, follow=True))
    assert "Réseau Cocagne : Abstention" in text


def test_two_votes_of_one_meeting_adopt_the_same_words(as_user, coordinator):
    """Minutes are approved one after the other, in one sentence: that is no second click."""
    meeting = make_meeting()
    [voter] = make_voters(meeting, 1)
    client = as_user(coordinator)
    for _minutes in range(2):
        vote = make_open_vote(meeting=meeting, text="Le procès-verbal est approuvé.")
        enter_hand_votes(resolution=vote, votes={voter: "for"}, by=house())
        client.post(reverse("assemblies:close_resolution", args=[vote.key]))
    assert [one.outcome for one in meeting.resolutions.all()] == ["adopted", "adopted"]
