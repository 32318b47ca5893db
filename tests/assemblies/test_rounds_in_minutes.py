"""What is decided round by round, in the minutes: what all read, and what the body alone reads."""

import pytest

from essaim.assemblies.minutes.queries.document import document_of
from essaim.assemblies.rounds.actions.consent import conclude_consent, write_wording
from essaim.assemblies.rounds.actions.deliberations import advance_deliberation
from essaim.assemblies.rounds.actions.elections import conclude_election, propose_person
from tests.assemblies.circles import RISK, all_named, open_consent, open_election, take_round
from tests.assemblies.circles import talked_about as ready
from tests.assemblies.test_minutes_document import told
from tests.factories.accounts import house
from tests.factories.assemblies import make_acting_for, make_elector, make_meeting, make_voters
from tests.factories.minutes import make_minutes
from tests.factories.network import make_college

pytestmark = pytest.mark.django_db


def readings(meeting):
    minutes = make_minutes(meeting=meeting)
    return [told(document_of(minutes, is_internal=internal)) for internal in (True, False)]


def consented(meeting, voters):
    text = ready(open_consent(meeting, voters[0], title="Cap de l’année"))
    take_round(text, voters, objector=voters[1])
    by = make_acting_for(voters[0])
    write_wording(resolution=text, text="Cap prudent.", why="Budget plafonné.", by=by)
    take_round(text, voters)
    return conclude_consent(resolution=text, by=house())


def test_a_decision_by_consent_is_minuted_with_its_versions_rounds_and_objections():
    meeting = make_meeting()
    voters = make_voters(meeting, 2)
    decided = consented(meeting, voters)
    for text in readings(meeting):
        for part in (
            f"Texte porté par : {voters[0].name}",
            "Version 2 du texte : Budget plafonné.",
            "Adoptée",
            "adopté par consentement, à revoir dans 12 mois",
            "Cap prudent.",
            decided.decision.reference,
            "Trois tours d’objections au plus.",
        ):
            assert part in text
        assert "Majorité" not in text


def test_who_answered_and_objected_what_is_for_the_body_alone():
    meeting = make_meeting()
    voters = make_voters(meeting, 2)
    consented(meeting, voters)
    internal, public = readings(meeting)
    assert "Tour 1, version 1 : sans objection 1, objections 1" in internal
    assert "Tour 1 : 1 sans objection, 1 objection" in public
    assert (RISK in internal, RISK in public) == (True, False)
    line = f"| {voters[1].name} | J’ai une objection | Pas d’objection |"
    assert line in internal
    assert line not in public


def test_an_election_without_candidate_is_minuted_with_both_counts():
    meeting, college = make_meeting(), make_college()
    ana, bo = (
        make_elector(meeting=meeting, college=college, name=name, present=True)
        for name in ("Ana", "Bo")
    )
    role = all_named(open_election(meeting), {ana: "Bo", bo: "Ana"})
    advance_deliberation(resolution=role, by=house())
    propose_person(resolution=role, name="Ana", reason="Disponible.", by=house())
    take_round(role, [bo, ana])
    decided = conclude_election(resolution=role, by=house())
    internal, public = readings(meeting)
    for text in (internal, public):
        for part in ("Durée du mandat : deux ans", "Ana reçoit le mandat", "Choix fait"):
            assert part in text
        assert decided.decision.reference in text
    assert "Premier décompte : Ana 1, Bo 1" in internal
    assert "| Bo | Ana | Elle sait. |" in internal
    assert "| Bo | Ana | Elle sait. |" not in public
