"""Both languages say the same, and results become JSON."""

import json
from decimal import Decimal
from fractions import Fraction
from string import Formatter

import pytest

from essaim.tally.plain import as_json
from essaim.tally.ranked import ballots_of, stv
from essaim.tally.sentences import (
    SENTENCES,
    blt,
    choices,
    quorums,
    rankings,
    reading,
    resolutions,
    talk,
)
from essaim.tally.simple import Majority, SimpleBallots, simple_vote
from essaim.tally.words import number, percent, rounded, say


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_both_languages_take_the_same_values(key: str):
    english, french = ({f for _t, f, _s, _c in Formatter().parse(s) if f} for s in SENTENCES[key])
    assert english == french


def test_no_sentence_hides_another():
    tables = [
        table
        for module in (resolutions, quorums, choices, rankings, talk, reading, blt)
        for name, table in vars(module).items()
        if name.isupper()
    ]
    assert sum(len(table) for table in tables) == len(SENTENCES)


def test_french_spaces_do_not_break():
    assert say("fr", "stage", number=2) == "Étape 2."
    assert say("fr", "because", reason="a : b") == "Parce que\u00a0: a : b"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (52464, "52\u202f464", "52,464"),
        (Fraction(1, 3), "0,33", "0.33"),
        (Decimal("1234.50000"), "1\u202f234,50000", "1,234.50000"),
        (Decimal("7.00000"), "7", "7"),
    ],
)
def test_numbers_as_each_language_writes_them(value, french: str, english: str):
    assert (number(value, "fr"), number(value, "en")) == (french, english)


def test_percentages_are_rounded_half_up_and_exactly():
    assert percent(Fraction(8, 9), "fr") == "88,89\u202f%"
    assert str(rounded(Fraction(1, 200))) == "0.01"
    assert str(rounded(Fraction(-1, 200))) == "-0.01"


def test_a_result_becomes_json():
    data = as_json(simple_vote(SimpleBallots(for_=8, against=4), Majority()))
    assert data["ballots"] == {"for": 8, "against": 4, "abstention": 0, "blank": 0, "void": 0}
    assert data["share"] == {"exact": "2/3", "percent": "66.67"}
    assert (data["is_adopted"], data["needed"]) == (True, 7)
    assert json.loads(json.dumps(data)) == data


def test_votes_keep_their_five_decimals_in_json():
    data = as_json(stv(ballots_of("AB", ["A"]), 1))
    assert data["rounds"][0]["votes"] == {"A": "1.00000", "B": "0.00000"}


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 bulletin", "0 ballots"),
        (1, "1 bulletin", "1 ballot"),
        (Fraction(3, 2), "1,50 bulletin", "1.50 ballots"),
        (2, "2 bulletins", "2 ballots"),
        (1200, "1\u202f200 bulletins", "1,200 ballots"),
    ],
)
def test_a_word_follows_its_number(count, french: str, english: str):
    form = "{count} {count:%s}"
    assert (form % "bulletin|bulletins").format(count=number(count, "fr")) == french
    assert (form % "ballot|ballots").format(count=number(count, "en")) == english


@pytest.mark.parametrize(("papers", "told"), [(1, "a 1 bulletin,"), (2, "a 2 bulletins,")])
def test_a_sentence_is_singular_where_its_number_is(papers: int, told: str):
    values = {"papers": number(papers, "fr"), "most": 0, "base": "des membres présents"}
    assert told in say("fr", "too_many_papers", **values)
    assert f"{papers:>5}".strip() in say("fr", "too_many_papers", **values)
