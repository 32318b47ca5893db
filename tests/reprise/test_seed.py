"""The one real report at hand, where it is at hand."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from essaim.kernel.dates import find_dates
from essaim.reprise.reading import Reprise, Role, read_report
from tests.reprise.seed_bilan_2024 import AXES, DATES, FIGURES, MEANS, OBJECTIVES

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "seeds"
SEED = Path(os.environ.get("ESSAIM_SEEDS", BESIDE)) / "bilan-2024.txt"

pytestmark = pytest.mark.skipif(
    not SEED.is_file(), reason="bilan-2024.txt is not here: set ESSAIM_SEEDS to its folder"
)


@pytest.fixture(scope="module")
def text() -> str:
    return SEED.read_text()


@pytest.fixture(scope="module")
def seed(text: str) -> Reprise:
    return read_report(text, organisations=["ESS France", "RIPESS Europe", "Mouvement Sol"])


def test_the_outline_is_that_of_the_report(seed: Reprise) -> None:
    assert seed.year == 2024
    assert [axis.code for axis in seed.axes] == AXES
    assert [objective.code for objective in seed.objectives] == OBJECTIVES
    assert not any(row.code_is_made_up for row in [*seed.axes, *seed.objectives])


def test_every_objective_is_judged_once_and_has_its_means(seed: Reprise) -> None:
    assert sum(bool(objective.evaluation) for objective in seed.objectives) == 10
    assert not any("Evaluation =" in objective.evaluation for objective in seed.objectives)
    assert {objective.code: len(objective.means) for objective in seed.objectives} == MEANS
    assert sum(MEANS.values()) == 11


def test_nine_dates_in_ten_are_found_in_the_text_and_in_the_actions(
    seed: Reprise, text: str
) -> None:
    in_text = {(f"{d.starts_on}", f"{d.ends_on}") for d in find_dates(text, year=2024)}
    assert len(in_text & set(DATES)) >= 0.9 * len(DATES)
    in_actions = {(f"{action.starts_on}", f"{action.ends_on}") for action in seed.actions}
    assert len(in_actions & set(DATES)) >= 0.9 * len(DATES)
    assert len(in_actions - set(DATES) - {("2024-01-01", "2024-12-31")}) <= 2


def test_nine_figures_in_ten_are_found_and_few_besides(seed: Reprise) -> None:
    figures = {(f.objective, f.value, f.unit, f.qualifier.value) for f in seed.figures}
    expected = {(code, Decimal(value), unit, how) for code, value, unit, how in FIGURES}
    assert len(figures & expected) >= 0.9 * len(expected)
    assert len(figures - expected) <= 3


def test_lists_inside_an_objective_are_not_axes(seed: Reprise, text: str) -> None:
    lists = [n for n, line in enumerate(text.split("\n")) if line[:2] in {"1)", "2)", "3)", "4)"}]
    assert len(lists) == 4
    assert {seed.roles[n] for n in lists} == {Role.PROSE}


def test_known_organisations_are_recognised_by_name(seed: Reprise) -> None:
    known = {organisation.name for organisation in seed.organisations if organisation.is_known}
    assert known == {"ESS France", "RIPESS Europe", "Mouvement Sol"}
