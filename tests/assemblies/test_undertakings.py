"""The register of decisions: followed, carried out, declared, reminded, read, exported."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from essaim.accounts.queries import acting_as
from essaim.assemblies.minutes.actions.undertakings import (
    declare_change,
    edit_undertaking,
    follow_decision,
    remind_owners,
    report_progress,
)
from essaim.assemblies.models import Undertaking
from essaim.kernel.calendars.timetable import months_after
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.post.models import Message
from tests.factories.accounts import house, make_acting, make_user
from tests.factories.assemblies import make_body, make_meeting, make_resolution
from tests.factories.minutes import make_undertaking
from tests.factories.network import make_person
from tests.factories.programme import make_decision
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 11, 1, 11, 0, tzinfo=UTC)


def decided(subject: str, kind: str = "general_assembly", **said: bool) -> Undertaking:
    meeting = make_meeting(body=make_body(kind=kind))
    decision = make_decision(decided_on=date(2024, 11, 30))
    fields = {"state": "closed", "outcome": "adopted", "opened_at": NOON, "closed_at": NOON}
    make_resolution(meeting=meeting, subject=subject, decision=decision, **fields, **said)
    return follow_decision(decision=decision, meeting=meeting, by=house())


def test_a_decision_is_followed_once():
    meeting, decision = make_meeting(), make_decision()
    first = follow_decision(decision=decision, meeting=meeting, by=house())

    assert follow_decision(decision=decision, meeting=meeting, by=house()) == first
    assert (first.state, first.due_on, first.declare_by) == ("to_do", None, None)


@pytest.mark.parametrize(
    ("subject", "kind", "expected"),
    [
        ("statutes", "general_assembly", date(2025, 2, 28)),
        ("election", "permanent_assembly", date(2025, 2, 28)),
        ("exclusion", "board", date(2025, 2, 28)),
        ("election", "working_group", None),
        ("ordinary", "general_assembly", None),
    ],
)
def test_what_changes_the_association_is_declared_within_three_months(subject, kind, expected):
    assert decided(subject, kind).declare_by == expected


def test_so_is_what_changes_the_seat_or_the_member_associations():
    assert decided("ordinary", "bureau", must_be_declared=True).declare_by == date(2025, 2, 28)


def test_months_end_where_they_end():
    assert months_after(date(2024, 10, 14), 3) == date(2025, 1, 14)
    assert months_after(date(2024, 2, 29), -12) == date(2023, 2, 28)


def test_declaring_is_said_and_taken_back():
    undertaking = decided("statutes")
    undertaking = declare_change(undertaking=undertaking, declared_on=date(2025, 1, 2), by=house())
    assert not Undertaking.objects.to_declare().exists()

    declare_change(undertaking=undertaking, declared_on=None, by=house())
    assert Undertaking.objects.to_declare().exists()


@pytest.mark.parametrize("day", [date(2024, 11, 29), date(2999, 1, 1)])
def test_a_declaration_has_a_day_that_can_be(day):
    with pytest.raises(RuleBroken):
        declare_change(undertaking=decided("statutes"), declared_on=day, by=house())


def test_what_has_nothing_to_declare_is_not_declared():
    with pytest.raises(RuleBroken):
        declare_change(undertaking=make_undertaking(), declared_on=None, by=house())


def test_owner_and_days_are_set_and_not_before_the_decision():
    undertaking, owner = make_undertaking(), make_person()
    edited = edit_undertaking(
        undertaking=undertaking, owner=owner, due_on=date(2024, 12, 1), by=house()
    )

    assert (edited.owner, edited.due_on) == (owner, date(2024, 12, 1))
    with pytest.raises(RuleBroken):
        edit_undertaking(undertaking=undertaking, due_on=date(2024, 1, 1), by=house())


def test_its_owner_says_where_it_stands_and_nobody_else():
    owner = make_person(user=make_user())
    undertaking = make_undertaking(owner=owner)
    by = acting_as(owner.user)
    done = report_progress(undertaking=undertaking, state="done", evidence="Lettre.", by=by)

    assert (done.state, done.evidence) == ("done", "Lettre.")
    with pytest.raises(Forbidden):
        report_progress(undertaking=undertaking, state="doing", by=make_acting())


@pytest.mark.parametrize("state", ["done", "dropped", "unknown"])
def test_what_ends_says_what_shows_it(state):
    with pytest.raises(RuleBroken):
        report_progress(undertaking=make_undertaking(), state=state, evidence=" ", by=house())


def test_owners_are_reminded_once_in_two_weeks_all_in_one_mail():
    owner = make_person(email="cam@membre.example")
    for day in (date(2024, 10, 31), date(2024, 11, 8)):
        make_undertaking(owner=owner, due_on=day)
    make_undertaking(owner=owner, due_on=date(2024, 11, 9))
    make_undertaking(owner=owner, due_on=date(2024, 10, 31), state="done")
    make_undertaking(due_on=date(2024, 10, 31))
    remind_owners(by=house(), at=NOON)
    remind_owners(by=house(), at=NOON.replace(day=14))

    mail, another = Message.objects.filter(recipient="cam@membre.example").order_by("pk")
    assert another.text.startswith("1 décision que vous portez attend des nouvelles")
    assert mail.text.startswith("2 décisions que vous portez attendent des nouvelles")
    assert "En retard\u00a0: échéance le 31 octobre 2024" in mail.text


def test_reminding_is_for_those_who_convene():
    with pytest.raises(Forbidden):
        remind_owners(by=make_acting())


def test_erasing_an_owner_leaves_the_decision_without_her():
    owner = make_person()
    undertaking = make_undertaking(due_on=date(2024, 12, 1))
    edit_undertaking(undertaking=undertaking, owner=owner, by=house())
    assert [row["state"] for row in held_in("assemblies.undertakings", owner.pk)] == ["to_do"]
    forget_in("assemblies", owner.pk)

    undertaking.refresh_from_db()
    assert undertaking.owner is None
    assert list(held_in("assemblies.undertakings", owner.pk)) == []


def test_the_register_filters_and_searches(as_user, coordinator):
    make_undertaking(text="Écrire à la préfecture", due_on=date(2024, 11, 1))
    make_undertaking(text="Louer une salle", state="done", evidence="Bail")
    browser, address = as_user(coordinator), reverse("assemblies:undertakings")
    for query, shown in {
        "": (True, True),
        "q=ecrire": (True, False),
        "etat=done": (False, True),
        "retard=on": (True, False),
        "miennes=on": (False, False),
        "instance=rien": (True, True),
    }.items():
        page = browser.get(f"{address}?{query}").content.decode()
        assert ("préfecture" in page, "Louer" in page) == shown, query


@pytest.mark.parametrize(
    ("ending", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("ods", b"PK")]
)
def test_the_register_leaves_as_a_table(as_user, coordinator, ending, start):
    make_undertaking()
    found = as_user(coordinator).get(reverse("assemblies:export_undertakings", args=[ending]))

    assert found.getvalue().startswith(start)


def test_a_visitor_reads_public_decisions_alone(client):
    make_undertaking(text="Ouverte", audience="public")
    hidden = make_undertaking(text="Réservée")
    page = client.get(reverse("assemblies:undertakings")).content.decode()

    assert ("Ouverte" in page, "Réservée" in page) == (True, False)
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_progress_is_reported_on_its_page(as_user, coordinator):
    undertaking, browser = make_undertaking(), as_user(coordinator)
    address = reverse("assemblies:report_progress", args=[undertaking.key])
    browser.post(address, {"state": "doing", "evidence": ""})
    address = reverse("assemblies:edit_undertaking", args=[undertaking.key])
    browser.post(address, {"due_on": "2024-12-24", "declare_by": "2025-01-14"})
    page = browser.get(undertaking.get_absolute_url()).content.decode()

    assert "24 décembre 2024" in page
    assert "greffe des associations avant le 14 janvier 2025" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_costs_as_much_whatever_its_length(
    as_user, coordinator, number, django_assert_max_num_queries
):
    for _one in range(number):
        make_undertaking(owner=make_person())
    browser = as_user(coordinator)

    with django_assert_max_num_queries(12):
        browser.get(reverse("assemblies:undertakings"))
