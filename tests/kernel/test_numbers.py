import re
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.numbers import (
    Qualifier,
    editable_number,
    find_quantities,
    format_number,
    parse_number,
)
from essaim.kernel.signs import as_quoted


def found(text: str) -> list[tuple[str, str, str]]:
    return [(str(q.value), q.unit, q.qualifier.value) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("52 464 visites", "52464", "visites"),
        ("52\u00a0464 visites", "52464", "visites"),
        ("52\u202f464 visites", "52464", "visites"),
        ("4 372 visites par mois en moyenne", "4372", "visites par mois"),
        ("60 % des visites", "60", "%"),
        ("963 abonné.e.s", "963", "abonnés"),
        ("12 acteur·ices", "12", "acteurs"),
        ("14 adhérent(e)s", "14", "adhérents"),
        ("1200 exemplaires", "1200", "exemplaires"),
        ("2000 personnes", "2000", "personnes"),
        ("quatre lettres d'information", "4", "lettres d'information"),
        ("deux ateliers", "2", "ateliers"),
        ("Cinq groupes de travail", "5", "groupes de travail"),
        ("vingt et une rencontres", "21", "rencontres"),
        ("quatre-vingt-dix-sept fiches", "97", "fiches"),
        ("mille deux cents pages", "1200", "pages"),
        ("5 fondations", "5", "fondations"),
        ("20 nouveaux articles", "20", "nouveaux articles"),
        ("et 1 Assemblée générale", "1", "assemblée générale"),
        ("1 personne", "1", "personne"),
        ("16 pays", "16", "pays"),
        ("sur 3 jours", "3", "jours"),
        ("12 AG", "12", "AG"),
        ("2,5 ETP", "2.5", "ETP"),
        ("45 000 €", "45000", "€"),
        ("1 200 euros", "1200", "€"),
        ("3,5 millions d'euros", "3500000", "€"),
        ("3 millions de personnes", "3000000", "personnes"),
        ("-12 %", "-12", "%"),
        ("+472", "472", ""),
        ("Nombre de participants : 45", "45", "participants"),
        ("14 heures de bénévolat", "14", "heures de bénévolat"),
        ("31’407 entrées", "31407", "entrées"),
        ("412'500 francs", "412500", "francs"),
        ("1,250,000 people", "1250000", "people"),
        ("12k visites", "12000", "visites"),
        ("1,2k€ d'encre", "1200", "€"),
        ("18 k€", "18000", "€"),
        ("un solde de -12 adhérents", "-12", "adhérents"),
        ("nos 12 ateliers", "12", "ateliers"),
        ("two trustees", "2", "trustees"),
    ],
)
def test_a_quantity_is_a_number_and_its_unit(text: str, value: str, unit: str) -> None:
    assert found(text) == [(value, unit, "exact")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("une centaine d'articles", ("100", "articles", "approximate")),
        ("une soixantaine d'acteurs", ("60", "acteurs", "approximate")),
        ("une trentaine", ("30", "", "approximate")),
        ("une demi-douzaine de lieux", ("6", "lieux", "approximate")),
        ("environ 40 familles", ("40", "familles", "approximate")),
        ("près de 300 personnes", ("300", "personnes", "approximate")),
        ("40 familles environ", ("40", "familles", "approximate")),
        ("plus de 300 participants", ("300", "participants", "minimum")),
        ("plus d'une centaine de bénévoles", ("100", "bénévoles", "minimum")),
        ("au moins 20 structures", ("20", "structures", "minimum")),
        ("moins de 10 refus", ("10", "refus", "maximum")),
        ("jusqu'à 12 stagiaires", ("12", "stagiaires", "maximum")),
        ("pas moins de 79 personnes", ("79", "personnes", "minimum")),
        ("more than 60 people", ("60", "people", "minimum")),
        ("around 40 neighbours", ("40", "neighbours", "approximate")),
        ("fewer than 10 incidents", ("10", "incidents", "maximum")),
    ],
)
def test_a_quantity_says_how_it_is_meant(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize("text", ["de 20 à 30 personnes", "entre 20 et 30 personnes"])
def test_a_range_is_a_minimum_and_a_maximum(text: str) -> None:
    assert found(text) == [("20", "personnes", "minimum"), ("30", "personnes", "maximum")]


@pytest.mark.parametrize(
    "text",
    [
        "les 12 et 13 juin 2024",
        "le 12 mars",
        "en 2024 plusieurs membres",
        "GSEF 2026, Convergence 2026...",
        "la loi de 2014,4 dont deux",
        "221 rue de Lille 75 019 Paris",
        "59000 Villes",
        "Siret 444 165 237 00041 Code APE 94.99Z",
        "tél. 06 12 34 56 78 ou +33 6 12 34 56 78",
        "1. Développer les liens\n2) Inventer les suites\n3 - Tenir",
        "1.1 Consolidations des acquis",
        "4.3 Actions",
        "1 Animer les membres",
        "l'article 12 et les pages 3 et 4",
        "les 10 ans de la loi",
        "les 10 prochaines années",
        "le 2e séminaire, la 3ème fois",
        "à 14 heures, 14h30",
        "PES 21 et ses voisins",
        "ces deux ateliers, les deux autres",
        "un local neuf",
        "RFC9110 et https://exemple.org/12",
    ],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert found(text) == []


def test_the_context_is_the_sentence() -> None:
    text = "Avant. Le site a reçu\n12 visites. Après, 3 lettres."
    first, last = find_quantities(text)
    assert first.context == "Le site a reçu 12 visites."
    assert text[last.start : last.end] == "3 lettres"
    assert last.context == "Après, 3 lettres."


@pytest.mark.parametrize(
    ("value", "options", "printed"),
    [
        (52464, {"language": "fr"}, "52\u202f464"),
        (52464, {"language": "en"}, "52,464"),
        (Decimal("60.284"), {"language": "fr", "decimals": 1}, "60,3"),
        (Decimal("60.5"), {"language": "fr", "decimals": 0, "signed": True}, "+61"),
        (Decimal("2.50"), {"language": "en"}, "2.5"),
        (Decimal("-1234.5"), {"language": "fr"}, "−1\u202f234,5"),
        (0, {"language": "fr", "signed": True}, "0"),
        (Decimal("-0.2"), {"language": "fr", "decimals": 0}, "0"),
        (Decimal("1E+3"), {"language": "fr"}, "1\u202f000"),
    ],
)
def test_a_number_is_printed_as_its_language_does(value, options, printed) -> None:  # type: ignore[no-untyped-def]
    assert format_number(value, **options) == printed


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(["fr", "en"]))
def test_a_number_in_a_field_is_read_back(value: Decimal, language: str) -> None:
    assert parse_number(editable_number(value, language=language), language=language) == value


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_printed_number_is_read_back(value: Decimal) -> None:
    assert parse_number(format_number(value, language="fr")) == value
    in_english = format_number(value, language="en")
    if not re.fullmatch(r"−?\d{1,3},\d{3}", in_english):
        assert parse_number(in_english, language="en") == value


#: A cell, and what it says in every language.
READ = [
    ("0", "0"),
    ("52464", "52464"),
    ("52 464", "52464"),
    ("52\u00a0464", "52464"),
    ("52\u202f464", "52464"),
    ("52\u2009464,5", "52464.5"),
    ("1 234 567,89", "1234567.89"),
    ("1 250.500", "1250.5"),
    ("12,5", "12.5"),
    ("12.5", "12.5"),
    ("0,125", "0.125"),
    ("0.125", "0.125"),
    ("00,125", "0.125"),
    (",5", "0.5"),
    ("1234,567", "1234.567"),
    ("1234.567", "1234.567"),
    ("12,3450", "12.345"),
    ("1,234.5", "1234.5"),
    ("1.234,5", "1234.5"),
    ("1.250.000", "1250000"),
    ("1,250,000", "1250000"),
    ("1,250,000.5", "1250000.5"),
    ("1'250", "1250"),
    ("1’250.50", "1250.50"),
    ("-12", "-12"),
    ("− 12,5", "-12.5"),
    ("–3", "-3"),
    ("+472", "472"),
    ("60 %", "60"),
    ("12,5\u202f%", "12.5"),
    ("1 250,50 €", "1250.50"),
    ("€1250", "1250"),
    ("40 000 euros", "40000"),
    ("40 000 EUR", "40000"),
    ("1 000,000", "1000"),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("cell", "value"), READ)
def test_a_number_reads_the_same_on_every_page(cell: str, value: str, language: str) -> None:
    assert parse_number(cell, language=language) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "language", "ways"),
    [
        ("1,000", "fr", "1000 ou 1."),
        ("1.000", "fr", "1000 ou 1."),
        ("12,345", "fr", "12345 ou 12,3450."),
        ("1,000", "en", "1000 or 1."),
        ("52,464", "en", "52464 or 52.4640."),
        ("-100.250 €", "en", "100250 or 100.2500."),
    ],
)
def test_a_number_that_reads_in_two_ways_asks(cell: str, language: str, ways: str) -> None:
    with translation.override(language), pytest.raises(ValueError, match=r"\w") as refusal:
        parse_number(cell, language=language)
    assert cell in str(refusal.value)
    assert str(refusal.value).endswith(ways)


@given(st.integers(2, 10**9), st.booleans())
def test_a_printed_number_is_found_in_prose(value: int, signed: bool) -> None:
    text = f"Il y a {format_number(value, language='fr', signed=signed)} visites."
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.unit, quantity.qualifier) == (
        value,
        "visites",
        Qualifier.EXACT,
    )


@pytest.mark.parametrize(
    "cell",
    [
        *("", "douze", "1,2,3", "12 pages", "١٢", "1 2 3", "12 34", "1'25", "5.", ".", "€", "-"),
        *(
            "1e5",
            "(12)",
            "12-",
            "0x1F",
            "1/2",
            "1,234,56",
            "1.234.567,8.9",
            "9" * 19,
            "NaN",
            "1 000 0",
        ),
        *("0 125", "1,000 000", "--1", "∞", "1\n2"),
    ],
)
def test_a_cell_that_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refusal:
        parse_number(cell)
    assert as_quoted(cell) in str(refusal.value)


PIECES = st.sampled_from(
    [
        "12",
        "1 200",
        " ",
        "\n",
        "%",
        "visites",
        "deux",
        "une dizaine",
        "d'",
        "de ",
        "à",
        "-",
        "+",
        "2024",
        "mille",
        "cent",
        ",",
        ".",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join) | st.text())
def test_reading_never_fails_and_stays_inside_the_text(text: str) -> None:
    ends = 0
    for quantity in find_quantities(text):
        assert ends <= quantity.start < quantity.end <= len(text)
        ends = quantity.start
        assert quantity.context
