"""Feeds: what the house tells everybody, as feed readers take it."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.journal.models import Entry
from essaim.portal.news import MOST
from essaim.reports.models import Report, Snapshot
from tests.factories.accounts import make_user
from tests.factories.programme import make_action, make_decision
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def make_version(report: Report, number: int = 1) -> Snapshot:
    return Snapshot.objects.create(
        report=report,
        number=number,
        document="{}",
        sha256="0" * 64,
        published_at=datetime(2025, 3, number, 9, tzinfo=UTC),
    )


def items(client: Client, code: str = "") -> list[dict[str, str]]:
    name = "portal:follow_json_of" if code else "portal:follow_json"
    answer = client.get(reverse(name, args=[code] if code else []))
    assert answer["Content-Type"] == "application/feed+json"
    return answer.json()["items"]


def titles(client: Client, code: str = "") -> list[str]:
    return [item["title"] for item in items(client, code)]


def test_a_feed_tells_public_actions_decisions_and_versions_the_newest_first(
    client: Client,
) -> None:
    make_action(title="Fête", audience="public", starts_on=date(2024, 6, 1))
    make_decision(text="Adhérer", audience="public", decided_on=date(2024, 7, 1))
    version = make_version(make_report())
    assert titles(client) == [str(version), "Adhérer", "Fête"]


def test_each_kind_of_things_has_a_feed_of_its_own(client: Client) -> None:
    make_action(title="Fête", audience="public")
    make_decision(text="Adhérer", audience="public")
    version = make_version(make_report())
    assert titles(client, "actions") == ["Fête"]
    assert titles(client, "decisions") == ["Adhérer"]
    assert titles(client, "reports") == [str(version)]


def test_a_feed_that_no_room_offers_is_not_there(client: Client) -> None:
    assert client.get(reverse("portal:follow_atom_of", args=["secrets"])).status_code == 404


@pytest.mark.parametrize("role", [None, "bureau", "coordination"])
def test_a_feed_tells_what_a_visitor_sees_whoever_asks(role: str | None, client: Client) -> None:
    make_action(title="Entre nous", audience="members")
    make_decision(text="À huis clos", audience="bureau")
    make_version(make_report(audience="members"))
    if role:
        client.force_login(make_user(role=role))
    assert titles(client) == []


def test_what_is_planned_discarded_or_yet_to_come_is_not_news(client: Client) -> None:
    make_action(title="Prévue", audience="public", state="planned")
    make_action(title="Écartée", audience="public", state="discarded")
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_decision(text="Demain", audience="public", decided_on=tomorrow)
    assert titles(client) == []


def test_a_thing_keeps_its_identity_and_says_when_it_last_changed(client: Client) -> None:
    action = make_action(title="Fête", audience="public", starts_on=date(2024, 6, 1))
    before = items(client)[0]
    at = datetime(2024, 9, 1, 12, tzinfo=UTC)
    Entry.objects.create(
        verb="programme.edit_action",
        target_model="programme.action",
        target_key=action.key,
        at=at,
    )
    after = items(client)[0]
    assert before["id"] == after["id"] == f"urn:uuid:{action.key}"
    assert before["date_published"] == before["date_modified"] == after["date_published"]
    assert datetime.fromisoformat(after["date_modified"]) == at
    assert after["url"] == settings.BASE_URL + action.get_absolute_url()


def test_atom_has_all_that_its_standard_requires(client: Client) -> None:
    make_action(title="Fête & <b>bal</b>", audience="public", summary="Tous < ensemble")
    answer = client.get(reverse("portal:follow_atom"))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Fête & <b>bal</b>"
    assert entry.findtext(f"{ATOM}summary") == "<p>Tous &lt; ensemble</p>"
    for name in ("id", "published", "updated"):
        assert entry.findtext(ATOM + name)


def test_a_feed_stays_short(client: Client) -> None:
    for number in range(MOST + 2):
        make_action(title=f"Fête {number}", audience="public")
    assert len(items(client)) == MOST


@pytest.mark.parametrize("length", [1, 3])
def test_a_feed_costs_the_same_however_much_it_tells(
    length: int, client: Client, django_assert_num_queries
) -> None:
    for number in range(length):
        make_action(audience="public")
        make_decision(audience="public", text=f"Décision {number}")
        make_version(make_report())
    items(client)
    with django_assert_num_queries(5):
        items(client)


def test_every_page_says_where_the_news_can_be_followed(client: Client) -> None:
    page = client.get(reverse("portal:home")).content.decode()
    assert f'href="{reverse("portal:follow_atom")}"' in page
    assert f'href="{reverse("portal:follow_json")}"' in page


def test_a_feed_that_tells_nothing_says_the_same_each_time(client) -> None:
    """Else every reader takes it again at each look."""
    first = client.get(reverse("portal:follow_atom")).text
    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in first
    assert client.get(reverse("portal:follow_atom")).text == first
