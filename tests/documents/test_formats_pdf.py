"""The PDF, read back: tagged, in French, with its outline, its links and all its figures."""

import re
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

from essaim.documents.document import Document, Heading, Prose, Table
from essaim.documents.formats import pdf as pdf_format
from essaim.documents.formats import render
from tests.documents.documents import BASE_URL, HOSTILE, make_document, make_hostile


def read(document: Document) -> PdfReader:
    return PdfReader(BytesIO(render(document, "pdf", base_url=BASE_URL)))


def words_of(pdf: PdfReader) -> str:
    """The words without spaces, which a line's end may replace."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    return read(make_document())


def test_the_pdf_is_tagged_and_says_its_language_and_standard(pdf):
    catalog = pdf.root_object
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "fr"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data().decode()
    assert pdf.metadata.title == "Bilan 2024"
    assert pdf.metadata.author == "Mouvement des Prés"


def test_bookmarks_follow_the_headings(pdf):
    def titles(outline):
        return [titles(item) if isinstance(item, list) else item.title for item in outline]

    assert titles(pdf.outline) == [
        "Préambule",
        "1 Promouvoir l’économie solidaire",
        ["1.1 Outils de communication"],
        "Conclusion",
        "D’où viennent les chiffres",
    ]


def test_links_lead_to_pages_and_into_the_annex(pdf):
    actions = [
        note.get_object().get("/A", {}) for page in pdf.pages for note in page.get("/Annots", [])
    ]
    addresses = {action["/URI"] for action in actions if "/URI" in action}
    assert addresses == {
        f"{BASE_URL}/indicateurs/visites/2024",
        f"{BASE_URL}/indicateurs/croissance",
        f"{BASE_URL}/actions/1",
        "https://example.org/a_b",
    }
    inner = [
        note
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/Dest" in note.get_object()
    ]
    assert len(inner) >= 5


def test_structure_has_headings_a_table_with_headers_and_a_described_figure(pdf):
    counts: dict[str, int] = {}
    descriptions = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            counts[node.get("/S", "")] = counts.get(node.get("/S", ""), 0) + 1
            descriptions.extend([node["/Alt"]] if "/Alt" in node else [])
            walk(node.get("/K", []))

    walk(pdf.root_object["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure", "/Link"} <= set(
        counts
    )
    assert counts["/TH"] >= 3
    assert any("Le site passe de 32 732 visites" in text for text in descriptions)


def test_each_page_has_its_number_and_the_notice(pdf):
    total = len(pdf.pages)
    assert pdf.page_labels == [str(number) for number in range(1, total + 1)]
    for number, page in enumerate(pdf.pages, start=1):
        text = page.extract_text()
        assert "démonstration : personnes, votes et présences inventés" in text
        assert f"Page {number} sur {total}" in text


def test_all_words_and_figures_are_there(pdf):
    words = words_of(pdf)
    expected = [
        "52 464 visites",
        "+60 %",
        "2 500",
        "Évaluation",
        "Moyens",
        "Transformé",
        "Temps fort",
    ]
    expected += ["32 732", "444 165 237 00041", "Somme des douze mois.", "Publié le 1er mars 2025"]
    expected += ["2 faits non montrés (réservés aux membres)", "D’où viennent les chiffres"]
    for text in expected:
        assert re.sub(r"\s", "", text).lower() in words.lower(), text


@pytest.mark.parametrize("words", HOSTILE[:4])
def test_hostile_words_are_printed_as_they_are(words):
    printed = re.sub(r"[\s\u00ad\u200b-]", "", words_of(read(make_hostile(words))))
    assert printed.count(re.sub(r"[\s-]", "", words)) >= 15


def test_writing_from_right_to_left_is_kept():
    assert "עברית" in words_of(read(make_hostile(HOSTILE[4])))


def test_a_sign_that_no_font_holds_is_a_box_and_never_its_name(monkeypatch):
    only_ours = pdf_format.compiled
    monkeypatch.setattr(
        pdf_format, "compiled", lambda data, template, **_: only_ours(data, template)
    )
    document = make_document(title="Ruche 🐝 漢", blocks=(Heading(1, "👩‍👩‍👧 ensemble 👍🏽", "a"),))
    words = words_of(read(document))
    assert "Ruche□□" in words
    assert "□ensemble□" in words
    assert "□□ensemble" not in words
    assert "honeybee" not in words


def test_a_sign_that_a_font_of_the_machine_holds_prints_as_itself(monkeypatch):
    """The fonts of typst are tried first, then those of the machine."""
    asked = []

    def compiled(data, template, *, is_ours_alone=True):
        asked.append(is_ours_alone)
        if is_ours_alone:
            raise typst.TypstError("", "", "") from None
        return data.encode()

    monkeypatch.setattr(pdf_format, "compiled", compiled)
    monkeypatch.setattr(pdf_format, "_unshown", lambda error: {"🐝"})
    assert "🐝".encode() in pdf_format.typeset({"t": "Ruche 🐝"})
    assert asked == [True, False]


def test_a_very_long_word_breaks():
    long = "anticonstitutionnellement" * 20
    document = make_document(
        blocks=(Prose(f"<p>{long}</p>"), Table("T", ("a", long), (("b", long),), (1,)))
    )
    shown = []
    for page in read(document).pages:
        page.extract_text(visitor_text=lambda text, _cm, tm, *_: shown.append((text, tm[4])))
    assert shown
    assert all(at < 595 for _text, at in shown)
    assert max(len(text) for text, _at in shown) < 150


def test_headings_that_skip_a_level_are_brought_back():
    document = make_document(blocks=(Heading(3, "Profond", "a"), Heading(1, "Haut", "b")))
    assert [item.title for item in read(document).outline][:2] == ["Profond", "Haut"]
