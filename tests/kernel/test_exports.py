"""Tables written for spreadsheets, and read back."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from essaim.kernel.exports import FORMATS, write_csv, write_ods, write_xlsx
from essaim.kernel.signs import in_lines
from essaim.kernel.tabular import read_table
from essaim.kernel.text import fold

DANGEROUS = ["=1+1", "+33 1", "-x", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1", "＝1", "'quoted'"]
#: What the house holds went through `in_lines`: no return, no sign that no document holds.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(in_lines)
cells = st.one_of(
    texts,
    st.sampled_from(DANGEROUS),
    st.builds("".join, st.tuples(st.sampled_from("=+-@\t\r\n';,\""), texts)),
    st.sampled_from(["deux\nlignes", "Windows\r\nsuite", "_x000D_", "_x0041_", "007", "1e5", "-5"]),
).map(in_lines)
names = texts.map(lambda text: " ".join(text.split())).filter(bool)
headers = st.lists(names, min_size=1, max_size=5, unique_by=fold)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    header = draw(headers)
    row = st.lists(cells, min_size=len(header), max_size=len(header))
    return header, draw(st.lists(row.filter(lambda r: any(c.strip() for c in r)), max_size=5))


@given(tables())
def test_a_csv_comes_back_as_it_was(table: tuple[list[str], list[list[str]]]):
    header, rows = table
    back = read_table(write_csv(header, rows), "export.csv")
    assert list(back.header) == header
    assert [list(row.cells) for row in back.rows] == rows
    assert (back.guessed.encoding, back.notes) == ("UTF-8", ())


@given(tables())
def test_a_workbook_comes_back_as_it_was(table: tuple[list[str], list[list[str]]]):
    header, rows = table
    back = read_table(write_xlsx(header, rows), "export.xlsx")
    assert list(back.header) == header
    assert [list(row.cells) for row in back.rows] == rows


@given(tables())
def test_an_open_workbook_comes_back_as_it_was(table: tuple[list[str], list[list[str]]]):
    header, rows = table
    back = read_table(write_ods(header, rows), "export.ods")
    assert list(back.header) == header
    assert [list(row.cells) for row in back.rows] == rows


def test_an_open_workbook_keeps_numbers_and_days():
    day, moment = date(2024, 6, 12), datetime(2024, 6, 12, 12, 30, tzinfo=UTC)
    data = write_ods(
        ["a", "b", "c", "d", "e", "f"],
        [["x", 12, Decimal("1.50"), day, moment, True], [None, 0, -3, "", "y" * 40_000, "=1+1"]],
        title="Actions : 2024/2025 [tout]",
    )
    back = read_table(data, "export.ods")
    assert back.rows[0].cells == ("x", "12", "1.5", "2024-06-12", "2024-06-12 14:30:00", "oui")
    assert back.rows[1].cells[:4] == ("", "0", "-3", "")
    assert len(back.rows[1].cells[4]) == 32_767
    assert back.rows[1].cells[5] == "=1+1"
    assert back.notes == ()


@pytest.mark.parametrize("ending", list(FORMATS))
def test_a_table_is_written_while_its_rows_are_read(ending: str):
    """The same table in parts; a CSV leaves before its last row is known."""
    rows = [[f"{number} é", number] for number in range(1_000)]
    data = b"".join(FORMATS[ending].write(["a", "n"], iter(rows), "Titre"))
    back = read_table(data, f"t.{ending}")
    assert [list(row.cells) for row in back.rows] == [[text, str(n)] for text, n in rows]


@pytest.mark.parametrize("ending", list(FORMATS))
def test_equal_numbers_of_one_column_are_written_each_as_it_is(ending: str):
    """Cells that a column repeats are written once; what is equal is not always alike."""
    column = [1, True, Decimal("1.0"), Decimal("1.00"), True, 1, None, "1", False, 0]
    data = b"".join(FORMATS[ending].write(["n", "a"], [[cell, "x"] for cell in column]))
    back = read_table(data, f"t.{ending}")
    decimals = ["1,0", "1,00"] if ending == "csv" else ["1", "1"]
    expected = ["1", "oui", *decimals, "oui", "1", "", "1", "non", "0"]
    assert [row.cells[0] for row in back.rows] == expected


def test_a_whole_number_stands_without_quotes_and_quotes_are_doubled():
    data = write_csv(["a", "b"], [[12, 'dit "le 12"'], [12, "12"]])
    assert data.decode("utf-8-sig") == '"a";"b"\r\n12;"dit ""le 12"""\r\n12;"12"\r\n'


def test_a_workbook_holds_days_that_its_format_counts_rightly_and_words_for_others():
    rows = [
        [date(1900, 3, 1)],
        [date(1900, 2, 28)],
        [datetime(2024, 6, 12, 23, 59, 59, tzinfo=UTC)],
    ]
    sheet = load_workbook(BytesIO(write_xlsx(["a"], rows))).worksheets[0]
    assert [(cell.value, cell.number_format) for cell in sheet["A"][1:]] == [
        (datetime(1900, 3, 1), "dd/mm/yyyy"),  # noqa: DTZ001 a spreadsheet knows no zone
        ("1900-02-28", "General"),
        (datetime(2024, 6, 13, 1, 59, 59), "dd/mm/yyyy hh:mm"),  # noqa: DTZ001 as above
    ]


def test_what_looks_like_the_number_of_a_sign_stays_as_it_was_typed():
    text = "_x0041_ et _x000D_"
    assert read_table(write_xlsx(["a"], [[text]]), "t.xlsx").rows[0].cells == (text,)


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=2), min_size=1))
def test_a_number_is_written_as_it_is_with_a_comma(numbers: list[Decimal]):
    back = read_table(write_csv(["n"], [[number] for number in numbers]), "export.csv")
    assert [Decimal(row.cells[0].replace(",", ".")) for row in back.rows] == numbers


def test_a_csv_opens_in_a_french_spreadsheet():
    data = write_csv(
        ["Titre", "n"], [["Été", -5], [None, Decimal("12.50")], ["x", date(2024, 6, 1)]]
    )
    assert data == (
        b'\xef\xbb\xbf"Titre";"n"\r\n"\xc3\x89t\xc3\xa9";-5\r\n"";"12,50"\r\n"x";"2024-06-01"\r\n'
    )


@pytest.mark.parametrize("text", DANGEROUS[:-1])
def test_no_text_is_taken_for_a_formula_in_a_csv(text: str):
    cell = write_csv(["a"], [[text]]).decode("utf-8-sig").splitlines(keepends=True)[1]
    assert cell.startswith("\"'")


@pytest.mark.parametrize("text", ["-5", "+33", "-12,5", "3.2"])
def test_a_number_needs_no_apostrophe(text: str):
    assert f'"{text}"' in write_csv(["a"], [[text]]).decode()


@pytest.mark.parametrize("text", [*DANGEROUS[:4], "http://example.org", "0042", "{=1}"])
def test_no_text_is_taken_for_a_formula_in_a_workbook(text: str):
    book = load_workbook(BytesIO(write_xlsx(["a"], [[text]])))
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_workbook_keeps_numbers_days_and_its_header_in_sight():
    day, moment = date(2024, 6, 12), datetime(2024, 6, 12, 12, 30, tzinfo=UTC)
    data = write_xlsx(
        ["a", "b", "c", "d", "e"],
        [["x", 12, Decimal("1.5"), day, moment], [None, 0, -3, "", "y" * 40_000]],
        title="Actions : 2024/2025 [tout]",
    )
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.title == "Actions   2024 2025  tout"
    back = read_table(data, "export.xlsx")
    assert back.rows[0].cells == ("x", "12", "1.5", "2024-06-12", "2024-06-12 14:30:00")
    assert back.rows[1].cells[:4] == ("", "0", "-3", "")
    assert len(back.rows[1].cells[4]) == 32_767


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_cell_of_emoji_holds_as_many_as_an_office_counts(ending: str):
    data = b"".join(FORMATS[ending].write(["a"], [["a" + "🐝" * 20_000], ["🐝" * 16_383]], ""))
    longest, whole = (row.cells[0] for row in read_table(data, f"export.{ending}").rows)
    assert longest == "a" + "🐝" * 16_382 + "…"
    assert whole == "🐝" * 16_383


def test_what_no_file_may_hold_is_left_out():
    assert read_table(write_csv(["a"], [["x\x00\x07y"]]), "a.csv").rows[0].cells == ("xy",)
    assert read_table(write_xlsx(["a"], [["x\x00\x07y"]]), "a.xlsx").rows[0].cells == ("xy",)
