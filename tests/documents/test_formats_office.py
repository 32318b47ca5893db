"""DOCX and ODT, read back as office suites would."""

import re
from io import BytesIO
from zipfile import ZipFile

import docx as python_docx
import pytest

from essaim.documents.document import Document
from essaim.documents.formats import render
from tests.documents.documents import BASE_URL, HOSTILE, make_document, make_hostile


def parts(document: Document, fmt: str) -> dict[str, str]:
    with ZipFile(BytesIO(render(document, fmt, base_url=BASE_URL))) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: archive.read(name).decode() for name in names}


@pytest.fixture(scope="module")
def docx():
    return python_docx.Document(BytesIO(render(make_document(), "docx", base_url=BASE_URL)))


@pytest.fixture(scope="module")
def odt() -> dict[str, str]:
    return parts(make_document(), "odt")


def test_docx_has_real_headings(docx):
    headings = [
        (p.style.name, p.text) for p in docx.paragraphs if p.style.name.startswith("Heading")
    ]
    assert headings[:5] == [
        ("Heading 1", "Sommaire"),
        ("Heading 1", "Préambule"),
        ("Heading 2", "L’année en chiffres"),
        ("Heading 1", "1 Promouvoir l’économie solidaire"),
        ("Heading 2", "1.1 Outils de communication"),
    ]
    assert ("Heading 3", "Évaluation") in headings
    assert docx.paragraphs[0].style.name == "Title"
    assert docx.core_properties.title == "Bilan 2024"
    assert docx.core_properties.language == "fr-FR"


def test_docx_tables_repeat_their_header_and_are_captioned(docx):
    xml = [table._tbl.xml for table in docx.tables]
    assert len(xml) == 1  # the chart bears its figures
    assert all("<w:tblHeader" in table for table in xml)
    assert 'w:tblCaption w:val="Abonnés par réseau"' in xml[0]


def test_docx_pictures_are_told_and_pages_have_the_notice(docx):
    assert 'descr="Visites du site. Le site passe de 32 732' in docx.element.xml
    assert "base64" not in docx.element.xml
    section = docx.sections[0]
    assert section.page_width.mm == pytest.approx(210, abs=1)
    assert "démonstration : personnes" in section.footer.paragraphs[0].text
    assert " NUMPAGES " in section.footer._element.xml


def test_docx_figures_are_links_to_their_page_and_to_the_annex(docx):
    paragraph = next(p for p in docx.paragraphs if p.text.startswith("Le site a reçu"))
    links = [(link.text, link.url or f"#{link.fragment}") for link in paragraph.hyperlinks]
    assert links[:2] == [
        ("52 464 visites", f"{BASE_URL}/indicateurs/visites/2024"),
        ("[1]", "#figure-1"),
    ]
    assert 'w:name="figure-1"' in docx.element.xml


def test_odt_has_headings_header_rows_and_told_pictures(odt):
    content = odt["content.xml"]
    assert re.search(r'<text:h [^>]*text:outline-level="2"[^>]*>.*?1\.1 Outils', content)
    assert content.count("<table:table-header-rows>") == 1  # the chart bears its figures
    assert 'fo:border-bottom="1pt solid' in content
    assert "<svg:desc>Visites du site. Le site passe de 32 732" in content
    assert f'xlink:href="{BASE_URL}/indicateurs/visites/2024"' in content
    assert 'text:name="figure-1"' in content


def test_odt_is_french_on_a4_with_the_notice_on_each_page(odt):
    styles = odt["styles.xml"]
    assert 'fo:country="FR"' in styles
    assert 'fo:page-width="21cm"' in styles
    assert "démonstration : personnes, votes et présences inventés · Page " in styles
    assert "<text:page-count>" in styles
    assert "<dc:title>Bilan 2024</dc:title>" in odt["meta.xml"]


def test_odt_begins_with_its_type_uncompressed():
    data = render(make_document(), "odt", base_url=BASE_URL)
    assert data[30:38] == b"mimetype"
    assert data[38:77] == b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize("words", [*HOSTILE, "Ruche 🐝"])
def test_hostile_words_are_printed_as_they_are_in_docx(words):
    document = python_docx.Document(BytesIO(render(make_hostile(words), "docx", base_url=BASE_URL)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == words
    assert sum(words in text for text in texts) >= 12
    assert document.sections[0].footer.paragraphs[0].text.startswith(words)


@pytest.mark.parametrize("words", [*HOSTILE, "Ruche 🐝"])
def test_hostile_words_are_printed_as_they_are_in_odt(words):
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    content = parts(make_hostile(words), "odt")["content.xml"].replace("&quot;", '"')
    assert content.count(safe) >= 12
