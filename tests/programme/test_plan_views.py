"""Pages of programmes, objectives, agreements and decisions."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.models import User
from essaim.kernel.acting import VISITOR
from essaim.programme.models import Agreement, Axis, Decision, Objective, Programme
from essaim.programme.queries.agreements import next_due
from essaim.programme.queries.plan import current_programme, programme_page, year_shown
from tests.factories.accounts import coordinator as coordination
from tests.factories.network import make_delegate, make_organisation
from tests.factories.programme import (
    make_action,
    make_agreement,
    make_axis,
    make_decision,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
    make_reading,
)

pytestmark = pytest.mark.django_db
#: With the spaces that never break.
VISITS = "52\u202f464\u00a0visites"
DAYS = {"starts_on": "2024-01-01", "ends_on": "2026-12-31"}


@pytest.fixture
def signed(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def address(name: str, *keys: Any) -> str:
    return reverse(f"programme:{name}", args=keys)


def test_the_programme_that_runs_is_the_current_one() -> None:
    old = make_programme(starts_on=date(2019, 1, 1), ends_on=date(2023, 12, 31))
    new = make_programme(starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31))
    hidden = make_programme(starts_on=date(2025, 1, 1), audience="bureau")
    assert current_programme(VISITOR, date(2022, 5, 1)) == old
    assert current_programme(VISITOR, date(2025, 5, 1)) == new
    assert current_programme(VISITOR, date(2035, 5, 1)) == new
    assert current_programme(coordination(), date(2025, 5, 1)) == hidden


@pytest.mark.parametrize(
    ("asked", "today", "shown"),
    [(2024, 2026, 2024), (2030, 2025, 2025), (None, 2019, 2024), (None, 2031, 2026)],
)
def test_the_year_is_that_of_the_address_or_the_nearest(
    asked: int | None, today: int, shown: int
) -> None:
    assert year_shown(make_programme(), asked, date(today, 6, 1)) == shown


def test_without_a_year_asked_the_last_that_tells_something_is_shown() -> None:
    objective = make_objective()
    make_action(objectives=(objective,), starts_on=date(2024, 5, 1))
    make_action(objectives=(objective,), starts_on=date(2026, 5, 1), state="planned")
    assert year_shown(objective.programme, None, date(2026, 6, 1)) == 2024
    assert year_shown(objective.programme, 2026, date(2026, 6, 1)) == 2026


def test_the_page_says_what_was_held_what_is_silent_and_what_is_missing() -> None:
    axis = make_axis()
    complete, silent = make_objective(axis=axis, position=1), make_objective(axis=axis, position=2)
    make_objective_year(objective=complete, evaluation="<p>Bien</p>", means="<p>Peu</p>")
    today = date(2024, 12, 1)
    make_action(objectives=(complete,), starts_on=date(2024, 11, 1))
    make_action(objectives=(complete,), starts_on=date(2024, 11, 2), state="planned")
    make_action(objectives=(silent,), starts_on=date(2024, 2, 1))
    make_action(objectives=(silent,), starts_on=date(2025, 2, 1))
    page = programme_page(axis.programme, 2024, coordination(), today)
    first, second = page.axes[0].lines
    assert (first.action_count, first.last_on, first.silent_days) == (1, date(2024, 11, 1), None)
    assert (first.missing, second.silent_days) == ([], 304)
    assert (page.silent, page.incomplete) == ([second], [second])
    past = programme_page(axis.programme, 2025, coordination(), today)
    assert past.silent == []


def test_judgements_are_not_shown_to_visitors(client: Client, delegate: User) -> None:
    objective = make_objective()
    make_objective_year(
        objective=objective, status="abandoned", reason="Faute de bras", means="<p>Deux mains</p>"
    )
    pages = [objective.get_absolute_url(), objective.programme.get_absolute_url()]
    texts = [client.get(f"{page}?annee=2024").text for page in pages]
    assert not any(word in text for text in texts for word in ("Faute de bras", "Deux mains"))
    assert not any("abandonné" in text for text in texts)
    client.force_login(delegate)
    text = client.get(f"{pages[0]}?annee=2024").text
    assert all(word in text for word in ("Faute de bras", "Deux mains"))
    assert "abandonné" in client.get(f"{pages[1]}?annee=2024").text


def test_the_objective_shows_its_actions_figures_and_history(signed: Client) -> None:
    objective = make_objective()
    row = make_objective_year(status="transformed", reason="x", became=objective, year=2024)
    agreement = make_agreement(audience="public")
    objective.rubrics.add(agreement.rubrics.create(code="A", title="Rubrique"))
    indicator = make_indicator(objective=objective, code="visites")
    make_reading(indicator=indicator, scaled=52464)
    make_objective_year(
        objective=objective, evaluation='<p>Avec <span data-figure="visites"></span></p>'
    )
    action = make_action(objectives=(objective,))
    make_action(objectives=(objective,), starts_on=date(2025, 1, 1))
    page = signed.get(f"{objective.get_absolute_url()}?annee=2024")
    shown = page.context["page"]
    assert (shown.actions, shown.action_count, shown.came_from) == ([(action, "")], 1, [row])
    assert [line.value.text for line in shown.figures] == [VISITS]
    assert page.text.count("52\u202f464") == 2
    assert "Rubrique" in page.text
    assert "unknown variable" not in page.text


def test_without_a_programme_the_page_says_what_to_do_first(
    client: Client, coordinator: User
) -> None:
    assert address("add_programme") not in client.get(address("current")).text
    client.force_login(coordinator)
    page = client.get(address("current"))
    assert address("add_programme") in page.text
    assert "unknown variable" not in page.text


def test_a_programme_is_built_from_its_pages(signed: Client) -> None:
    agreement = make_agreement()
    rubric = agreement.rubrics.create(code="A", title="Rubrique")
    signed.post(address("add_programme"), {"title": "P", **DAYS, "agreements": [agreement.key]})
    programme = Programme.objects.get()
    signed.post(address("add_axis", programme.key), {"code": "1", "title": "Axe"})
    axis = Axis.objects.get()
    signed.post(address("add_objective", axis.key), {"code": "1.1", "title": "But"})
    objective = Objective.objects.get()
    signed.post(address("map_objective", objective.key), {"rubrics": [rubric.key]})
    assert list(objective.rubrics.all()) == [rubric]
    page = signed.get(programme.get_absolute_url())
    assert "1.1 But" in page.text
    assert "unknown variable" not in page.text
    placed = {"code": "1", "title": "Autre", "position": 2}
    signed.post(address("edit_axis", axis.key), placed)
    signed.post(address("edit_objective", objective.key), {**placed, "code": "1.2"})
    signed.post(address("edit_programme", programme.key), {"title": "Q", **DAYS})
    assert (Axis.objects.get().title, Objective.objects.get().code) == ("Autre", "1.2")
    assert (Programme.objects.get().title, Programme.objects.get().audience) == ("Q", "public")
    signed.post(address("remove_objective", objective.key))
    signed.post(address("remove_axis", axis.key))
    assert not Axis.objects.exists()


def test_what_is_cited_keeps_its_code_and_the_form_says_so(signed: Client) -> None:
    objective = make_objective(code="1.1")
    make_action(objectives=(objective,))
    page = address("edit_objective", objective.key)
    answer = signed.post(page, {"code": "9.9", "title": "T", "position": 1})
    assert answer.status_code == 422
    assert "1.1" in str(answer.context["form"].non_field_errors())
    answer = signed.post(address("remove_objective", objective.key), follow=True)
    assert "1.1" in answer.text
    assert Objective.objects.exists()


@pytest.fixture
def agreement(signed: Client) -> Agreement:
    """Entered by its pages, with a year, a rubric and a report due in 23 days."""
    make_organisation(name="Fondation", kind="funder")
    signed.post(address("add_agreement"), {"title": "C", "funder": "fondation", **DAYS})
    made = Agreement.objects.get()
    due = timezone.localdate() + timedelta(days=23)
    parts = {
        "set_agreement_year": {"year_form-year": 2024, "year_form-amount": "40 000,50 €"},
        "set_rubric": {"rubric_form-code": "A", "rubric_form-title": "R"},
        "set_report_due": {
            "due_form-kind": "yearly",
            "due_form-year": 2024,
            "due_form-due_on": due,
        },
    }
    for name, sent in parts.items():
        signed.post(address(name, made.key), sent)
    return made


def test_an_agreement_shows_its_years_and_what_is_due(signed: Client, agreement: Agreement) -> None:
    assert (agreement.funder.name, agreement.audience) == ("Fondation", "members")
    page = signed.get(agreement.get_absolute_url())
    assert [year for year, _row in page.context["page"].years] == [2024, 2025, 2026]
    expected = ("40\u202f000,50\u00a0€", "non précisé", "23 jours")
    assert [words for words in expected if words not in page.text] == []
    assert "unknown variable" not in page.text
    assert [due.days_left for due in next_due(coordination(), timezone.localdate())] == [23]


def test_the_parts_of_an_agreement_are_refused_in_place_and_removed(
    signed: Client, agreement: Agreement
) -> None:
    refused = signed.post(address("set_agreement_year", agreement.key), {"year_form-year": 2030})
    assert (refused.status_code, agreement.years.count()) == (422, 1)
    for name, part in (
        ("remove_agreement_year", agreement.years.get()),
        ("remove_rubric", agreement.rubrics.get()),
        ("remove_report_due", agreement.reports_due.get()),
    ):
        signed.post(address(name, agreement.key, part.key))
    left = [agreement.years, agreement.rubrics, agreement.reports_due]
    assert [part.count() for part in left] == [0, 0, 0]
    sent = {"title": "D", "funder": "Fondation", **DAYS}
    signed.post(address("edit_agreement", agreement.key), sent)
    assert Agreement.objects.get().title == "D"


def test_a_decision_is_entered_read_and_put_right(signed: Client) -> None:
    sent = {"text": "Réunir chaque mois", "body": "Bureau", "decided_on": "2024-05-21"}
    answer = signed.post(address("add_decision"), sent)
    decision = Decision.objects.get()
    assert answer.url == decision.get_absolute_url()
    signed.post(address("edit_decision", decision.key), {**sent, "result": "unanimité"})
    for page in (decision.get_absolute_url(), address("decisions")):
        text = signed.get(page).text
        assert "Réunir chaque mois" in text
        assert "unknown variable" not in text


def test_each_list_and_page_is_for_those_of_its_audience(client: Client) -> None:
    agreement, decision = make_agreement(title="Convention X"), make_decision(text="Décision X")
    objective = make_objective(axis=make_axis(programme=make_programme(audience="members")))
    pages = [thing.get_absolute_url() for thing in (agreement, decision, objective)]
    lists = [address("agreements"), address("decisions")]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert not any(" X" in client.get(page).text for page in lists)
    client.force_login(make_delegate())
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert all(" X" in client.get(page).text for page in lists)
    assert '<th scope="col">Financeur</th>' in client.get(address("agreements")).text


KEYED = {
    "edit_programme": make_programme,
    "add_axis": make_programme,
    "edit_axis": make_axis,
    "remove_axis": make_axis,
    "add_objective": make_axis,
    "edit_objective": make_objective,
    "remove_objective": make_objective,
    "map_objective": make_objective,
    "edit_agreement": lambda: make_agreement(audience="public"),
    "set_rubric": lambda: make_agreement(audience="public"),
    "edit_decision": lambda: make_decision(audience="public"),
}


@pytest.mark.parametrize("name", KEYED)
def test_a_stranger_changes_nothing_and_a_visitor_is_sent_to_the_door(
    client: Client, stranger: User, name: str
) -> None:
    page = address(name, KEYED[name]().key)
    assert client.post(page).status_code == 302
    client.force_login(stranger)
    assert client.post(page).status_code == 403


@pytest.mark.parametrize("name", ["add_programme", "add_agreement", "add_decision"])
def test_a_stranger_adds_nothing(client: Client, stranger: User, name: str) -> None:
    client.force_login(stranger)
    assert client.get(address(name)).status_code == 403


def grown(length: int) -> Programme:
    """A programme of as many axes, objectives, judgements, actions and agreements."""
    programme = make_programme()
    for _ in range(length):
        objective = make_objective(axis=make_axis(programme=programme))
        make_objective_year(objective=objective)
        make_action(objectives=(objective,))
        make_decision(audience="public")
        programme.agreements.add(make_agreement(audience="public"))
    return programme


@pytest.mark.parametrize("length", [1, 3])
def test_the_pages_cost_the_same_whatever_their_length(
    client: Client, django_assert_num_queries: Any, length: int
) -> None:
    programme = grown(length)
    client.get(address("current"))  # the network's name is kept for a minute
    pages = {
        f"{programme.get_absolute_url()}?annee=2024": 9,
        address("agreements"): 1,
        address("decisions"): 1,
    }
    for page, queries in pages.items():
        with django_assert_num_queries(queries):
            client.get(page)


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_of_an_objective_costs_the_same_whatever_its_length(
    client: Client, django_assert_num_queries: Any, length: int
) -> None:
    objective, agreement = make_objective(), make_agreement(audience="public")
    for number in range(length):
        make_action(objectives=(objective, make_objective()))
        objective.rubrics.add(agreement.rubrics.create(code=str(number), title="R"))
        make_reading(indicator=make_indicator(objective=objective))
    client.get(address("current"))
    with django_assert_num_queries(7):
        client.get(f"{objective.get_absolute_url()}?annee=2024")
