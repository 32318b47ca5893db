"""What no document can hold is taken away; what a person wrote stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.signs import all_writable, writable


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


def test_data_is_cleaned_to_its_depth():
    held = {"a\x00": ["b\x07", {"c": ("d\x1f", 1, None)}]}
    assert all_writable(held) == {"a": ["b", {"c": ["d", 1, None]}]}
