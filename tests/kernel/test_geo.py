"""French communes, départements and regions."""

from decimal import Decimal
from pathlib import Path

import pytest

from essaim.kernel import geo


def names(query: str, limit: int = 3) -> list[str]:
    return [str(commune) for commune in geo.find_communes(query, limit)]


def test_a_commune_is_found_by_its_insee_code():
    montpellier = geo.commune("34172")
    assert montpellier is not None
    assert montpellier.name == "Montpellier"
    assert montpellier.postcodes == ("34000", "34070", "34080", "34090")
    assert montpellier.departement.name == "Hérault"
    assert montpellier.departement.region.name == "Occitanie"
    assert (montpellier.latitude, montpellier.longitude) == (Decimal("43.611"), Decimal("3.876"))
    assert not montpellier.is_approximate


@pytest.mark.parametrize("code", ["", "00000", "99999", "montpellier", "34172;"])
def test_an_unknown_code_names_no_commune(code: str):
    assert geo.commune(code) is None


@pytest.mark.parametrize(
    ("code", "name"), [("2a004", "Ajaccio"), (" 97411 ", "Saint-Denis"), ("98735", "Papeete")]
)
def test_corsica_and_overseas_are_communes_like_others(code: str, name: str):
    commune = geo.commune(code)
    assert commune is not None
    assert commune.name == name


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("MONTPEL", "Montpellier (Hérault)"),
        ("saint etienne", "Saint-Étienne (Loire)"),
        ("St-Étienne", "Saint-Étienne (Loire)"),
        ("havre", "Le Havre (Seine-Maritime)"),
        ("le havre", "Le Havre (Seine-Maritime)"),
        ("oeuilly", "Œuilly (Marne)"),
        ("mèze", "Mèze (Hérault)"),
        ("34000 montp", "Montpellier (Hérault)"),
        ("38000", "Grenoble (Isère)"),
    ],
)
def test_a_commune_is_found_by_how_its_name_or_postcode_begins(query: str, first: str):
    assert names(query, 1) == [first]


def test_a_name_shared_is_told_by_the_departement():
    assert names("saint-denis", 2) == [
        "Saint-Denis (La Réunion)",
        "Saint-Denis (Seine-Saint-Denis)",
    ]


def test_a_postcode_of_a_large_city_gives_the_arrondissement_before_the_city():
    assert names("69003") == ["Lyon 3e Arrondissement (Rhône)", "Lyon (Rhône)"]


def test_the_name_of_a_large_city_gives_the_city_before_its_arrondissements():
    assert names("paris", 1) == ["Paris (Paris)"]
    assert names("paris 11") == ["Paris 11e Arrondissement (Paris)"]
    arrondissement = geo.commune("75111")
    assert arrondissement is not None
    assert arrondissement.city == "75056"


@pytest.mark.parametrize("query", ["", "  ", "zzzz", "99999", "1"])
def test_what_is_no_commune_finds_none(query: str):
    assert geo.find_communes(query) == []


def test_a_small_commune_borrows_its_place_from_a_neighbour_and_says_so():
    commune = geo.commune("01002")
    assert commune is not None
    assert commune.is_approximate
    assert commune.latitude == Decimal("46.04")


def test_a_commune_without_known_place_has_no_coordinates():
    unplaced = geo.commune("91228")
    assert unplaced is not None
    assert (unplaced.latitude, unplaced.longitude, unplaced.is_approximate) == (None, None, False)


def test_departements_and_regions_are_found_by_their_codes():
    corse = geo.departement("2a")
    assert corse is not None
    assert (corse.name, corse.region.name) == ("Corse-du-Sud", "Corse")
    assert geo.region("76") == geo.Region("76", "Occitanie")
    assert geo.departement("00") is None
    assert geo.region("00") is None
    overseas = {"971", "972", "973", "974", "976"}
    assert len([d for d in geo.departements() if len(d.code) == 2 or d.code in overseas]) == 101


def test_every_commune_lies_in_france_and_in_a_departement():
    every = [geo.commune(code) for code in geo._ground().lines]
    assert len(every) == 35014
    mainland = [c for c in every if c and len(c.departement.code) == 2 and c.latitude]
    assert all(41 < (c.latitude or 0) < 52 and -6 < (c.longitude or 0) < 10 for c in mainland)


def test_the_data_stay_small():
    assert (Path(geo.DATA) / "communes.csv.gz").stat().st_size < 600_000
