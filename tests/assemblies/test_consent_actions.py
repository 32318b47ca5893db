"""Decisions by consent through the actions: K1 and K2, withdrawal, silence, objections."""

from datetime import date

import pytest

from essaim.assemblies.models import BodyRules, Objection
from essaim.assemblies.rounds.actions.consent import conclude_consent, withdraw_text, write_wording
from essaim.assemblies.rounds.actions.deliberations import (
    advance_deliberation,
    answer_round,
    begin_round,
    end_round,
    judge_objection,
    postpone_deliberation,
)
from essaim.assemblies.votes.actions.openings import prepare_consent
from essaim.assemblies.votes.actions.resolutions import close_resolution, open_resolution
from essaim.assemblies.votes.actions.voting import cast_ballot
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_elector,
    make_meeting,
    make_proxy,
    make_resolution,
    make_voters,
)

pytestmark = pytest.mark.django_db
RISK = {"kind": "risk_for_network", "argument": "Le budget est dépassé."}


def open_consent(number=9, *, mode="hybrid", **rules):
    """A text proposed by the first elector, opened, talked about: ready for its first round."""
    meeting = make_meeting(mode=mode)
    BodyRules.objects.filter(pk=meeting.rules_id).update(**rules)
    voters = make_voters(meeting, number)
    text = make_resolution(meeting=meeting, method="consent")
    prepare_consent(resolution=text, elector=voters[0], by=house())
    text = open_resolution(resolution=text, by=house())
    for _step in range(3):
        advance_deliberation(resolution=text, by=house())
    return text, voters


def take_round(text, voters, objections=None, answer="no_objection"):
    """Each answers; `objections` joins voters to what they object."""
    begin_round(resolution=text, by=house())
    for voter in voters:
        said = (objections or {}).get(voter)
        how = {"answer": "objection", **said} if said else {"answer": answer}
        answer_round(resolution=text, elector=voter, by=house(), **how)
    return end_round(resolution=text, by=house())


def judge(argument, verdict, reason="Le cercle l’a dit."):
    found = Objection.objects.get(argument=argument, verdict="untested")
    return judge_objection(objection=found, verdict=verdict, reason=reason, by=house())


def improve(text, voters, to, why="Le budget est plafonné."):
    acting = make_acting_for(voters[0])
    return write_wording(resolution=text, text=to, why=why, by=acting)


def test_k1_one_objection_is_integrated_and_one_set_aside():
    text, voters = open_consent()
    july = {"kind": "limit_of_member", "argument": "Je préfère juillet."}
    take_round(text, voters, {voters[7]: RISK, voters[8]: july})
    judge(RISK["argument"], "valid")
    judge(july["argument"], "not_valid", "C’est une préférence.")
    improve(text, voters, "Un budget plafonné à 5 000 €.")
    take_round(text, voters)
    closed = conclude_consent(resolution=text, by=house())
    assert (closed.outcome, closed.decision.text) == ("adopted", "Un budget plafonné à 5 000 €.")
    expected = {"versions": 2, "rounds": 2, "objections": 2, "integrated": 1, "set_aside": 1}
    assert closed.tally == {**expected, "attached": []}
    assert closed.decision.undertaking.review_on == date(2025, 10, 14)
    assert Objection.objects.get(argument=RISK["argument"]).integrated_in.number == 2


def test_k2_a_fallback_vote_adopts_with_the_objection_attached():
    text, voters = open_consent(consent_fallback="majority_2_3")
    for number in (1, 2, 3):
        take_round(text, voters, {voters[8]: RISK})
        judge(RISK["argument"], "valid")
        if number < 3:
            improve(text, voters, f"Version {number + 1}")
    begin_round(resolution=text, by=house())
    for voter in voters:
        vote = "against" if voter == voters[8] else "for"
        answer_round(resolution=text, elector=voter, answer=vote, by=house())
    end_round(resolution=text, by=house())
    closed = conclude_consent(resolution=text, by=house())
    assert (closed.outcome, closed.tally["vote"]["share"]) == ("adopted", "8/9")
    assert closed.tally["attached"] == [voters[8].name]
    named = f"objection jointe ({voters[8].name})"
    assert closed.explanation[-1] == f"Adopté par vote de repli, {named}."
    assert RISK["argument"] in closed.decision.text


def test_without_a_fallback_vote_the_rounds_used_up_postpone():
    text, voters = open_consent(2, max_rounds=1)
    take_round(text, voters, {voters[1]: RISK})
    judge(RISK["argument"], "valid")
    closed = conclude_consent(resolution=text, by=house())
    assert (closed.outcome, closed.decision) == ("postponed", None)


def test_the_proposer_withdraws_and_time_over_postpones():
    text, voters = open_consent(2)
    gone = withdraw_text(resolution=text, by=make_acting_for(voters[0]))
    assert gone.state == "withdrawn"
    text, voters = open_consent(2)
    closed = postpone_deliberation(resolution=text, why="Il est tard.", by=house())
    assert (closed.outcome, closed.decision) == ("postponed", None)


def test_silence_is_not_consent_unless_the_body_says_so():
    text, voters = open_consent(3)
    begin_round(resolution=text, by=house())
    answer_round(resolution=text, elector=voters[0], answer="pass", by=house())
    with pytest.raises(RuleBroken, match=voters[2].name):
        end_round(resolution=text, by=house())
    text, voters = open_consent(3, silence_is_consent=True)
    take_round(text, voters[:1])
    assert conclude_consent(resolution=text, by=house()).outcome == "adopted"


def test_in_writing_too_few_answers_call_for_another_round():
    text, voters = open_consent(4, mode="written", written_allowed=True)
    take_round(text, voters[:1])
    text.deliberation.refresh_from_db()
    assert text.deliberation.step == "amendment"
    take_round(text, voters[:2])
    assert conclude_consent(resolution=text, by=house()).outcome == "adopted"


def test_an_objection_has_an_argument_and_a_verdict_a_reason():
    text, voters = open_consent(2)
    begin_round(resolution=text, by=house())
    with pytest.raises(RuleBroken):
        answer_round(resolution=text, elector=voters[0], answer="objection", by=house())
    answer_round(resolution=text, elector=voters[0], answer="pass", by=house())
    answer_round(resolution=text, elector=voters[1], answer="objection", by=house(), **RISK)
    end_round(resolution=text, by=house())
    with pytest.raises(RuleBroken):
        judge(RISK["argument"], "valid", reason=" ")
    with pytest.raises(RuleBroken):
        conclude_consent(resolution=text, by=house())


def test_a_valid_objection_calls_for_another_version():
    text, voters = open_consent(2)
    take_round(text, voters, {voters[1]: RISK})
    judge(RISK["argument"], "valid")
    with pytest.raises(RuleBroken):
        begin_round(resolution=text, by=house())


def test_only_the_proposer_changes_the_text():
    text, voters = open_consent(2)
    for by in (make_acting_for(voters[1]), house()):
        with pytest.raises(Forbidden):
            write_wording(resolution=text, text="Autre", why="Mieux", by=by)


def test_nobody_answers_by_proxy_or_for_another():
    text, voters = open_consent(2)
    away = make_elector(meeting=text.meeting)
    make_proxy(giver=away, holder=voters[0])
    begin_round(resolution=text, by=house())
    with pytest.raises(RuleBroken):
        answer_round(resolution=text, elector=away, answer="pass", by=make_acting_for(voters[0]))
    with pytest.raises(Forbidden):
        answer_round(
            resolution=text, elector=voters[1], answer="pass", by=make_acting_for(voters[0])
        )


def test_it_takes_no_ballot_and_no_closing_as_a_vote():
    text, voters = open_consent(2)
    with pytest.raises(RuleBroken):
        close_resolution(resolution=text, by=house())
    with pytest.raises(RuleBroken):
        cast_ballot(
            resolution=text, elector=voters[0], marks={"vote": "for"}, by=make_acting_for(voters[0])
        )


def test_without_a_proposer_it_does_not_open():
    meeting = make_meeting()
    make_voters(meeting, 2)
    text = make_resolution(meeting=meeting, method="consent")
    with pytest.raises(RuleBroken):
        open_resolution(resolution=text, by=house())
