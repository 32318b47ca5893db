"""The judgement of a year, and two people who write the same text."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from essaim.journal.models import Revision
from essaim.kernel.errors import RuleBroken
from essaim.programme.actions import judgements as acts
from essaim.programme.conflicts import TextConflict
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


def write(row: ObjectiveYear, text: str, version: int, field: str = "evaluation") -> ObjectiveYear:
    return acts.write_or_keep_both(
        objective_year=row, field=field, text=text, version=version, by=coordinator()
    )


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
    said: dict[str, Any] = {"objective": objective, "year": 2024, "decision": decision, "by": by}
    row = acts.judge_objective(status="transformed", reason="x", became=other, **said)
    assert (row.decision, row.became) == (decision, other)
    row = acts.judge_objective(status="achieved", became=other, **said)
    assert (row.status, row.became, row.reason) == ("achieved", None, "")
    for fault in ({"status": "great"}, {"status": "achieved", "became": objective}):
        with pytest.raises(RuleBroken):
            acts.judge_objective(**said, **fault)
    with pytest.raises(RuleBroken):
        acts.judge_objective(**{**said, "year": 24}, status="achieved")


def test_the_first_text_makes_the_year_clean_and_says_what_it_cites() -> None:
    indicator = make_indicator(code="visites")
    row = objective_year(make_objective(), 2024)
    text = '<p onclick="x">De <span data-figure="visites" data-form="growth"></span> en un an.</p>'
    saved = write(row, text, 0)
    assert (saved.version, "onclick" in saved.evaluation) == (1, False)
    use = FigureUse.objects.get()
    assert (use.holder_key, use.field, use.indicator, use.form) == (
        saved.key,
        "evaluation",
        indicator,
        "growth",
    )


def test_the_same_text_saved_twice_is_one_version() -> None:
    row = write(objective_year(make_objective(), 2024), "<p>Un</p>", 0)
    assert write(row, "<p>Un</p>", 0).version == 1


def test_an_unknown_text_is_refused() -> None:
    with pytest.raises(RuleBroken):
        write(make_objective_year(), "<p>x</p>", 0, field="status")


def test_two_people_writing_one_text_both_keep_theirs_and_the_second_is_told() -> None:
    row = write(make_objective_year(), "<p>Au départ</p>", 0)
    write(row, "<p>La première</p>", 1)
    with pytest.raises(TextConflict) as told:
        write(row, "<p>La seconde</p>", 1)
    conflict = told.value
    assert (conflict.mine, conflict.theirs, conflict.version) == (
        "<p>La seconde</p>",
        "<p>La première</p>",
        2,
    )
    assert ObjectiveYear.objects.get().evaluation == "<p>La première</p>"
    kept = [r.record["evaluation"] for r in Revision.objects.of(row.key).order_by("number")]
    assert kept[-2:] == ["<p>La seconde</p>", "<p>La première</p>"]
    merged = write(row, "<p>Les deux</p>", conflict.version)
    assert (merged.evaluation, merged.version) == ("<p>Les deux</p>", 3)


def test_two_people_writing_two_texts_do_not_meet() -> None:
    row = write(make_objective_year(), "<p>Au départ</p>", 0)
    write(row, "<p>Moyens</p>", 1, field="means")
    after = write(row, "<p>Évaluation</p>", 1)
    assert (after.means, after.evaluation, after.version) == (
        "<p>Moyens</p>",
        "<p>Évaluation</p>",
        3,
    )


def test_a_text_that_stood_before_any_journal_is_not_overwritten_unread() -> None:
    row = make_objective_year(evaluation="<p>Importée</p>", version=4)
    with pytest.raises(TextConflict):
        write(row, "<p>Autre</p>", 0)


def test_the_page_shows_both_texts_and_saves_the_merged_one(
    client: Client, coordinator: Any
) -> None:
    client.force_login(coordinator)
    objective = make_objective()
    page = reverse("programme:write_objective_year", args=[objective.key, 2024, "evaluation"])
    client.post(page, {"text": "Première", "version": 0})
    answer = client.post(page, {"text": "Seconde", "version": 0})
    assert answer.status_code == 409
    assert "Première" in answer.text
    assert answer.context["form"].initial == {"text": "Seconde", "version": 1}
    assert "unknown variable" not in answer.text
    client.post(page, {"text": "Les deux", "version": 1})
    assert ObjectiveYear.objects.get().evaluation == "<p>Les deux</p>"


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
