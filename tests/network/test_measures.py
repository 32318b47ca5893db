"""Each figure equals what its records give."""

from datetime import date
from decimal import Decimal

import pytest

from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import measures
from essaim.kernel.periods import Period
from tests.factories.accounts import coordinator
from tests.factories.network import make_membership, make_organisation, make_person

pytestmark = pytest.mark.django_db
YEAR = Period.of_year(2024)


def test_members_of_the_last_day_of_the_year_are_counted_once(django_assert_num_queries):
    ours, theirs = make_organisation(name="Ours"), make_organisation(audience="bureau")
    make_membership(organisation=ours)
    make_membership(organisation=make_organisation(canonical=ours))
    make_membership(organisation=theirs, admitted_on=date(2024, 12, 31))
    make_membership(organisation=make_organisation(), ended_on=date(2024, 12, 30))
    make_membership(organisation=make_organisation(), admitted_on=date(2025, 1, 1))
    make_membership(person=make_person())
    measure = measures()["network.member_organisations"]
    with django_assert_num_queries(1):
        assert measure.compute(YEAR) == {None: Decimal(2)}
    assert [record.title for record in measure.records(YEAR, None, coordinator())] == [
        "Ours",
        theirs.name,
    ]
    withheld = measure.records(YEAR, None, VISITOR)[1]
    assert (withheld.title, withheld.url, withheld.is_visible) == ("", "", False)


def test_individual_members_are_counted_once():
    person = make_person()
    make_membership(person=person)
    make_membership(person=make_person(canonical=person))
    make_membership(person=make_person(), ended_on=date(2023, 12, 31))
    make_membership()
    measure = measures()["network.individual_members"]
    assert measure.compute(YEAR) == {None: Decimal(1)}
    assert [record.title for record in measure.records(YEAR, None, coordinator())] == [str(person)]


@pytest.mark.parametrize("code", ["network.member_organisations", "network.individual_members"])
def test_the_figure_is_the_number_of_its_records(code):
    for month in range(1, 6):
        make_membership(admitted_on=date(2024, month, 1))
        make_membership(person=make_person(), ended_on=date(2024, month, 1))
    measure = measures()[code]
    for last in (date(2023, 12, 31), date(2024, 3, 1), date(2024, 12, 31)):
        period = Period(date(2023, 1, 1), last)
        records = measure.records(period, None, coordinator())
        assert measure.compute(period) == {None: Decimal(len(records))}


def test_a_membership_serves_no_objective():
    make_membership()
    for code in ("network.member_organisations", "network.individual_members"):
        assert measures()[code].records(YEAR, 1, coordinator()) == []
