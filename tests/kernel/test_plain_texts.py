"""Texts of plain columns: typed before anybody spoke of Markdown, and since."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.markup import clean, from_text, is_bare, plain, to_text

OLD = [
    ("Une phrase.", "<p>Une phrase.</p>"),
    ("Un\ndeux\n\ntrois", "<p>Un<br>deux</p><p>trois</p>"),
    ("5 * 3 et snake_case, 2 < 3 & 4", "<p>5 * 3 et snake_case, 2 &lt; 3 &amp; 4</p>"),
    ("le 1er mai : 12 h – 14 h", "<p>le 1er mai : 12 h – 14 h</p>"),
    ("1998. Fondé\n2004. Agrandi", "<p>1998. Fondé<br>2004. Agrandi</p>"),
    ("שלום 👩‍👩‍👧 עולם", "<p>שלום 👩‍👩‍👧 עולם</p>"),
]


@pytest.mark.parametrize(("text", "html"), OLD)
def test_what_was_typed_before_reads_as_it_stood(text: str, html: str) -> None:
    assert from_text(text) == html
    assert to_text(html) == text


@pytest.mark.parametrize(
    "text",
    [
        "**gras**",
        "- un\n- deux",
        "[mots](https://a.example)",
        "1. un",
        "1. un\n7. sept",
        "> dit",
        "[[code]]",
        "### t",
    ],
)
def test_what_has_signs_is_read_and_comes_back(text: str) -> None:
    html = from_text(text)
    assert not is_bare(text)
    assert from_text(to_text(html)) == html


@pytest.mark.parametrize(
    "typed",
    [
        "[là](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](data:image/svg+xml;base64,AAAA)",
        '<a href="JaVaScRiPt:x()">là</a>',
        "<script>x()</script>",
    ],
)
def test_hostile_text_leaves_nothing_that_runs(typed: str) -> None:
    for html in (from_text(typed), clean(typed)):
        assert "<script" not in html
        assert "<img" not in html
        assert "<a " not in html


@given(st.text(alphabet="ab .\n-*|[]<>&1#_\\🙂א", max_size=40))
def test_any_text_comes_back_to_the_same_form(text: str) -> None:
    html = from_text(text)
    assert clean(html) == html
    assert from_text(to_text(html)) == html


@given(st.text(alphabet="ab .,\n:é'_🙂", max_size=40))
def test_a_text_without_signs_reads_as_it_stands(text: str) -> None:
    if is_bare(text):
        assert plain(from_text(text)).split() == text.split()
