"""Lots drawn in a meeting: nobody votes, everybody can draw again."""

from hashlib import sha256

import pytest
from django.urls import reverse

from essaim.assemblies.models import Resolution, SealedSecret
from essaim.assemblies.votes.actions.counts import draw_lots
from essaim.assemblies.votes.actions.resolutions import (
    close_resolution,
    open_resolution,
    withdraw_resolution,
)
from essaim.assemblies.votes.actions.voting import cast_ballot
from essaim.journal.models import Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_body,
    make_meeting,
    make_open_vote,
    make_option,
    make_resolution,
    make_rules,
    make_voters,
)

pytestmark = pytest.mark.django_db

SAID = "Loto du 2 mars : 4 8 15 16"
NAMES = ["Ana", "Bo", "Cy"]


def lots_to_draw(voters=1, rules=None, **fields):
    meeting = make_meeting(body=make_rules(subject=rules).body) if rules else make_meeting()
    electors = make_voters(meeting, voters, registered=10)
    vote = make_resolution(meeting=meeting, method="lot", **fields)
    for name in NAMES:
        make_option(resolution=vote, label=name)
    return open_resolution(resolution=vote, by=house()), electors


def address(vote):
    return reverse("assemblies:draw_lots", args=[vote.key])


def test_the_secret_and_the_words_give_the_order_and_the_decision_says_who():
    vote, _electors = lots_to_draw(seats=2)
    secret = SealedSecret.objects.get(resolution=vote).secret
    assert vote.rule["seal"] == sha256(secret.encode()).hexdigest()
    vote = draw_lots(resolution=vote, words=f"  {SAID} ", by=house())
    seed = sha256(f"{secret}\n{SAID}".encode()).hexdigest()
    proof = {"seal": vote.rule["seal"], "secret": secret, "said": SAID, "seed": seed}
    assert (vote.tally["proof"], vote.tally["seed"]) == (proof, seed)
    codes = [sha256(f"{seed}\n{name}".encode()).hexdigest() for name in NAMES]
    drawn = [name for _code, name in sorted(zip(codes, NAMES, strict=True))]
    assert [one["label"] for one in vote.tally["options"]] == drawn
    assert (vote.outcome, vote.tally["winners"]) == ("elected", drawn[:2])
    assert vote.decision.text.endswith(", ".join(drawn[:2]))
    told = " ".join(vote.explanation)
    assert all(one in told for one in proof.values())


def test_a_vote_that_was_opened_before_secrets_were_sealed_draws_from_the_words_announced():
    vote, _electors = lots_to_draw()
    del vote.rule["seal"]
    vote.save(update_fields=["rule"])
    vote = draw_lots(resolution=vote, words=SAID, by=house())
    codes = sorted((sha256(f"{SAID}\n{name}".encode()).hexdigest(), name) for name in NAMES)
    assert vote.tally["winners"] == [codes[0][1]]


def test_a_secret_that_is_not_the_sealed_one_draws_nothing():
    vote, _electors = lots_to_draw()
    SealedSecret.objects.filter(resolution=vote).update(secret="f" * 64)
    with pytest.raises(RuleBroken, match="reposez la question"):
        draw_lots(resolution=vote, words=SAID, by=house())
    SealedSecret.objects.filter(resolution=vote).delete()
    with pytest.raises(RuleBroken, match="reposez la question"):
        draw_lots(resolution=vote, words=SAID, by=house())


def test_two_questions_never_share_a_secret_and_none_outlives_its_vote():
    one, _electors = lots_to_draw()
    other, _electors = lots_to_draw()
    assert one.rule["seal"] != other.rule["seal"]
    draw_lots(resolution=one, words=SAID, by=house())
    withdraw_resolution(resolution=other, by=house())
    assert not SealedSecret.objects.exists()


@pytest.mark.parametrize(
    ("method", "tie_break", "is_sealed"),
    [
        ("approval", "lots", True),
        ("ranked", "lots", True),
        ("majority_judgment", "lots", True),
        ("lot", "open", True),
        ("approval", "open", False),
        ("ranked", "listed", False),
        ("simple", "lots", False),
    ],
)
def test_a_secret_is_sealed_where_lots_may_be_drawn(method, tie_break, is_sealed):
    meeting = make_meeting(body=make_rules(tie_break=tie_break).body)
    make_voters(meeting, 2)
    vote = make_resolution(meeting=meeting, method=method, grades=["Oui", "Non"])
    for name in NAMES:
        make_option(resolution=vote, label=name)
    vote = open_resolution(resolution=vote, by=house())
    assert SealedSecret.objects.filter(resolution=vote).exists() is is_sealed
    assert ("seal" in vote.rule) is is_sealed


def level_vote(method, mark):
    """Ana and Bo are level, Cy has nothing; ties go by lots."""
    rules = make_rules(tie_break="lots", subject={"majority_in_choices": False})
    meeting = make_meeting(body=rules.body)
    electors = make_voters(meeting, 2)
    vote = make_resolution(meeting=meeting, method=method, grades=["Oui", "Non"])
    keys = [str(make_option(resolution=vote, label=name).key) for name in NAMES]
    vote = open_resolution(resolution=vote, by=house())
    ballots = [{keys[0]: mark}, {keys[1]: mark}]
    if method == "majority_judgment":
        ballots = [{keys[0]: mark, keys[1]: mark}] * 2
    for elector, marks in zip(electors, ballots, strict=True):
        cast_ballot(resolution=vote, elector=elector, marks=marks, by=make_acting_for(elector))
    secret = SealedSecret.objects.get(resolution=vote).secret
    return close_resolution(resolution=vote, by=house()), secret


@pytest.mark.parametrize(
    ("method", "mark", "said"),
    [
        ("approval", True, "Ana 1; Bo 1; Cy 0"),
        ("ranked", 1, "Ana 1; Bo 1; Cy 0"),
        ("majority_judgment", 0, "Ana 2-0; Bo 2-0; Cy 0-2"),
    ],
)
def test_a_tie_goes_by_the_secret_and_the_ballots_and_never_by_what_was_known(method, mark, said):
    vote, secret = level_vote(method, mark)
    seed = sha256(f"{secret}\n{said}".encode()).hexdigest()
    proof = {"seal": vote.rule["seal"], "secret": secret, "said": said, "seed": seed}
    assert vote.tally["proof"] == proof
    first = min("Ana", "Bo", key=lambda name: sha256(f"{seed}\n{name}".encode()).hexdigest())
    assert (vote.outcome, vote.tally["winners"]) == ("elected", [first])
    told = " ".join(vote.explanation)
    assert all(one in told for one in proof.values())
    assert str(vote.key) not in told


def test_before_the_closing_no_page_nor_record_tells_the_secret(as_user, delegate_here):
    user, _elector, meeting = delegate_here
    vote = make_resolution(meeting=meeting, method="lot")
    for name in NAMES:
        make_option(resolution=vote, label=name)
    vote = open_resolution(resolution=vote, by=house())
    secret = SealedSecret.objects.get(resolution=vote).secret
    page = as_user(user).get(vote.get_absolute_url()).content.decode()
    assert vote.rule["seal"] in page
    assert secret not in page
    assert all(secret not in str(one.record) for one in Revision.objects.all())
    chosen = str(vote.key)
    assert vote.rule["seal"] not in {chosen, sha256(chosen.encode()).hexdigest()}


def test_without_the_quorum_lots_decide_nothing():
    vote, _electors = lots_to_draw(rules={"quorum_kind": "number", "quorum_number": 5})
    vote = draw_lots(resolution=vote, words=SAID, by=house())
    assert (vote.outcome, vote.decision) == ("no_quorum", None)


def test_nobody_votes_and_the_vote_does_not_close_without_its_seed():
    vote, (elector,) = lots_to_draw()
    by = make_acting_for(elector)
    with pytest.raises(RuleBroken, match="personne ne vote"):
        cast_ballot(resolution=vote, elector=elector, marks={}, by=by)
    with pytest.raises(RuleBroken, match="des mots dits devant"):
        close_resolution(resolution=vote, by=house())
    with pytest.raises(RuleBroken, match="Saisissez ce qui a été dit"):
        draw_lots(resolution=vote, words="  ", by=house())


def test_lots_are_drawn_once_and_only_where_they_decide():
    vote, _electors = lots_to_draw()
    draw_lots(resolution=vote, words=SAID, by=house())
    with pytest.raises(RuleBroken, match="Le vote est clos"):
        draw_lots(resolution=vote, words="another", by=house())
    with pytest.raises(RuleBroken, match="ne se tire pas au sort"):
        draw_lots(resolution=make_open_vote(meeting=vote.meeting), words=SAID, by=house())


@pytest.mark.parametrize(
    ("rules", "fields", "sentence"),
    [
        ({"secrecy": "always"}, {}, "vote secret"),
        ({"secrecy": "on_request"}, {"is_secret": True}, "vote secret"),
        ({}, {"seats": 3}, "autant de sièges"),
    ],
)
def test_lots_that_could_not_be_drawn_before_all_do_not_open(rules, fields, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        lots_to_draw(voters=6, rules=rules or {"secrecy": "never"}, **fields)


def test_lots_are_not_drawn_in_writing():
    meeting = make_meeting(body=make_body(), mode="written")
    type(meeting.rules).objects.update(written_allowed=True)
    meeting.rules.refresh_from_db()
    make_voters(meeting, 1)
    vote = make_resolution(meeting=meeting, method="lot")
    for name in NAMES:
        make_option(resolution=vote, label=name)
    with pytest.raises(RuleBroken, match="pas par écrit"):
        open_resolution(resolution=vote, by=house())


def test_whoever_presides_draws_on_the_page_and_all_read_the_codes(
    as_user, coordinator, delegate_here
):
    user, _elector, meeting = delegate_here
    vote = make_resolution(meeting=meeting, method="lot")
    for name in NAMES:
        make_option(resolution=vote, label=name)
    vote = open_resolution(resolution=vote, by=house())
    page = as_user(user).get(vote.get_absolute_url()).content.decode()
    assert all(name in page for name in NAMES)
    assert "Clore le vote" not in page
    assert as_user(user).get(address(vote)).status_code == 403
    chair = as_user(coordinator)
    assert "Tirer au sort" in chair.get(vote.get_absolute_url()).content.decode()
    assert chair.post(address(vote), {"words": ""}).status_code == 422
    assert chair.post(address(vote), {"words": SAID}).status_code == 302
    read = as_user(user).get(vote.get_absolute_url()).content.decode()
    seed = Resolution.objects.get(pk=vote.pk).tally["seed"]
    assert sha256(f"{seed}\nAna".encode()).hexdigest()[:12] in read
    assert SAID in read


def test_a_stranger_draws_nothing(client, as_user, stranger):
    vote, (elector,) = lots_to_draw()
    for visitor in (client, as_user(stranger)):
        assert visitor.post(address(vote), {"words": SAID}).status_code == 404
    with pytest.raises(Forbidden):
        draw_lots(resolution=vote, words=SAID, by=make_acting_for(elector))
