"""HTML, Markdown and the data pack, read back as their readers would."""

import csv
import hashlib
import json
import re
from html.parser import HTMLParser
from io import BytesIO, StringIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from essaim.documents.document import DataTable, Document, Table
from essaim.documents.formats import UnresolvedFigure, render
from essaim.documents.formats.html import fragment
from essaim.documents.formats.pdf import data_of
from tests.documents.documents import BASE_URL, HOSTILE, make_document, make_hostile


def page(document: Document) -> BeautifulSoup:
    return BeautifulSoup(render(document, "html", base_url=BASE_URL), "html.parser")


def pack(document: Document) -> dict[str, bytes]:
    with ZipFile(BytesIO(render(document, "pack", base_url=BASE_URL))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_headings_of_the_page_skip_no_level():
    levels = [int(tag.name[1]) for tag in page(make_document()).find_all(re.compile(r"^h\d$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))


def test_the_page_is_french_with_landmarks_and_a_skip_link():
    soup = page(make_document())
    assert soup.html["lang"] == "fr"
    assert soup.title.string == "Bilan 2024 · Mouvement des Prés"
    assert soup.find("a", class_="skip")["href"] == f"#{soup.main['id']}"
    assert soup.nav["aria-labelledby"] == "contents"
    assert len(soup.find_all(string=re.compile("démonstration"))) == 2


def test_tables_of_the_page_have_scopes_and_captions():
    for table in page(make_document()).find_all("table"):
        assert table.caption.string
        assert {th["scope"] for th in table.thead.find_all("th")} == {"col"}
        assert all(row.th["scope"] == "row" for row in table.tbody.find_all("tr"))


def test_a_figure_leads_to_its_page_and_its_note_to_the_annex():
    soup = page(make_document())
    figure = soup.find("a", class_="figure", string="52 464 visites")
    assert figure["href"] == f"{BASE_URL}/indicateurs/visites/2024"
    note = figure.find_next("a")
    assert note.string == "[1]"
    entry = soup.find(id=note["href"].removeprefix("#"))
    assert entry.string == "[1] 52 464 visites — Visites du site"
    assert "2 faits non montrés (réservés aux membres)" in entry.find_next("ul").get_text()


def test_a_figure_in_a_table_leads_there_too():
    table = Table("Chiffres", ("", "2024"), (("Visites", "52 464"),), (1,), (("", "visits"),))
    document = make_document(blocks=(table,))
    links = [(link.text, link["href"]) for link in page(document).select("td a")]
    home = f"{BASE_URL}/indicateurs/visites/2024"
    assert links == [("52 464", home), ("[1]", "#figure-1")]
    markdown = render(document, "md", base_url=BASE_URL).decode()
    assert f"| Visites | [52 464]({home}) " in markdown
    cells = data_of(document, base_url=BASE_URL)["blocks"][0]["rows"][0][1]
    assert [cell["u"] for cell in cells] == [home, "#figure-1"]


def test_a_figure_in_a_table_without_a_line_of_the_annex_is_refused():
    table = Table("Chiffres", ("", "2024"), (("Visites", "52 464"),), (1,), (("", "gone"),))
    with pytest.raises(UnresolvedFigure):
        render(make_document(blocks=(table,)), "html", base_url=BASE_URL)


def test_every_link_inside_the_page_has_its_target():
    soup = page(make_document())
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    inner = {a["href"][1:] for a in soup.find_all("a", href=re.compile("^#"))}
    assert inner <= set(ids)


def test_charts_have_words_and_no_script_nor_style_attribute():
    html = render(make_document(), "html", base_url=BASE_URL).decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"' in html
    assert not re.search(r"<script|\sstyle=|\son\w+=", html)


def test_a_page_of_the_site_takes_the_body_with_its_own_level():
    body = fragment(make_document(), base_url=BASE_URL, top=2)
    assert body.startswith('<div class="title-page">')
    assert "<h1" not in body
    assert "<h2>Bilan 2024</h2>" in body


class Balance(HTMLParser):
    """Fails where a tag is closed that was not open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "br", "path", "rect", "circle"}:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert tag in {"path", "rect", "circle"} or self.opened.pop() == tag


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_printed_as_they_are_in_html(words):
    soup = page(make_hostile(words))
    assert soup.h1.string == words
    assert soup.find("caption").string
    assert soup.script is None
    Balance().feed(render(make_hostile(words), "html", base_url=BASE_URL).decode())


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_escaped_in_markdown(words):
    text = render(make_hostile(words), "md", base_url=BASE_URL).decode()
    bare = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    assert f"# {words}\n" in bare
    assert not re.search(r"(?<!\\)<(?!a id=|/a>|sup>|/sup>)", text)
    assert not re.search(r"(?<!\\)\$", text)


def test_markdown_tells_the_report_and_its_annex():
    text = render(make_document(), "md", base_url=BASE_URL).decode()
    assert "# Bilan 2024\n" in text
    assert f"[52 464 visites]({BASE_URL}/indicateurs/visites/2024)" in text
    assert "#### Évaluation\n\nLe travail a porté ses fruits." in text
    assert "| LinkedIn | 530 | 1 002 |" in text
    assert '### <a id="figure-3"></a>\\[3\\] 2 formations — Formations' in text
    assert "- Calcul : Nombre d’actions tenues." in text


def test_the_pack_names_each_file_with_its_hash():
    files = pack(make_document())
    manifest = json.loads(files.pop("manifest.json"))
    assert {file["name"]: file["sha256"] for file in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    assert manifest["document_sha256"] == hashlib.sha256(files["document.json"]).hexdigest()
    assert Document.from_json(files["document.json"].decode()) == make_document()


def test_the_pack_tells_figures_records_and_actions():
    files = pack(make_document())
    figures = rows(files["figures.csv"])
    assert figures[1][:3] == ["1", "52 464 visites", "Visites du site"]
    assert figures[1][9:12] == ["4", "2", "réservés aux membres"]
    assert rows(files["records.csv"])[1:] == [
        ["1", "Relevé de mars", "mars 2024"],
        ["1", "Relevé d’avril", "avril 2024"],
    ]
    assert rows(files["actions.csv"])[1][:2] == ["1.1 Outils de communication", "2024-02-12"]
    assert "démonstration" in files["LISEZMOI.txt"].decode()


def test_the_pack_leaves_numbers_and_defuses_formulas():
    table = DataTable("x", ("a", "b"), (("-12", "=1+1"), ("-12.5", "@x"), ("3 %", "-x")))
    assert rows(pack(make_document(data=(table,)))["data-x.csv"])[1:] == [
        ["-12", "'=1+1"],
        ["-12,5", "'@x"],
        ["3 %", "'-x"],
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_in_the_pack(words):
    files = pack(make_hostile(words))
    assert rows(files["figures.csv"])[1][1].removeprefix("'") == words
