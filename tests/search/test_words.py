"""Words: what two spellings share, what is looked for, what is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.search.words import (
    Piece,
    excerpt,
    grams,
    marked,
    names_in,
    nearest,
    stems_in,
    terms_of,
)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("coopératives", "coopérative"),
        ("Coopératif", "cooperatives"),
        ("les associations", "association"),
        ("L’économie sociale", "economie"),
        ("épiceries", "ÉPICERIE"),
        ("Œuvres", "oeuvre"),
        ("RES31", "res 31"),
        ("Saint-Malo", "saint malo"),
    ],
)
def test_what_somebody_means_is_found_however_it_is_written(written: str, typed: str) -> None:
    assert {term.stem for term in terms_of(typed)} <= set(stems_in(written).split())


def test_what_only_links_words_is_not_looked_for_unless_nothing_else_is() -> None:
    assert [term.word for term in terms_of("la charte de l’économie")] == ["charte", "economie"]
    assert [term.word for term in terms_of("les")] == ["les"]
    assert terms_of(" ? ") == []


def test_the_last_word_may_be_the_beginning_of_a_name_and_the_others_not() -> None:
    assert [term.is_start for term in terms_of("collectif cit")] == [False, True]
    assert [term.is_start for term in terms_of("31")] == [True]
    assert [term.is_start for term in terms_of("collectif 3")] == [False, False]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("assocation", "association"),  # a letter is missing
        ("associattion", "association"),  # one too many
        ("assosiation", "association"),  # one is wrong
        ("asosciation", "association"),  # two changed places
        ("lieux", "lieu"),
        ("sol", ""),  # too short to be anything but itself
        ("xssocixtxon", ""),  # three slips
    ],
)
def test_a_slip_is_forgiven_in_four_letters_and_two_in_eight(typed: str, meant: str) -> None:
    assert nearest(typed, ["lieu", "association", "sel"]) == meant


def test_of_two_names_as_near_the_first_in_the_alphabet_is_meant() -> None:
    assert nearest("mare", ["mars", "mari"]) == nearest("mare", ["mari", "mars"]) == "mari"


def test_grams_mark_the_ends_of_words() -> None:
    assert grams("lieu") == {"^li", "lie", "ieu", "eu$"}
    assert grams("a") == {"^a$"}


def test_the_words_that_correspond_are_marked_as_they_are_written() -> None:
    pieces = marked("Une Coopérative d’habitants", terms_of("coopératif habitant"))
    assert pieces == [
        Piece("Une ", is_hit=False),
        Piece("Coopérative", is_hit=True),
        Piece(" ", is_hit=False),
        Piece("d’habitants", is_hit=True),
    ]


def test_an_excerpt_begins_near_what_corresponds_and_cuts_no_word() -> None:
    text = "mot " * 200 + "solidarité " + "mot " * 200
    told = "".join(piece.text for piece in excerpt(text, terms_of("solidarités"), length=60))
    assert told.startswith("… mot ")
    assert told.endswith(" mot …")
    assert "solidarité" in told
    assert set(told.split()) == {"…", "mot", "solidarité"}


@given(st.text(max_size=300), st.text(max_size=30))
def test_marking_loses_no_sign(text: str, typed: str) -> None:
    assert "".join(piece.text for piece in marked(text, terms_of(typed))) == text


@given(st.text(max_size=200))
def test_what_is_typed_becomes_letters_and_digits_alone(typed: str) -> None:
    """So that nothing of it means anything to the language of an index."""
    for term in terms_of(typed):
        assert all(sign.isalnum() for sign in term.word + term.stem)


@given(st.text(max_size=80))
def test_every_name_is_found_by_itself(name: str) -> None:
    held = set(names_in(name).split()) | set(stems_in(name).split())
    for term in terms_of(name):
        assert term.stem in held or term.word in held
