"""Lots drawn in a meeting: nobody votes, everybody can draw again."""

from hashlib import sha256

import pytest
from django.urls import reverse

from essaim.assemblies.actions.lots import draw_lots
from essaim.assemblies.actions.resolutions import close_resolution, open_resolution
from essaim.assemblies.actions.voting import cast_ballot
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

SEED = "Loto du 2 mars : 4 8 15 16"
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


def test_the_seed_gives_the_order_and_the_decision_says_who():
    vote, _electors = lots_to_draw(seats=2)
    vote = draw_lots(resolution=vote, seed=f"  {SEED} ", by=house())
    codes = [sha256(f"{SEED}\n{name}".encode()).hexdigest() for name in NAMES]
    drawn = [name for _code, name in sorted(zip(codes, NAMES, strict=True))]
    assert [one["label"] for one in vote.tally["options"]] == drawn
    assert (vote.outcome, vote.tally["winners"]) == ("elected", drawn[:2])
    assert vote.decision.text.endswith(", ".join(drawn[:2]))
    assert any(SEED in sentence for sentence in vote.explanation)


def test_without_the_quorum_lots_decide_nothing():
    vote, _electors = lots_to_draw(rules={"quorum_kind": "number", "quorum_number": 5})
    vote = draw_lots(resolution=vote, seed=SEED, by=house())
    assert (vote.outcome, vote.decision) == ("no_quorum", None)


def test_nobody_votes_and_the_vote_does_not_close_without_its_seed():
    vote, (elector,) = lots_to_draw()
    by = make_acting_for(elector)
    with pytest.raises(RuleBroken, match="personne ne vote"):
        cast_ballot(resolution=vote, elector=elector, marks={}, by=by)
    with pytest.raises(RuleBroken, match="avec la graine"):
        close_resolution(resolution=vote, by=house())
    with pytest.raises(RuleBroken, match="Saisissez la graine"):
        draw_lots(resolution=vote, seed="  ", by=house())


def test_lots_are_drawn_once_and_only_where_they_decide():
    vote, _electors = lots_to_draw()
    draw_lots(resolution=vote, seed=SEED, by=house())
    with pytest.raises(RuleBroken, match="Le vote est clos"):
        draw_lots(resolution=vote, seed="another", by=house())
    with pytest.raises(RuleBroken, match="ne se tire pas au sort"):
        draw_lots(resolution=make_open_vote(meeting=vote.meeting), seed=SEED, by=house())


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
    assert chair.post(address(vote), {"seed": ""}).status_code == 422
    assert chair.post(address(vote), {"seed": SEED}).status_code == 302
    read = as_user(user).get(vote.get_absolute_url()).content.decode()
    assert sha256(f"{SEED}\nAna".encode()).hexdigest()[:12] in read
    assert SEED in read


def test_a_stranger_draws_nothing(client, as_user, stranger):
    vote, (elector,) = lots_to_draw()
    for visitor in (client, as_user(stranger)):
        assert visitor.post(address(vote), {"seed": SEED}).status_code == 404
    with pytest.raises(Forbidden):
        draw_lots(resolution=vote, seed=SEED, by=make_acting_for(elector))
