"""What became new since a moment, to whoever asks: for letters and for the home page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from essaim.kernel.acting import VISITOR
from essaim.kernel.news import news_since
from essaim.network.actions.memberships import admit_member
from essaim.programme.actions.agreements import add_decision
from essaim.programme.content import DecisionContent
from essaim.programme.models import Action
from essaim.reports.models import Snapshot
from tests.factories.accounts import house, make_acting, make_user
from tests.factories.network import make_college, make_membership, make_organisation
from tests.factories.programme import make_action, make_decision
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db

SINCE = datetime(2024, 5, 31, 18, tzinfo=UTC)
DAY = date(2024, 7, 1)


def action(title: str, starts_on: date, noted_at: datetime | None = None, **fields) -> Action:
    row = make_action(**{"title": title, "audience": "public", "starts_on": starts_on, **fields})
    Action.objects.filter(pk=row.pk).update(noted_at=noted_at or SINCE - timedelta(days=300))
    return row


def version(published_at: datetime, **fields) -> Snapshot:
    report = make_report(**{"audience": "public", **fields})
    return Snapshot.objects.create(
        report=report, number=1, document="{}", sha256="0", published_at=published_at
    )


def titles(acting=VISITOR, most: int = 10, day: date = DAY) -> list[str]:
    return [each.news.title for each in news_since(SINCE, acting, day, most)]


def test_what_happened_since_is_new_the_newest_first() -> None:
    action("Avant", date(2024, 5, 1))
    action("Après", date(2024, 6, 2))
    make_decision(text="Adhérer", audience="public", decided_on=date(2024, 6, 20))
    make_decision(text="Ancienne", audience="public", decided_on=date(2024, 4, 20))
    version(SINCE - timedelta(hours=1))
    published = version(SINCE + timedelta(hours=1))
    assert titles() == ["Adhérer", "Après", str(published)]


def test_what_happened_before_and_was_noted_since_is_new() -> None:
    action("Notée tard", date(2024, 4, 1), noted_at=SINCE + timedelta(days=1))
    action("Notée à temps", date(2024, 4, 1), noted_at=SINCE - timedelta(days=1))
    assert titles() == ["Notée tard"]


def test_a_decision_of_minutes_that_were_written_late_is_new() -> None:
    content = DecisionContent(
        text="Louer un local", body="Bureau", decided_on=date(2020, 1, 1), audience="public"
    )
    add_decision(content=content, by=house())
    make_decision(text="Jamais notée depuis", audience="public", decided_on=date(2020, 1, 1))
    assert titles() == ["Louer un local"]


def test_what_is_planned_or_yet_to_come_is_not_new() -> None:
    action("Prévue", date(2024, 6, 15), state="planned")
    action("À venir", date(2024, 8, 1))
    assert titles() == []


def test_who_joins_the_network_is_new() -> None:
    for name, day in (("Ancienne", date(2020, 1, 1)), ("Nouvelle", date(2024, 6, 3))):
        organisation = make_organisation(name=name, audience="public")
        make_membership(organisation=organisation, admitted_on=day)
    late = make_organisation(name="Tardive", audience="public")
    admit_member(
        organisation=late, college=make_college(), admitted_on=date(2020, 2, 1), by=house()
    )
    hidden = make_organisation(name="Cachée", audience="bureau")
    make_membership(organisation=hidden, admitted_on=date(2024, 6, 4))
    assert titles() == ["Nouvelle rejoint le réseau", "Tardive rejoint le réseau"]


def test_each_reader_is_told_what_they_see() -> None:
    action("Entre membres", date(2024, 6, 2), audience="members")
    action("Du bureau", date(2024, 6, 3), audience="bureau")
    version(SINCE + timedelta(days=1), audience="members", title="Bilan des membres")
    assert titles() == []
    assert len(titles(make_acting(role="administrator"))) == 2
    assert titles(make_acting(role="bureau"))[0] == "Du bureau"


def test_no_more_than_is_asked_for() -> None:
    for day in range(1, 6):
        action(f"Jour {day}", date(2024, 6, day))
    assert titles(most=2) == ["Jour 5", "Jour 4"]


@pytest.mark.parametrize("length", [1, 3])
def test_it_costs_a_query_a_kind(length: int, django_assert_num_queries) -> None:
    for number in range(length):
        action(f"Fête {number}", date(2024, 6, 2))
        make_decision(text=f"Décision {number}", audience="public", decided_on=date(2024, 6, 2))
        version(SINCE + timedelta(days=1))
        organisation = make_organisation(audience="public")
        make_membership(organisation=organisation, admitted_on=date(2024, 6, 2))
    with django_assert_num_queries(4):
        assert len(titles(most=20)) == 4 * length


def test_the_home_page_shows_what_is_new_by_day_month_or_year(client, as_user) -> None:
    today = timezone.localdate()
    make_action(title="Fête", audience="public", starts_on=today)
    make_action(
        title="Enquête", audience="public", starts_on=date(today.year, 1, 1), precision="year"
    )
    make_action(title="Entre nous", audience="members", starts_on=today)
    page = client.get("/").text
    assert "Du nouveau" in page
    assert f"{today.year} · Actions" in page
    assert "Fête" in page
    assert "Entre nous" not in page
    assert "Entre nous" in as_user(make_user(role="bureau")).get("/").text
