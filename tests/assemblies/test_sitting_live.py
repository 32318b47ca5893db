"""The live part of a meeting: small, constant, the same for everybody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.assemblies import (
    make_elector,
    make_item,
    make_meeting,
    make_proxy,
    make_resolution,
    make_rules,
)
from tests.factories.large_meetings import A_THIRD, make_large_meeting
from tests.factories.network import (
    make_college,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db


def a_coordinator() -> Client:
    browser = Client()
    browser.force_login(make_user(role="coordination"))
    return browser


def page_of(meeting, browser=None):
    browser = browser or a_coordinator()
    return browser.get(reverse("assemblies:sitting", args=[meeting.key]))


def live_url_of(meeting):
    return page_of(meeting).context["live_url"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_live_part_costs_six_queries_whatever_the_number(
    number, client, django_assert_num_queries
):
    live = live_url_of(make_large_meeting(voters=3 * number, proxies=number, colleges=number))
    with django_assert_num_queries(6):
        assert client.get(live).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_as_many_queries_whatever_the_number(number, django_assert_num_queries):
    """Of electors, proxies, colleges, items, turns, and of those for whom the reader speaks."""
    meeting = make_large_meeting(voters=3 * number, proxies=number, colleges=number)
    user = make_user(role="coordination")
    person = make_person(user=user)
    for elector in meeting.electors.all():
        make_item(meeting=meeting, title=elector.name)
        make_representation(organisation=elector.membership.organisation, person=person)
        elector.turns.create(meeting=meeting, asked_at=meeting.starts_at)
    browser = Client()
    browser.force_login(user)
    with django_assert_num_queries(21):
        assert len(page_of(meeting, browser).context["page"].mine) == 3 * number


@pytest.mark.parametrize("number", [1, 3])
def test_the_room_costs_as_many_queries_whatever_the_number(
    number, as_user, coordinator, django_assert_num_queries
):
    meeting = make_large_meeting(voters=3 * number, proxies=number, colleges=number)
    browser = as_user(coordinator)
    with django_assert_num_queries(11):
        browser.get(reverse("assemblies:room", args=[meeting.key]))


def test_with_five_hundred_voters_the_live_part_stays_under_five_kilobytes(
    client, django_assert_max_num_queries
):
    meeting = make_large_meeting(voters=500, proxies=300, colleges=3)
    for elector in meeting.electors.order_by("-pk")[:20]:
        elector.turns.create(meeting=meeting, asked_at=meeting.starts_at)
    browser = a_coordinator()
    with django_assert_max_num_queries(18):
        live = page_of(meeting, browser).context["live_url"]

    with django_assert_max_num_queries(6):
        response = client.get(live)

    assert len(response.content) <= 5_000
    assert "et 12 autres" in response.content.decode()


def test_the_live_part_needs_no_account_and_its_address_is_sealed(client):
    live = live_url_of(make_meeting())
    assert client.get(live).status_code == 200
    assert client.get(live[:-3] + "xx/").status_code == 404
    assert client.get(reverse("assemblies:sitting_now", args=["ouvert"])).status_code == 404


def test_the_seal_is_over_after_a_long_day(client, monkeypatch):
    live = live_url_of(make_meeting())
    later = (timezone.now() + timedelta(hours=17)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.get(live).status_code == 404


def test_it_is_in_the_language_of_the_page_that_asked(client):
    live = live_url_of(make_meeting())
    french = client.get(live, headers={"accept-language": "fr"})
    english = client.get(live, headers={"accept-language": "en"})
    assert french.content == english.content


@pytest.mark.parametrize("change", ["item", "vote", "nothing"])
def test_it_says_when_the_page_has_something_new_to_say(client, change):
    meeting = make_meeting()
    live = live_url_of(meeting)
    if change == "item":
        meeting.current_item = make_item(meeting=meeting)
        meeting.save()
    if change == "vote":
        make_resolution(meeting=meeting, state="open")
    text = client.get(live).content.decode()
    assert ("notice going" in text) is (change != "nothing")


def test_it_stops_when_the_meeting_is_closed(client):
    meeting = make_meeting()
    live = live_url_of(meeting)
    assert "data-poll" in client.get(live).content.decode()
    meeting.state, meeting.closed_at = "closed", meeting.ends_at
    meeting.save()
    assert "data-poll" not in client.get(live).content.decode()


def test_without_a_rule_for_the_subject_it_says_so(client):
    meeting = make_meeting()
    meeting.current_item = make_item(meeting=meeting, subject="statutes")
    meeting.save()
    page = page_of(meeting)
    assert page.context["now"].quorum is None
    assert page.status_code == 200


def test_a_quorum_by_college_without_colleges_is_not_counted():
    page = page_of(make_meeting(body=make_rules(subject=A_THIRD).body))
    assert page.context["now"].quorum is None


def test_it_names_the_colleges_that_lack_their_quorum(client):
    meeting = make_meeting(body=make_rules(subject=A_THIRD).body)
    make_elector(meeting=meeting, college=make_college(name="Réseaux"), present=True)
    make_elector(meeting=meeting, college=make_college(name="Personnes"))
    now = page_of(meeting).context["now"]
    assert not now.quorum.is_reached
    assert "Personnes" in now.quorum_sentences[-1]
    assert "Réseaux" not in now.quorum_sentences[-1]


def test_the_giver_whose_proxy_is_used_is_counted_as_represented(client):
    meeting = make_meeting()
    holder = make_elector(meeting=meeting, organisation=make_organisation(), present=True)
    make_proxy(giver=make_elector(meeting=meeting), holder=holder)
    overall = page_of(meeting).context["now"].room.overall
    assert (overall.present, overall.represented) == (1, 1)
