"""Tables read from CSV and XLSX."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import translation
from openpyxl import Workbook

from essaim.kernel.refusals import UnreadableTable
from essaim.kernel.tabular import Limits, Table, read_table, table_under

PLAIN = "titre;début;lieu\nRéunion d’été;12/06/2024;Œuilly\n"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def workbook(*rows: tuple[object, ...], title: str = "Actions", **others: str) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    for other in others:
        book.create_sheet(other)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("cp1252", "Windows-1252"),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
    ],
)
def test_a_csv_is_read_in_its_encoding_and_says_which(codec: str, label: str):
    table = read_table(PLAIN.encode(codec), "actions.csv")
    assert table.header == ("titre", "début", "lieu")
    assert cells(table) == [("Réunion d’été", "12/06/2024", "Œuilly")]
    assert table.guessed.in_words() == f"Read as {label}, columns separated by semicolons."


@pytest.mark.parametrize(
    ("delimiter", "word"), [(";", "semicolons"), (",", "commas"), ("\t", "tabs")]
)
def test_the_delimiter_is_guessed(delimiter: str, word: str):
    table = read_table(PLAIN.replace(";", delimiter).encode(), "actions.csv")
    assert table.header == ("titre", "début", "lieu")
    assert word in table.guessed.in_words()


def test_commas_within_texts_do_not_hide_the_semicolons():
    data = b"title;place\nLyon, Nice, Brest;a, b, c\nParis;here\n"
    assert cells(read_table(data, "a.csv")) == [("Lyon, Nice, Brest", "a, b, c"), ("Paris", "here")]


def test_blank_lines_are_skipped_and_the_lines_keep_their_numbers():
    table = read_table(b'\na;b\n\n1;"two\nlines"\n;\n3;4\n', "a.csv")
    assert [row.line for row in table.rows] == [4, 7]


def test_a_doubled_header_is_renamed_and_noted():
    table = read_table(b"date;title;Date;date\n1;2;3;4\n", "a.csv")
    assert table.header == ("date", "title", "Date (2)", "date (3)")
    assert len(table.notes) == 2
    assert "“Date (2)”" in table.notes[0]


def test_a_cell_beyond_the_header_gets_a_column_of_its_own():
    table = read_table(b"a;b\n1;2;3\n4\n", "a.csv")
    assert table.header == ("a", "b", "column 3")
    assert cells(table) == [("1", "2", "3"), ("4", "", "")]
    assert table.notes == ("Column 3 has no name.",)


def test_trailing_delimiters_make_no_columns():
    assert read_table(b"a;b;;;\n1;2;;;\n", "a.csv").header == ("a", "b")


def test_rows_are_given_by_column_name():
    assert list(read_table(b"a;b\n1;2\n", "a.csv").records()) == [(2, {"a": "1", "b": "2"})]


def test_a_header_alone_is_a_table_without_rows():
    assert read_table(b"a;b\n", "a.csv").rows == ()


def test_a_workbook_gives_its_cells_as_a_person_would_type_them():
    day, moment = date(2024, 6, 12), datetime(2024, 6, 12, 14, 30)  # noqa: DTZ001
    data = workbook(("a", "b", "c", "d", "e"), (day, moment, 12, 12.5, True), (None,) * 5, ("x",))
    table = read_table(data, "actions.xlsx")
    assert cells(table) == [
        ("2024-06-12", "2024-06-12 14:30:00", "12", "12.5", "yes"),
        ("x", "", "", "", ""),
    ]
    assert [row.line for row in table.rows] == [2, 4]
    assert table.guessed.in_words() == "Read from the sheet “Actions”."


def test_the_sheets_that_are_not_read_are_named():
    table = read_table(workbook(("a",), ("1",), Notes="", Old=""), "a.xlsx")
    assert table.notes == ("Only the sheet “Actions” was read, not “Notes”, “Old”.",)


def test_a_formula_is_never_computed():
    table = read_table(workbook(("a", "b"), ("x", "=1+1")), "a.xlsx")
    assert cells(table) == [("x", "")]
    assert table.notes == ("1 formula was saved without its result (B2): left blank.",)


def test_the_last_result_of_a_formula_is_read_and_noted():
    data = rewritten(
        workbook(("a", "b"), ("x", "=1+1")), "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>2</v>"
    )
    table = read_table(data, "a.xlsx")
    assert cells(table) == [("x", "2")]
    assert table.notes == ("1 cell holds a formula (B2): its last result was read.",)


def rewritten(data: bytes, entry: str, old: bytes, new: bytes) -> bytes:
    """The archive with a piece of one entry replaced; `<v />` counts as `<v></v>`."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).replace(b"<v />", b"<v></v>").replace(b"<v/>", b"<v></v>")
            if name == entry:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return out.getvalue()


def test_a_wrong_dimension_loses_no_row():
    data = workbook(("a", "b"), ("1", "2"), ("3", "4"))
    wrong = rewritten(data, "xl/worksheets/sheet1.xml", b'ref="A1:B3"', b'ref="A1:A1"')
    assert len(read_table(wrong, "a.xlsx").rows) == 2


def refusal(data: bytes, name: str = "liste.xlsx", limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableTable) as caught:
        read_table(data, name, limits=limits)
    sentence = str(caught.value)
    assert f"“{name}”" in sentence
    return sentence


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 150_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b";;\n;;\n", "is empty"),
        (b"%PDF-1.7\n", "not of an accepted type"),
        (b"<html><table>", "not of an accepted type"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not of an accepted type"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, "not of an accepted type"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b'a;b\n1;2\n3;"open\n', "from line 3 on"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(data: bytes, reason: str):
    assert reason in refusal(data)


def test_a_truncated_or_damaged_workbook_is_refused():
    whole = workbook(("a", "b"), ("1", "2"))
    assert "cut short or damaged" in refusal(whole[: len(whole) // 2])
    assert "cut short or damaged" in refusal(whole[:300] + b"\xff" * 40 + whole[340:])
    without = rewritten(whole, "xl/workbook.xml", b"<sheets>", b"<sheet")
    assert "cut short or damaged" in refusal(without)


def test_a_bomb_is_refused_before_it_is_opened():
    assert "unpack" in refusal(bomb())
    entity = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]>'
    data = workbook(("a",), ("1",))
    xml = rewritten(data, "xl/workbook.xml", b"<workbook ", entity + b"<workbook ")
    assert "unpack" in refusal(xml)


def test_a_table_beyond_the_limits_is_refused():
    assert "too large: the limit is 20 MB" in refusal(b"a;b\n" * 6_000_000, "a.csv")
    small = Limits(rows=2, columns=3)
    assert len(read_table(b"a\n1\n2\n", "a.csv", limits=small).rows) == 2
    assert "more than 2 rows" in refusal(b"a\n1\n2\n3\n", "a.csv", small)
    assert "3 columns" in refusal(b"a;b;c;d\n", "a.csv", small)
    assert "more than 2 rows" in refusal(workbook(*[("x",)] * 9), "a.xlsx", small)
    assert "3 columns" in refusal(workbook(("a", "b", "c", "d")), "a.xlsx", small)


def test_a_workbook_without_content_is_refused():
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "CSV, XLSX, ODS or XLS" in refusal(out.getvalue())
    assert not Path("mimetype").exists()


@pytest.mark.parametrize(
    ("said", "delimiter"), [("sep=;", ";"), ("SEP=,", ","), ('"sep=\t"', "\t"), ("sep=|;;;", "|")]
)
def test_the_separator_that_excel_writes_first_is_believed_and_is_no_row(said: str, delimiter: str):
    text = f"{said}\r\ntitre;x,y\r\n".replace(";", delimiter) if delimiter != "," else ""
    text = text or f"{said}\r\ntitre,x\r\n"
    table = read_table((text + delimiter.join("ab")).encode("utf-8-sig"), "a.csv")
    assert [(row.line, row.cells) for row in table.rows] == [(3, ("a", "b"))]


def named(cells: Sequence[str]) -> int:
    return len({"titre", "date", "lieu"} & {cell.lower() for cell in cells})


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("Réseau Alpha;;\nBilan 2024;;\n\n", 4),
        ("Liste des dates;;\n", 2),
        ("Période;;Où\nTitre;;\n", 3),
        (";;Export du 12/06/2024\n", 2),
        ("a;b;c\n1;2;3\n\n\n", 5),
    ],
)
def test_the_header_is_found_below_title_lines_which_are_told(above: str, line: int):
    data = f"{above}titre;date;lieu\nFête;12/06/2024;Tours\n".encode()
    table = read_table(data, "a.csv", score=named)
    assert table.header == ("titre", "date", "lieu")
    assert [row.line for row in table.rows] == [line + 1]
    assert f"named in line {line}" in table.notes[0]
    assert len(table.lines) == len([text for text in data.decode().splitlines() if text])


def test_a_header_that_comes_again_is_no_row():
    data = b"titre;date;lieu\na;1;x\nTitre;Date;Lieu\nb;2;y\n"
    assert [row.line for row in read_table(data, "a.csv", score=named).rows] == [2, 4]


def test_without_a_known_name_the_header_is_the_first_wide_line():
    table = read_table(b"Bilan;;\nquoi;quand;qui\na;b;c\n", "a.csv", score=named)
    assert (table.header, len(table.rows)) == (("quoi", "quand", "qui"), 1)


def test_a_table_can_be_read_again_under_another_header_or_under_none():
    table = read_table(b"Bilan;2024\nquoi;quand\na;b\n", "a.csv")
    again = table_under("a.csv", table.lines, 1, guessed=table.guessed)
    assert (again.header, len(again.rows)) == (("quoi", "quand"), 1)
    bare = table_under("a.csv", again.lines, None, guessed=table.guessed)
    assert (bare.header, len(bare.rows)) == (("column 1", "column 2"), 3)


def test_the_sheet_that_names_the_columns_is_read_not_the_notice_before_it():
    book = Workbook()
    book.worksheets[0].append(["Mode d’emploi"])
    sheet = book.create_sheet("Saisie")
    for row in (["titre", "date"], ["Fête", "2024"]):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    assert read_table(out.getvalue(), "a.xlsx", score=named).guessed.sheet == "Saisie"


def test_a_cell_without_end_is_not_taken_for_an_open_quotation_mark():
    long = b"titre;note\na;b\nc;" + b"x" * 140_000 + b"\n"
    with pytest.raises(UnreadableTable, match="from line 3 on: a cell holds over 131072"):
        read_table(long, "a.csv")
