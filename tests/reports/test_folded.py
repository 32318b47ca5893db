"""A long report folds its actions in the composer: counted there, chosen on pages of their own."""

import re
from collections import Counter
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from essaim.programme.models import Objective
from essaim.reports.models import Report, Selection
from essaim.reports.queries.facts import counts_of, facts_of, moments_of
from essaim.reports.queries.reports import reader_of
from essaim.reports.views import composition
from tests.factories.programme import make_action, make_programme
from tests.factories.reports import make_report, make_section, make_told_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def objective() -> Objective:
    return make_told_objective(make_programme(), evaluation="Le lien tient.")


@pytest.fixture
def report(objective: Objective) -> Report:
    report = make_report(programme=objective.programme)
    make_section(report=report, markdown="Le site a reçu [[disparu]].")
    return report


def page(client: Client, name: str, *args: object, **asked: object) -> str:
    response = client.get(reverse(f"reports:{name}", args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def folded(monkeypatch, page: int = 50) -> None:
    """A report that holds any action at all is a long one."""
    monkeypatch.setattr(composition, "IN_PLACE", 0)
    monkeypatch.setattr(composition, "A_PAGE", page)


def test_a_long_report_counts_its_actions_and_each_objective_has_a_page_to_choose_them(
    as_user, coordinator, report, objective, monkeypatch
):
    other = make_told_objective(objective.programme, "2.1")
    for day in (1, 2, 3):
        make_action(title=f"Jour {day}", starts_on=date(2024, 1, day), objectives=(objective,))
    make_action(title="Les deux", objectives=(other, objective))
    client, open_page = as_user(coordinator), page(as_user(coordinator), "composer", report.key)
    folded(monkeypatch)
    text = page(client, "composer", report.key)
    assert "Jour 1" in open_page
    assert "Jour 1" not in text
    assert "3 actions racontées" in text
    assert "1 action laissée de côté" in text
    assert reverse("reports:choose_actions", args=[report.key, objective.key]) in text
    assert findings(text) == findings(open_page)
    listed = page(client, "choose_actions", report.key, objective.key)
    assert re.findall(r">(Jour \d|Les deux)</a>", listed) == [
        "Jour 1",
        "Jour 2",
        "Jour 3",
        "Les deux",
    ]


def findings(text: str) -> list[str]:
    return re.findall(r'<li class="check.*?</li>', text, re.DOTALL)


def test_actions_are_chosen_and_moved_where_they_are_folded(
    as_user, coordinator, report, objective, monkeypatch
):
    folded(monkeypatch, page=2)
    actions = [
        make_action(title=f"Jour {day}", starts_on=date(2024, 1, day), objectives=(objective,))
        for day in (1, 2, 3)
    ]
    client, things = as_user(coordinator), [report.key, objective.key]
    listed = page(client, "choose_actions", *things, page=2)
    assert re.findall(r">(Jour \d)</a>", listed) == ["Jour 3"]
    (up,) = re.findall(r'formaction="([^"]*deplacer/[^"]*)"', listed)
    back = client.post(up, {"direction": "up"})
    assert back.url == (f"{reverse('reports:choose_actions', args=things)}?page=2#{actions[2].key}")
    leave = reverse("reports:select_action", args=[*things, actions[0].key])
    client.post(f"{leave}?page=1", {"keep": "no"})
    assert re.findall(r"Jour \d", page(client, "report", report.key)) == ["Jour 3", "Jour 2"]
    text = page(client, "composer", report.key)
    assert "2 actions racontées" in text
    assert "1 action laissée de côté" in text


def test_charts_of_a_long_report_count_each_action_once(report, objective):
    other = make_told_objective(objective.programme, "2.1")
    both, meeting = make_action(objectives=(objective, other)), make_action(objectives=(other,))
    letter = make_action(kind="letter", starts_on=date(2024, 2, 1), objectives=(objective,))
    gone = make_action(kind="letter", objectives=(objective,))
    make_action(audience="bureau", objectives=(objective,))
    for row, at, is_kept in ((both, other, True), (gone, objective, False)):
        Selection.objects.create(
            report=report, objective=at, action=row, is_kept=is_kept, position=0
        )
    reader = reader_of(report)
    facts = {fact.id: fact for each in facts_of(report, reader).values() for fact in each.kept}
    assert set(facts) == {both.pk, meeting.pk, letter.pk}
    moments = Counter((x.kind, x.starts_on, x.precision) for x in facts.values())
    assert moments_of(report, reader) == moments


def test_what_is_counted_is_what_is_read(report, objective):
    other = make_told_objective(objective.programme, "2.1")
    row = [make_action(objectives=(objective, other)) for _each in range(3)][1]
    make_action(audience="bureau", objectives=(other, objective))
    Selection.objects.create(report=report, objective=other, action=row, is_kept=True, position=0)
    reader = reader_of(report)
    read, counted = facts_of(report, reader), counts_of(report, reader)
    assert {
        at: (len(each.kept), len(each.left_out), each.withheld) for at, each in read.items()
    } == {at: (*each.folded, each.withheld) for at, each in counted.items()}


@pytest.mark.parametrize("who", ["delegate", "stranger", "administrator"])
def test_actions_are_chosen_by_those_who_compose(as_user, who, report, objective, request):
    address = reverse("reports:choose_actions", args=[report.key, objective.key])
    assert as_user(request.getfixturevalue(who)).get(address).status_code == 403


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_of_actions_costs_the_same_whatever_its_length(
    as_user, coordinator, report, objective, length, django_assert_num_queries
):
    for _each in range(length):
        make_action(objectives=(objective,))
    client = as_user(coordinator)
    with django_assert_num_queries(12):
        page(client, "choose_actions", report.key, objective.key)


def test_the_gravest_points_stand_first_and_the_others_are_asked_for(
    as_user, coordinator, report, objective, monkeypatch
):
    client = as_user(coordinator)
    every = findings(page(client, "composer", report.key))
    assert len(every) > 2
    monkeypatch.setattr(composition, "MOST_FINDINGS", 2)
    text = page(client, "composer", report.key)
    assert findings(text) == every[:2]
    assert f"Voir les {len(every)} points" in text
    assert findings(page(client, "composer", report.key, points="tous")) == every
