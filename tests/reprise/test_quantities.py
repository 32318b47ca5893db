"""Figures as only reports write them: labelled, counted again, voted, in money, in tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.reprise.reading.quantities import cell_quantity, read_quantities

Told = list[tuple[str, str, str]]


def told(text: str, *, is_english: bool = False) -> Told:
    return [
        (str(each.value), each.unit, str(each.qualifier))
        for each in read_quantities(text, is_english=is_english)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Visites : 52 464", [("52464", "visites", "exact")]),
        ("Repas : 9 412, soit -8 %", [("9412", "repas", "exact"), ("-8", "%", "exact")]),
        ("Billetterie : 48 210 €", [("48210", "€", "exact")]),
        ("87 vélos en 2022, 102 en 2023", [("87", "vélos", "exact"), ("102", "vélos", "exact")]),
        (
            "Adhérents : 87 en 2022, 102 en 2023",
            [("87", "adhérents", "exact"), ("102", "adhérents", "exact")],
        ),
        ("98 places, contre 70 en 2023", [("98", "places", "exact"), ("70", "places", "exact")]),
        (
            "Le nombre d'abonnés passe de 640 à 812.",
            [("640", "abonnés", "exact"), ("812", "abonnés", "exact")],
        ),
        ("Pour 58 Contre 0", [("58", "pour", "exact"), ("0", "contre", "exact")]),
        ("pour 31, contre 4.", [("31", "pour", "exact"), ("4", "contre", "exact")]),
        ("Le budget est de CHF 412'500.-", [("412500", "CHF", "exact")]),
        ("It cost £18.5k.", [("18500", "£", "exact")]),
    ],
)  # fmt: skip
def test_a_figure_is_read_with_its_unit(text: str, expected: Told) -> None:
    assert told(text) == expected


def test_a_comma_marks_thousands_in_english_and_tenths_in_french() -> None:
    assert told("Planted 1,250 trees", is_english=True) == [("1250", "trees", "exact")]
    assert told("4,8 tonnes") == [("4.8", "tonnes", "exact")]


@pytest.mark.parametrize(
    "text",
    [
        "Tél : 022 000 00 00", "Année : 2023", "Page : 12", "SIRET : 123456789", "deux fois plus",
        "les deux tiers", "n° : 14",
    ],
)  # fmt: skip
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("cell", "head", "expected"),
    [
        ("1 204", "Passages", ("1204", "passages")),
        ("5 310", "Denrées (kg)", ("5310", "kg")),
        ("12 %", "Part", ("12", "%")),
        ("-3", "Solde", ("-3", "solde")),
    ],
)
def test_a_cell_takes_its_unit_from_its_head(
    cell: str, head: str, expected: tuple[str, str]
) -> None:
    found = cell_quantity(cell, head, "")
    assert found is not None
    assert (str(found.value), found.unit) == expected


@pytest.mark.parametrize("cell", ["Région", "2023", "", "3 ou 4", "—"])
def test_a_cell_that_says_anything_else_has_no_figure(cell: str) -> None:
    assert cell_quantity(cell, "Présents", "") is None


PIECES = st.sampled_from(
    ["Visites : ", "1’204 ", "12k", "en 2023", ", ", "contre ", "pour 3", "CHF ", "%", "\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(), st.booleans())
def test_reading_never_fails_and_no_two_figures_overlap(text: str, is_english: bool) -> None:
    end = 0
    for found in read_quantities(text, is_english=is_english):
        assert end <= found.start < found.end <= len(text)
        end = found.end
