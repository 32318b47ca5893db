"""A year of meetings planned in one gesture: the rhythm, then the days that are kept."""

from datetime import UTC, date, datetime

import pytest

from tests.assemblies.lively import address, text_of
from tests.factories.assemblies import make_body, make_meeting

pytestmark = pytest.mark.django_db


def series(**fields):
    """Second Mondays from October to December."""
    return {
        "rhythm": "weekday",
        "first": "2024-10-14",
        "until": "2024-12-31",
        "begins": "18:00",
        "ends": "20:00",
        "mode": "remote",
        "audience": "members",
        **fields,
    }


DAYS = ["2024-10-14", "2024-11-11", "2024-12-09"]


def test_a_series_shows_its_days_then_plans_those_that_are_kept(as_user, coordinator):
    body = make_body()
    browser, page = as_user(coordinator), address("plan_series", body)
    assert browser.get(page).context["days"] == []

    shown = browser.post(page, series())
    assert [f"{one.day}" for one in shown.context["days"]] == DAYS
    assert "lundi 14 octobre 2024" in text_of(shown)
    assert not body.meetings.exists()
    response = browser.post(page, series(shown=DAYS, days=DAYS[::2], plan="1"))

    assert response.url == body.get_absolute_url()
    days = [one.local_start.date() for one in body.meetings.order_by("starts_at")]
    assert days == [date(2024, 10, 14), date(2024, 12, 9)]


def test_a_public_holiday_is_named_beside_its_day(as_user, coordinator):
    shown = as_user(coordinator).post(address("plan_series", make_body()), series())

    assert '11 novembre 2024 <span class="soft">armistice de 1918' in text_of(shown)
    assert all(one.is_kept for one in shown.context["days"])


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(DAYS[1:], "se réunit déjà"), ([], "au moins un jour")],
)
def test_a_refusal_keeps_the_days_that_were_unticked(as_user, coordinator, days, sentence):
    body = make_body()
    starts_at = datetime(2024, 12, 9, 17, 0, tzinfo=UTC)
    make_meeting(body=body, state="planned", starts_at=starts_at)

    response = as_user(coordinator).post(
        address("plan_series", body), series(shown=DAYS, days=days, plan="1", place="Nantes")
    )

    assert response.status_code == 422
    assert sentence in response.text
    assert "Nantes" in response.text
    assert [f"{one.day}" for one in response.context["days"] if one.is_kept] == days
    assert body.meetings.count() == 1


def test_days_stay_unticked_where_the_rhythm_is_changed(as_user, coordinator):
    said = series(shown=DAYS, days=DAYS[1:], until="2025-01-31")

    shown = as_user(coordinator).post(address("plan_series", make_body()), said)

    kept = [f"{one.day}" for one in shown.context["days"] if one.is_kept]
    assert kept == [*DAYS[1:], "2025-01-13"]


def test_no_day_is_planned_that_was_not_shown(as_user, coordinator):
    body = make_body()
    said = series(shown=DAYS, days=DAYS, until="2024-11-30", plan="1")

    response = as_user(coordinator).post(address("plan_series", body), said)

    assert response.status_code == 422
    assert "Le rythme a changé" in response.text
    assert [f"{one.day}" for one in response.context["days"]] == DAYS[:2]
    assert not body.meetings.exists()


def test_a_series_stays_at_its_local_hour_and_an_hour_that_is_not_is_refused(as_user, coordinator):
    body = make_body()
    browser, page = as_user(coordinator), address("plan_series", body)
    browser.post(page, series(shown=DAYS, days=DAYS, plan="1"))
    hours = [one.starts_at.hour for one in body.meetings.order_by("starts_at")]
    assert hours == [16, 17, 17]

    nights = ["2024-03-03", "2024-03-31"]
    said = series(
        rhythm="weeks",
        weeks="4",
        first=nights[0],
        until=nights[1],
        begins="02:30",
        ends="05:00",
        shown=nights,
        days=nights,
        plan="1",
    )
    response = browser.post(page, said)

    assert response.status_code == 422
    assert "31 mars 2024" in response.text
    assert body.meetings.count() == 3


@pytest.mark.parametrize(
    "fields", [{"until": "2024-01-01"}, {"until": "2030-01-01"}, {"first": ""}]
)
def test_a_series_that_cannot_be_keeps_what_was_typed(as_user, coordinator, fields):
    response = as_user(coordinator).post(
        address("plan_series", make_body()), series(place="Nantes", **fields)
    )

    assert response.status_code == 422
    assert "Nantes" in response.text
    assert response.context["days"] == []
