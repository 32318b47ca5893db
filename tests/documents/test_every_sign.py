"""Whatever sign stands in a report, it renders in every format."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from essaim.documents.document import Prose
from essaim.documents.formats import FORMATS, render
from essaim.kernel.exports import write_csv, write_xlsx
from tests.documents.documents import BASE_URL, make_document, make_hostile

#: What made a published report fail once, or might.
SPECIMENS = (
    "Cloche \x07 puis \x1e et \x1f",
    "nul \x00 et moitié \ud83d",
    "\u202egauche\u202c à droite",
    "🐝 👩‍👩‍👧 🏳️‍🌈 🇫🇷 ✊🏽 漢字 한글 ひらがな",
    "lignes \x0b \x0c \x85 \u2028 \u2029",
    "\ufffe \uffff \ufdd0 \U0001ffff \ufeff",
    "z̷̧̛͎a̶l̸g̵o" * 20,
    "a" * 3000,
    "\u200d\ufe0f\u200b\u00ad",
    "\ue000\U000f0000 \U0010fffd privés",
    "\\u0007 écrit, \\x07 aussi, _x0007_ encore",
)
TEXTS = st.text(st.characters(), min_size=1, max_size=40)
SOME = settings(max_examples=25, derandomize=True)


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("words", SPECIMENS, ids=range(len(SPECIMENS)))
def test_a_report_renders_whatever_it_says(words, fmt):
    if "\ud83d" in words and fmt == "pack":
        pytest.skip("no database keeps the half of a character")
    assert render(make_hostile(words), fmt, base_url=BASE_URL)


@SOME
@given(words=TEXTS)
@pytest.mark.parametrize("fmt", sorted(FORMATS.keys() - {"docx", "odt", "pack"}))
def test_every_sign_of_unicode_renders(words, fmt):
    assert render(make_hostile(words), fmt, base_url=BASE_URL)


@settings(SOME, max_examples=6)
@given(words=TEXTS)
@pytest.mark.parametrize("fmt", ["docx", "odt"])
def test_every_sign_of_unicode_renders_for_office(words, fmt):
    assert render(make_hostile(words), fmt, base_url=BASE_URL)


@SOME
@given(words=TEXTS)
def test_every_sign_of_unicode_goes_into_a_table(words):
    assert write_csv([words], [[words]])
    assert write_xlsx([words], [[words]], title=words)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_table_in_a_text_stands_in_every_format(fmt):
    html = (
        "<table><tbody><tr><th>Poste</th><th>Euros</th></tr><tr><td>Loyer</td><td></td></tr>"
        "</tbody></table><p>Puis.</p><table><tbody><tr><td>seule</td></tr></tbody></table>"
    )
    document = make_document(blocks=(Prose(html),))
    made = render(document, fmt, base_url=BASE_URL)
    assert made
    if fmt == "html":
        assert "<th>Poste</th>" in made.decode()
    if fmt == "md":
        assert "| Poste | Euros |\n| --- | --- |\n| Loyer |  |" in made.decode()
        assert "|  |\n| --- |\n| seule |" in made.decode()
    if fmt == "pdf":
        words = "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
        assert "Loyer" in words
        assert "seule" in words
