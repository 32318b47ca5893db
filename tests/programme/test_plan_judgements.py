"""The judgement of a year, and two people who write the same text."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from essaim.journal.models import Revision
from essaim.kernel.errors import RuleBroken
from essaim.programme.actions import judgements as acts
from essaim.programme.enums import standing_of
from essaim.programme.models import FigureUse, ObjectiveYear
from essaim.programme.queries.objectives import objective_year
from tests.factories.accounts import coordinator, make_acting
from tests.factories.programme import (
    make_decision,
    make_indicator,
    make_objective,
    make_objective_year,
)

pytestmark = pytest.mark.django_db


def write(row: ObjectiveYear, text: str, field: str = "evaluation") -> ObjectiveYear:
    return acts.write_objective_year(objective_year=row, field=field, text=text, by=coordinator())


@pytest.mark.parametrize("status", ["transformed", "postponed", "abandoned"])
def test_a_changed_objective_says_why(status: str) -> None:
    by, objective = coordinator(), make_objective()
    with pytest.raises(RuleBroken):
        acts.judge_objective(objective=objective, year=2024, status=status, reason=" ", by=by)
    acts.judge_objective(
        objective=objective, year=2024, status=status, reason="Faute de moyens", by=by
    )
    assert ObjectiveYear.objects.get().reason == "Faute de moyens"


def test_a_judgement_names_its_decision_and_what_the_objective_became() -> None:
    by, objective, other, decision = (
        coordinator(),
        make_objective(),
        make_objective(),
        make_decision(),
    )
    judgement: dict[str, Any] = {
        "objective": objective,
        "year": 2024,
        "decision": decision,
        "by": by,
    }
    row = acts.judge_objective(status="transformed", reason="x", became=other, **judgement)
    assert (row.decision, row.became) == (decision, other)
    row = acts.judge_objective(status="achieved", became=other, **judgement)
    assert (row.status, row.became, row.reason) == ("achieved", None, "")
    for fault in ({"status": "great"}, {"status": "achieved", "became": objective}):
        with pytest.raises(RuleBroken):
            acts.judge_objective(**judgement, **fault)
    with pytest.raises(RuleBroken):
        acts.judge_objective(**{**judgement, "year": 24}, status="achieved")


def test_the_first_text_makes_the_year_clean_and_says_what_it_cites() -> None:
    indicator = make_indicator(code="visites")
    row = objective_year(make_objective(), 2024)
    text = '<p onclick="x">De <span data-figure="visites" data-form="growth"></span> en un an.</p>'
    saved = write(row, text)
    assert "onclick" not in saved.evaluation
    use = FigureUse.objects.get()
    assert (use.holder_key, use.field, use.indicator, use.form) == (
        saved.key,
        "evaluation",
        indicator,
        "growth",
    )


def test_the_same_text_saved_twice_is_one_version() -> None:
    row = write(objective_year(make_objective(), 2024), "<p>Un</p>")
    write(row, "<p>Un</p>")
    assert Revision.objects.of(row.key).count() == 1


def test_an_unknown_text_is_refused() -> None:
    with pytest.raises(RuleBroken):
        write(make_objective_year(), "<p>x</p>", field="status")


def test_what_came_second_is_a_version_and_what_stands_stays() -> None:
    row = write(make_objective_year(), "<p>La première</p>")
    acts.keep_text(
        objective_year=row, field="evaluation", text="<p>La seconde</p>", by=coordinator()
    )
    assert ObjectiveYear.objects.get().evaluation == "<p>La première</p>"
    kept = [r.record["evaluation"] for r in Revision.objects.of(row.key).order_by("number")]
    assert kept[-2:] == ["<p>La seconde</p>", "<p>La première</p>"]


def test_what_stood_before_any_journal_is_a_version_too() -> None:
    row = make_objective_year(evaluation="<p>Importée</p>")
    acts.keep_text(objective_year=row, field="evaluation", text="<p>Autre</p>", by=coordinator())
    kept = [r.record["evaluation"] for r in Revision.objects.of(row.key).order_by("number")]
    assert kept == ["<p>Importée</p>", "<p>Autre</p>", "<p>Importée</p>"]


def test_two_people_writing_two_texts_do_not_meet() -> None:
    row = make_objective_year()
    mine, hers = (ObjectiveYear.objects.get(pk=row.pk) for _each in range(2))
    write(mine, "<p>Moyens</p>", field="means")
    write(hers, "<p>Évaluation</p>")
    row.refresh_from_db()
    assert (row.means, row.evaluation) == ("<p>Moyens</p>", "<p>Évaluation</p>")


def test_a_text_is_written_on_its_page(client: Client, coordinator: Any) -> None:
    client.force_login(coordinator)
    objective = make_objective()
    page = reverse("programme:write_objective_year", args=[objective.key, 2024, "evaluation"])
    assert "unknown variable" not in client.get(page).text
    assert client.post(page, {"text": "Les **deux**"}).status_code == 302
    assert ObjectiveYear.objects.get().evaluation == "<p>Les <strong>deux</strong></p>"


def test_only_texts_of_the_year_have_a_page(client: Client, coordinator: Any) -> None:
    client.force_login(coordinator)
    page = reverse("programme:write_objective_year", args=[make_objective().key, 2024, "status"])
    assert client.get(page).status_code == 404


def test_a_stranger_judges_and_writes_nothing(client: Client, stranger: Any) -> None:
    client.force_login(stranger)
    key = make_objective().key
    for name, keys in (("judge_objective", []), ("write_objective_year", ["means"])):
        assert client.get(reverse(f"programme:{name}", args=[key, 2024, *keys])).status_code == 403
    with pytest.raises(RuleBroken):
        acts.judge_objective(
            objective=make_objective(), year=2024, status="achieved", by=make_acting()
        )


def test_an_objective_is_judged_on_its_page(client: Client, coordinator: Any) -> None:
    client.force_login(coordinator)
    objective = make_objective()
    page = reverse("programme:judge_objective", args=[objective.key, 2024])
    assert "unknown variable" not in client.get(page).text
    refused = client.post(page, {"status": "abandoned"})
    assert refused.status_code == 422
    answer = client.post(page, {"status": "achieved"})
    assert answer.url == f"{objective.get_absolute_url()}?annee=2024"
    assert ObjectiveYear.objects.get().status == "achieved"


@pytest.mark.parametrize(
    ("status", "is_evaluated", "is_over", "words"),
    [
        ("not_started", False, True, "non évalué"),
        ("not_started", False, False, "non commencé"),
        ("not_started", True, True, "non commencé"),
        ("in_progress", False, True, "en cours"),
        ("abandoned", False, True, "abandonné"),
    ],
)
def test_a_year_that_is_over_and_that_nobody_judged_is_not_one_never_begun(
    status: str, is_evaluated: bool, is_over: bool, words: str
) -> None:
    assert standing_of(status, is_evaluated=is_evaluated, is_over=is_over) == words
