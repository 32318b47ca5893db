"""The year that a report tells, whenever it begins."""

import pytest

from essaim.reprise.reading.period import guess_year, read_period


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Rapport d'activité 2023\nadopté le 14 mars 2024", 2023),
        ("Ce que nous avons fait en 2021\n\n9 412 repas, par rapport à 2019", 2021),
        ("Bilan 2022 de l'Archipel, remis en 2023", 2022),
        ("Un texte.\n\nEn 2020 ceci, en 2020 cela, en 2019 rien.", 2020),
        ("Un texte sans date.", None),
    ],
)
def test_the_title_tells_the_year_before_all_else(text: str, year: int | None) -> None:
    assert guess_year(text) == year


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Bilan 2023", "2023-01-01", "2023-12-31"),
        ("Bilan de la saison 2022-2023", "2022-09-01", "2023-08-31"),
        ("Exercice clos le 30 juin 2019", "2018-07-01", "2019-06-30"),
        ("Rapport du 1er septembre 2022 au 31 août 2023", "2022-09-01", "2023-08-31"),
        ("Exercice clos le 31 décembre 2023", "2023-01-01", "2023-12-31"),
        ("Bilan 2024\nConvention 2024-2026", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_year_may_begin_in_any_month(text: str, first: str, last: str) -> None:
    period = read_period(text, None)
    assert (f"{period.first}", f"{period.last}") == (first, last)


def test_the_year_that_a_person_gives_is_believed() -> None:
    assert read_period("Bilan de la saison 2022-2023", 2015).year == 2015
    assert f"{read_period('Bilan de la saison 2022-2023', 2023).first}" == "2022-09-01"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("lecture publique, le 29", [("2022-09-29", "2022-09-29")]),
        ("reprise, du 15 au 17", [("2022-09-15", "2022-09-17")]),
        ("les 3 et 7, à Lens", [("2022-09-03", "2022-09-03"), ("2022-09-07", "2022-09-07")]),
        ("le 12 mars", [("2023-03-12", "2023-03-12")]),
        ("le 45 rue du Four, les 3 ateliers", []),
    ],
)
def test_a_day_takes_its_month_from_the_heading_above(
    text: str, days: list[tuple[str, str]]
) -> None:
    period = read_period("Saison 2022-2023", None)
    (month,) = period.days("Septembre 2022")
    found = period.under(month.starts_on).days(text)
    assert [(f"{day.starts_on}", f"{day.ends_on}") for day in found] == days


@pytest.mark.parametrize(
    ("text", "is_held"), [("le 3 mai 2023", True), ("en 2022", False), ("le 2 janvier 2024", False)]
)
def test_a_day_outside_the_year_is_not_of_the_report(text: str, is_held: bool) -> None:
    period = read_period("Bilan 2023", None)
    assert [period.holds(day) for day in period.days(text)] == [is_held]
