"""A vote held in another house: who its electors are, and its result with what proves it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.assemblies.votes.actions.counts import enter_outside_result, enter_paper_result
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import cast_ballot, cast_secret_ballot
from essaim.kernel.errors import RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_body,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
    make_voters,
)
from tests.factories.network import make_delegate, make_organisation, make_person

pytestmark = pytest.mark.django_db

PROOF = "https://vote.example/elections/abc"


def voted_elsewhere(number=5, **counts):
    meeting = make_meeting()
    make_voters(meeting, number)
    vote = make_open_vote(meeting=meeting)
    return enter_outside_result(resolution=vote, counts=counts, proof_url=PROOF, by=house())


def test_its_result_is_counted_under_the_rule_of_the_body():
    vote = close_resolution(resolution=voted_elsewhere(**{"for": 3, "against": 1}), by=house())
    assert (vote.outcome, vote.tally["voters"], vote.proof_url) == ("adopted", 4, PROOF)


def test_a_file_proves_it_too():
    meeting = make_meeting()
    make_voters(meeting, 2)
    vote = make_open_vote(meeting=meeting)
    content = BytesIO(b"trustee,hash\nA,1f\n")
    vote = enter_outside_result(
        resolution=vote, counts={"for": 2}, proof=content, proof_name="preuve.csv", by=house()
    )
    assert (vote.is_from_elsewhere, vote.proof_file.audience) == (True, "members")


def test_without_a_proof_it_is_refused():
    meeting = make_meeting()
    make_voters(meeting, 2)
    vote = make_open_vote(meeting=meeting)
    with pytest.raises(RuleBroken, match="prouve"):
        enter_outside_result(resolution=vote, counts={"for": 2}, by=house())


def test_it_does_not_mix_with_votes_cast_here():
    vote = voted_elsewhere(**{"for": 2})
    elector = vote.meeting.electors.first()
    by = make_acting_for(elector)
    with pytest.raises(RuleBroken, match="ailleurs"):
        cast_ballot(resolution=vote, elector=elector, marks={"vote": "for"}, by=by)
    with pytest.raises(RuleBroken, match="ailleurs"):
        enter_paper_result(resolution=vote, counts={"for": 1}, by=house())


def test_votes_cast_here_keep_it_out():
    meeting = make_meeting()
    elector, _other = make_voters(meeting, 2)
    vote = make_open_vote(meeting=meeting)
    by = make_acting_for(elector)
    cast_ballot(resolution=vote, elector=elector, marks={"vote": "for"}, by=by)
    with pytest.raises(RuleBroken, match="ne s’y mêle pas"):
        enter_outside_result(resolution=vote, counts={"for": 1}, proof_url=PROOF, by=house())


@pytest.mark.parametrize("counts", [{"yes": 1}, {"for": -1}])
def test_counts_that_say_nothing_are_refused(counts):
    with pytest.raises(RuleBroken, match="combien de bulletins"):
        voted_elsewhere(**counts)


def test_papers_and_secret_ballots_together_are_not_more_than_those_here():
    body = make_body()
    make_rules(body=body, subject={"secrecy": "always"})
    meeting = make_meeting(body=body)
    one, *_others = make_voters(meeting, 5)
    vote = make_open_vote(meeting=meeting)
    enter_paper_result(resolution=vote, counts={"for": 5}, by=house())
    with pytest.raises(RuleBroken, match="comptent déjà"):
        cast_secret_ballot(resolution=vote, votes={one: {"vote": "for"}}, by=make_acting_for(one))


def test_belenios_reads_one_elector_a_line_and_a_proxy_at_its_holder_s(as_user, coordinator):
    meeting = make_meeting()
    organisation = make_organisation()
    user = make_delegate(of=organisation)
    holder = make_elector(meeting=meeting, organisation=organisation, present=True)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=holder)
    make_elector(meeting=meeting, person=make_person(email="ana@example.org"), right="dues")
    vote = make_open_vote(meeting=meeting)

    text = as_user(coordinator).get(reverse("assemblies:electorate", args=[vote.key])).content

    lines = text.decode().splitlines()
    assert sorted(lines) == sorted(
        f"{user.email},{elector.key.hex[:12]}" for elector in (holder, giver)
    )


def test_the_addresses_are_for_who_runs_the_meeting(as_user):
    meeting = make_meeting()
    organisation = make_organisation()
    make_elector(meeting=meeting, organisation=organisation, present=True)
    vote = make_open_vote(meeting=meeting)
    client = as_user(make_delegate(of=organisation))
    for name in ("electorate", "enter_outside_result"):
        assert client.get(reverse(f"assemblies:{name}", args=[vote.key])).status_code == 403


def test_the_result_is_entered_on_a_page_and_shown_with_its_proof(as_user, coordinator):
    meeting = make_meeting()
    make_voters(meeting, 3)
    vote = make_open_vote(meeting=meeting)
    client = as_user(coordinator)
    address = reverse("assemblies:enter_outside_result", args=[vote.key])
    assert client.post(address, {"for": 3}).status_code == 422
    proof = SimpleUploadedFile("preuve.csv", b"a,b\n1,2\n", content_type="text/csv")
    client.post(address, {"for": 3, "proof": proof})
    close_resolution(resolution=vote, by=house())
    text = client.get(vote.get_absolute_url()).content.decode()
    assert "preuve.csv" in text
    assert "⟦" not in text


@pytest.mark.parametrize(
    ("base", "counts", "outcome"),
    [
        ("present", {"for": 2, "against": 4}, "refused"),
        ("present", {"for": 2, "against": 2}, "refused"),
        ("present", {"for": 2, "against": 1}, "adopted"),
        ("present_and_represented", {"for": 2, "against": 4}, "rejected"),
        ("present_and_represented", {"for": 4, "against": 2}, "adopted"),
        ("present_and_represented", {"for": 4, "against": 3}, "refused"),
        ("expressed", {"for": 2, "against": 4}, "rejected"),
        ("expressed", {"for": 7}, "refused"),
    ],
)
def test_no_more_papers_than_the_base_of_the_majority_allows(base, counts, outcome):
    """Three electors are present, each with a proxy."""
    meeting = make_meeting(body=make_rules(subject={"majority_base": base}).body)
    for holder in make_voters(meeting, 3):
        make_proxy(giver=make_elector(meeting=meeting), holder=holder)
    vote = make_open_vote(meeting=meeting)
    if outcome == "refused":
        with pytest.raises(RuleBroken):
            enter_paper_result(resolution=vote, counts=counts, by=house())
        return
    vote = enter_paper_result(resolution=vote, counts=counts, by=house())
    assert close_resolution(resolution=vote, by=house()).outcome == outcome
