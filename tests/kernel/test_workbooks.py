"""Workbooks as associations have them: other dialects, hidden parts, errors, cells far away."""

import time
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from openpyxl import Workbook

from essaim.kernel.refusals import UnreadableTable
from essaim.kernel.tabular import Table, read_table
from tests.kernel.sheets import (
    ods,
    ods_cell,
    ods_row,
    strict,
    with_parts,
    with_sheet,
    xls,
    xls_number,
    xls_text,
    xlsx,
)

ROWS = (("titre", "lieu"), ("Fête", "Tours"))
REPEATED = ' table:number-rows-repeated="1000000"'
WIDE = ' table:number-columns-repeated="16000"'


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def cells(table: Table) -> list[tuple[str, ...]]:
    return [table.header, *(row.cells for row in table.rows)]


def prefixed(name: str, text: str) -> tuple[str, str]:
    """Every name of a part with a prefix, as some programs write them."""
    if not name.startswith(("xl/worksheets", "xl/workbook", "xl/sharedStrings")):
        return name, text
    marked = text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    return name, marked.replace("<x:?", "<?").replace(" xmlns=", " xmlns:x=")


def at_the_root(name: str, text: str) -> tuple[str, str]:
    """No folder “xl”, as a small package of another program."""
    text = text.replace("/xl/", "/").replace('Target="xl/', 'Target="')
    return name.removeprefix("xl/"), text


def in_utf_16(data: bytes) -> bytes:
    """A part that tells of the document in the other encoding that XML knows."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            is_note = name == "docProps/app.xml"
            target.writestr(name, text.encode("utf-16" if is_note else "utf-8"))
    return out.getvalue()


DIALECTS = {
    "at the root": with_parts(xlsx(*ROWS), at_the_root),
    "a part in UTF-16": in_utf_16(xlsx(*ROWS)),
    "a name in capitals": xls(
        *[xls_text(y, x, t) for y, row in enumerate(ROWS) for x, t in enumerate(row)]
    ).replace("Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le")),
    "strict": with_parts(xlsx(*ROWS), strict),
    "prefixed": with_parts(xlsx(*ROWS), prefixed),
    "backslashes": with_parts(xlsx(*ROWS), lambda name, text: (name.replace("/", "\\"), text)),
    "no places": with_sheet(
        '<row><c t="inlineStr"><is><t>titre</t></is></c><c t="str"><v>lieu</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>Fê</t></r><r><t>te</t></r></is></c>'
        '<c t="str"><v>Tours</v></c></row>'
    ),
    "ods": ods(*[ods_row(*map(ods_cell, row)) for row in ROWS]),
    "xls": xls(*[xls_text(y, x, t) for y, row in enumerate(ROWS) for x, t in enumerate(row)]),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_workbook_is_read_in_every_dialect(dialect: str):
    assert cells(read_table(DIALECTS[dialect], "a.xlsx")) == list(ROWS)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Réunion_x000D_\nsuite", "Réunion\nsuite"),
        ("a_x000d_b", "a\nb"),
        ("a_x0007_b_x0000_c", "abc"),
        ("_x005F_x000D_", "_x000D_"),
        ("a_x0041_", "aA"),
    ],
)
def test_signs_that_excel_escapes_are_read_or_dropped(written: str, read: str):
    cell = '<row><c t="inlineStr"><is><t>{}.</t></is></c></row>'
    data = with_sheet(cell.format("titre") + cell.format(written))
    assert cells(read_table(data, "a.xlsx"))[1:] == [(f"{read}.",)]


def test_a_mark_of_excel_in_a_csv_is_dropped_too():
    data = 'titre;lieu\n"Réunion_x000D_\nsuite";Tours\n'.encode()
    assert cells(read_table(data, "a.csv"))[1:] == [("Réunion\nsuite", "Tours")]


def far(place: str) -> bytes:
    def change(book: Workbook) -> None:
        book.worksheets[0][place] = "x"

    return xlsx(*ROWS, change=change)


def test_a_cell_in_the_last_row_is_read_in_a_second():
    began = time.process_time()
    table = read_table(far("A1048576"), "a.xlsx")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ("Fête", "Tours")),
        (1_048_576, ("x", "")),
    ]
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "data",
    [
        far("ZZ1048576"),
        with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A99999999999"><v>1</v></c></row>'),
        with_sheet('<row r="1215752190"><c><v>1</v></c></row>'),
        ods(ods_row(ods_cell("x", WIDE), extra=REPEATED)),
        ods(ods_row(ods_cell("x"), extra=' table:number-rows-repeated="99999999999"')),
        xls(*[xls_text(0, 0, "a"), xls_text(65_535, 255, "b")]),
    ],
)
def test_a_cell_too_far_away_is_refused_before_room_is_made_for_it(data: bytes):
    began = time.process_time()
    with pytest.raises(UnreadableTable, match=r"“a\.xlsx”.*far from all the rest"):
        read_table(data, "a.xlsx")
    assert time.process_time() - began < 1


def test_empty_rows_that_are_repeated_to_the_end_of_an_ods_are_no_rows():
    rest = ods_row('<table:table-cell table:number-columns-repeated="16384"/>', extra=REPEATED)
    data = ods(*[ods_row(*map(ods_cell, row)) for row in ROWS], rest)
    assert cells(read_table(data, "a.ods")) == list(ROWS)


def hide(book: Workbook) -> None:
    sheet = book.worksheets[0]
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Brouillon").sheet_state = "hidden"


HIDDEN = {
    "xlsx": xlsx(*ROWS, change=hide),
    "ods": ods(
        ods_row(ods_cell("titre"), ods_cell("lieu")),
        ods_row(ods_cell("Fête"), ods_cell("Tours"), extra=' table:visibility="filter"'),
        columns='<table:table-column/><table:table-column table:visibility="collapse"/>',
    ),
    "xls": xls(
        *[xls_text(y, x, t) for y, row in enumerate(ROWS) for x, t in enumerate(row)],
        hidden_row=1,
        hidden_column=1,
    ),
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_is_hidden_is_read_and_told(kind: str):
    table = read_table(HIDDEN[kind], "a.xlsx")
    assert cells(table) == list(ROWS)
    assert "1 row is hidden in the sheet (2): it was read too." in table.notes
    assert "1 column is hidden in the sheet: it was read too." in table.notes


def test_a_hidden_sheet_is_not_read_and_told_as_hidden():
    notes = read_table(HIDDEN["xlsx"], "a.xlsx").notes
    assert "Only the sheet “Actions” was read, not “Brouillon” (hidden)." in notes


ERRORS = {
    "xlsx": with_sheet(
        '<row r="1"><c r="A1" t="str"><v>titre</v></c><c r="B1" t="str"><v>lieu</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>Fête</v></c><c r="B2" t="e"><v>#REF!</v></c></row>'
    ),
    "ods": ods(
        ods_row(ods_cell("titre"), ods_cell("lieu")),
        ods_row(ods_cell("Fête"), ods_cell("#N/D", ' calcext:value-type="error"')),
    ),
    "xls": xls(
        xls_text(0, 0, "titre"),
        xls_text(0, 1, "lieu"),
        xls_text(1, 0, "Fête"),
        b"\x05\x02\x08\x00" + b"\x01\x00\x01\x00\x00\x00" + b"\x2a\x01",
    ),
    "csv": "titre;lieu\nFête;#REF!\n".encode(),
    "csv in French": "titre;lieu\nFête;#VALEUR !\n".encode(),
    "csv of LibreOffice": "titre;lieu\nFête;Err:502\n".encode(),
}


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_of_the_spreadsheet_is_an_empty_cell_and_told_once(kind: str):
    table = read_table(ERRORS[kind], "a.xlsx")
    assert cells(table) == [("titre", "lieu"), ("Fête", "")]
    assert [note for note in table.notes if "(B2)" in note] == [
        "1 cell holds an error of the spreadsheet (B2): it was read as empty."
    ]


def test_a_word_with_a_hash_is_no_error():
    table = read_table(b"titre;lieu\n#MoisESS;#1\n", "a.csv")
    assert cells(table)[1:] == [("#MoisESS", "#1")]


def test_numbers_and_days_of_an_old_workbook_are_text_as_typed():
    table = read_table(xls(xls_text(0, 0, "n"), xls_number(1, 0, 12.0)), "a.xls")
    assert cells(table) == [("n",), ("12",)]


@pytest.mark.parametrize("at", [30, 48, 76, 512, 600, 1030, 1200, 1540])
def test_noise_in_an_old_container_never_gets_further_than_a_sentence(at: int):
    whole = DIALECTS["xls"]
    with suppress(UnreadableTable):
        read_table(whole[:at] + b"\xff" * 8 + whole[at + 8 :], "a.xls")


def test_a_protected_workbook_of_libreoffice_is_said_to_be_protected():
    locked = with_parts(
        DIALECTS["ods"],
        lambda name, text: (name, "<encryption-data/>" if "manifest" in name else text),
    )
    with pytest.raises(UnreadableTable, match="protected by a password"):
        read_table(locked, "a.ods")


def test_an_archive_of_another_kind_is_refused():
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnreadableTable, match="CSV, XLSX, ODS or XLS"):
        read_table(out.getvalue(), "a.docx")
