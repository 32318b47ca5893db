"""The page of an election without candidate: naming, changing, proposing, consenting."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.assemblies.models import Objection, Resolution
from essaim.assemblies.rounds.actions.deliberations import advance_deliberation, begin_round
from essaim.assemblies.rounds.actions.elections import propose_person
from tests.assemblies.circles import address, all_named, open_election
from tests.assemblies.lively import text_of, token_for
from tests.factories.accounts import house
from tests.factories.assemblies import make_elector, make_item, make_meeting, make_voters
from tests.factories.network import make_college, make_person

pytestmark = pytest.mark.django_db
ROLE = {"title": "Animation du réseau", "text": "Animer le réseau.", "subject": "ordinary"}


def named_circle(meeting):
    """Ana, Bo and Cy, under their own names."""
    college = make_college()
    return [
        make_elector(meeting=meeting, college=college, name=name, present=True)
        for name in ("Ana", "Bo", "Cy")
    ]


def test_the_role_and_the_duration_are_said_with_the_question(as_user, coordinator):
    meeting = make_meeting()
    make_voters(meeting, 1)
    item, browser = make_item(meeting=meeting), as_user(coordinator)
    said = {**ROLE, "method": "no_candidate", "seats": 1}
    refused = browser.post(address("write_resolution", item), said)
    assert "pour combien de temps" in refused.content.decode()
    assert "Animer le réseau." in refused.content.decode()

    browser.post(address("write_resolution", item), {**said, "duration": "deux ans"})
    role = Resolution.objects.get()
    assert (role.deliberation.role, role.deliberation.duration) == ("Animer le réseau.", "deux ans")
    page = text_of(browser.post(address("open_resolution", role), follow=True))
    assert "deux ans" in page
    assert "Un seul nom, et personne ne s’abstient" in page


def named_by_the_chair(browser, role, ana, bo, cy):
    """Each a name; then Cy changes for Bo."""
    for voter, name in ((ana, "Bo"), (bo, "Ana"), (cy, "Cy")):
        said = {"nominee": name, "reason": "Sait animer."}
        browser.post(address("nominate", role, f"?voix={voter.key}"), said)
    for _step in range(2):
        browser.post(address("advance_deliberation", role))
    change = address("change_nomination", role, f"?voix={cy.key}")
    assert browser.post(change, {"to": "Bo", "reason": " "}).status_code == 422
    browser.post(change, {"to": "Bo", "reason": "Entendu."})
    browser.post(address("advance_deliberation", role))


def ask_each(browser, role, voters, objector=None):
    browser.post(address("begin_round", role))
    for voter in voters:
        said = {"voix": voter.key, "answer": "no_objection"}
        if voter == objector:
            said |= {"answer": "objection", "kind": "limit_of_member", "argument": "Prise."}
        browser.post(address("answer_round", role), said)
    browser.post(address("end_round", role))


def test_e1_from_the_names_to_the_mandate_with_its_condition(as_user, coordinator):
    meeting = make_meeting()
    ana, bo, cy = named_circle(meeting)
    role, browser = open_election(meeting), as_user(coordinator)
    named_by_the_chair(browser, role, ana, bo, cy)
    assert "Ana (voix : 1, puis 1)" in text_of(browser.get(address("propose_person", role)))
    browser.post(address("propose_person", role), {"name": "Ana", "reason": "Disponible."})
    ask_each(browser, role, (bo, cy, ana), objector=ana)
    judged = {"verdict": "valid", "reason": "Une limite."}
    browser.post(address("judge_objection", Objection.objects.get()), judged)
    proposal = role.proposals.get()
    assert browser.get(address("amend_proposal", proposal)).status_code == 200
    browser.post(address("amend_proposal", proposal), {"condition": "Dès juillet."})
    ask_each(browser, role, (bo, cy, ana))
    page = text_of(browser.post(address("conclude_election", role), follow=True))

    role.refresh_from_db()
    assert (role.outcome, role.tally["elected"]) == ("elected", "Ana")
    assert "Dès juillet." in role.decision.text
    for told in ("Choix fait : Ana", "Dès juillet.", "1, puis 2 après les"):
        assert told in page


def test_a_delegate_names_says_why_and_changes(as_user, delegate_here):
    user, elector, meeting = delegate_here
    role, browser = open_election(meeting), as_user(user)
    person = make_person(given_name="Zoé", family_name="Pic", audience="members")
    naming = address("nominate", role, f"?voix={elector.key}")
    assert "Nommer quelqu’un" in text_of(browser.get(address("resolution", role)))
    assert browser.post(naming, {"nominee": "", "reason": "Elle sait."}).status_code == 422

    browser.post(naming, {"nominee": "zoe PIC", "reason": ""})
    assert elector.nominations.get().nominee.person == person
    advance_deliberation(resolution=role, by=house())
    assert "Dire pourquoi" in text_of(browser.get(address("resolution", role)))
    refused = browser.post(naming, {"nominee": "Zoé Pic", "reason": ""})
    assert (refused.status_code, "Zoé Pic" in refused.content.decode()) == (422, True)
    browser.post(naming, {"nominee": "Quelqu’un d’ailleurs", "reason": "Sait écouter."})
    assert elector.nominations.get().nominee.person is None


def test_the_bearer_of_a_link_names_somebody_from_the_meeting(client, delegate_here):
    _user, elector, meeting = delegate_here
    role = open_election(meeting)
    token = token_for(elector)
    seat = reverse("assemblies:sitting_by_link", args=[token])
    assert "Nommer quelqu’un, et dire pourquoi" in text_of(client.get(seat))
    naming = address("nominate", role, f"?voix={elector.key}&jeton={token}&retour=seance")
    assert client.get(naming).status_code == 200
    done = client.post(naming, {"nominee": "Ana", "reason": "Elle sait."})
    assert done["Location"] == seat
    assert str(elector.nominations.get().nominee) == "Ana"
    other = make_elector(meeting=meeting, present=True)
    strange = address("nominate", role, f"?voix={other.key}&jeton={token}")
    assert client.get(strange).status_code == 403


def test_the_person_proposed_is_told_to_speak_last(as_user, delegate_here):
    user, elector, meeting = delegate_here
    elector.name = "Ana"
    elector.save()
    (other,) = make_voters(meeting, 1)
    role = all_named(open_election(meeting), {elector: "Ana", other: "Ana"}, steps=3)
    propose_person(resolution=role, name="Ana", reason="Elle sait.", by=house())
    begin_round(resolution=role, by=house())
    browser = as_user(user)
    assert "vous parlez en dernier" in text_of(browser.get(address("resolution", role)))
    said = {"voix": elector.key, "answer": "no_objection"}
    told = text_of(browser.post(address("answer_round", role), said, follow=True))
    assert "attendez les autres" in told
    assert not elector.stances.exists()


def test_a_delegate_does_not_steer_and_names_for_nobody_else(as_user, delegate_here):
    user, elector, meeting = delegate_here
    (other,) = make_voters(meeting, 1)
    role = all_named(open_election(meeting), {elector: "Ana", other: "Bo"}, steps=3)
    propose_person(resolution=role, name="Ana", reason="Elle sait.", by=house())
    browser = as_user(user)
    assert browser.get(address("propose_person", role)).status_code == 403
    assert browser.get(address("amend_proposal", role.proposals.get())).status_code == 403
    assert browser.post(address("conclude_election", role)).status_code == 403
    for name in ("nominate", "change_nomination"):
        strange = address(name, role, f"?voix={other.key}")
        assert browser.post(strange, {"nominee": "Cy", "to": "Ana"}).status_code == 403


def test_a_stranger_and_a_visitor_find_nothing(client, as_user, stranger):
    meeting = make_meeting()
    (voter,) = make_voters(meeting, 1)
    role = open_election(meeting)
    for browser in (client, as_user(stranger)):
        assert browser.get(address("resolution", role)).status_code == 404
        naming = address("nominate", role, f"?voix={voter.key}")
        assert browser.post(naming, {"nominee": "Ana"}).status_code == 404


def test_a_visitor_of_a_public_meeting_does_not_read_who_named_whom(client, as_user, coordinator):
    meeting = make_meeting()
    meeting.action.audience = "public"
    meeting.action.save()
    (voter,) = make_voters(meeting, 1)
    role = all_named(open_election(meeting), {voter: "Zoé Pic"})
    assert "Zoé Pic" not in text_of(Client().get(address("resolution", role)))
    assert f"{voter.name} propose" in text_of(as_user(coordinator).get(address("resolution", role)))


def test_nobody_is_waited_for_in_vain(as_user, coordinator):
    meeting = make_meeting()
    (voter,) = make_voters(meeting, 1)
    role = open_election(meeting)
    told = text_of(as_user(coordinator).post(address("advance_deliberation", role), follow=True))
    assert f"N’ont pas encore parlé : {voter.name}" in told


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_the_number(
    as_user, delegate_here, number, django_assert_num_queries
):
    user, elector, meeting = delegate_here
    voters = [elector, *make_voters(meeting, number)]
    named = {voter: f"Personne {place}" for place, voter in enumerate(voters)}
    role = all_named(open_election(meeting), named, steps=3)
    propose_person(resolution=role, name="Personne 0", reason="Elle sait.", by=house())
    begin_round(resolution=role, by=house())
    browser = as_user(user)
    browser.get(address("resolution", role))
    with django_assert_num_queries(23):
        browser.get(address("resolution", role))


@pytest.mark.parametrize("number", [1, 3])
def test_the_form_of_a_name_costs_the_same_whatever_the_number(
    as_user, delegate_here, number, django_assert_num_queries
):
    user, elector, meeting = delegate_here
    make_voters(meeting, number)
    for place in range(number):
        make_elector(meeting=meeting, person=make_person(given_name=f"P{place}"), present=True)
    role, browser = open_election(meeting), as_user(user)
    naming = address("nominate", role, f"?voix={elector.key}")
    browser.get(naming)
    with django_assert_num_queries(11):
        browser.get(naming)


def test_the_part_that_follows_the_names_is_small_and_constant(
    as_user, coordinator, django_assert_num_queries
):
    meeting = make_meeting()
    make_voters(meeting, 40)
    role = open_election(meeting)
    live = as_user(coordinator).get(address("resolution", role)).context["live_url"]
    with django_assert_num_queries(6):
        response = Client().get(live)
    assert len(response.content) <= 5_000
