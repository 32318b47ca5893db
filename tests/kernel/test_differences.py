"""What differs between two texts is marked, and nothing of either is lost."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.differences import compared_html, compared_texts
from essaim.kernel.hypertext import read_html
from essaim.kernel.markup import clean, from_markdown

WORDS = st.text(alphabet="abé .\n-*|[]<>&🙂א", max_size=60)


def bare(html: str) -> str:
    return html.replace("<mark>", "").replace("</mark>", "")


def marked(html: str) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", html)


def test_words_that_only_one_says_are_marked() -> None:
    one, other = compared_html("<p>Le chat dort ici.</p>", "<p>Le chien noir dort ici.</p>")
    assert one == "<p>Le <mark>chat</mark> dort ici.</p>"
    assert other == "<p>Le <mark>chien noir</mark> dort ici.</p>"


def test_paragraphs_in_common_are_left_alone() -> None:
    one, other = compared_html("<p>Un.</p><p>Deux.</p>", "<p>Zéro.</p><p>Un.</p><p>Deux.</p>")
    assert marked(one) == []
    assert marked(other) == ["Zéro."]


def test_what_is_said_in_bold_by_one_alone_is_marked() -> None:
    one, other = compared_html("<p>Très bien</p>", "<p>Très <strong>bien</strong></p>")
    assert marked(one) == ["bien"]
    assert other == "<p>Très <strong><mark>bien</mark></strong></p>"


def test_plain_texts_keep_their_lines_and_their_signs() -> None:
    one, other = compared_texts("a < b\nc\n\nd", "a < b\nc\n\ne")
    assert one == "<p>a &lt; b<br>c</p><p><mark>d</mark></p>"
    assert marked(other) == ["e"]


@pytest.mark.parametrize("text", ["👩‍👩‍👧 שלום", "<script>x()</script>", "[a](javascript:x)"])
def test_hostile_and_far_scripts_are_shown_whole(text: str) -> None:
    html = from_markdown(text)
    one, other = compared_html(html, f"{html}<p>fin</p>")
    assert bare(one) == html
    assert marked(other) == ["fin"]
    assert "<script" not in other
    assert "href=" not in other


@given(one=WORDS, other=WORDS)
def test_unmarked_each_is_what_it_was(one: str, other: str) -> None:
    texts = from_markdown(one), from_markdown(other)
    both = compared_html(*texts)
    assert tuple(bare(text) for text in both) == texts
    assert texts[0] != texts[1] or not marked("".join(both))


@pytest.mark.parametrize("shape", ["<p>{}</p>", "<p>mot {}</p>"])
@pytest.mark.parametrize("paragraphs", [1_500, 6_000])
def test_comparing_costs_a_few_times_what_reading_does(shape: str, paragraphs: int) -> None:
    """Below and above the length from which stretches are marked as a whole."""
    texts = [
        clean("".join(shape.format(f"{word} {number}") for number in range(paragraphs)))
        for word in ("un", "deux")
    ]
    start = time.process_time()
    for text in texts:
        read_html(text)
    read = time.process_time()
    compared_html(*texts)
    assert time.process_time() - read < 12 * (read - start)
