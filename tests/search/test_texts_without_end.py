"""The index holds as much of a text as both databases keep."""

import pytest

from essaim.kernel.acting import PUBLIC
from essaim.search.models import IndexEntry
from essaim.search.words import MOST_BYTES, MOST_BYTES_OF_NAMES, names_in, stems_in
from tests.factories.search import make_index_entry

pytestmark = pytest.mark.django_db


def distinct(length: int, letter: str) -> str:
    """More words than the index holds, so long, each another."""
    numbers = ("".join(chr(ord("a") + int(digit)) for digit in str(n)) for n in range(60_000))
    return " ".join(f"{number}{letter * (length - len(number))}" for number in numbers)


@pytest.mark.parametrize(("length", "letter"), [(5, "k"), (7, "文"), (60, "k"), (60, "𝔄")])
def test_a_text_without_end_is_held_by_both_databases(length: int, letter: str) -> None:
    text = f"commencement {distinct(length, letter)}"
    names = names_in(text)
    title = stems_in(text, MOST_BYTES_OF_NAMES)
    make_index_entry(audience=PUBLIC, names=names, title_stems=title, body_stems=stems_in(text))
    held = IndexEntry.objects.get().body_stems
    assert held.startswith("commenc ")
    assert len(held.encode()) <= MOST_BYTES
