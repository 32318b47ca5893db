"""The pages of a poll of dates: who convenes, a delegate, a link, a stranger, a visitor."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.models import User
from essaim.assemblies.models import DateAnswer, DatePoll, Meeting
from essaim.post.models import Message
from tests.assemblies.lively import address, text_of
from tests.factories.assemblies import make_body
from tests.factories.dates import answers_to, bureau, propose, reply
from tests.factories.network import make_delegate, make_organisation

pytestmark = pytest.mark.django_db
HOME = reverse("assemblies:bodies")


def local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def typed(**said: object) -> dict[str, object]:
    """What one types to propose two days."""
    now = timezone.now()
    days = {f"day_{n}": local(now + timedelta(days=n + 9)) for n in (1, 2)}
    closes_on = timezone.localdate() + timedelta(days=5)
    return {**days, "minutes": 90, "closes_on": closes_on, "mode": "remote", **said}


@pytest.fixture
def asked(delegate: User) -> tuple[User, DatePoll]:
    """A delegate with an account, and the dates that her organisation is asked about."""
    return delegate, propose(make_body(audience="members"))


# --- Proposing -------------------------------------------------------------------------------


def test_who_convenes_proposes_days_from_the_body(as_user, coordinator):
    client, body = as_user(coordinator), bureau("Ana")
    form = address("propose_dates", body)
    assert form in client.get(body.get_absolute_url()).text
    assert client.get(form).text.count('type="datetime-local"') == 8
    response = client.post(form, typed(day_8=local(timezone.now() + timedelta(days=9))))
    poll = DatePoll.objects.get()
    assert response.headers["Location"] == poll.get_absolute_url()
    assert (poll.options.count(), poll.last_day.strftime("%H:%M")) == (3, "23:59")
    assert poll.get_absolute_url() in client.get(body.get_absolute_url()).text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"day_2": ""}, "obligatoire"),
        ({"day_2": "demain"}, "valide"),
        ({"day_1": "2024-03-12T18:00"}, "passée"),
        ({"day_1": "2099-03-29T02:30"}, "avance d’une heure"),
        ({"closes_on": "2024-03-12"}, "à venir"),
    ],
)
def test_what_makes_no_poll_stands_above_what_was_typed(as_user, coordinator, said, words):
    form = address("propose_dates", bureau("Ana"))
    response = as_user(coordinator).post(form, typed(note="En visio ?", **said))
    assert response.status_code == 422
    assert words in response.text
    assert "En visio ?" in response.text
    assert not DatePoll.objects.exists()


def test_a_delegate_and_a_visitor_propose_nothing(client, as_user, delegate):
    form = address("propose_dates", make_body(audience="public"))
    assert client.get(form).status_code == 302
    assert as_user(delegate).post(form, typed()).status_code == 403


# --- Reading and answering -------------------------------------------------------------------


def test_a_delegate_answers_on_the_page_and_finds_it_on_the_home(as_user, asked):
    delegate, poll = asked
    client = as_user(delegate)
    assert poll.get_absolute_url() in client.get(HOME).text
    assert "Retenir cette date" not in text_of(client.get(poll.get_absolute_url()))
    form = address("answer_dates", poll.voters.get())
    said = {**answers_to(poll, "yes", "no"), "comment": " En visio, oui. "}
    assert client.post(form, said, follow=True).redirect_chain == [(form, 302)]
    page = text_of(client.get(poll.get_absolute_url()))
    assert "convient le mieux" in page
    assert "En visio, oui." in page
    assert list(
        DateAnswer.objects.order_by("option__starts_at").values_list("reply", flat=True)
    ) == [
        "yes",
        "no",
    ]


def test_who_speaks_for_several_chooses_for_whom(as_user, asked):
    delegate, _poll = asked
    other = make_organisation(name="Opale")
    make_delegate(of=other)
    other.representatives.create(
        person=delegate.person, standing="alternate", starts_on="2020-01-01"
    )
    poll = propose(make_body(audience="members"))
    page = text_of(as_user(delegate).get(poll.get_absolute_url()))
    for voter in poll.voters.all():
        assert f'href="{address("answer_dates", voter)}"' in page


def test_who_convenes_notes_what_was_said_by_telephone(as_user, coordinator):
    poll = propose(bureau("Ana"))
    client, form = as_user(coordinator), address("answer_dates", poll.voters.get())
    assert form in client.get(poll.get_absolute_url()).text
    client.post(form, answers_to(poll, "yes"))
    assert DateAnswer.objects.get().reply == "yes"


def test_strangers_and_visitors_find_nothing(client, as_user, asked, stranger):
    _delegate, poll = asked
    pages = (poll.get_absolute_url(), address("answer_dates", poll.voters.get()))
    for page in pages:
        assert client.get(page).status_code == 302
        assert as_user(stranger).get(page).status_code == 404
        client.logout()
    assert str(poll) not in client.get(HOME).text
    assert str(poll) not in as_user(stranger).get(HOME).text


# --- Settling --------------------------------------------------------------------------------


def test_one_press_plans_the_meeting_and_the_poll_leads_to_it(as_user, coordinator):
    poll = propose(bureau("Ana"))
    client, option = as_user(coordinator), poll.options.first()
    press = address("settle_dates", option)
    assert press in client.get(poll.get_absolute_url()).text
    client.post(press)
    client.post(press)
    meeting = Meeting.objects.get()
    page = client.get(poll.get_absolute_url()).text
    assert meeting.get_absolute_url() in page
    assert press not in page
    assert client.post(address("answer_dates", poll.voters.get())).status_code == 410


def test_a_delegate_presses_nothing(as_user, asked):
    delegate, poll = asked
    client = as_user(delegate)
    for name, thing in (
        ("settle_dates", poll.options.first()),
        ("withdraw_dates", poll),
        ("reopen_dates", poll),
        ("remind_dates", poll),
    ):
        assert client.post(address(name, thing)).status_code == 403
    assert not Meeting.objects.exists()


def test_dates_are_reminded_of_withdrawn_and_proposed_again(as_user, coordinator):
    poll = propose(bureau("Ana"))
    client = as_user(coordinator)
    client.post(address("remind_dates", poll))
    assert Message.objects.count() == 2
    response = client.post(address("withdraw_dates", poll), follow=True)
    assert address("reopen_dates", poll) in response.text
    assert str(poll) not in client.get(HOME).text
    client.post(address("reopen_dates", poll))
    assert str(poll) in client.get(HOME).text


# --- Costs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_costs_the_same_whatever_the_voices(
    as_user, coordinator, length, django_assert_num_queries
):
    names = ("Ana", "Bob", "Zoe")[:length]
    poll = propose(bureau(*names))
    for name in names:
        reply(poll, name, "yes", "no")
    client = as_user(coordinator)
    client.get(HOME)
    with django_assert_num_queries(9):
        client.get(poll.get_absolute_url())


@pytest.mark.parametrize("length", [1, 3])
def test_the_home_costs_the_same_whatever_the_polls(
    as_user, coordinator, length, django_assert_num_queries
):
    body = bureau("Ana")
    for _ in range(length):
        propose(body)
    client = as_user(coordinator)
    client.get(HOME)
    with django_assert_num_queries(8):
        response = client.get(HOME)
    assert len(response.context["polls"]) == length
