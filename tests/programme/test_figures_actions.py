"""Defining indicators, noting readings, and what is refused with one sentence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.periods import Period
from essaim.programme.actions.figures import (
    add_indicator,
    add_reading,
    correct_reading,
    edit_indicator,
    record_figure_uses,
    remove_indicator,
    take_readings,
    withdraw_reading,
)
from essaim.programme.content import IndicatorContent, ReadingContent
from essaim.programme.models import Indicator, Reading
from tests.factories.accounts import coordinator, make_acting
from tests.factories.programme import (
    make_indicator,
    make_objective,
    make_objective_year,
    make_reading,
)

pytestmark = pytest.mark.django_db

VISITS = IndicatorContent(code="visites", title="Visites", nature="flow", unit="visite")
YEAR = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def note(indicator: Indicator, starts_on: date = YEAR, **fields: Any) -> Reading:
    place = {name: fields.pop(name) for name in ("granularity", "dimension") if name in fields}
    content = ReadingContent(**{"value": Decimal(100)} | fields)
    return add_reading(
        indicator=indicator, starts_on=starts_on, content=content, by=coordinator(), **place
    )


def test_an_indicator_is_declared_computed_or_derived() -> None:
    objective, by = make_objective(), coordinator()
    declared = add_indicator(content=replace(VISITS, objective=objective, is_key=True), by=by)
    counted = replace(VISITS, code="reunions", measure="programme.actions.meeting")
    computed = add_indicator(content=counted, by=by)
    share = replace(VISITS, code="part", derivation="share", terms=(declared, computed))
    derived = add_indicator(content=share, by=by)
    assert [indicator.source for indicator in (declared, computed, derived)] == [
        "declared",
        "computed",
        "derived",
    ]
    assert (declared.objective, declared.is_key) == (objective, True)
    record = Revision.objects.of(derived.key).get().record
    assert record["terms"] == ["visites", "reunions"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Give the indicator a title."),
        ({"code": "Été 2024"}, "A code has small letters"),
        ({"nature": "river"}, "a flow or a stock"),
        ({"decimals": 7}, "six decimals at most"),
        ({"measure": "nowhere.nothing"}, "No room measures “nowhere.nothing”."),
        ({"measure": "programme.actions", "derivation": "sum"}, "choose one"),
        ({"derivation": "sum"}, "made of two others at least"),
        ({"derivation": "share"}, "the part, then the whole"),
        ({"derivation": "guess"}, "not a way to derive"),
        ({"audience": "nobody"}, "is not a known audience"),
    ],
)
def test_a_definition_that_does_not_hold_is_refused(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        add_indicator(content=replace(VISITS, **wrong), by=coordinator())


def test_a_derived_figure_is_not_made_of_derived_ones() -> None:
    terms = make_indicator(), make_indicator(source="derived", derivation="sum")
    content = replace(VISITS, derivation="sum", terms=terms)
    with pytest.raises(RuleBroken, match="read or counted"):
        add_indicator(content=content, by=coordinator())
    with pytest.raises(RuleBroken, match="Only a derived figure"):
        add_indicator(content=replace(content, derivation=""), by=coordinator())


def test_a_figure_that_makes_another_is_not_made_of_others() -> None:
    by, first, second = coordinator(), make_indicator(code="a"), make_indicator(code="b")
    add_indicator(content=replace(VISITS, derivation="sum", terms=(first, second)), by=by)
    content = replace(VISITS, code="a", derivation="sum", terms=(second, make_indicator()))
    with pytest.raises(RuleBroken, match="not made of itself"):
        edit_indicator(indicator=first, content=content, by=by)


def test_a_code_is_taken_once_and_stays_where_it_is_cited() -> None:
    by = coordinator()
    visits = add_indicator(content=VISITS, by=by)
    with pytest.raises(RuleBroken, match="already an indicator “visites”"):
        add_indicator(content=VISITS, by=by)
    edit_indicator(indicator=visits, content=replace(VISITS, code="visites-du-site"), by=by)
    record_figure_uses(make_objective_year(), "means", [(visits.code, "2024", "value")])
    with pytest.raises(RuleBroken, match="stays as it is"):
        edit_indicator(indicator=visits, content=VISITS, by=by)


def test_readings_keep_their_value_under_another_scale() -> None:
    by, visits = coordinator(), add_indicator(content=VISITS, by=coordinator())
    reading = note(visits, value=Decimal(12))
    edit_indicator(indicator=visits, content=replace(VISITS, decimals=2), by=by)
    reading.refresh_from_db()
    assert (reading.scaled, reading.value(2)) == (1200, 12)
    correct_reading(reading=reading, content=ReadingContent(value=Decimal("12.5")), by=by)
    edit_indicator(indicator=visits, content=replace(VISITS, decimals=1), by=by)
    with pytest.raises(RuleBroken, match="it would be cut"):
        edit_indicator(indicator=visits, content=VISITS, by=by)
    reading.refresh_from_db()
    assert reading.scaled == 125
    values = [revision.record["value"] for revision in Revision.objects.of(reading.key)]
    assert values == ["12.50", "12"]


def test_what_has_readings_stays_declared() -> None:
    visits = add_indicator(content=VISITS, by=coordinator())
    note(visits)
    for moved in ({"is_ratio": True}, {"measure": "programme.actions"}):
        with pytest.raises(RuleBroken, match="It has readings"):
            edit_indicator(indicator=visits, content=replace(VISITS, **moved), by=coordinator())


def test_an_indicator_that_something_rests_on_is_never_removed() -> None:
    by = coordinator()
    cited, read, used, free = (make_indicator(code=code) for code in ("c", "r", "u", "f"))
    record_figure_uses(make_objective_year(), "means", [("c", "", "value")])
    make_reading(indicator=read)
    add_indicator(content=replace(VISITS, derivation="sum", terms=(used, free)), by=by)
    for indicator, sentence in ((cited, "cites"), (read, "readings"), (used, "made of it")):
        with pytest.raises(RuleBroken, match=sentence):
            remove_indicator(indicator=indicator, by=by)
    remove_indicator(indicator=Indicator.objects.get(code="visites"), by=by)
    remove_indicator(indicator=free, by=by)
    assert set(Indicator.objects.values_list("code", flat=True)) == {"c", "r", "u"}


def test_a_reading_keeps_its_value_exactly() -> None:
    reading = note(make_indicator(decimals=2), value=Decimal("12.34"), starts_on=date(2024, 6, 30))
    assert (reading.scaled, reading.starts_on) == (1234, YEAR)
    month = note(reading.indicator, date(2024, 6, 30), granularity="month")
    assert month.starts_on == date(2024, 6, 1)
    assert note(reading.indicator, date(2024, 6, 30), granularity="day").starts_on.day == 30


def test_a_reading_is_refused_twice() -> None:
    visits = make_indicator()
    note(visits)
    with pytest.raises(RuleBroken, match="already a reading for this period: correct it"):
        note(visits, date(2024, 7, 1))
    note(visits, dimension="Bretagne")
    note(visits, granularity="month")
    assert visits.readings.count() == 3


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"value": None}, "Give the value that was read."),
        ({"value": Decimal("NaN")}, "Give the value that was read."),
        ({"value": Decimal("1.5")}, "kept in whole numbers"),
        ({"value": Decimal("100000000000000000.000000000001")}, "kept in whole numbers"),
        ({"value": Decimal(10) ** 19}, "too large"),
        ({"qualifier": "maybe"}, "how exact"),
        ({"granularity": "century"}, "a year, a month or a day"),
        ({"starts_on": date(1066, 1, 1)}, "The year 1066 is too far away."),
    ],
)
def test_a_value_that_cannot_be_is_refused(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        note(make_indicator(), **fields)
    assert not Reading.objects.exists()


def test_a_decimal_too_many_is_refused() -> None:
    with pytest.raises(RuleBroken, match="1 decimal at most"):
        note(make_indicator(decimals=1), value=Decimal("0.25"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"numerator": 1, "denominator": 0}, "nothing can be divided by 0"),
        ({"numerator": 1, "denominator": -4}, "above 0"),
        ({"numerator": 1}, "its numerator and its base"),
        ({"value": Decimal(50)}, "its numerator and its base"),
        ({"numerator": 2**63, "denominator": 1}, "too large"),
    ],
)
def test_a_rate_needs_its_base(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        note(make_indicator(is_ratio=True), **fields)


def test_a_computed_figure_takes_no_reading() -> None:
    computed = make_indicator(source="computed", measure="programme.actions")
    with pytest.raises(RuleBroken, match="it takes no reading"):
        note(computed)


def test_a_correction_keeps_the_former_value() -> None:
    reading, by = note(make_indicator(), value=Decimal(32732)), coordinator()
    correct_reading(reading=reading, content=ReadingContent(value=Decimal(32737)), by=by)
    assert reading.author_key == by.key
    former = Revision.objects.of(reading.key).values_list("record", flat=True)
    assert [record["value"] for record in former] == ["32737", "32732"]
    assert Entry.objects.about(reading.key)[0].fields == ["value"]


@pytest.mark.parametrize(
    ("period", "is_kept"), [("", True), ("2024-05", True), ("2025", True), ("2022", False)]
)
def test_a_cited_reading_is_corrected_not_withdrawn(period: str, is_kept: bool) -> None:
    reading = note(make_indicator(code="visites"))
    record_figure_uses(make_objective_year(), "means", [("visites", period, "growth")])
    if is_kept:
        with pytest.raises(RuleBroken, match="correct the reading instead"):
            withdraw_reading(reading=reading, by=coordinator())
    else:
        withdraw_reading(reading=reading, by=coordinator())
    assert Reading.objects.exists() is is_kept


def test_a_month_is_taken_at_once_and_twice_the_same_changes_nothing() -> None:
    visits, letters, by = make_indicator(), make_indicator(), make_acting(role="bureau")
    march = Period.of_month(2024, 3)
    entries = [(visits, ReadingContent(value=Decimal(10)))]
    assert take_readings(period=march, entries=entries, by=by) == 1
    entries.append((letters, ReadingContent(value=Decimal(1))))
    assert take_readings(period=march, entries=entries, by=by) == 1
    assert take_readings(period=march, entries=entries, by=by) == 0
    entries[0] = (visits, ReadingContent(value=Decimal(11)))
    assert take_readings(period=march, entries=entries, by=by) == 1
    kept = visits.readings.get()
    assert (kept.scaled, kept.granularity, kept.starts_on) == (11, "month", date(2024, 3, 1))
    line = Entry.objects.about(kept.key)[0]
    assert (line.verb, line.within) == (
        "programme.correct_reading",
        Entry.objects.filter(verb="programme.take_readings").last().key,  # type: ignore[union-attr]
    )


def test_one_wrong_value_leaves_the_month_as_it_was() -> None:
    entries = [
        (make_indicator(), ReadingContent(value=Decimal(1))),
        (make_indicator(), ReadingContent(value=Decimal("0.5"))),
    ]
    with pytest.raises(RuleBroken):
        take_readings(period=Period.of_month(2024, 3), entries=entries, by=coordinator())
    assert not Reading.objects.exists()


def test_the_coordination_defines_the_bureau_reads_and_others_look() -> None:
    reading = note(make_indicator())
    content = ReadingContent(value=Decimal(1))
    bureau = make_acting(role="bureau")
    correct_reading(reading=reading, content=content, by=bureau)
    for refused in (bureau, make_acting(), VISITOR):
        with pytest.raises(Forbidden):
            add_indicator(content=VISITS, by=refused)
        with pytest.raises(Forbidden):
            withdraw_reading(reading=reading, by=refused)
    for refused in (make_acting(), VISITOR):
        with pytest.raises(Forbidden):
            correct_reading(reading=reading, content=content, by=refused)
