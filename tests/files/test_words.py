"""Files are found by what is written in them, by whoever sees them, and by nobody else."""

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pypandoc
import pytest
import typst
from django.test import Client
from django.urls import reverse

from essaim.accounts.actions import acting_command
from essaim.accounts.models import User
from essaim.files import apart, chores, reading
from essaim.files.actions import discard_file, keep_text
from essaim.files.apart import reader
from essaim.files.chores import read_files
from essaim.files.models import FileText, StoredFile
from essaim.files.reading import MOST, Unreadable, text_of
from essaim.kernel.acting import MEMBERS, PUBLIC, Acting, capacities_of
from essaim.kernel.errors import Forbidden
from essaim.kernel.exports import write_ods, write_xlsx
from essaim.kernel.intake import ANY, FORMATS, FileKind
from essaim.kernel.lengths import TEXT
from essaim.search.queries import search
from tests.factories.accounts import coordinator
from tests.factories.files import PDF, make_file
from tests.files.test_actions import own_folder  # noqa: F401 a fixture

SENTENCE = "La charte des tiers-lieux nourriciers"
ROWS = [[SENTENCE, Decimal("12.50")]]


def by_typst(source: str) -> bytes:
    return typst.compile(source.encode())


def by_pandoc(kind: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", kind, "-o", "-"]
    source = f"# Séance\n\n{SENTENCE}\n\n| a | b |\n|---|---|\n| noix | 3 |\n"
    return subprocess.run(command, input=source.encode(), capture_output=True, check=True).stdout


def slides() -> bytes:
    """What an office program writes of one slide."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", FORMATS[FileKind.ODP].content_type)
        archive.writestr(
            "content.xml",
            '<d xmlns:t="urn:t"><t:p>La charte des <t:s>tiers-lieux</t:s> nourriciers</t:p></d>',
        )
    return buffer.getvalue()


WRITTEN: dict[FileKind, Callable[[], bytes]] = {
    FileKind.PDF: lambda: by_typst(f"= Séance\n{SENTENCE}"),
    FileKind.DOCX: lambda: by_pandoc("docx"),
    FileKind.ODT: lambda: by_pandoc("odt"),
    FileKind.PPTX: lambda: by_pandoc("pptx"),
    FileKind.XLSX: lambda: write_xlsx(["Œuvre", "Montant"], ROWS),
    FileKind.ODS: lambda: write_ods(["Œuvre", "Montant"], ROWS),
    FileKind.ODP: slides,
    FileKind.TEXT: lambda: f"{SENTENCE}\r\nété".encode("cp1252"),
    FileKind.MARKDOWN: lambda: f"# Séance\n\n{SENTENCE}".encode(),
    FileKind.CSV: lambda: f"Œuvre;Montant\r\n{SENTENCE};12,50\r\n".encode("utf-8-sig"),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_words_of_every_kind_that_comes_in_are_read(kind: FileKind) -> None:
    text = text_of(WRITTEN[kind](), FORMATS[kind].content_type)
    assert "".join(SENTENCE.split()) in "".join(text.split())


def test_every_kind_that_holds_words_has_its_reader() -> None:
    images = {FileKind.PNG, FileKind.JPEG, FileKind.WEBP}
    assert set(WRITTEN) == ANY - images
    assert set(reading.READERS) == {FORMATS[kind].content_type for kind in WRITTEN}
    assert text_of(b"\x89PNG", "image/png") == ""


def test_a_scan_without_words_reads_as_nothing() -> None:
    assert text_of(by_typst("#rect()"), "application/pdf").strip() == ""


@pytest.mark.django_db
def test_signs_that_no_database_holds_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reading.READERS, "text/plain", lambda data: "a\0b\ud800\r\n" + "c" * TEXT)
    stored = make_file(name="annexe.txt", content=SENTENCE.encode())
    read_files()
    assert FileText.objects.get(stored=stored).text == "ab\n" + "c" * TEXT


def test_a_long_text_is_read_as_far_as_it_is_indexed() -> None:
    assert len(text_of(b"mot " * MOST, "text/plain")) == MOST
    assert len(text_of(by_typst("#lorem(3000)\n" * 40), "application/pdf")) <= MOST


@pytest.mark.parametrize("kind", sorted(set(WRITTEN) - {"txt", "md", "csv"}))
@pytest.mark.parametrize("harm", ["cut", "empty", "not_xml"])
def test_what_cannot_be_read_says_so_and_hurts_nobody(kind: FileKind, harm: str) -> None:
    whole = WRITTEN[kind]()
    broken = {"cut": whole[: len(whole) // 2], "empty": b"", "not_xml": b"PK\x03\x04<<<"}[harm]
    with pytest.raises(Unreadable):
        text_of(broken, FORMATS[kind].content_type)


def test_a_pdf_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.05)
    with pytest.raises(Unreadable, match=r"0\.05 seconds"):
        text_of(WRITTEN[FileKind.PDF](), "application/pdf")


def test_a_pdf_takes_no_more_memory_than_it_is_given() -> None:
    code = (
        "from essaim.files import apart; from essaim.files.apart import reader; "
        "apart.MEMORY = 150 << 20; reader.main()"
    )
    command = [sys.executable, "-c", code, "pages", "1000"]
    done = subprocess.run(command, input=b"x" * (200 << 20), capture_output=True, check=False)
    assert done.returncode != 0
    assert b"MemoryError" in done.stderr


# --- In the house


def found(typed: str, *capacities: str) -> list[str]:
    by = Acting(key=UUID(int=7), user_id=7, capacities=capacities_of(capacities))
    return ["".join(piece.text for piece in hit.title) for hit in search(typed, by).hits]


@pytest.mark.django_db(transaction=True)
def test_a_file_is_found_by_its_words_once_it_was_read() -> None:
    make_file(name="annexe.pdf", content=WRITTEN[FileKind.PDF](), audience=MEMBERS)
    assert found("nourricier", MEMBERS) == []
    assert read_files() == 1
    assert found("nourricier", MEMBERS) == ["annexe.pdf"]
    assert read_files() == 0


@pytest.mark.django_db(transaction=True)
def test_its_words_are_for_those_who_see_the_file_alone() -> None:
    make_file(name="annexe.pdf", content=WRITTEN[FileKind.PDF](), audience=MEMBERS)
    read_files()
    assert found("nourricier", PUBLIC) == []
    assert found("nourricier", MEMBERS) == ["annexe.pdf"]


@pytest.mark.django_db(transaction=True)
def test_with_the_file_go_its_words() -> None:
    stored = make_file(name="annexe.txt", content=SENTENCE.encode())
    read_files()
    discard_file(stored=stored, by=coordinator())
    assert not FileText.objects.exists()
    assert found("nourricier", MEMBERS) == []


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_tried_once(caplog: pytest.LogCaptureFixture) -> None:
    make_file(content=PDF)
    assert read_files() == 1
    assert "is found by its name alone" in caplog.text
    assert FileText.objects.get().text == ""
    assert read_files() == 0


@pytest.mark.django_db
def test_a_file_that_is_gone_from_the_disk_stops_no_other() -> None:
    gone, there = (make_file(name=name, content=SENTENCE.encode()) for name in ("a.txt", "b.txt"))
    Path(gone.content.path).unlink()
    assert read_files() == 2
    assert FileText.objects.get(stored=there).text == SENTENCE


@pytest.mark.django_db
def test_long_work_is_parted_into_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        make_file(name=f"{number}.txt", content=SENTENCE.encode())
    monkeypatch.setattr(chores, "PATIENCE", -1)
    assert [read_files() for _look in range(4)] == [1, 1, 1, 0]


@pytest.mark.django_db
def test_a_file_discarded_while_it_was_read_leaves_nothing() -> None:
    stored = make_file()
    discard_file(stored=StoredFile.objects.get(), by=coordinator())
    keep_text(stored=stored, text="x", by=acting_command("a test"))
    assert not FileText.objects.exists()


@pytest.mark.django_db
def test_nobody_but_the_house_says_what_is_in_a_file() -> None:
    with pytest.raises(Forbidden):
        keep_text(stored=make_file(), text="x", by=coordinator())


@pytest.mark.django_db(transaction=True)
def test_the_page_of_results_shows_the_passage(client: Client, stranger: User) -> None:
    text = f"{'Autre chose. ' * 30}{SENTENCE}."
    make_file(name="annexe.txt", content=text.encode(), audience=PUBLIC)
    read_files()
    client.force_login(stranger)
    page = client.get(reverse("search:results"), {"q": "nourriciers"}).text
    assert "annexe.txt" in page
    assert "tiers-lieux" in page


def test_a_page_of_endless_words_is_cut_by_its_reader() -> None:
    """A small file may hold a page that unpacks to hundreds of megabytes."""
    assert reader.first(iter(["x" * 10, "y"]), 4) == "xxxx"
