"""Pictures of texts in every format: themselves, their words, their caption, nothing outside."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx as python_docx
import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from pypdf import PdfReader

from essaim.documents.document import Document, Prose
from essaim.documents.formats import render
from essaim.documents.formats.html import fragment
from essaim.kernel.hypertext import write_html
from essaim.kernel.nodes import Block, Marks, Picture, Run
from tests.documents.documents import BASE_URL, make_document
from tests.factories.pictures import painted

KEY = "0b9c1d2e-1111-4222-8333-444455556666"
OTHER = "0b9c1d2e-1111-4222-8333-444455557777"
ORNAMENT = "0b9c1d2e-1111-4222-8333-444455558888"
JPEG, PNG = painted("JPEG", (1_200, 800)), painted()
WORDS = 'Le « grand » "soir" <b> & [lui]'
CAPTION = "La fête des quinze ans"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def picture(key: str, shows: str, kind: str, data: bytes, width: int, height: int) -> Run:
    src = f"data:image/{kind};base64,{b64encode(data).decode()}"
    return Run(picture=Picture(key, shows, src, width, height))


def make_pictured() -> Document:
    """A whole report, with a text that shows three pictures, among bold, a list and a link."""
    big = picture(KEY, WORDS, "jpeg", JPEG, 1_200, 800)
    blocks = [
        Block("p", (Run("Voici "), Run("la fête", Marks(strong=True)))),
        Block("picture", (big, Run("La fête des "), Run("quinze ans", Marks(em=True)))),
        Block("li", (Run("Un "), Run("lien", Marks("https://essaim.example/a"))), lists=("ul",)),
        Block("picture", (picture(OTHER, "Un plan", "png", PNG, 30, 20),)),
        Block("picture", (picture(ORNAMENT, "-", "png", PNG, 30, 20),)),
    ]
    document = make_document()
    html = write_html(blocks, is_shown=True)
    return replace(document, blocks=(*document.blocks, Prose(html)))


def files_of(fmt: str) -> dict[str, bytes]:
    with ZipFile(BytesIO(render(make_pictured(), fmt, base_url=BASE_URL))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_published_document_holds_its_pictures_by_its_hash() -> None:
    document = make_pictured()
    again = Document.from_json(document.to_json())
    assert again == document
    assert render(again, "html", base_url=BASE_URL) == render(document, "html", base_url=BASE_URL)
    other = document.to_json().replace(b64encode(PNG).decode(), b64encode(JPEG).decode())
    assert Document.from_json(other).digest() != document.digest()


@pytest.mark.parametrize("is_page", [True, False])
def test_html_shows_each_with_its_words_and_asks_for_nothing_outside(is_page: bool) -> None:
    document = make_pictured()
    html = (
        fragment(document, base_url=BASE_URL)
        if is_page
        else render(document, "html", base_url=BASE_URL).decode()
    )
    page = BeautifulSoup(html, "html.parser")
    shown = page.select(".prose figure img")
    assert [image["alt"] for image in shown] == [WORDS, "Un plan", ""]
    assert all(image["src"].startswith("data:image/") for image in page.select("img"))
    assert (shown[0]["width"], shown[0]["height"]) == ("1200", "800")
    figure = shown[0].find_parent("figure")
    assert figure.figcaption.text == CAPTION
    assert figure.figcaption.em.text == "quinze ans"


def test_the_pdf_tells_what_each_shows_and_keeps_their_bytes() -> None:
    pdf = PdfReader(BytesIO(render(make_pictured(), "pdf", base_url=BASE_URL)))
    told = re.findall(
        r"/Alt'?: '((?:[^'\\]|\\.)*)'", str(_structure(pdf.root_object["/StructTreeRoot"]))
    )
    assert WORDS in told
    assert "Un plan" in told
    words = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    assert CAPTION.replace(" ", "") in words
    images = [image.image.size for page in pdf.pages for image in page.images]
    assert (1_200, 800) in images
    assert "<pdfuaid:part>1" in pdf.root_object["/Metadata"].get_data().decode()


def _structure(node: object) -> object:
    """The tree of tags, without the way back up."""
    value = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(value, dict):
        kept = {"/K", "/Alt", "/S"}
        return {name: _structure(held) for name, held in value.items() if name in kept}
    return [_structure(held) for held in value] if isinstance(value, list) else str(value)


def test_docx_holds_the_pictures_within_its_page() -> None:
    file = render(make_pictured(), "docx", base_url=BASE_URL)
    document = python_docx.Document(BytesIO(file))
    told = [drawing.get("descr") for drawing in document.element.iter(DRAW)]
    assert told[-3:] == [WORDS, "Un plan", ""]
    widths = [shape.width.cm for shape in document.inline_shapes]
    assert max(widths) <= 16.5
    assert CAPTION in [paragraph.text for paragraph in document.paragraphs]
    with ZipFile(BytesIO(file)) as archive:
        media = [archive.read(name) for name in archive.namelist() if "/media/" in name]
    assert JPEG in media
    assert PNG in media


def test_docx_keeps_bold_lists_and_links_of_a_text() -> None:
    document = python_docx.Document(BytesIO(render(make_pictured(), "docx", base_url=BASE_URL)))
    first = next(each for each in document.paragraphs if each.text == "Voici la fête")
    assert [run.text for run in first.runs if run.bold] == ["la fête"]
    item = next(each for each in document.paragraphs if each.text == "Un lien")
    assert item._p.pPr.numPr is not None
    assert [link.url for link in item.hyperlinks] == ["https://essaim.example/a"]


def test_odt_holds_the_pictures_each_with_its_words() -> None:
    files = files_of("odt")
    content = fromstring(files["content.xml"])
    frames = [node for node in content.iter() if node.tag.endswith("}frame")]
    frames = [node for node in frames if any(each.tag.endswith("}image") for each in node)]
    told = [
        "".join(each.text or "" for each in node if each.tag.endswith("}desc")) for node in frames
    ]
    assert told[-3:] == [WORDS, "Un plan", ""]
    assert JPEG in files.values()
    text = "".join(content.itertext())
    assert CAPTION in text
    assert "Un lien" in text
    xml = files["content.xml"].decode()
    assert 'xlink:href="https://essaim.example/a"' in xml
    assert "<text:list " in xml or "<text:list>" in xml


def test_markdown_names_each_picture_and_holds_it_at_its_end() -> None:
    text = render(make_pictured(), "md", base_url=BASE_URL).decode()
    body, _first, _rest = text.partition(f"[{KEY}]: data:")
    assert f"[{KEY}] La fête des *quinze ans*" in body
    assert f"![Un plan][{OTHER}]" in body
    assert f"![][{ORNAMENT}]" in body
    assert ";base64," not in body
    assert text.count(f"[{KEY}]: data:image/jpeg;base64,") == 1
    assert r"\<b\> \& \[lui\]" in body


def test_the_data_pack_has_each_picture_as_a_file_named_in_its_manifest() -> None:
    files = files_of("pack")
    assert files["picture-01.jpeg"] == JPEG
    assert files["picture-02.png"] == PNG
    assert "picture-03.png" not in files
    names = [each["name"] for each in json.loads(files["manifest.json"])["files"]]
    assert {"picture-01.jpeg", "picture-02.png"} <= set(names)
    assert "picture-02.png : Un plan" in next(v for k, v in files.items() if "txt" in k).decode()
