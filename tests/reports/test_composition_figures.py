"""The figures of a document: in texts, in tables, in large, and in the annex."""

from datetime import date

import pytest

from essaim.documents import document as doc
from essaim.kernel.acting import VISITOR
from essaim.programme.models import Objective
from essaim.reports.models import Report
from essaim.reports.queries.cited import Figures
from essaim.reports.queries.composition import compose
from tests.factories.programme import (
    make_action,
    make_indicator,
    make_programme,
    make_reading,
)
from tests.factories.reports import make_report, make_section, make_told_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def objective() -> Objective:
    return make_told_objective(make_programme(), evaluation="Utile.", means="Deux salariées.")


@pytest.fixture
def report(objective: Objective) -> Report:
    return make_report(programme=objective.programme)


def visits(objective: Objective | None = None, **fields: object) -> None:
    indicator = make_indicator(code="visits", title="Visites", objective=objective, **fields)
    make_reading(indicator=indicator, scaled=52464, source_note="Matomo")
    make_reading(
        indicator=indicator, scaled=32732, starts_on=date(2023, 1, 1), source_note="Matomo"
    )


def blocks(report: Report, kind: type) -> list:
    return [block for block in compose(report).blocks if isinstance(block, kind)]


def spaced(text: str) -> str:
    """Narrow and unbreakable spaces made plain."""
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")


def test_a_token_becomes_its_value_and_a_line_of_the_annex(report, objective):
    visits(objective)
    make_section(report=report, markdown="Le site a reçu [[visits]], soit [[visits|growth]].")
    document = compose(report)
    prose = next(block for block in document.blocks if isinstance(block, doc.Prose))
    assert ">52 464 visites</a>" in spaced(prose.html)
    assert ">+60 %</a>" in spaced(prose.html)
    lines = {line.id: line for line in document.figures}
    assert spaced(lines["figure-visits-2024-growth"].text) == "+60 %"
    assert lines["figure-visits-2024-value"].source == "Matomo"


def test_figures_of_an_objective_show_the_year_before_and_the_change(report, objective):
    visits(objective)
    _summary, table = blocks(report, doc.Table)
    assert [[spaced(cell) for cell in row] for row in table.rows] == [
        ["Visites", "52 464 visites", "32 732 visites", "+60 %"]
    ]


def test_without_a_year_before_there_is_no_column_for_it(report, objective):
    make_reading(indicator=make_indicator(title="Livres", objective=objective), scaled=20)
    _summary, table = blocks(report, doc.Table)
    assert (len(table.header), table.numeric) == (2, (1,))


def test_each_figure_of_a_table_leads_to_its_line_of_the_annex(report, objective):
    visits(objective)
    _summary, table = blocks(report, doc.Table)
    assert table.figures == (
        (
            "",
            "figure-visits-2024-value",
            "figure-visits-2024-previous",
            "figure-visits-2024-growth",
        ),
    )


def test_the_annex_follows_the_report_and_holds_nothing_else(report, objective):
    make_indicator(code="silent", title="Jamais lu", objective=objective, is_key=True)
    visits(objective)
    make_section(report=report, markdown="Soit [[visits|monthly_mean]] par mois, et [[visits]].")
    assert [line.id for line in compose(report).figures] == [
        "figure-visits-2024-monthly-mean",
        "figure-visits-2024-value",
        "figure-visits-2024-previous",
        "figure-visits-2024-growth",
    ]


def test_the_annex_says_how_exact_a_figure_is_where_it_is_not(report, objective):
    for code, qualifier in (("books", "approximate"), ("films", "exact")):
        indicator = make_indicator(code=code, title=code, objective=objective)
        make_reading(indicator=indicator, scaled=20, qualifier=qualifier)
    assert [line.qualifier for line in compose(report).figures] == ["approximatif (≈)", ""]


def test_key_figures_and_charts_are_drawn_from_readings(report, objective):
    visits(is_key=True)
    (key,) = blocks(report, doc.KeyFigures)
    assert [(spaced(item.value), spaced(item.change)) for item in key.items] == [
        ("52 464 visites", "+60 %")
    ]
    (chart,) = blocks(report, doc.ChartBlock)
    assert chart.chart.categories == ("2023", "2024")


def test_an_indicator_of_the_bureau_stays_out_of_a_public_report(report, objective):
    visits(objective, audience="bureau", is_key=True)
    assert (len(blocks(report, doc.Table)), blocks(report, doc.KeyFigures)) == (1, [])
    assert compose(report).figures == ()
    figures = Figures.load(report, VISITOR, [])
    assert (figures.key_rows, figures.rows) == ([], {})


def test_a_counted_figure_lists_its_records_and_says_how_many_are_withheld(report, objective):
    make_indicator(
        code="meetings",
        title="Réunions",
        source="computed",
        measure="programme.actions.meeting",
        objective=objective,
    )
    make_action(title="Réunion ouverte", objectives=(objective,))
    for title in ("Réunion du bureau", "Autre réunion du bureau"):
        make_action(title=title, audience="bureau", objectives=(objective,))
    line = next(
        figure for figure in compose(report).figures if figure.id == "figure-meetings-2024-value"
    )
    assert line.text.startswith("3")
    assert [record.title for record in line.records] == ["Réunion ouverte"]
    assert (line.withheld, bool(line.withheld_why)) == (2, True)
