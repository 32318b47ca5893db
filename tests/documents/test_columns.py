"""Columns as wide as their words ask; contents of office suites that say the page."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.documents.document import Table
from essaim.documents.formats import render
from essaim.documents.formats.columns import LINE, shares
from essaim.documents.formats.frame import listed_anchors
from tests.documents.documents import BASE_URL, make_document

WORDS = st.text("abcdé", min_size=1, max_size=14)
CELLS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


def make_table(*columns: str, numeric: tuple[int, ...] = ()) -> Table:
    return Table("Titre", tuple("x" for _cell in columns), (columns,), numeric)


@pytest.mark.parametrize(
    ("columns", "numeric", "widths"),
    [
        (("mot", "mot"), (), [50, 50]),
        (("un texte de plusieurs mots qui court", "12"), (1,), [94, 6]),
        (("mot", "un texte " * 9, "un texte " * 9), (), [7, 46, 47]),
        (("mot",), (), [100]),
    ],
)
def test_a_column_is_as_wide_as_its_words_ask(columns, numeric, widths) -> None:
    assert shares(make_table(*columns, numeric=numeric)) == widths


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4))
def test_no_word_is_split_and_the_line_is_filled(rows: list[tuple[str, ...]]) -> None:
    table = Table("Titre", ("a", "b", "c"), tuple(rows))
    widths = shares(table)
    assert sum(widths) == 100
    for at, width in enumerate(widths):
        longest = max(len(word) for row in rows for word in row[at].split())
        assert width * LINE / 100 >= longest


def read(fmt: str, name: str) -> str:
    with ZipFile(BytesIO(render(make_document(), fmt, base_url=BASE_URL))) as archive:
        return archive.read(name).decode()


def test_the_contents_of_a_docx_say_the_page_which_the_suite_counts() -> None:
    xml = read("docx", "word/document.xml")
    pages = re.findall(r"PAGEREF ([\w-]+) \\h", xml)
    assert pages == listed_anchors(make_document())
    assert all(f'w:name="{anchor}"' in xml for anchor in pages)
    assert '<w:updateFields w:val="true"/>' in read("docx", "word/settings.xml")


def test_the_contents_of_an_odt_say_the_page_which_the_suite_counts() -> None:
    xml = read("odt", "content.xml")
    pages = re.findall(r'text:reference-format="page" text:ref-name="([\w-]+)"', xml)
    assert pages == listed_anchors(make_document())
    assert all(f'<text:bookmark-start text:name="{anchor}"' in xml for anchor in pages)


def test_columns_of_office_files_have_the_widths_that_their_words_ask() -> None:
    xml = read("docx", "word/document.xml")
    (grid,) = re.findall(r"<w:tblGrid>(.*?)</w:tblGrid>", xml)
    assert len(set(re.findall(r'w:w="(\d+)"', grid))) > 1
