"""A secret ballot: whatever one joins, on either database, nobody is joined to her ballot."""

import secrets

import pytest
from django.db import IntegrityError, connection, transaction

from essaim.assemblies.models import CollegeRule, SecretBallot, SignOff
from essaim.assemblies.votes.actions.resolutions import (
    close_resolution,
    open_resolution,
    withdraw_resolution,
)
from essaim.assemblies.votes.actions.voting import cast_ballot, cast_secret_ballot, enter_hand_votes
from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_body,
    make_elector,
    make_meeting,
    make_open_vote,
    make_option,
    make_proxy,
    make_resolution,
    make_rules,
    make_voters,
)
from tests.factories.network import make_college

pytestmark = pytest.mark.django_db

FOR, AGAINST = {"vote": "for"}, {"vote": "against"}


def make_secret_vote(number=5, **fields):
    """Opened, with so many electors in the room."""
    body = make_body()
    make_rules(body=body, subject={"secrecy": "on_request"})
    meeting = make_meeting(body=body)
    electors = make_voters(meeting, number)
    return make_open_vote(meeting=meeting, is_secret=True, **fields), electors


def cast(vote, elector, marks=FOR):
    by = make_acting_for(elector)
    return cast_secret_ballot(resolution=vote, votes={elector: marks}, by=by)


def one_mark_each(vote, electors):
    """Each elector approves of an option of its own: its ballot would be known by its mark."""
    options = list(vote.options.order_by("position"))
    return {one: {str(option.key): True} for one, option in zip(electors, options, strict=True)}


def make_telling_vote(number=5):
    """A vote in which every ballot is different, so that a test sees which one is whose."""
    body = make_body()
    make_rules(body=body, subject={"secrecy": "always"})
    meeting = make_meeting(body=body)
    electors = make_voters(meeting, number)
    vote = make_resolution(meeting=meeting, method="approval")
    for _option in electors:
        make_option(resolution=vote)
    vote = open_resolution(resolution=vote, by=house())
    return vote, one_mark_each(vote, electors)


def cast_all(vote, votes):
    for elector, marks in votes.items():
        cast(vote, elector, marks)


def in_order_of(column: str, table: str, wanted: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {wanted} FROM {table} ORDER BY {column}")
        return [str(row[0]) for row in cursor.fetchall()]


def place_in_table() -> str:
    return "rowid" if connection.vendor == "sqlite" else "ctid"


class BackToFront:
    """Chance that always turns the box over."""

    def shuffle(self, things: list[object]) -> None:
        things.reverse()


def test_ballots_stand_in_the_table_in_the_order_that_chance_gave(monkeypatch):
    """Order of the table and order of voting are joined by nothing but chance."""
    monkeypatch.setattr(secrets, "SystemRandom", BackToFront)
    vote, votes = make_telling_vote(5)
    cast_all(vote, votes)
    marks = in_order_of(place_in_table(), "assemblies_secretballot", "marks")
    keys = [next(iter(one)) for one in votes.values()]
    cast_as_turned_over = [4, 2, 0, 1, 3]
    assert [keys.index(_key_in(mark)) for mark in marks] == cast_as_turned_over


def _key_in(mark: str) -> str:
    return mark.split('"')[1] if '"' in mark else mark.split("'")[1]


def test_chance_is_that_of_the_system():
    """Ten ballots in the order in which they were cast: one time in three million."""
    vote, votes = make_telling_vote(10)
    cast_all(vote, votes)
    keys = [next(iter(one)) for one in votes.values()]
    for column in (place_in_table(), "id"):
        marks = in_order_of(column, "assemblies_secretballot", "marks")
        assert [_key_in(mark) for mark in marks] != keys


def test_the_sheet_does_not_stand_in_the_order_of_voting_either(monkeypatch):
    monkeypatch.setattr(secrets, "SystemRandom", BackToFront)
    vote, votes = make_telling_vote(5)
    cast_all(vote, votes)
    cast_first_to_last = [str(one.pk) for one in votes]
    for column in (place_in_table(), "id"):
        sheet = in_order_of(column, "assemblies_signoff", "elector_id")
        assert [cast_first_to_last.index(one) for one in sheet] == [4, 2, 0, 1, 3]


def test_every_ballot_gets_a_new_key_at_each_vote():
    vote, votes = make_telling_vote(5)
    (first, *others) = votes.items()
    cast(vote, *first)
    before = set(vote.box.values_list("pk", flat=True))
    for elector, marks in others:
        cast(vote, elector, marks)
        after = set(vote.box.values_list("pk", flat=True))
        assert before.isdisjoint(after)
        before = after


def test_neither_journal_nor_revision_tells_of_a_secret_vote():
    vote, votes = make_telling_vote(5)
    entries, revisions = Entry.objects.count(), Revision.objects.count()
    cast_all(vote, votes)
    assert (Entry.objects.count(), Revision.objects.count()) == (entries, revisions)
    assert not Entry.objects.filter(verb__contains="secret").exists()


def test_no_column_of_the_box_holds_a_time_or_an_elector():
    columns = {field.column for field in SecretBallot._meta.concrete_fields}
    assert columns == {"id", "resolution_id", "marks"}
    sheet = {field.column for field in SignOff._meta.concrete_fields}
    assert sheet == {"id", "resolution_id", "elector_id", "proxy_id", "receipt"}


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_one_transaction_wrote_every_ballot_and_every_signature():
    """`xmin` tells who voted last, whatever the ballot; it tells no other apart."""
    vote, votes = make_telling_vote(5)
    cast_all(vote, votes)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xmin::text, xmax::text FROM assemblies_secretballot UNION ALL "
            "SELECT xmin::text, xmax::text FROM assemblies_signoff"
        )
        written = set(cursor.fetchall())
    assert len({xmin for xmin, _xmax in written}) == 1


def test_sheet_and_count_are_equal():
    vote, electors = make_secret_vote(5)
    for elector, marks in zip(electors, [FOR, FOR, FOR, AGAINST], strict=False):
        cast(vote, elector, marks)
    assert vote.sign_offs.count() == vote.box.count() == 4

    vote = close_resolution(resolution=vote, by=house())

    assert (vote.tally["for"], vote.tally["against"], vote.tally["voters"]) == (3, 1, 4)
    assert vote.outcome == "adopted"


def test_a_secret_ballot_is_cast_once():
    vote, (elector, *_others) = make_secret_vote()
    cast(vote, elector)
    with pytest.raises(RuleBroken, match="une seule fois"):
        cast(vote, elector, AGAINST)
    assert vote.box.get().marks == FOR


def test_the_database_keeps_one_signature_an_elector():
    vote, (elector, *_others) = make_secret_vote()
    cast(vote, elector)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(resolution=vote, elector=elector, receipt="another")


def test_two_proxies_are_three_ballots_in_one_gesture():
    vote, (holder, *_others) = make_secret_vote()
    givers = [make_elector(meeting=vote.meeting) for _ in range(2)]
    for giver in givers:
        make_proxy(giver=giver, holder=holder)
    vote.roll["electors"] |= {str(giver.key): "" for giver in givers}
    vote.save()
    votes = {holder: FOR, givers[0]: FOR, givers[1]: AGAINST}
    receipts = cast_secret_ballot(resolution=vote, votes=votes, by=make_acting_for(holder))
    assert len(set(receipts)) == vote.box.count() == vote.sign_offs.count() == 3


def test_a_receipt_proves_the_signature_and_not_the_choice():
    vote, (elector, *_others) = make_secret_vote()
    (receipt,) = cast(vote, elector)
    assert SignOff.objects.get(receipt=receipt).elector == elector
    assert receipt not in str(list(SecretBallot.objects.values()))


def test_under_one_s_name_or_by_hand_one_does_not_vote_in_secret():
    vote, (elector, *_others) = make_secret_vote()
    with pytest.raises(RuleBroken, match="urne"):
        cast_ballot(resolution=vote, elector=elector, marks=FOR, by=make_acting_for(elector))
    with pytest.raises(RuleBroken, match="main levée"):
        enter_hand_votes(resolution=vote, votes={elector: "for"}, by=house())


def test_nobody_puts_the_ballot_of_another_in_the_box():
    vote, (one, other, *_others) = make_secret_vote()
    with pytest.raises(Forbidden):
        cast_secret_ballot(resolution=vote, votes={one: FOR}, by=make_acting_for(other))


def test_four_electors_are_too_few():
    with pytest.raises(RuleBroken, match="Il y a 4 personnes"):
        make_secret_vote(4)


def test_four_electors_of_a_college_counted_apart_are_too_few():
    body = make_body()
    rules = make_rules(body=body, aggregation="proportional", subject={"secrecy": "always"})
    meeting = make_meeting(body=body)
    for number, name in ((5, "Réseaux"), (4, "Individus")):
        college = make_college(name=name)
        CollegeRule.objects.create(rules=rules, college=college, weight=50)
        make_voters(meeting, number, college=college)
    with pytest.raises(RuleBroken, match=r"Individus.* compte 4 personnes"):
        make_open_vote(meeting=meeting, method="colleges")


def test_by_colleges_the_ballot_says_its_college_alone():
    body = make_body()
    rules = make_rules(body=body, aggregation="proportional", subject={"secrecy": "always"})
    meeting = make_meeting(body=body)
    here = []
    for code in ("a", "b"):
        college = make_college(code=code, name=code)
        CollegeRule.objects.create(rules=rules, college=college, weight=50)
        here += make_voters(meeting, 5, college=college)
    vote = make_open_vote(meeting=meeting, method="colleges")
    for elector in here:
        cast(vote, elector, FOR if elector.college.code == "a" else AGAINST)
    assert {ballot.marks["college"] for ballot in vote.box.all()} == {"a", "b"}
    vote = close_resolution(resolution=vote, by=house())
    assert (vote.outcome, vote.tally["for_share"]) == ("tied", "1/2")


def test_two_ballots_are_not_counted_since_the_count_would_tell_them():
    vote, (one, other, *_others) = make_secret_vote()
    cast(vote, one)
    cast(vote, other)
    with pytest.raises(RuleBroken, match="Moins de trois"):
        close_resolution(resolution=vote, by=house())


def test_a_box_that_is_withdrawn_is_destroyed():
    vote, votes = make_telling_vote(5)
    cast_all(vote, votes)
    withdraw_resolution(resolution=vote, by=house())
    assert (vote.box.count(), vote.sign_offs.count()) == (0, 0)
