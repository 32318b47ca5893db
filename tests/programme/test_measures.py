"""Every measure of every room equals what its records give."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import Measure, measures
from essaim.kernel.periods import Period
from essaim.programme.models import Action, ActionPerson, Objective
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import make_membership, make_organisation, make_person
from tests.factories.programme import make_action, make_axis, make_objective

pytestmark = pytest.mark.django_db

Y2023, Y2024 = Period.of_year(2023), Period.of_year(2024)
MAY = Period(date(2024, 5, 1), date(2024, 5, 31))


@pytest.fixture
def objectives() -> tuple[Objective, Objective]:
    axis = make_axis()
    return make_objective(axis=axis), make_objective(axis=axis)


@pytest.fixture
def lively(objectives: tuple[Objective, Objective]) -> None:
    """Two years of a network: what happened, what did not, twins, merged rows, several roles."""
    first, second = objectives
    house = make_organisation(is_house=True)
    ours = make_organisation(name="Une")
    twin = make_organisation(name="La même", canonical=ours)
    hidden = make_organisation(name="Discrète", audience="bureau")
    person = make_person(audience="public")
    double = make_person(canonical=person, audience="public")
    make_membership(organisation=ours)
    make_membership(organisation=twin)
    make_membership(organisation=hidden, ended_on=date(2024, 3, 1))
    make_membership(person=person)
    make_action(kind="seminar", objectives=(first, second), organisations=(ours, twin, house))
    make_action(kind="seminar", objectives=(first,), organisations=(hidden,), carried_by=ours)
    make_action(kind="article", carried_by=hidden, is_highlight=True, audience="bureau")
    make_action(kind="article", objectives=(second,), state="planned", organisations=(ours,))
    make_action(kind="article", objectives=(second,), state="discarded")
    make_action(kind="article", starts_on=date(2023, 12, 31), ends_on=date(2024, 1, 2))
    make_action(kind="training", starts_on=date(2023, 2, 1), objectives=(second,), carried_by=house)
    for action in Action.objects.all():
        ActionPerson.objects.create(action=action, person=person)
        ActionPerson.objects.create(action=action, person=double)


@pytest.mark.parametrize("code", sorted(measures()))
@pytest.mark.parametrize("period", [Y2023, Y2024, MAY], ids=["2023", "2024", "may"])
def test_a_measure_is_the_number_of_its_records(
    code: str, period: Period, objectives: tuple[Objective, Objective], lively: None
) -> None:
    measure = measures()[code]
    values = measure.compute(period)
    for objective in (None, *(row.pk for row in objectives)):
        records = measure.records(period, objective, coordinator())
        assert len(records) == len(set(records))
        assert values.get(objective, Decimal(0)) == len(records)


@pytest.mark.parametrize("code", sorted(measures()))
def test_several_periods_say_the_same_as_each(code: str, lively: None) -> None:
    measure = measures()[code]
    assert list(measure.over([Y2024, Y2023])) == [measure.compute(Y2024), measure.compute(Y2023)]


@pytest.mark.parametrize("code", sorted(code for code in measures() if code[:9] == "programme"))
def test_a_measure_is_one_query_whatever_the_periods(
    code: str, lively: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        measures()[code].over([Y2023, Y2024])


def value(code: str, period: Period, objective: Objective | None = None) -> Decimal:
    values = measures()[f"programme.{code}"].compute(period)
    return values.get(objective.pk if objective else None, Decimal(0))


def test_actions_count_once_in_the_year_they_began(
    objectives: tuple[Objective, Objective], lively: None
) -> None:
    first, second = objectives
    assert (value("actions", Y2023), value("actions", Y2024), value("actions", MAY)) == (2, 3, 3)
    assert (value("actions", Y2024, first), value("actions", Y2024, second)) == (2, 1)
    assert value("actions.seminar", Y2024) == 2
    assert (value("actions.article", Y2023), value("actions.article", Y2024)) == (1, 1)
    assert value("highlights", Y2024) == 1


def test_merged_rows_count_once_and_the_house_does_not(
    objectives: tuple[Objective, Objective], lively: None
) -> None:
    first, second = objectives
    assert value("organisations_involved", Y2024) == 2
    assert value("organisations_involved", Y2024, first) == 2
    assert value("organisations_involved", Y2024, second) == 1
    assert value("organisations_involved", Y2023) == 0
    assert (value("people_involved", Y2024), value("people_involved", Y2024, second)) == (1, 1)


def visible_titles(measure: Measure, acting: Any) -> list[str]:
    return [record.title for record in measure.records(Y2024, None, acting) if record.is_visible]


def test_records_that_a_reader_may_not_see_are_counted_without_name(lively: None) -> None:
    involved = measures()["programme.organisations_involved"]
    assert visible_titles(involved, VISITOR) == ["Une"]
    assert visible_titles(involved, make_acting(role="bureau")) == ["Discrète", "Une"]
    hidden = [record for record in involved.records(Y2024, None, VISITOR) if not record.is_visible]
    assert [(record.title, record.url, record.on) for record in hidden] == [("", "", None)]


def test_an_organisation_seen_only_in_hidden_actions_is_withheld() -> None:
    make_action(organisations=(make_organisation(),), audience="bureau")
    involved = measures()["programme.organisations_involved"]
    assert visible_titles(involved, VISITOR) == []
