"""The agenda: what every room has on which day, a month and a day at a time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.kernel.acting import VISITOR
from essaim.portal.agenda import IN_DAY, IN_MONTH, Narrowed, day_page, month_page
from essaim.programme.models import Action, ReportDue
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_body, make_meeting
from tests.factories.dates import bureau, propose
from tests.factories.network import make_delegate
from tests.factories.programme import make_action, make_agreement

pytestmark = pytest.mark.django_db

JUNE = date(2024, 6, 1)


def month(acting: Any = None, first: date = JUNE, **narrowed: Any) -> Any:
    return month_page(acting or VISITOR, first, date(2024, 6, 12), Narrowed(**narrowed))


def days(page: Any) -> dict[date, list[str]]:
    return {day.day: [each.entry.title for each in day.entries] for day in page.days if day.entries}


def of_month(page: Any) -> list[str]:
    return [each.entry.title for each in page.of_month]


def address(when: str, query: str = "") -> str:
    return reverse("portal:agenda_of", args=[when]) + query


def test_a_month_has_all_its_days_and_each_thing_on_all_of_its_own() -> None:
    make_action(title="Fête", starts_on=date(2024, 6, 1))
    make_action(title="Foire", starts_on=date(2024, 5, 31), ends_on=date(2024, 6, 2))
    make_action(title="Salon", starts_on=date(2024, 6, 30), ends_on=date(2024, 7, 1))
    make_action(title="Avant", starts_on=date(2024, 5, 31))
    make_action(title="Après", starts_on=date(2024, 7, 1))
    page = month()
    assert len(page.days) == 30
    assert (page.weekday, page.before, page.after) == (6, date(2024, 5, 1), date(2024, 7, 1))
    assert days(page) == {
        date(2024, 6, 1): ["Foire", "Fête"],
        date(2024, 6, 2): ["Foire"],
        date(2024, 6, 30): ["Salon"],
    }


def test_what_is_known_to_the_month_or_lasts_for_long_is_of_no_day() -> None:
    make_action(title="Enquête", starts_on=JUNE, ends_on=date(2024, 6, 30), precision="month")
    make_action(
        title="Veille", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31), precision="year"
    )
    make_action(title="Chantier", starts_on=date(2024, 3, 4), ends_on=date(2024, 6, 20))
    make_action(title="Semaine", starts_on=date(2024, 6, 3), ends_on=date(2024, 6, 9))
    page = month()
    assert of_month(page) == ["Veille", "Chantier", "Enquête"]
    assert len(days(page)) == 7


def test_every_room_says_what_it_has_in_order_of_hours() -> None:
    make_action(title="Fête", starts_on=date(2024, 10, 14))
    meeting = make_meeting()  # at ten
    early = make_meeting(starts_at=datetime(2024, 10, 14, 6, tzinfo=UTC))
    Action.objects.filter(pk=meeting.pk).update(title="Bureau", audience="public")
    Action.objects.filter(pk=early.pk).update(title="Café", audience="public")
    agreement = make_agreement(ends_on=date(2024, 10, 15), audience="public")
    ReportDue.objects.create(
        agreement=agreement, kind="yearly", year=2024, due_on=date(2024, 10, 16)
    )
    page = month(first=date(2024, 10, 1))
    assert days(page) == {
        date(2024, 10, 14): ["Fête", "Café", "Bureau"],
        date(2024, 10, 15): [f"Dernier jour\u00a0: {agreement.title}"],
        date(2024, 10, 16): [f"À rendre\u00a0: compte rendu annuel 2024, {agreement.title}"],
    }


def test_a_meeting_stands_once_with_its_hours() -> None:
    meeting = make_meeting()
    page = month(coordinator(), first=date(2024, 10, 1))
    (placed,) = [each for day in page.days for each in day.entries]
    assert (placed.source.code, placed.entry.key) == ("reunions", meeting.key)
    assert placed.entry.has_hours


def test_what_was_discarded_is_gone_and_what_was_cancelled_says_so(client: Client) -> None:
    make_action(title="Rêve", state="discarded")
    make_action(title="Fête", state="cancelled", starts_on=date(2024, 6, 12))
    page = client.get(address("2024-06"))
    assert "Rêve" not in page.text
    assert "entry cancelled" in page.text
    assert "annulée" in page.text


def test_each_sees_what_is_for_them(client: Client, as_user: Any, delegate: Any) -> None:
    make_action(title="Ouvert")
    make_action(title="Entre membres", audience="members")
    make_action(title="Au bureau", audience="bureau")
    when = "2024-03"
    Action.objects.update(starts_on=date(2024, 3, 5), ends_on=date(2024, 3, 5))
    for day in (when, f"{when}-05"):
        client.logout()
        page = client.get(address(day)).text
        assert ("Ouvert" in page, "Entre membres" in page, "Au bureau" in page) == (
            True,
            False,
            False,
        )
        page = as_user(delegate).get(address(day)).text
        assert ("Ouvert" in page, "Entre membres" in page, "Au bureau" in page) == (
            True,
            True,
            False,
        )


def test_days_proposed_are_for_those_who_are_asked() -> None:
    poll = propose(bureau("Alix"))
    option = poll.options.first()
    first = timezone.localdate(option.starts_at).replace(day=1)
    assert month(VISITOR, first).has_no_day
    titles = [title for each in days(month(coordinator(), first)).values() for title in each]
    assert titles
    assert all(title.startswith("Jour proposé") for title in titles)


def test_one_asks_for_a_kind_or_for_a_body() -> None:
    first = date(2024, 10, 1)
    make_action(title="Fête", starts_on=date(2024, 10, 2))
    ours, others = make_meeting(), make_meeting()
    reader = coordinator()
    assert set(days(month(reader, first, source="actions"))) == {date(2024, 10, 2)}
    of_body = month(reader, first, body=ours.body.key)
    keys = [each.entry.key for day in of_body.days for each in day.entries]
    assert keys == [ours.key]
    assert others.key not in keys
    assert month(reader, first, source="actions", body=ours.body.key).has_no_day


def test_the_page_offers_its_filters_and_says_which_are_in_force(client: Client) -> None:
    body = make_body(name="Bureau élargi", audience="public")
    hidden = make_body(name="Cellule", audience="bureau")
    make_action(title="Fête", starts_on=date(2024, 6, 12))
    page = client.get(address("2024-06", f"?instance={body.key}"))
    assert "Cellule" not in page.text
    assert "Fête" not in page.text
    assert page.context["chips"][0]["label"] == "Instance\u00a0: Bureau élargi"
    assert f"/agenda/2024-05/?instance={body.key}" in page.text
    assert "Fête" in client.get(address("2024-06", f"?instance={hidden.key}&quoi=rien")).text


def test_a_crowded_day_leads_to_its_own_page(client: Client) -> None:
    for number in range(IN_MONTH + 2):
        make_action(title=f"Atelier {number}", starts_on=date(2024, 6, 12))
    make_action(title="Seule", starts_on=date(2024, 6, 13))
    page = month()
    assert [(day.day.day, len(day.entries), day.has_more) for day in page.days if day.entries] == [
        (12, IN_MONTH, True),
        (13, 1, False),
    ]
    assert address("2024-06-12") in client.get(address("2024-06")).text
    assert client.get(address("2024-06-12")).text.count("Atelier") == IN_MONTH + 2


def test_what_began_long_ago_takes_no_place_of_a_day() -> None:
    for number in range(IN_MONTH + 2):
        make_action(starts_on=date(2024, 1, 1 + number), ends_on=date(2024, 12, 31))
    make_action(title="Fête", starts_on=JUNE)
    page = month()
    assert days(page) == {JUNE: ["Fête"]}
    assert (len(page.of_month), page.has_more) == (IN_MONTH, True)


def test_a_day_shows_so_many_at_most() -> None:
    first = make_action()
    Action.objects.bulk_create(
        Action(title="A", starts_on=first.starts_on, ends_on=first.ends_on, audience="public")
        for _number in range(IN_DAY + 1)
    )
    page = day_page(VISITOR, first.starts_on, first.starts_on, Narrowed())
    assert (len(page.entries), page.has_more) == (IN_DAY, True)


def test_a_night_is_of_the_day_on_which_it_begins_and_ends() -> None:
    start = datetime(2024, 6, 12, 20, tzinfo=UTC)
    meeting = make_meeting(starts_at=start)
    for ends_at, last in (
        (datetime(2024, 6, 12, 22, tzinfo=UTC), 12),  # midnight in Paris
        (datetime(2024, 6, 12, 22, 30, tzinfo=UTC), 13),
    ):
        type(meeting).objects.filter(pk=meeting.pk).update(ends_at=ends_at)
        shown = days(month(coordinator()))
        assert [day.day for day in shown] == list(range(12, last + 1))


@pytest.mark.parametrize(
    "when", ["2024-13", "2024-00", "2024-02-30", "24-06", "2024-6", "1024-06", "demain", "٢٠٢٤-06"]
)
def test_a_day_that_is_none_leads_nowhere(client: Client, when: str) -> None:
    assert client.get(f"/agenda/{when}/").status_code == 404


def test_the_agenda_begins_with_the_month_of_today(client: Client) -> None:
    make_action(title="Aujourd’hui même", starts_on=timezone.localdate())
    page = client.get(reverse("portal:agenda"))
    assert "Aujourd’hui même" in page.text
    assert page.text.count('aria-current="page"') == 1
    assert "Aucune date ce mois-ci" in client.get(address("1999-01")).text


@pytest.mark.parametrize("number", [1, 3])
def test_a_month_costs_the_same_whatever_it_holds(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    body = make_body(audience="public")
    for place in range(number):
        make_action(starts_on=JUNE + timedelta(days=place))
        meeting = make_meeting(body=body, starts_at=datetime(2024, 6, 5 + place, tzinfo=UTC))
        Action.objects.filter(pk=meeting.pk).update(audience="public")
    make_delegate()
    client.get("/")  # the name of the network is kept
    with django_assert_num_queries(6):
        assert client.get(address("2024-06")).status_code == 200
