"""The text of a document."""

from io import BytesIO

import pytest
from django.utils import translation
from docx import Document
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)

from essaim.kernel.pandoc import PandocFailed, convert
from essaim.kernel.refusals import Refused
from essaim.reprise.formats import report_text
from tests.reprise.made import scan

REPORT = """# 1. Outils communs

## 1.1 Le site

**Moyens =** 3 jours, soit 40 % & 5 \\* 2 < 12.^[Hors bénévolat.]

- un atelier le 12/06/2024
- un second

1. premier pas
2. second pas

| mois | visites |
|------|---------|
| mai  | 4 372   |

+-----------+--------+
| en deux   | - a    |
|           | - b    |
| morceaux  |        |
+-----------+--------+
"""


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_headings_lists_tables_and_notes_are_kept(kind: str):
    made = convert(REPORT.encode(), source="markdown", to=kind)
    text = report_text(made, f"rapport.{kind}")
    lines = [line.strip() for line in text.splitlines()]
    assert "# 1. Outils communs" in lines
    assert "## 1.1 Le site" in lines
    assert any(line.startswith("Moyens = 3 jours, soit 40 % & 5 * 2 < 12.[^") for line in lines)
    assert "- un atelier le 12/06/2024" in lines
    assert "- second pas" in lines
    assert any(line.endswith("]: Hors bénévolat.") for line in lines)
    assert "| mai | 4 372 |" in lines
    assert "4 372" in text
    assert "morceaux" in text
    assert "[TABLE]" not in text
    assert "</" not in text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_decoded(codec: str):
    data = "Bilan d’activité\r\n\r\n\r\n\r\n1.1 Été\t \r\n".encode(codec)
    assert report_text(data, "bilan.txt") == "Bilan d’activité\n\n\n\n1.1 Été\n"


def test_a_plain_text_keeps_its_lines():
    assert report_text(b"\n\nBilan\n\n\n1. Axe\n\n", "bilan.txt") == "\n\nBilan\n\n\n1. Axe\n"


def test_the_title_page_of_a_document_is_text_too():
    made = Document()
    for style, text in (("Title", "Bilan 2023"), ("Subtitle", "Un an"), ("Normal", "Il fit beau.")):
        made.add_paragraph(text, style=style)
    file = BytesIO()
    made.save(file)
    assert report_text(file, "bilan.docx") == "# Bilan 2023\n\n## Un an\n\nIl fit beau.\n"


def test_markdown_is_left_as_it_is():
    assert report_text(b"# A\n\n* b\\_c\n", "bilan.md") == "# A\n\n* b\\_c\n"


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xff\xd9", b"", b"PK\x03\x04 cut"])
def test_another_file_is_refused(data: bytes):
    with pytest.raises(Refused, match="bilan"):
        report_text(data, "bilan")


def test_a_document_that_holds_no_text_is_refused():
    from tests.kernel.test_intake import docx

    with translation.override("en"), pytest.raises(Refused, match="empty"):
        report_text(docx(), "bilan.docx")


def test_a_scan_is_told_so_in_one_sentence():
    with translation.override("en"), pytest.raises(Refused, match="pictures of its pages"):
        report_text(scan(), "bilan.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7 %%EOF", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>%%EOF"])
def test_a_pdf_that_cannot_be_read_is_refused(data: bytes):
    with translation.override("en"), pytest.raises(Refused, match="save it as plain text"):
        report_text(data, "bilan.pdf")


def test_a_conversion_that_lasts_is_stopped():
    with pytest.raises(PandocFailed, match="more than 0"):
        convert(b"# a", source="markdown", to="docx", seconds=0)


def test_a_conversion_reads_no_file_of_the_machine():
    with pytest.raises(PandocFailed):
        convert(
            b".. include:: /etc/hostname\n",
            source="rst",
            to="plain",
            options=["--fail-if-warnings"],
        )


def test_tables_within_tables_are_each_read_once():
    deep = "le fond"
    for _turn in range(20):
        deep = f"<table><tr><td>{deep}</td></tr></table>"
    made = convert(f"<p>Bilan</p>{deep}".encode(), source="html", to="odt")
    assert report_text(made, "bilan.odt").count("le fond") == 1
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for _turn in range(20):
        cell = cell.add_table(1, 1).cell(0, 0)
    cell.text = "le fond"
    file = BytesIO()
    document.save(file)
    assert report_text(file, "bilan.docx") == "le fond\n"


PAGES = {
    "no end of head": (
        "<head><meta charset=utf-8><title>T</title><body><h1>Bilan</h1><p>Un atelier</p>",
        "# Bilan\n\nUn atelier\n",
    ),
    "no end of cells": (
        "<table><tr><th>Date<th>Action<tr><td>3 mai<td>Greffe<tr><td>4 juin<td>Forum</table>",
        "| Date | Action |\n|---|---|\n| 3 mai | Greffe |\n| 4 juin | Forum |\n",
    ),
    "no end of rows": (
        "<table><tr><td>3 mai</td><td>Greffe</td><tr><td>4 juin</td><td>Forum</td></table>",
        "| 3 mai | Greffe |\n|---|---|\n| 4 juin | Forum |\n",
    ),
    "no end of items": ("<ul><li>Greffe<li>Forum</ul>", "- Greffe\n- Forum\n"),
    "a layout": (
        "<table><tr><td><h1>Bilan</h1><p>Un atelier.</p><ul><li>Greffe</ul></table>",
        "# Bilan\n\nUn atelier.\n\n- Greffe\n",
    ),
    "paragraphs in one cell": (
        "<table><tr><td><p>Un atelier.</p><p>Un forum.</p></table>",
        "Un atelier.\n\nUn forum.\n",
    ),
    "a table in a cell": (
        "<table><tr><td>Greffe.<table><tr><td>3 mai</td><td>Tours</td></table></table>",
        "Greffe.\n\n| 3 mai | Tours |\n|---|---|\n",
    ),
    "hidden": (
        "<p>Bilan.</p><p hidden>Le <b>4</b> mai</p><p style='display: none'>Le 5</p><p>Fin.</p>",
        "Bilan.\n\nFin.\n",
    ),
    "struck": ("<p>Atelier le <del>3</del><ins>4</ins> mai.</p>", "Atelier le 4 mai.\n"),
    "never ended": ("<p>Bilan.</p>" + "<a <a" * 12_000, "Bilan.\n"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_as_browsers_show_it(name: str):
    page, text = PAGES[name]
    assert report_text(f"<!doctype html>{page}".encode(), "bilan.html") == text


def test_a_part_of_a_pdf_that_stands_in_many_places_is_read_once():
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F"): named})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    drawn = DecodedStreamObject()
    drawn.set_data(b"/P <</MCID 0>> BDC BT /F 12 Tf 50 700 Td (Un atelier a eu lieu) Tj ET EMC")
    page[NameObject("/Contents")] = writer._add_object(drawn)
    node = _element(writer, "/P", NumberObject(0))
    node.get_object()[NameObject("/Pg")] = page.indirect_reference
    for _turn in range(8):
        node = _element(writer, "/Div", ArrayObject([node] * 8))
    writer._root_object[NameObject("/StructTreeRoot")] = _element(writer, "/Document", node)
    file = BytesIO()
    writer.write(file)
    assert report_text(file.getvalue(), "bilan.pdf") == "Un atelier a eu lieu\n"


def _element(writer: PdfWriter, role: str, children: PdfObject) -> IndirectObject:
    held = {NameObject("/S"): NameObject(role), NameObject("/K"): children}
    return writer._add_object(DictionaryObject(held))
