"""The pages of a consultation: who convenes, a delegate, a stranger, a visitor, a link."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.models import Meeting
from essaim.post.models import Message
from tests.assemblies.test_consultations import body_of, consult, vote
from tests.factories.accounts import make_user
from tests.factories.network import make_delegate, make_organisation

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
