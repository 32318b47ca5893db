"""The page of a decision by consent: who steers it, who answers, what the trace says to whom."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.assemblies.models import BodyRules, Objection, Resolution
from essaim.assemblies.rounds.actions.consent import conclude_consent, write_wording
from essaim.assemblies.rounds.actions.deliberations import begin_round
from essaim.assemblies.votes.actions.openings import prepare_consent
from essaim.assemblies.votes.actions.resolutions import open_resolution
from tests.assemblies.circles import RISK, address, open_consent, take_round, talked_about
from tests.assemblies.lively import text_of, token_for
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_elector,
    make_item,
    make_meeting,
    make_proxy,
    make_resolution,
    make_voters,
)
from tests.factories.network import make_delegate, make_organisation, make_person

pytestmark = pytest.mark.django_db
OBJECTION = {"answer": "objection", "kind": "risk_for_network", "argument": RISK}


def begin(text):
    return begin_round(resolution=text, by=house())


def form(**said):
    usual = {"title": "Cap de l’année", "text": "Le cap.", "subject": "ordinary", "seats": 1}
    return {**usual, "method": "consent", **said}


def test_a_text_is_prepared_with_who_carries_it(as_user, coordinator, delegate_here):
    _user, elector, meeting = delegate_here
    item, browser = make_item(meeting=meeting), as_user(coordinator)
    assert "Qui porte le texte" in text_of(browser.get(address("write_resolution", item)))

    refused = browser.post(address("write_resolution", item), form())
    assert refused.status_code == 422
    assert "Le cap." in refused.content.decode()

    browser.post(address("write_resolution", item), form(proposer=f"elector:{elector.key}"))
    text = Resolution.objects.get()
    assert text.deliberation.proposing_elector == elector
    person = make_person(audience="public")
    browser.post(address("edit_resolution", text), form(proposer=f"person:{person.key}"))
    assert Resolution.objects.get().deliberation.proposer == person
    assert f'value="person:{person.key}" selected' in text_of(
        browser.get(address("edit_resolution", text))
    )


def test_a_question_put_to_the_vote_instead_forgets_who_carried_it(as_user, coordinator):
    meeting = make_meeting()
    (elector,) = make_voters(meeting, 1)
    item, browser = make_item(meeting=meeting), as_user(coordinator)
    browser.post(address("write_resolution", item), form(proposer=f"elector:{elector.key}"))
    text = Resolution.objects.get()
    browser.post(address("edit_resolution", text), form(method="simple"))
    text.refresh_from_db()
    assert (text.method, hasattr(text, "deliberation")) == ("simple", False)


def test_whoever_presides_goes_from_the_text_to_the_decision(as_user, coordinator, delegate_here):
    user, elector, meeting = delegate_here
    (other,) = make_voters(meeting, 1)
    text = talked_about(open_consent(meeting, elector))
    browser, hers = as_user(coordinator), Client()
    hers.force_login(user)
    browser.post(address("begin_round", text))
    page = text_of(browser.get(address("resolution", text)))
    assert "Pas encore entendus : " in page
    browser.post(address("answer_round", text), {"voix": other.key, **OBJECTION})
    browser.post(address("answer_round", text), {"voix": elector.key, "answer": "pass"})
    browser.post(address("end_round", text))
    found = Objection.objects.get()
    assert RISK in text_of(browser.get(address("judge_objection", found)))
    browser.post(address("judge_objection", found), {"verdict": "valid", "reason": "C’est vrai."})
    assert elector.name in text_of(browser.get(address("resolution", text)))

    version = {"text": "Un budget plafonné.", "why": "Le risque est levé."}
    hers.post(address("write_wording", text), version)
    browser.post(address("begin_round", text))
    for voter in (elector, other):
        browser.post(address("answer_round", text), {"voix": voter.key, "answer": "no_objection"})
    browser.post(address("end_round", text))
    done = text_of(browser.post(address("conclude_consent", text), follow=True))

    text.refresh_from_db()
    assert (text.outcome, text.decision.text) == ("adopted", "Un budget plafonné.")
    for told in ("Adoptée", "Version 2 du texte", "Intégrée dans la version 2", RISK):
        assert told in done


def test_a_delegate_answers_objects_and_changes_her_mind(as_user, delegate_here):
    user, elector, meeting = delegate_here
    make_voters(meeting, 1)
    text = talked_about(open_consent(meeting, elector))
    browser = as_user(user)
    take = address("begin_round", text)
    assert browser.post(take).status_code == 403
    begin(text)
    page = text_of(browser.get(address("resolution", text)))
    assert "Pas d’objection" in page

    answer = address("answer_round", text)
    browser.post(answer, {"voix": elector.key, "answer": "pass"})
    bare = browser.post(
        answer, {**OBJECTION, "voix": elector.key, "argument": " ", "remedy": "Un plafond."}
    )
    assert (bare.status_code, "Un plafond." in bare.content.decode()) == (422, True)
    browser.post(answer, {**OBJECTION, "voix": elector.key})

    assert elector.stances.get().objection.argument == RISK
    again = browser.get(answer, {"voix": elector.key})
    assert RISK in text_of(again)


def test_the_bearer_of_a_link_answers_from_the_meeting_without_an_account(client, delegate_here):
    _user, elector, meeting = delegate_here
    make_voters(meeting, 1)
    text = talked_about(open_consent(meeting, elector))
    begin(text)
    token = token_for(elector)
    seat = reverse("assemblies:sitting_by_link", args=[token])
    assert "Pas d’objection" in text_of(client.get(seat))

    query = f"?jeton={token}"
    said = {"voix": elector.key, "answer": "no_objection", "retour": "seance"}
    done = client.post(address("answer_round", text, query), said)
    assert done["Location"] == seat
    assert elector.stances.get().given_as == "link"
    writing = f"{query}&voix={elector.key}&retour=seance"
    assert client.get(address("answer_round", text, writing)).status_code == 200
    done = client.post(address("answer_round", text, writing), OBJECTION)
    assert done["Location"] == seat
    assert elector.stances.get().answer == "objection"


def test_the_bearer_of_a_link_who_carries_the_text_changes_it(client, delegate_here):
    _user, elector, meeting = delegate_here
    text = open_consent(meeting, elector)
    query = f"?jeton={token_for(elector)}"
    assert "Vous portez ce texte" in text_of(client.get(address("resolution", text, query)))
    said = {"text": "Autrement.", "why": "Plus clair."}
    done = client.post(address("write_wording", text, query), said)
    assert done["Location"] == address("resolution", text, query)
    text.refresh_from_db()
    assert text.text == "Autrement."


def test_a_person_who_carries_the_text_changes_it_by_her_own_link(client):
    meeting, person = make_meeting(), make_person()
    elector = make_elector(meeting=meeting, person=person, present=True)
    text = make_resolution(meeting=meeting, method="consent")
    prepare_consent(resolution=text, person=person, by=house())
    text = open_resolution(resolution=text, by=house())
    query = f"?jeton={token_for(elector)}"
    assert client.get(address("write_wording", text, query)).status_code == 200


def test_nobody_speaks_for_another_nor_by_proxy(as_user, delegate_here):
    user, elector, meeting = delegate_here
    (other,) = make_voters(meeting, 1)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=elector)
    text = talked_about(open_consent(meeting, elector))
    begin(text)
    browser = as_user(user)
    assert "ne parle pas ici" in text_of(browser.get(address("resolution", text)))
    for named in (other, giver):
        said = {"voix": named.key, "answer": "no_objection"}
        assert browser.post(address("answer_round", text), said).status_code == 403
    assert text.rounds.get().stances.count() == 0


def test_a_delegate_who_does_not_carry_the_text_neither_changes_nor_steers_it(
    as_user, delegate_here
):
    user, _elector, meeting = delegate_here
    (other,) = make_voters(meeting, 1)
    text = talked_about(open_consent(meeting, other))
    take_round(text, list(meeting.electors.all()), objector=other)
    browser = as_user(user)
    found = Objection.objects.get()
    names = ("write_wording", "postpone_deliberation", "withdraw_text")
    assert {browser.get(address(name, text)).status_code for name in names} == {403}
    assert browser.get(address("judge_objection", found)).status_code == 403
    posts = ("advance_deliberation", "begin_round", "end_round", "conclude_consent")
    assert {browser.post(address(name, text)).status_code for name in posts} == {403}
    assert "Conduire les tours" not in text_of(browser.get(address("resolution", text)))


def test_a_stranger_and_a_visitor_find_nothing(client, as_user, stranger):
    meeting = make_meeting()
    (voter,) = make_voters(meeting, 1)
    text = open_consent(meeting, voter)
    said = {"voix": voter.key, "answer": "no_objection"}
    for browser in (client, as_user(stranger)):
        assert browser.get(address("resolution", text)).status_code == 404
        assert browser.post(address("answer_round", text), said).status_code == 404
        assert browser.get(address("write_wording", text)).status_code == 404


def test_a_visitor_of_a_public_meeting_reads_the_text_and_not_who_said_what(client):
    meeting = make_meeting()
    meeting.action.audience = "public"
    meeting.action.save()
    voters = make_voters(meeting, 2)
    text = talked_about(open_consent(meeting, voters[0]))
    take_round(text, voters, objector=voters[1])
    page = text_of(client.get(address("resolution", text)))
    assert "1 sans objection, 1 objection" in page
    assert RISK not in page
    assert voters[1].name not in page

    by = make_acting_for(voters[0])
    write_wording(resolution=text, text="Prudent.", why="Moins cher.", by=by)
    take_round(text, voters)
    conclude_consent(resolution=text, by=house())
    page = text_of(client.get(address("resolution", text)))
    assert "adopté par consentement" in page
    assert RISK not in page


def test_the_rounds_used_up_end_as_fixed_before(as_user, coordinator):
    meeting = make_meeting()
    BodyRules.objects.filter(pk=meeting.rules_id).update(
        max_rounds=1, consent_fallback="majority_2_3"
    )
    voters = make_voters(meeting, 3)
    text = talked_about(open_consent(meeting, voters[0]))
    take_round(text, voters, objector=voters[2])
    browser = as_user(coordinator)
    assert "Commencer le vote" in text_of(browser.get(address("resolution", text)))
    browser.post(address("begin_round", text))
    for voter, vote in zip(voters, ("for", "for", "against"), strict=True):
        browser.post(address("answer_round", text), {"voix": voter.key, "answer": vote})
    browser.post(address("end_round", text))
    page = text_of(browser.post(address("conclude_consent", text), follow=True))
    assert f"objection jointe ({voters[2].name})" in page


def test_it_is_postponed_with_a_reason_or_taken_back(as_user, coordinator):
    meeting = make_meeting()
    (voter,) = make_voters(meeting, 1)
    browser = as_user(coordinator)
    text = open_consent(meeting, voter)
    assert browser.post(address("postpone_deliberation", text), {"why": ""}).status_code == 422
    browser.post(address("postpone_deliberation", text), {"why": "Il est tard."})
    other = open_consent(meeting, voter)
    assert browser.get(address("withdraw_text", other)).status_code == 200
    browser.post(address("withdraw_text", other))
    states = set(Resolution.objects.values_list("state", "outcome"))
    assert states == {("closed", "postponed"), ("withdrawn", "none")}
    assert "Il est tard." in text_of(browser.get(address("resolution", text)))


def test_what_is_refused_is_told_on_the_page(as_user, coordinator):
    meeting = make_meeting()
    voters = make_voters(meeting, 2)
    text = talked_about(open_consent(meeting, voters[0]))
    begin(text)
    told = text_of(as_user(coordinator).post(address("end_round", text), follow=True))
    assert voters[1].name in told


def test_without_devices_whoever_presides_notes_her_own_answer_too(as_user):
    meeting = make_meeting()
    BodyRules.objects.filter(pk=meeting.rules_id).update(electronic_allowed=False)
    meeting.refresh_from_db()
    organisation = make_organisation()
    delegate = make_delegate(of=organisation)
    elector = make_elector(meeting=meeting, organisation=organisation, present=True)
    text = talked_about(open_consent(meeting, elector))
    begin(text)
    said = {"voix": elector.key, "answer": "no_objection"}
    as_user(delegate).post(address("answer_round", text), said)
    assert not elector.stances.exists()
    meeting.chair = delegate.person
    meeting.save()
    as_user(delegate).post(address("answer_round", text), said)
    assert elector.stances.get().given_as == "chair"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_the_number(
    as_user, delegate_here, number, django_assert_num_queries
):
    user, elector, meeting = delegate_here
    voters = [elector, *make_voters(meeting, number)]
    text = talked_about(open_consent(meeting, elector))
    take_round(text, voters, objector=elector)
    browser = as_user(user)
    browser.get(address("resolution", text))
    with django_assert_num_queries(21):
        browser.get(address("resolution", text))


@pytest.mark.parametrize("number", [1, 3])
def test_rounds_on_the_page_of_a_meeting_cost_the_same_whatever_the_number(
    as_user, delegate_here, number, django_assert_num_queries
):
    user, elector, meeting = delegate_here
    make_voters(meeting, number)
    for _one in range(number):
        begin(talked_about(open_consent(meeting, elector)))
    browser = as_user(user)
    browser.get(address("sitting", meeting))
    with django_assert_num_queries(23):
        browser.get(address("sitting", meeting))


def live_of(browser, text):
    return browser.get(address("resolution", text)).context["live_url"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_part_that_follows_the_rounds_is_small_and_constant(
    as_user, coordinator, number, django_assert_num_queries
):
    meeting = make_meeting()
    voters = make_voters(meeting, 20 * number)
    text = talked_about(open_consent(meeting, voters[0]))
    begin(text)
    live = live_of(as_user(coordinator), text)
    with django_assert_num_queries(6):
        response = Client().get(live)
    assert len(response.content) <= 5_000
    assert min(one.name for one in voters) in response.content.decode()


def test_it_says_when_something_new_was_said_and_its_address_is_sealed(
    as_user, client, coordinator
):
    meeting = make_meeting()
    voters = make_voters(meeting, 2)
    text, client = open_consent(meeting, voters[0]), Client()
    live = live_of(as_user(coordinator), text)
    assert "notice going" not in client.get(live).content.decode()
    talked_about(text)
    assert "notice going" in client.get(live).content.decode()
    assert client.get(live[:-3] + "xx/").status_code == 404
