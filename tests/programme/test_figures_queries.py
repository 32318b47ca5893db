"""Figures as texts cite them."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation

from essaim.kernel.numbers import NARROW_SPACE
from essaim.programme.actions.figures import record_figure_uses
from essaim.programme.models import FigureUse, Indicator, IndicatorTerm
from essaim.programme.queries.figures import Figure, FigureBook, figures_of_objective
from tests.factories.programme import (
    make_action,
    make_indicator,
    make_objective,
    make_objective_year,
    make_reading,
)

pytestmark = pytest.mark.django_db


def spaced(text: str) -> str:
    """As a reader sees it: every space an ordinary one."""
    return text.replace(NARROW_SPACE, " ").replace("\u00a0", " ")


def make_visits() -> Indicator:
    visits = make_indicator(code="visites", title="Visites du site")
    make_reading(indicator=visits, scaled=52464, source_note="statistiques du site")
    make_reading(indicator=visits, scaled=32732, starts_on=date(2023, 1, 1), source_note="")
    return visits


def make_engagement() -> Indicator:
    engagement = make_indicator(
        code="engagement",
        unit="%",
        decimals=2,
        is_ratio=True,
        source="derived",
        derivation="ratio_of_sum",
    )
    for position, value in enumerate((346, 26, 20, 11080)):
        operand = make_indicator(title=f"Terme {position}")
        make_reading(indicator=operand, scaled=value)
        IndicatorTerm.objects.create(indicator=engagement, operand=operand, position=position)
    return engagement


def shown(code: str, form: str = "value", period: str = "", **options: Any) -> Figure:
    figure = FigureBook.load([code], 2024).figure(code, period, form)
    assert figure is not None
    return figure


@pytest.mark.parametrize(
    ("form", "text", "formula"),
    [
        ("value", "52 464 visites", ""),
        ("number", "52 464", ""),
        ("previous", "32 732 visites", ""),
        ("difference", "+19 732", "52 464 − 32 732 = +19 732"),
        ("growth", "+60 %", "(52 464 − 32 732) ÷ 32 732 ≈ +60,28 %"),
        ("monthly_mean", "4 372 par mois", "52 464 ÷ 12 mois = 4 372"),
    ],
)
def test_a_figure_reads_as_people_write_it(form: str, text: str, formula: str) -> None:
    make_visits()
    figure = shown("visites", form)
    assert (spaced(figure.text), spaced(figure.formula)) == (text, formula)
    assert figure.why == ""


def test_a_figure_opens_its_page_for_its_period() -> None:
    make_visits()
    assert shown("visites").url.endswith("/visites/?periode=2024")
    assert shown("visites", "growth", "2023").url.endswith("?periode=2023&forme=growth")


def test_a_figure_says_where_it_comes_from() -> None:
    make_visits()
    assert shown("visites").source == "statistiques du site"
    make_engagement()
    assert shown("engagement").source == "Terme 0, Terme 1, Terme 2, Terme 3"


def test_a_rate_is_shown_with_its_base() -> None:
    make_engagement()
    figure = shown("engagement")
    assert figure.value == Fraction(392, 11080)
    assert spaced(figure.text) == "3,54 % (392 sur 11 080)"
    assert spaced(figure.base) == "392 sur 11 080"
    assert spaced(figure.formula) == "(346 + 26 + 20) ÷ 11 080 ≈ 3,54 %"
    assert spaced(shown("engagement", "number").text) == "3,54 % (392 sur 11 080)"


def test_a_rate_moves_by_points() -> None:
    opened = make_indicator(code="ouvertures", unit="%", decimals=1, is_ratio=True)
    for year, part in ((2023, 500), (2024, 510)):
        make_reading(indicator=opened, starts_on=date(year, 1, 1), numerator=part, denominator=1000)
    assert spaced(shown("ouvertures", "difference").text) == "+1 point"
    assert "has a difference, not a growth" in translated_why("ouvertures", "growth")


def translated_why(code: str, form: str) -> str:
    with translation.override("en"):
        figure = shown(code, form)
        assert (figure.value, figure.text) == (None, "not known")
        return figure.why


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("approximate", "≈ 100 articles"),
        ("minimum", "au moins 100 articles"),
        ("maximum", "au plus 100 articles"),
    ],
)
def test_what_is_not_exact_says_so(qualifier: str, text: str) -> None:
    relayed = make_indicator(code="relayes", unit="article", unit_plural="articles")
    make_reading(indicator=relayed, qualifier=qualifier)
    figure = shown("relayes")
    assert (spaced(figure.text), figure.qualifier) == (text, qualifier)


@pytest.mark.parametrize(
    ("scaled", "text", "in_english"),
    [(0, "0 lettre", "0 lettres"), (1, "1 lettre", "1 lettre"), (2, "2 lettres", "2 lettres")],
)
def test_a_unit_agrees_with_its_number(scaled: int, text: str, in_english: str) -> None:
    letters = make_indicator(code="lettres", unit="lettre", unit_plural="lettres")
    make_reading(indicator=letters, scaled=scaled)
    assert spaced(shown("lettres").text) == text
    with translation.override("en"):
        assert spaced(shown("lettres").text) == in_english


def test_a_small_mean_shows_a_decimal() -> None:
    letters = make_indicator(code="lettres", unit="lettre", unit_plural="lettres")
    make_reading(indicator=letters, scaled=4)
    assert spaced(shown("lettres", "monthly_mean").text) == "0,3 par mois"
    assert spaced(shown("lettres", "monthly_mean").formula) == "4 ÷ 12 mois ≈ 0,3"


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    make_visits()
    with translation.override("en"):
        assert spaced(shown("visites", "monthly_mean").text) == "4,372 a month"
        assert spaced(shown("visites", "growth").text) == "+60%"


def test_a_stock_has_no_monthly_mean() -> None:
    followers = make_indicator(code="abonnes", nature="stock")
    make_reading(indicator=followers, scaled=963)
    assert "not a monthly mean" in translated_why("abonnes", "monthly_mean")


def test_months_make_a_year_and_say_so() -> None:
    visits = make_indicator(code="visites")
    for month in range(1, 8):
        make_reading(
            indicator=visits, granularity="month", starts_on=date(2024, month, 1), scaled=10
        )
    assert spaced(shown("visites").text) == "au moins 70 visites"
    assert spaced(shown("visites").formula) == "somme de 7 mois sur 12"
    assert spaced(shown("visites", period="2024-03").text) == "10 visites"
    make_reading(indicator=visits, starts_on=date(2023, 1, 1))
    assert "Months are missing" in translated_why("visites", "growth")
    for month in range(8, 13):
        make_reading(
            indicator=visits, granularity="month", starts_on=date(2024, month, 1), scaled=10
        )
    assert spaced(shown("visites").formula) == "somme des mois"
    assert spaced(shown("visites").text) == "120 visites"


def test_months_that_contradict_their_year_warn() -> None:
    visits = make_visits()
    make_reading(indicator=visits, granularity="month", starts_on=date(2024, 5, 1), scaled=60000)
    with translation.override("en"):
        assert shown("visites").warning == (
            "The months of 2024 add up to 60,000; its own reading says 52,464."
        )
    assert shown("visites", period="2023").warning == ""


def test_nothing_is_compared_with_nothing() -> None:
    visits = make_indicator(code="visites")
    assert "no reading for 2024" in translated_why("visites", "value")
    make_reading(indicator=visits)
    assert "no value for 2023" in translated_why("visites", "growth")
    assert "no value for 2023" in translated_why("visites", "previous")
    make_reading(indicator=visits, starts_on=date(2023, 1, 1), scaled=0)
    assert "base is 0" in translated_why("visites", "growth")


def test_what_is_unknown_is_none() -> None:
    make_visits()
    book = FigureBook.load(["visites", "disparu"], 2024)
    assert book.figure("disparu") is None
    assert book.figure("visites", "demain") is None
    assert book.figure("visites", "2024", "moyenne") is None


def test_a_part_of_the_whole_is_not_the_whole() -> None:
    visits = make_indicator(code="visites")
    make_reading(indicator=visits, dimension="Bretagne")
    assert shown("visites").value is None


@pytest.mark.parametrize("length", [1, 3])
def test_a_book_costs_the_same_whatever_it_holds(
    length: int, django_assert_num_queries: Any
) -> None:
    codes = [make_engagement().code] if length == 1 else ["engagement"]
    if length == 3:
        make_engagement()
        codes += [make_visits().code, make_indicator(code="vide").code]
    with django_assert_num_queries(3):
        book = FigureBook.load(codes, 2024)
        for code in codes:
            for form in ("value", "growth", "previous", "difference", "monthly_mean"):
                book.figure(code, form=form)


def test_an_objective_has_its_figures_with_the_year_before_and_the_change() -> None:
    objective = make_objective()
    make_visits()
    Indicator.objects.update(objective=objective)
    news = make_indicator(code="part", unit="%", objective=objective, title="Part", nature="stock")
    make_reading(indicator=news, scaled=71)
    texts = [spaced(figure.text) for figure in figures_of_objective(objective, 2024)]
    assert texts == ["71 %", "52 464 visites", "32 732 visites", "+60 %"]


def test_a_text_remembers_what_it_cites() -> None:
    visits = make_visits()
    text = make_objective_year()
    uses = [("visites", "2024", "value"), ("disparu", "", "growth")]
    record_figure_uses(text, "evaluation", uses)
    record_figure_uses(text, "evaluation", uses)
    uses_kept = FigureUse.objects.order_by("position")
    assert [(use.code, use.indicator, use.form, use.holder_model) for use in uses_kept] == [
        ("visites", visits, "value", "programme.objectiveyear"),
        ("disparu", None, "growth", "programme.objectiveyear"),
    ]
    record_figure_uses(text, "evaluation", [])
    assert not FigureUse.objects.exists()


def test_nothing_was_counted_before_its_programme_began() -> None:
    """2023 of a programme of 2024 is not known, rather than 0."""
    objective = make_objective()
    make_action(objectives=(objective,), kind="training")
    make_indicator(
        code="trainings",
        source="computed",
        measure="programme.actions.training",
        objective=objective,
    )
    book = FigureBook.load(["trainings"], 2024)
    values = [book.figure("trainings", year) for year in ("2023", "2024", "2025")]
    assert [figure.value if figure else None for figure in values] == [None, 1, 0]
