"""Lots that anyone can draw again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.tally.errors import CannotCount
from essaim.tally.lot import draw

NAMES = ["Ana", "Bo", "Cy"]


def test_a_lot_follows_the_published_seed():
    """The codes are those of `printf 'Loto du 2 mars : 4 8 15 16\\nAna' | sha256sum`."""
    result = draw(NAMES, "Loto du 2 mars : 4 8 15 16", seats=2)
    assert result.winners == ("Ana", "Bo")
    assert result.explanation[1:] == (
        "1. Ana\u00a0: 09d0d2f0811e…",
        "2. Bo\u00a0: 1fb31fe153a1…",
        "3. Cy\u00a0: 9c4ef3cb535c…",
    )


@pytest.mark.parametrize(
    ("names", "seed", "sentence"),
    [([], "x", "personne à tirer"), (["A", "A"], "x", "deux fois"), (["A"], " ", "la graine")],
)
def test_what_cannot_be_drawn_is_refused(names: list[str], seed: str, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        draw(names, seed)


@given(st.lists(st.text(max_size=5), min_size=1, unique=True), st.randoms())
def test_the_order_of_the_list_does_not_matter(names: list[str], chance):
    shuffled = list(names)
    chance.shuffle(shuffled)
    assert draw(names, "s").order == draw(shuffled, "s").order
