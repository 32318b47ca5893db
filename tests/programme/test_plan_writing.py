"""Every write on agreements, programmes, axes, objectives and decisions."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from essaim.accounts.queries import acting_as
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.kernel.rules import can
from essaim.programme.actions import agreements, plan
from essaim.programme.content import AgreementContent, DecisionContent, ProgrammeContent
from essaim.programme.models import Agreement, Axis, Decision, Objective, Programme, Rubric
from tests.factories.accounts import coordinator, make_acting
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
)

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)


def test_who_sees_what_is_the_same_in_the_rule_and_in_the_list() -> None:
    for audience in ("public", "members", "bureau"):
        make_objective(axis=make_axis(programme=make_programme(audience=audience)))
        make_agreement(audience=audience)
        make_decision(audience=audience)
    readers = [VISITOR, acting_as(make_delegate()), make_acting(), make_acting(role="bureau")]
    for model in (Programme, Objective, Agreement, Decision):
        name = model.__name__.lower()
        for by in readers:
            listed = set(model.objects.visible_to(by))
            rows = model.objects.all()
            assert listed == {
                row for row in rows if can(by, f"programme.view_{name}", **{name: row})
            }
        assert [model.objects.visible_to(by).count() for by in readers] == [1, 2, 1, 3]


def test_judgements_are_for_members() -> None:
    assert can(acting_as(make_delegate()), "programme.view_judgement")
    assert not can(VISITOR, "programme.view_judgement")
    assert not can(make_acting(), "programme.view_judgement")


def agreed(**fields: Any) -> AgreementContent:
    funder = fields.pop("funder", None) or make_organisation(kind="funder")
    given = {"title": "Convention", "starts_on": FIRST, "ends_on": LAST, **fields}
    return AgreementContent(funder=funder, **given)


def test_an_agreement_is_entered_and_put_right() -> None:
    by = coordinator()
    agreement = agreements.add_agreement(content=agreed(), by=by)
    agreements.edit_agreement(agreement=agreement, content=agreed(title="Autre"), by=by)
    assert Agreement.objects.get().title == "Autre"
    for fault in ({"ends_on": date(2023, 1, 1)}, {"audience": "friends"}):
        with pytest.raises(RuleBroken):
            agreements.add_agreement(content=agreed(**fault), by=by)


def test_a_year_brings_an_amount_or_is_not_stated() -> None:
    by, agreement = coordinator(), make_agreement()
    for amount in (Decimal("40000.50"), None):
        row = agreements.set_agreement_year(agreement=agreement, year=2024, amount=amount, by=by)
        assert agreement.years.get().amount == amount
    for year, amount in ((2023, None), (2027, None), (2024, Decimal(-1))):
        with pytest.raises(RuleBroken):
            agreements.set_agreement_year(agreement=agreement, year=year, amount=amount, by=by)
    with pytest.raises(RuleBroken):
        agreements.remove_agreement_year(agreement=make_agreement(), year=row, by=by)
    agreements.remove_agreement_year(agreement=agreement, year=row, by=by)
    assert not agreement.years.exists()


def test_a_rubric_is_renamed_and_stays_while_an_objective_answers_to_it() -> None:
    by, agreement = coordinator(), make_agreement()
    for title in ("Un", "Deux"):
        rubric = agreements.set_rubric(agreement=agreement, code="A", title=title, by=by)
    assert Rubric.objects.get().title == "Deux"
    with pytest.raises(RuleBroken):
        agreements.set_rubric(agreement=agreement, code=" ", title="x", by=by)
    objective = make_objective()
    objective.rubrics.add(rubric)
    with pytest.raises(RuleBroken):
        agreements.remove_rubric(agreement=agreement, rubric=rubric, by=by)
    objective.rubrics.clear()
    agreements.remove_rubric(agreement=agreement, rubric=rubric, by=by)
    assert not Rubric.objects.exists()


def test_a_due_date_is_moved_and_removed() -> None:
    by, agreement = coordinator(), make_agreement()
    for day in (date(2025, 3, 1), date(2025, 4, 1)):
        due = agreements.set_report_due(
            agreement=agreement, kind="yearly", year=2024, due_on=day, by=by
        )
    assert agreement.reports_due.get().due_on == date(2025, 4, 1)
    with pytest.raises(RuleBroken):
        agreements.set_report_due(agreement=agreement, kind="x", year=2024, due_on=FIRST, by=by)
    agreements.remove_report_due(agreement=agreement, report_due=due, by=by)
    assert not agreement.reports_due.exists()


def test_a_decision_says_what_and_who() -> None:
    by = coordinator()
    content = {"text": "Réunir", "body": "Bureau", "decided_on": FIRST}
    decision = agreements.add_decision(content=DecisionContent(**content), by=by)
    agreements.edit_decision(
        decision=decision, content=DecisionContent(**{**content, "result": "à l’unanimité"}), by=by
    )
    assert Decision.objects.get().result == "à l’unanimité"
    for fault in ({"text": " "}, {"body": ""}, {"decided_on": date(1, 1, 1)}, {"audience": "x"}):
        with pytest.raises(RuleBroken):
            agreements.add_decision(content=DecisionContent(**{**content, **fault}), by=by)


def meant(**fields: Any) -> ProgrammeContent:
    return ProgrammeContent(**{"title": "P", "starts_on": FIRST, "ends_on": LAST, **fields})


def test_a_programme_keeps_its_history_in_a_line() -> None:
    by, old, agreement = coordinator(), make_programme(), make_agreement()
    new = plan.add_programme(content=meant(follows=old, agreements=(agreement,)), by=by)
    assert (new.follows, list(new.agreements.all())) == (old, [agreement])
    assert new.as_record()["agreements"] == [str(agreement.key)]
    for programme, before in ((old, new), (new, new)):
        with pytest.raises(RuleBroken):
            plan.edit_programme(programme=programme, content=meant(follows=before), by=by)
    for fault in ({"title": ""}, {"ends_on": date(2020, 1, 1)}, {"audience": "x"}):
        with pytest.raises(RuleBroken):
            plan.add_programme(content=meant(**fault), by=by)


def test_axes_and_objectives_are_added_at_the_end_under_codes_of_their_own() -> None:
    by, programme = coordinator(), make_programme()
    axes = [plan.add_axis(programme=programme, code=c, title="A", by=by) for c in ("1.", "2")]
    goals = [plan.add_objective(axis=axes[0], code=c, title="O", by=by) for c in ("1.1", "1.2")]
    assert [(axis.code, axis.position) for axis in axes] == [("1", 1), ("2", 2)]
    assert [(goal.code, goal.position) for goal in goals] == [("1.1", 1), ("1.2", 2)]
    assert goals[0].programme == programme
    for code in ("1", ""):
        with pytest.raises(RuleBroken):
            plan.add_axis(programme=programme, code=code, title="A", by=by)
    with pytest.raises(RuleBroken):
        plan.add_objective(axis=axes[1], code="1.1", title="O", by=by)


def cite_by(what: str, objective: Objective) -> None:
    {
        "action": lambda: make_action(objectives=(objective,)),
        "judgement": lambda: make_objective_year(objective=objective),
        "indicator": lambda: make_indicator(objective=objective),
        "other objective": lambda: make_objective_year(
            status="transformed", reason="x", became=objective
        ),
    }[what]()


@pytest.mark.parametrize("what", ["action", "judgement", "indicator", "other objective"])
def test_the_code_of_what_is_cited_stays(what: str) -> None:
    by, objective = coordinator(), make_objective(code="1.1")
    axis = objective.axis
    cite_by(what, objective)
    content: dict[str, Any] = {"title": "T", "position": 3, "by": by}
    with pytest.raises(RuleBroken):
        plan.edit_objective(objective=objective, code="autre.1", **content)
    with pytest.raises(RuleBroken):
        plan.edit_axis(axis=axis, code="autre", **content)
    with pytest.raises(RuleBroken):
        plan.remove_objective(objective=objective, by=by)
    plan.edit_objective(objective=objective, code="1.1", **content)
    plan.edit_axis(axis=axis, code=axis.code, **content)
    assert Objective.objects.get(pk=objective.pk).title == Axis.objects.get(pk=axis.pk).title == "T"


def test_codes_change_while_nothing_cites_them() -> None:
    by, objective = coordinator(), make_objective(axis=make_axis(code="1"), code="1.1")
    other = make_objective(axis=objective.axis, code="1.2")
    content: dict[str, Any] = {"title": "T", "position": 1, "by": by}
    plan.edit_objective(objective=objective, code="1.9", **content)
    with pytest.raises(RuleBroken):
        plan.edit_objective(objective=other, code="1.9", **content)
    make_axis(programme=objective.programme, code="2")
    with pytest.raises(RuleBroken):
        plan.edit_axis(axis=objective.axis, code="2", **content)
    plan.edit_axis(axis=objective.axis, code="7", **content)
    assert Axis.objects.filter(code="7").exists()


def test_only_what_is_empty_is_removed() -> None:
    by, objective = coordinator(), make_objective()
    with pytest.raises(RuleBroken):
        plan.remove_axis(axis=objective.axis, by=by)
    axis = plan.remove_objective(objective=objective, by=by)
    plan.remove_axis(axis=axis, by=by)
    assert not Axis.objects.exists()


def test_an_objective_answers_to_rubrics_of_its_agreements() -> None:
    by, objective, agreement = coordinator(), make_objective(), make_agreement()
    rubric = agreement.rubrics.create(code="A", title="Rubrique")
    with pytest.raises(RuleBroken):
        plan.map_objective(objective=objective, rubrics=[rubric], by=by)
    objective.programme.agreements.add(agreement)
    plan.map_objective(objective=objective, rubrics=[rubric], by=by)
    assert objective.as_record()["rubrics"] == [str(rubric.key)]


def test_a_stranger_writes_nothing() -> None:
    with pytest.raises(Forbidden):
        plan.add_programme(content=meant(), by=make_acting())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Adopter la charte", "Adopter la charte"),
        ("Adopter " + "la charte " * 20, "Adopter " + "la charte " * 6 + "la charte…"),
        ("x" * 120, "x" * 80),
        ("Adopter\n\nla charte", "Adopter la charte"),
    ],
)
def test_a_decision_is_called_by_its_first_words(text: str, name: str) -> None:
    assert str(Decision(text=text)) == name
