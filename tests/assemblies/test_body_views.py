"""The home of the room and the page of a body: owner, stranger, visitor."""

from datetime import date

import pytest
from django.urls import reverse

from essaim.assemblies.bodies.queries import rules_of
from essaim.assemblies.models import Body
from essaim.network.models import Group
from tests.factories.accounts import make_user
from tests.factories.assemblies import START, make_body, make_meeting, make_rules
from tests.factories.network import (
    make_college,
    make_group,
    make_membership,
    make_network_role,
    make_person,
)

pytestmark = pytest.mark.django_db
HOME = reverse("assemblies:bodies")
FOUND = reverse("assemblies:found_body")


def names(response) -> list[str]:
    return [card.body.name for card in response.context["cards"]]


def test_the_home_lists_the_bodies_that_one_may_see(client, as_user, delegate, bureau_member):
    for audience in ("public", "members", "bureau"):
        make_body(name=audience, audience=audience)
    assert names(client.get(HOME)) == ["public"]
    assert names(as_user(delegate).get(HOME)) == ["members", "public"]
    assert names(as_user(bureau_member).get(HOME)) == ["bureau", "members", "public"]


def test_the_people_of_a_body_see_it_whatever_its_audience(as_user, stranger):
    group = make_group(people=(make_person(user=stranger),))
    body = make_body(name="Bureau", audience="bureau", group=group)
    assert names(as_user(stranger).get(HOME)) == ["Bureau"]
    assert as_user(stranger).get(body.get_absolute_url()).status_code == 200


def test_a_card_tells_the_next_meeting_and_the_last(as_user, delegate, settings):
    body = make_body()
    last = make_meeting(body=body, state="closed")
    later = make_meeting(body=body, state="planned", starts_at=START.replace(year=2099))
    nearer = make_meeting(body=body, state="planned", starts_at=START.replace(year=2098))
    make_meeting(body=body, state="cancelled", starts_at=START.replace(year=2097))
    response = as_user(delegate).get(HOME)
    [card] = response.context["cards"]
    assert (card.next, card.last) == (nearer, last)
    assert response.context["coming"] == [nearer, later]


def test_a_card_says_nothing_of_a_meeting_that_one_may_not_see(client):
    meeting = make_meeting(body=make_body(audience="public"), state="closed")
    [card] = client.get(HOME).context["cards"]
    assert (card.next, card.last) == (None, None)
    assert str(meeting) not in client.get(HOME).text


def test_bodies_that_meet_no_more_come_last(client):
    make_body(name="A", audience="public", is_closed=True)
    make_body(name="B", audience="public")
    assert names(client.get(HOME)) == ["B", "A"]


@pytest.mark.parametrize("length", [1, 3])
def test_the_home_costs_the_same_whatever_its_length(client, length, django_assert_num_queries):
    for _number in range(length):
        meeting = make_meeting(body=make_body(audience="public"), state="planned")
        meeting.starts_at = START.replace(year=2099)
        meeting.ends_at = START.replace(year=2100)
        meeting.save()
        type(meeting.action).objects.update(audience="public")
    with django_assert_num_queries(3):
        response = client.get(HOME)
    assert len(response.context["cards"]) == length


@pytest.mark.parametrize("length", [1, 3])
def test_a_body_costs_the_same_whatever_its_length(
    as_user, coordinator, length, django_assert_num_queries
):
    people = tuple(make_person() for _number in range(length))
    body = make_body(group=make_group(people=people))
    for number in range(length):
        rules = make_rules(body=body, starts_on=date(2020 + number, 1, 1))
        rules.colleges.create(college=make_college(), weight=100)
        make_meeting(body=body, state="closed")
    browser = as_user(coordinator)
    browser.get(HOME)
    with django_assert_num_queries(14):
        page = browser.get(body.get_absolute_url()).context["page"]
    assert len(page.past) == len(page.electors.group.current) == length


def test_a_visitor_reads_a_public_body_and_is_offered_nothing_to_do(client):
    body = make_body(audience="public")
    make_rules(body=body, remote_allowed=True, proxy_cap=2, proxy_article="Article 8")
    text = client.get(body.get_absolute_url()).text
    assert "Deux pouvoirs au plus par électeur" in text
    assert "Article 8" in text
    assert 'class="check' not in text
    assert reverse("assemblies:adopt_rules", args=[body.key]) not in text


def test_a_body_that_one_may_not_see_does_not_exist(client, as_user, stranger):
    body = make_body(audience="bureau")
    rules = make_rules(body=body)
    for address in (body.get_absolute_url(), rules.get_absolute_url()):
        assert client.get(address).status_code == 404
        assert as_user(stranger).get(address).status_code == 404
        client.logout()


def test_the_coordination_reads_what_to_look_at(as_user, coordinator):
    make_network_role(person=make_person(), kind="copresidency")
    body = make_body()
    make_rules(body=body, remote_allowed=True, electronic_allowed=False, casting_vote="chair")
    text = as_user(coordinator).get(body.get_absolute_url()).text
    assert text.count('class="check changed"') == 1 + 6 + 1


def test_a_body_of_all_the_members_counts_them_by_college(client):
    networks, people = make_college(name="Réseaux"), make_college(name="Individus")
    make_membership(college=networks)
    make_membership(college=networks)
    make_membership(college=people, person=make_person())
    make_membership(college=people, person=make_person(), ended_on=date(2021, 1, 1))
    body = make_body(audience="public")
    electors = client.get(body.get_absolute_url()).context["page"].electors
    assert electors.colleges == [("Individus", 1), ("Réseaux", 2)]
    assert electors.count == 3


def test_a_body_on_a_group_shows_its_people_with_their_days(as_user, coordinator):
    group = make_group(people=(make_person(given_name="Nadia", family_name="Bel"),))
    gone = make_person(given_name="Omar", family_name="Cros")
    group.members.create(person=gone, starts_on=date(2018, 1, 1), ends_on=date(2019, 12, 31))
    text = as_user(coordinator).get(make_body(group=group).get_absolute_url()).text
    assert "Nadia Bel" in text
    assert "depuis le 1er janvier 2020" in text
    assert "du 1er janvier 2018 au 31 décembre 2019" in text


def test_a_body_shows_the_versions_around_the_one_in_force(as_user, coordinator):
    body = make_body()
    years = {year: make_rules(body=body, starts_on=date(year, 1, 1)) for year in (2019, 2021, 2099)}
    page = as_user(coordinator).get(body.get_absolute_url()).context["page"]
    assert page.ruling.rules == page.versions.in_force == years[2021]
    assert (page.versions.coming, page.versions.earlier) == ([years[2099]], [years[2019]])


def test_a_body_without_rules_says_so(as_user, coordinator):
    text = as_user(coordinator).get(make_body().get_absolute_url()).text
    assert "Aucune règle en vigueur" in text


def test_a_body_is_founded_from_a_preset_on_one_screen(as_user, coordinator):
    said = {"preset": "bureau", "name": "Bureau", "starts_on": "2024-01-01", "audience": "bureau"}
    response = as_user(coordinator).post(FOUND, said)
    body = Body.objects.get()
    assert response.url == body.get_absolute_url()
    assert (body.kind, body.group) == ("bureau", Group.objects.get())
    assert rules_of(body, date(2024, 1, 1)).subjects.count() == 7


def test_a_refusal_stands_above_what_was_typed(as_user, coordinator):
    make_body(name="Bureau")
    said = {"preset": "bureau", "name": "Bureau", "starts_on": "2024-01-01", "audience": "members"}
    response = as_user(coordinator).post(FOUND, said)
    assert response.status_code == 422
    assert "Bureau" in response.text
    assert Body.objects.count() == 1


def test_a_group_that_has_its_body_is_not_offered_again(as_user, coordinator):
    taken, free = make_group(), make_group()
    make_body(group=taken)
    form = as_user(coordinator).get(FOUND).context["form"]
    assert list(form.fields["group"].queryset) == [free]


def test_a_body_is_renamed_closed_and_opened_again(as_user, coordinator):
    body = make_body()
    said = {"name": "AG", "kind": "general_assembly", "purpose": "", "audience": "public"}
    browser = as_user(coordinator)
    browser.post(reverse("assemblies:edit_body", args=[body.key]), said)
    browser.post(reverse("assemblies:close_body", args=[body.key]))
    body.refresh_from_db()
    assert (body.name, body.audience, body.is_closed) == ("AG", "public", True)
    browser.post(reverse("assemblies:reopen_body", args=[body.key]))
    body.refresh_from_db()
    assert not body.is_closed


def test_a_body_with_a_meeting_to_come_stays_open_and_says_why(as_user, coordinator):
    body = make_meeting(state="planned").body
    response = as_user(coordinator).post(
        reverse("assemblies:close_body", args=[body.key]), follow=True
    )
    assert "réunions à venir" in response.text
    assert not Body.objects.get().is_closed


WRITES = ["edit_body", "close_body", "reopen_body", "adopt_rules"]


@pytest.mark.parametrize("role", ["", "bureau"])
def test_others_found_and_change_no_body(as_user, role):
    body = make_body(audience="public")
    browser = as_user(make_user(role=role))
    assert browser.get(FOUND).status_code == 403
    for name in WRITES:
        assert browser.post(reverse(f"assemblies:{name}", args=[body.key])).status_code == 403
    assert reverse("assemblies:edit_body", args=[body.key]) not in browser.get(HOME).text


def test_a_visitor_is_asked_to_sign_in(client):
    body = make_body(audience="public")
    for address in (FOUND, *(reverse(f"assemblies:{name}", args=[body.key]) for name in WRITES)):
        assert client.post(address).url.startswith("/compte/entrer/")


def test_the_menu_leads_to_the_assemblies(client):
    assert f'href="{HOME}"' in client.get(HOME).text
