"""Participation over twelve months, shown to the member first; one decision of the register."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.assemblies.lively import address, text_of
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_body, make_elector, make_meeting, make_proxy
from tests.factories.minutes import make_undertaking
from tests.factories.network import make_delegate, make_organisation, make_person

pytestmark = pytest.mark.django_db
PAGE = reverse("assemblies:participation")


def held(body, days_ago, **fields):
    at_ten = timezone.now().replace(hour=10, minute=0)  # by night a notice may lose a day
    starts_at = at_ten - timedelta(days=days_ago)
    return make_meeting(body=body, state="closed", starts_at=starts_at, **fields)


def lives(browser):
    response = browser.get(PAGE)
    assert response.status_code == 200
    return {life.body.name: life for life in response.context["lives"]}


def lines(life):
    return [(line.name, line.convened, line.present, line.represented) for line in life.lines]


@pytest.fixture
def assembly():
    """Two meetings: Une came once and was represented once, Deux came twice."""
    body = make_body(name="Assemblée", audience="members")
    une, deux = make_organisation(name="Une"), make_organisation(name="Deux")
    first, second = held(body, 60), held(body, 30)
    make_elector(meeting=first, organisation=une, present=True)
    make_elector(meeting=first, organisation=deux, present=True)
    holder = make_elector(meeting=second, organisation=deux, present=True)
    make_proxy(giver=make_elector(meeting=second, organisation=une), holder=holder)
    return body, une


def test_who_convenes_reads_every_line_by_name(as_user, coordinator, assembly):
    browser = as_user(coordinator)

    life = lives(browser)["Assemblée"]

    assert lines(life) == [("Deux", 2, 2, 0), ("Une", 2, 1, 1)]
    assert (life.meetings, life.notice_in_days) == (2, "20")
    text = text_of(browser.get(PAGE))
    assert "Deux" in text
    assert "50 %" in text
    assert "Vous voyez toutes les lignes" in text


def test_a_delegate_reads_her_own_line_alone(as_user, assembly):
    _body, une = assembly
    browser = as_user(make_delegate(of=une))

    assert lines(lives(browser)["Assemblée"]) == [("Une", 2, 1, 1)]
    assert "Deux" not in browser.get(PAGE).text


def test_fifty_members_stand_on_a_page_and_all_of_them_leave(as_user, coordinator):
    body = make_body(name="Assemblée", audience="members")
    meeting = held(body, 30)
    for number in range(60):
        make_elector(meeting=meeting, name=f"Membre {number:02}", present=number % 2 == 0)
    browser = as_user(coordinator)

    page = text_of(browser.get(PAGE))
    assert "Membre 49" in page
    assert "Membre 50" not in page
    assert "Membre 50" in text_of(browser.get(PAGE, {"page": "2"}))
    assert "Membre 07" not in text_of(browser.get(PAGE, {"q": "Membre 5"}))
    leaves = browser.get(reverse("assemblies:export_participation", args=["csv"]))
    rows = b"".join(leaves.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 61
    assert rows[1].endswith("1;1;0;100")
    assert rows[2].endswith("1;0;0;0")


def test_lines_are_those_of_one_body_where_one_says_which(as_user, coordinator):
    one, other = make_body(name="Assemblée"), make_body(name="Bureau")
    for body, name in ((one, "Une"), (other, "Deux")):
        make_elector(meeting=held(body, 30), name=name)
    found = as_user(coordinator).get(PAGE, {"instance": str(other.key)})
    assert [line.name for line in found.context["page"].object_list] == ["Deux"]


@pytest.mark.parametrize(
    "address", [PAGE, reverse("assemblies:export_participation", args=["ods"])]
)
def test_neither_the_page_nor_the_table_is_for_visitors(client, address):
    assert client.get(address).url.startswith("/compte/entrer/")


def test_a_delegate_takes_her_own_line_along_alone(as_user, assembly):
    _body, une = assembly
    browser = as_user(make_delegate(of=une))
    leaves = browser.get(reverse("assemblies:export_participation", args=["csv"]))
    text = b"".join(leaves.streaming_content).decode("utf-8-sig")
    assert "Une" in text
    assert "Deux" not in text


def test_a_stranger_reads_no_line_and_no_body_that_is_not_for_her(as_user, stranger, assembly):
    held(make_body(name="Ouverte", audience="public"), 10)

    found = lives(as_user(stranger))

    assert {name: life.lines for name, life in found.items()} == {"Ouverte": []}


def test_older_meetings_those_to_come_and_votes_in_writing_do_not_count(as_user, coordinator):
    body = make_body(name="Assemblée")
    held(body, 400)
    held(body, 20, mode="written")
    make_meeting(body=body, state="cancelled", starts_at=timezone.now() - timedelta(days=5))
    browser = as_user(coordinator)

    assert lives(browser) == {}
    assert "Aucune réunion sur ces douze mois" in text_of(browser.get(PAGE))


def test_what_was_decided_is_told_in_shares(as_user, coordinator):
    body = make_body()
    meeting = held(body, 30)
    day = meeting.local_start.date()
    owned = {"owner": make_person(), "due_on": day + timedelta(days=30)}
    make_undertaking(meeting=meeting, state="done", evidence="Lettre.", **owned)
    make_undertaking(meeting=meeting)

    text = text_of(as_user(coordinator).get(PAGE))

    assert text.count("50 %") == 2


def test_one_looks_back_from_another_day_and_is_led_to_the_last_meeting(as_user, coordinator):
    meeting = held(make_body(name="Assemblée"), 800)
    make_elector(meeting=meeting, name="Une", present=True)
    day = meeting.local_start.date().isoformat()
    browser = as_user(coordinator)

    page = text_of(browser.get(PAGE))
    assert "Aucune réunion sur ces douze mois" in page
    assert f'href="?au={day}"' in page
    found = browser.get(PAGE, {"au": day})
    assert [life.body.name for life in found.context["lives"]] == ["Assemblée"]
    assert browser.get(PAGE, {"au": "hier"}).context["lives"] == []


def test_nobody_is_led_to_a_meeting_that_she_does_not_see(as_user, stranger):
    held(make_body(audience="bureau"), 800)
    assert 'href="?au=' not in text_of(as_user(stranger).get(PAGE))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_its_length(
    as_user, coordinator, number, django_assert_num_queries
):
    for _body in range(number):
        body = make_body(audience="public")
        for days in range(10, 10 + number):
            meeting = held(body, days)
            make_elector(meeting=meeting, present=True)
            make_undertaking(meeting=meeting)
    browser = as_user(coordinator)
    browser.get(reverse("assemblies:bodies"))

    with django_assert_num_queries(8):
        found = browser.get(PAGE).context["lives"]

    assert len(found) == number


# --- One decision


def test_a_decision_is_read_by_those_for_whom_it_is(client, as_user, delegate, stranger):
    undertaking = make_undertaking(text="Écrire à la préfecture")
    page = undertaking.get_absolute_url()

    assert client.get(page).status_code == 404
    assert as_user(stranger).get(page).status_code == 404
    text = text_of(as_user(delegate).get(page))
    assert "Écrire à la préfecture" in text
    for name in ("edit_undertaking", "report_progress", "declare_change"):
        assert address(name, undertaking) not in text


@pytest.mark.parametrize("name", ["edit_undertaking", "report_progress", "declare_change"])
def test_a_member_changes_no_decision_that_is_not_hers(client, as_user, delegate, name):
    page = address(name, make_undertaking())

    assert client.post(page).url.startswith("/compte/entrer/")
    assert as_user(delegate).get(page).status_code == 403
    assert as_user(delegate).post(page).status_code == 403


def test_its_owner_says_where_it_stands_and_changes_nothing_else(as_user):
    user = make_user()
    undertaking = make_undertaking(owner=make_person(user=user), audience="public")
    browser = as_user(user)
    text = text_of(browser.get(undertaking.get_absolute_url()))
    assert address("report_progress", undertaking) in text
    assert address("edit_undertaking", undertaking) not in text

    refused = browser.post(
        address("report_progress", undertaking), {"state": "done", "evidence": ""}
    )
    assert refused.status_code == 422
    browser.post(address("report_progress", undertaking), {"state": "doing", "evidence": "Écrit."})

    undertaking.refresh_from_db()
    assert (undertaking.state, undertaking.evidence) == ("doing", "Écrit.")
    assert browser.get(address("edit_undertaking", undertaking)).status_code == 403


def test_a_day_before_the_decision_is_refused_with_what_was_typed(as_user, coordinator):
    undertaking = make_undertaking()
    page = address("edit_undertaking", undertaking)

    response = as_user(coordinator).post(page, {"due_on": "2000-01-14"})

    assert response.status_code == 422
    assert "2000-01-14" in response.text


def test_a_change_to_declare_is_declared_on_a_day_that_can_be(as_user, coordinator):
    undertaking = make_undertaking(declare_by=date(2025, 1, 14))
    page = address("declare_change", undertaking)
    browser = as_user(coordinator)
    assert page in text_of(browser.get(undertaking.get_absolute_url()))

    assert browser.post(page, {"declared_on": "2999-01-01"}).status_code == 422
    browser.post(page, {"declared_on": "2024-12-20"})

    assert "20 décembre 2024" in text_of(browser.get(undertaking.get_absolute_url()))
