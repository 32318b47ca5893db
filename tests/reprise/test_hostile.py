"""A past report that says what no column holds: the row is refused, the others are taken over."""

import pytest

from essaim.kernel.signs import on_one_line
from essaim.programme.models import Action, Indicator, Objective
from tests.factories.accounts import coordinator
from tests.reprise.past_reports import apply_report, fates, open_report, review_all

pytestmark = pytest.mark.django_db

FIGURES = [
    {"value": "99999999999999999999999999"},
    {"value": "1E+30"},
    {"value": "0.0000000000001"},
    {"unit": "x" * 61},
    {"indicator": "x" * 200},
    {"indicator": "\u200b"},
    {"qualifier": "nonsense"},
    {"nature": "nonsense"},
]
ACTIONS = [
    {"title": "x" * 300},
    {"title": "\u200b"},
    {"starts_on": "0001-01-01", "ends_on": "0001-01-01"},
    {"starts_on": "9999-12-31", "ends_on": "9999-12-31"},
    {"kind": "nonsense"},
    {"precision": "nonsense"},
    {"summary": "x" * 200_001},
]


@pytest.mark.parametrize("fields", FIGURES, ids=str)
def test_a_figure_that_no_column_holds_is_refused_alone(fields: dict[str, str]) -> None:
    by = coordinator()
    row = {"is_kept": True, "indicator": "Visites du site", "nature": "flow", **fields}
    past_report = apply_report(review_all(open_report(by=by), by, f0=row), by)
    assert past_report.state == "applied"
    assert Objective.objects.exists()
    assert fates(past_report, "refused")
    assert not Indicator.objects.exists()


@pytest.mark.parametrize("fields", ACTIONS, ids=lambda fields: str(fields)[:40])
def test_an_action_that_no_column_holds_is_refused_alone(fields: dict[str, str]) -> None:
    by = coordinator()
    past_report = apply_report(
        review_all(open_report(by=by), by, a0={"is_kept": True, **fields}), by
    )
    assert past_report.state == "applied"
    assert fates(past_report, "refused")
    assert Action.objects.count() == 2


def test_what_a_report_brings_stands_on_one_line() -> None:
    by = coordinator()
    row = {"is_kept": True, "title": "Une\x1b\nfe\u0302te\t "}
    apply_report(review_all(open_report(by=by), by, a0=row), by)
    titles = list(Action.objects.values_list("title", flat=True))
    assert "Une fête" in titles
    assert [on_one_line(title) for title in titles] == titles


def test_a_text_beyond_measure_leaves_its_objective() -> None:
    by = coordinator()
    past_report = open_report(by=by)
    past_report.draft["objectives"][0]["evaluation"] = "mot " * 60_000
    past_report.save()
    past_report = apply_report(review_all(past_report, by), by)
    assert [what for what, _label in fates(past_report, "refused")] == ["evaluation"]
    assert Objective.objects.count() == 3
