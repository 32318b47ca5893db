"""The pages of a consultation: who convenes, a delegate, a stranger, a visitor, a link."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.asking.actions.consultations import close_consultation
from essaim.assemblies.models import Meeting
from essaim.assemblies.votes.actions.voting import cast_secret_ballot
from essaim.kernel.datewords import date_words
from essaim.post.models import Message
from tests.assemblies.lively import text_of, token_for
from tests.assemblies.test_consultations import QUORUM_OF_HALF, body_of, consult, vote
from tests.factories.accounts import coordinator, make_user
from tests.factories.assemblies import make_acting_for
from tests.factories.network import (
    make_delegate,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db


def address(name, thing):
    return reverse(f"assemblies:{name}", args=[thing.key])


def test_who_convenes_opens_it_from_the_body(as_user):
    client, body = as_user(make_user(role="coordination")), body_of("Ana")
    assert "Consulter par écrit" in client.get(body.get_absolute_url()).content.decode()
    day = timezone.localdate() + timedelta(days=7)
    said = {"title": "Adhérer", "text": "Oui ?", "subject": "ordinary", "day": day, "time": "18:00"}
    assert client.post(address("consult_in_writing", body), said).status_code == 302
    assert Meeting.objects.get().local_end.hour == 18


def test_the_page_names_who_voted_and_not_what(as_user):
    meeting = consult(body_of("Ana", "Bob"))
    vote(meeting, "Ana", "against")
    text = (
        as_user(make_user(role="coordination"))
        .get(address("consultation", meeting))
        .content.decode()
    )
    assert "⟦" not in text
    assert text.index("Bob") < text.index("Qui a voté") < text.index("Ana")
    assert "Contre" not in text


def test_a_delegate_reads_the_page_and_closes_nothing(as_user):
    meeting = consult(body_of("Ana"))
    client = as_user(make_delegate(of=make_organisation()))
    client.post(address("close_consultation", meeting))
    assert client.get(address("consult_in_writing", meeting.body)).status_code == 403
    assert Meeting.objects.get().state == "open"


def test_a_visitor_sees_none_of_it(client):
    meeting = consult(body_of("Ana"))
    assert client.get(address("consultation", meeting)).status_code in {302, 404}


def test_the_link_of_the_mail_leads_to_the_vote_without_an_account(client):
    consult(body_of("Ana"))
    text = Message.objects.get().text
    path = next(word for word in text.split() if "/seance/" in word).partition("//")[2]
    response = client.get("/" + path.partition("/")[2], follow=True)
    assert response.status_code == 200
    assert "Pour" in response.content.decode()


def test_closing_by_hand_asks_first_and_says_where_the_vote_stands(as_user):
    meeting = consult(body_of("Ana", "Bob", "Zoe", subject=QUORUM_OF_HALF))
    vote(meeting, "Ana")
    client, page = as_user(make_user(role="coordination")), address("close_consultation", meeting)
    text = text_of(client.get(page))
    assert "Ont voté : 1 sur 3." in text
    assert "Quorum non atteint : 1 sur 2 à réunir, il en manque 1." in text
    assert "représentés" not in text
    assert Meeting.objects.get().state == "open"
    client.post(page)
    assert Meeting.objects.get().state == "closed"
    assert client.get(page)["Location"] == address("consultation", meeting)


def test_a_secret_turnout_below_three_is_told_to_nobody_who_closes(as_user):
    meeting = consult(body_of("Ana", "Bob", "Cid", "Dot", "Eve", subject={"secrecy": "always"}))
    elector = meeting.electors.first()
    ballot = {elector: {"vote": "for"}}
    resolution = meeting.resolutions.get()
    cast_secret_ballot(resolution=resolution, votes=ballot, by=make_acting_for(elector))
    client = as_user(make_user(role="coordination"))
    for name in ("close_consultation", "consultation"):
        text = text_of(client.get(address(name, meeting)))
        assert "à partir de trois votants" in text
        assert elector.name not in text


def test_withdrawing_asks_why(as_user):
    meeting = consult(body_of("Ana"))
    client, page = as_user(make_user(role="bureau")), address("withdraw_consultation", meeting)
    assert client.post(page, {"reason": " "}).status_code == 422
    client.post(page, {"reason": "Texte erroné."})
    assert "Texte erroné." in text_of(client.get(meeting.get_absolute_url()))
    assert "Texte erroné." in text_of(client.get(address("consultation", meeting)))


def test_whom_no_mail_reaches_is_listed_for_who_convenes(as_user):
    body = body_of("Ana")
    silent = make_membership(organisation=make_organisation(name="Sans adresse")).organisation
    make_representation(organisation=silent, person=make_person(), standing="titular")
    meeting = consult(body)
    page = address("consultation", meeting)
    text = text_of(as_user(make_user(role="bureau")).get(page))
    assert "1 n’a pas d’adresse" in text
    assert 'Sans adresse <span class="soft">à consulter par courrier</span>' in text
    delegate = as_user(make_delegate(of=make_organisation()))
    assert "par courrier" not in text_of(delegate.get(page))


def test_a_stranger_finds_nothing_and_a_delegate_gets_no_page_to_close_it(as_user):
    meeting = consult(body_of("Ana"))
    pages = [address(name, meeting) for name in ("close_consultation", "withdraw_consultation")]
    stranger = as_user(make_user())
    assert [stranger.get(page).status_code for page in pages] == [404, 404]
    delegate = as_user(make_delegate())
    assert [delegate.get(page).status_code for page in pages] == [403, 403]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_the_number(as_user, number, django_assert_num_queries):
    meeting = consult(body_of(*("Ana", "Bob", "Cid", "Dot", "Eve", "Fay")[: 2 * number]))
    for name in ("Ana", "Bob", "Cid")[:number]:
        vote(meeting, name)
    client, page = as_user(make_user(role="coordination")), address("consultation", meeting)
    client.get(page)
    with django_assert_num_queries(13):
        client.get(page)


def test_votes_that_came_by_letter_are_entered_beside_the_others(as_user):
    meeting = consult(body_of("Ana", "Bob", "Zoe"))
    vote(meeting, "Ana")
    client, resolution = as_user(make_user(role="bureau")), meeting.resolutions.get()
    question = text_of(client.get(resolution.get_absolute_url()))
    assert "Votes par courrier" in question
    assert "Vote sur papier" not in question
    page = address("enter_hand_votes", resolution)
    text = text_of(client.get(page))
    assert ("Ana" in text, "Bob" in text) == (False, True)
    client.post(page, {f"vote-{meeting.electors.get(name='Bob').key}": "against"})
    assert resolution.ballots.count() == 2
    assert "Bob" in text_of(client.get(address("consultation", meeting))).partition("Qui a voté")[2]


def test_the_page_of_the_question_says_until_when(client):
    meeting = consult(body_of("Ana"))
    token = token_for(meeting.electors.get())
    page = f"{meeting.resolutions.get().get_absolute_url()}?jeton={token}"
    assert "Jusqu’au" in text_of(client.get(page))


def test_one_that_was_closed_early_says_so_by_its_days(as_user):
    meeting = close_consultation(meeting=consult(body_of("Ana")), by=coordinator())
    today = date_words(timezone.localdate(), language="fr")
    text = text_of(as_user(make_user(role="bureau")).get(meeting.get_absolute_url()))
    assert f"Du {today} au {today}" in text
