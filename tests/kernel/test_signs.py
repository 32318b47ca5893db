"""What no document can hold is taken away; what a person wrote stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.signs import as_quoted, writable
from essaim.kernel.tabular import read_table
from essaim.reprise.formats import report_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Cloche\x07 \x1e\x1f", "Cloche "),
        ("nul\x00", "nul"),
        ("moitié \ud83d", "moitié "),
        ("\u202erenversé\u202c \u2066isolé\u2069", "renversé isolé"),
        ("tab\tligne\nretour\r\n", "tab\tligne\nretour\r\n"),
        ("Word\x0bpage\x0cNEL\x85fin\u2028et\u2029", "Word\npage\nNEL\nfin\net\n"),
        ("\ufeffmarque \ufffe\uffff\U0001fffe", "marque "),
        ("espaces\u00a0fines\u202f ; c’est-à-dire", "espaces\u00a0fines\u202f ; c’est-à-dire"),
        ("👩‍👩‍👧 漢 ع", "👩‍👩‍👧 漢 ع"),
        ("a\u200fb", "a\u200fb"),
    ],
)
def test_only_what_cannot_be_written_goes(typed, kept):
    assert writable(typed) == kept


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_writable_stays_so_and_can_be_stored(text):
    once = writable(text)
    assert writable(once) == once
    assert once.encode().decode() == once
    assert not set(once) & {"\x00", "\x07", "\x1f", "\ud800", "\u202e"}


def test_a_sentence_quotes_what_it_needs_of_a_text():
    assert as_quoted("Fête\nde  quartier") == "Fête de quartier"
    assert as_quoted("x" * 5_000) == "x" * 79 + "…"


def test_a_table_that_comes_in_holds_none():
    data = "titre;lieu\n\u202eUn\u202c titre;Ly\ufdd0on\ufeff\n".encode()
    assert [row.cells for row in read_table(data, "a.csv").rows] == [("Un titre", "Lyon")]


def test_a_report_that_is_read_again_holds_none_and_keeps_its_lines():
    text = "un\u2028deux\u202e\ntrois\x85quatre\ncinq\ufeff\n"
    assert report_text(text.encode(), "a.txt") == "un deux\ntrois quatre\ncinq\n"
    markdown = "Signe &#7; et &#x202e;tourn\u00e9\n"
    assert "\u202e" not in report_text(markdown.encode(), "a.md")
