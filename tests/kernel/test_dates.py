import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.datecells import parse_date
from essaim.kernel.dates import Precision, find_dates

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR


def ranges(text: str, *, year: int | None = 2024) -> list[tuple[str, str]]:
    return [(f"{d.starts_on}", f"{d.ends_on}") for d in find_dates(text, year=year)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("les 12 et 13 juin 2024 à Nantes", "2024-06-12", "2024-06-13"),
        ("les 14 - 15 octobre", "2024-10-14", "2024-10-15"),
        ("les 21 au 23 mai", "2024-05-21", "2024-05-23"),
        ("du 28 mai au 2 juin 2024", "2024-05-28", "2024-06-02"),
        ("de janvier à septembre 2024,", "2024-01-01", "2024-09-30"),
        ("Metz 22-24 mai 2024.", "2024-05-22", "2024-05-24"),
        ("10 – 14 décembre 2024", "2024-12-10", "2024-12-14"),
        ("les 26-28 avril\n 2024 : débat", "2024-04-26", "2024-04-28"),
        ("en juin\n\n2023. Nos actions", "2023-06-01", "2023-06-30"),
        ("Forum de Mars 2024", "2024-03-01", "2024-03-31"),
        ("en mai", "2024-05-01", "2024-05-31"),
        ("le 1er mars", "2024-03-01", "2024-03-01"),
        ("le 12/06/2023", "2023-06-12", "2023-06-12"),
        ("le 2023-06-12", "2023-06-12", "2023-06-12"),
        ("du 12 au 14/06/2023", "2023-06-12", "2023-06-14"),
        ("du 12/06/2023 au 14/07/2023", "2023-06-12", "2023-07-14"),
        ("le 12 et 13 juin 2015", "2015-06-12", "2015-06-13"),
        ("le 12 et le 13 juin", "2024-06-12", "2024-06-13"),
        ("budget 2024-2026", "2024-01-01", "2026-12-31"),
        ("pour 2024-26", "2024-01-01", "2026-12-31"),
        ("entre 2023 et 2024", "2023-01-01", "2024-12-31"),
        ("de 2024 à 2026", "2024-01-01", "2026-12-31"),
        ("en 2022", "2022-01-01", "2022-12-31"),
        ("31 décembre 2023 au 2 janvier 2024", "2023-12-31", "2024-01-02"),
        ("du 28 décembre au 3 janvier 2024", "2023-12-28", "2024-01-03"),
        ("du lundi 3 au vendredi 7 juin 2024", "2024-06-03", "2024-06-07"),
        ("mardi 12 et mercredi 13 mars", "2024-03-12", "2024-03-13"),
        ("entre le 5 mars et le 7 avril", "2024-03-05", "2024-04-07"),
        ("les 27 et 28\u00a0juillet\u202f2024", "2024-07-27", "2024-07-28"),
        ("au 2e trimestre 2023", "2023-04-01", "2023-06-30"),
        ("au second semestre", "2024-07-01", "2024-12-31"),
        ("le 12 sept. 2024", "2024-09-12", "2024-09-12"),
        ("imprimé le 28.2.23 et", "2023-02-28", "2023-02-28"),
        ("09/04/23", "2023-04-09", "2023-04-09"),
        ("7 oct : affichage", "2024-10-07", "2024-10-07"),
        ("(lun. 9 sept.)", "2024-09-09", "2024-09-09"),
        ("le 12/06, à Tours", "2024-06-12", "2024-06-12"),
        ("entre le 3 et le 9 mai", "2024-05-03", "2024-05-09"),
        ("on March 3rd, 2022 we met", "2022-03-03", "2022-03-03"),
        ("on 12 March 2022", "2022-03-12", "2022-03-12"),
        ("21 Sept", "2024-09-21", "2024-09-21"),
        ("between 14 and 18 November", "2024-11-14", "2024-11-18"),
        ("held in May.", "2024-05-01", "2024-05-31"),
        ("8 to 19 July 2024", "2024-07-08", "2024-07-19"),
    ],
)
def test_a_date_is_found_as_it_is_written(text: str, first: str, last: str) -> None:
    assert ranges(text) == [(first, last)]


def test_a_list_of_months_shares_the_year_at_its_end() -> None:
    found = find_dates("(février, mai juillet et septembre 2023, diffusées)", year=2024)
    assert [d.starts_on for d in found] == [date(2023, month, 1) for month in (2, 5, 7, 9)]
    assert {d.precision for d in found} == {MONTH}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("le 14 novembre", "2022-11-14"),
        ("le 12 janvier", "2023-01-12"),
        ("le 12 janvier 2022", "2022-01-12"),
        ("en août", "2023-08-01"),
        ("en septembre", "2022-09-01"),
    ],
)
def test_a_year_that_begins_in_september_goes_on_in_the_next(text: str, first: str) -> None:
    (day,) = find_dates(text, year=2022, first_month=9)
    assert f"{day.starts_on}" == first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("mardi 7 mars", "2023-03-07"),
        ("lundi 15 janvier", "2024-01-15"),
        ("samedi 31 décembre", "2022-12-31"),
        ("mercredi 7 mars", "2023-03-07"),
        ("Friday 3 November", "2023-11-03"),
    ],
)
def test_a_day_of_the_week_tells_the_year_where_only_a_neighbour_has_it(
    text: str, first: str
) -> None:
    (day,) = find_dates(text, year=2023)
    assert f"{day.starts_on}" == first


def test_days_apart_are_two_dates() -> None:
    two = [("2024-02-12", "2024-02-12"), ("2024-10-16", "2024-10-16")]
    assert ranges("le 12 février à Tours et le 16 octobre à Paris") == two
    assert ranges("les 5 et 19 mars") == [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-19", "2024-03-19"),
    ]
    assert ranges("12 mars, 14 avril 2021") == [
        ("2021-03-12", "2021-03-12"),
        ("2021-04-14", "2021-04-14"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "le 31 février 2024",
        "30/02/2024",
        "le 29 février 2023",
        "221 rue de Lille 75 019 Paris",
        "14 rue du 8 mai 1945",
        "Siret 444 165 237 00041, APE 94.99Z",
        "loi n° 2014-856 du 31 juillet 2014",
        "la loi ESS de 2014",
        "page 12, article 5.2, tél. 06 12 20 24 20",
        "ils sont venus mars",
        "dix-sept ateliers",
        "Bilan 2024",
        "2 024 personnes",
        "60 % et 12 mois",
        "14 March Street, Leeds",
        "You may come, they march on",
        "version 2.31.24, note 7/10",
    ],
)
def test_what_only_looks_like_a_date_is_not_one(text: str) -> None:
    assert ranges(text) == []


def test_a_date_without_a_year_takes_the_report_s_or_none() -> None:
    assert find_dates("le 12 mars", year=None) == []
    (found,) = find_dates("le 12 mars", year=2021)
    assert (found.starts_on.year, found.year_is_given, found.precision) == (2021, False, DAY)
    (given_year,) = find_dates("le 12 mars 2020", year=2021)
    assert given_year.year_is_given


def test_a_found_date_says_where_it_stands() -> None:
    text = "Rencontre du 28 mai au 2 juin 2024 à Lyon"
    (found,) = find_dates(text, year=None)
    assert text[found.start : found.end] == "28 mai au 2 juin 2024"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12/06/2024", (date(2024, 6, 12), date(2024, 6, 12), DAY)),
        (" 2024-06-12 ", (date(2024, 6, 12), date(2024, 6, 12), DAY)),
        ("2024-06-12T00:00:00", (date(2024, 6, 12), date(2024, 6, 12), DAY)),
        ("12 juin 2024", (date(2024, 6, 12), date(2024, 6, 12), DAY)),
        ("du 12 au 14 juin 2024", (date(2024, 6, 12), date(2024, 6, 14), DAY)),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29), MONTH)),
        ("02/2024", (date(2024, 2, 1), date(2024, 2, 29), MONTH)),
        ("mars 2024", (date(2024, 3, 1), date(2024, 3, 31), MONTH)),
        ("2024", (date(2024, 1, 1), date(2024, 12, 31), YEAR)),
    ],
)
def test_a_cell_is_read_whole(cell: str, expected: tuple[date, date, Precision]) -> None:
    assert parse_date(cell) == expected


@pytest.mark.parametrize(
    "cell", ["", "bientôt", "31/02/2024", "12 mars", "12/06/2024 ou après", "2024-13"]
)
def test_a_cell_that_is_no_date_is_refused_with_its_text(cell: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refusal:
        parse_date(cell)
    assert cell in str(refusal.value)


CET = [  # what a cell says → the day on the clock of the network, Europe/Paris
    ("2024-06-12T23:30:00Z", date(2024, 6, 13)),
    ("2024-06-12T21:59:59.000Z", date(2024, 6, 12)),
    ("2024-12-31T23:30Z", date(2025, 1, 1)),
    ("2024-06-12 14:30:00-10:00", date(2024, 6, 13)),
    ("2024-06-13T00:30:00+0900", date(2024, 6, 12)),
    ("2024-06-12T23:30:00", date(2024, 6, 12)),
]


@pytest.mark.parametrize(("cell", "day"), CET)
def test_a_moment_is_the_day_it_was_for_the_network(cell: str, day: date) -> None:
    assert parse_date(cell) == (day, day, DAY)


@pytest.mark.parametrize(
    "cell",
    [
        "06/07/2024",
        "6/7/24",
        "06.07.24",
        "6-7-2024",
        "2024/07/06",
        "20240706",
        "06/07/2024 14:30",
        "06/07/2024 à 14h30",
        "06/07/2024 2:30 PM",
        "sam. 6 juillet 2024",
        "6-juil.-24",
        "06-juil-2024",
        "6\u202fjuillet\u00a02024",
    ],
)
def test_the_day_comes_first_however_the_cell_is_written(cell: str) -> None:
    assert parse_date(cell)[0] == date(2024, 7, 6)


def test_two_digits_of_a_year_are_taken_as_spreadsheets_take_them() -> None:
    assert [parse_date(f"1/2/{year}")[0].year for year in ("00", "68", "69", "99")] == [
        2000,
        2068,
        1969,
        1999,
    ]


@pytest.mark.parametrize("cell", ["6/13/2024", "45455", "32/1/24", "0001-01-01T00:00:00Z"])
def test_what_is_no_day_of_ours_is_refused_never_guessed(cell: str) -> None:
    with pytest.raises(ValueError, match=re.escape(cell)):
        parse_date(cell)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_is_read_back_from_its_usual_forms(day: date) -> None:
    for form in (f"{day:%d/%m/%Y}", day.isoformat()):
        assert parse_date(form) == (day, day, DAY)


PIECES = st.sampled_from(
    [
        "12",
        "31",
        " ",
        "\n",
        "mars",
        "mai",
        "février",
        "2024",
        "2023",
        "-",
        "/",
        "au",
        "et",
        ",",
        "1er",
        "du",
        "le",
        "sept",
        "d'",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(), st.integers(1900, 2099) | st.none())
def test_reading_never_fails_and_stays_inside_the_text(text: str, year: int | None) -> None:
    for found in find_dates(text, year=year):
        assert 0 <= found.start < found.end <= len(text)
        assert found.starts_on <= found.ends_on
