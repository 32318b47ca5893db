"""A year of records becomes a document."""

from datetime import date

import pytest

from essaim.documents import document as doc
from essaim.kernel.acting import VISITOR
from essaim.programme.models import Objective
from essaim.reports.models import Report, Selection
from essaim.reports.queries.composition import compose, gather
from tests.factories.network import make_organisation
from tests.factories.programme import (
    make_action,
    make_indicator,
    make_objective_year,
    make_programme,
    make_reading,
)
from tests.factories.reports import make_report, make_section, make_told_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def objective() -> Objective:
    return make_told_objective(make_programme(), evaluation="Utile.", means="Deux salariées.")


@pytest.fixture
def report(objective: Objective) -> Report:
    return make_report(programme=objective.programme)


def visits(objective: Objective | None = None, **fields: object) -> None:
    indicator = make_indicator(code="visits", title="Visites", objective=objective, **fields)
    make_reading(indicator=indicator, scaled=52464, source_note="Matomo")
    make_reading(
        indicator=indicator, scaled=32732, starts_on=date(2023, 1, 1), source_note="Matomo"
    )


def blocks(report: Report, kind: type) -> list:
    return [block for block in compose(report).blocks if isinstance(block, kind)]


def spaced(text: str) -> str:
    """Narrow and unbreakable spaces made plain."""
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")


def titles(report: Report) -> list[str]:
    return [item.title for block in blocks(report, doc.ActionList) for item in block.items]


def test_an_objective_is_told_in_the_order_of_its_template(report, objective):
    make_action(title="Rencontre", objectives=(objective,))
    kinds = [
        getattr(block, "kind", type(block).__name__)
        for block in compose(report).blocks
        if isinstance(block, doc.Status | doc.Prose | doc.ActionList)
    ]
    assert kinds == ["Status", "evaluation", "ActionList", "means"]


def test_actions_come_in_the_order_of_their_dates(report, objective):
    make_action(title="Juin", starts_on=date(2024, 6, 12), objectives=(objective,))
    make_action(title="Mars", starts_on=date(2024, 3, 1), objectives=(objective,))
    assert titles(report) == ["Mars", "Juin"]


def test_only_what_was_held_in_the_year_is_told(report, objective):
    make_action(title="Tenue", objectives=(objective,))
    make_action(title="Prévue", state="planned", objectives=(objective,))
    make_action(title="Ancienne", starts_on=date(2023, 6, 1), objectives=(objective,))
    assert titles(report) == ["Tenue"]


def test_an_action_left_out_is_not_told(report, objective):
    action = make_action(objectives=(objective,))
    Selection.objects.create(
        report=report, objective=objective, action=action, is_kept=False, position=0
    )
    assert titles(report) == []


def test_an_action_is_told_under_its_first_objective(report, objective):
    other = make_told_objective(objective.programme, "1.2")
    make_action(title="Rencontre", objectives=(other, objective))
    assert titles(report) == ["Rencontre"]
    chapters = {chapter.code: chapter for chapter in gather(report).objectives}
    assert [fact.title for fact in chapters["1.1"].left_out] == ["Rencontre"]


def test_what_the_readers_may_not_see_is_withheld_and_counted(report, objective):
    make_action(title="Du bureau", audience="bureau", objectives=(objective,))
    assert titles(report) == []
    assert [chapter.withheld for chapter in gather(report).objectives] == [1]


def test_an_organisation_of_the_bureau_is_not_named_to_the_public(report, objective):
    shown, hidden = make_organisation(name="Vue"), make_organisation(name="X", audience="bureau")
    make_action(objectives=(objective,), organisations=(shown, hidden))
    (listed,) = blocks(report, doc.ActionList)
    assert listed.items[0].organisations == ("Vue",)


def test_a_report_never_shows_more_than_its_reader_sees(objective):
    report = make_report(programme=objective.programme, audience="members")
    make_action(audience="members", objectives=(objective,))
    assert len(titles(report)) == 1
    assert not [x for x in compose(report, VISITOR).blocks if isinstance(x, doc.ActionList)]


def test_each_axis_opens_with_what_was_agreed_where_it_stands_and_its_means(report, objective):
    make_action(objectives=(objective,))
    other = make_told_objective(objective.programme, "1.2", means="Des *bénévoles*. Et un prêt.")
    other.years.update(status="transformed", reason="Les trajets coûtaient trop.")
    summary = blocks(report, doc.Table)[0]
    assert summary.header == ("Convenu", "Où nous en sommes, et pourquoi", "Fait", "Moyens")
    assert [[spaced(cell) for cell in row] for row in summary.rows] == [
        ["1.1 Faire 1.1", "Atteint", "1 action", "Deux salariées."],
        ["1.2 Faire 1.2", "Transformé : Les trajets coûtaient trop.", "0 action", "Des bénévoles."],
    ]


def test_the_title_page_names_the_years_of_the_agreement_once(report):
    (title,) = blocks(report, doc.TitlePage)
    assert title.lines[0] == "Convention 2024–2026"
    assert len(title.lines) == 2


def test_a_transformed_objective_says_why_and_what_it_became(report, objective):
    became = make_told_objective(objective.programme, "1.2")
    objective.years.update(
        status="transformed", reason="Les trajets coûtaient trop.", became=became
    )
    status = blocks(report, doc.Status)[0]
    assert status.label == "Transformé"
    assert spaced(status.reason) == "Les trajets coûtaient trop. Il est devenu : 1.2 Faire 1.2."


def test_the_last_page_names_the_network_without_its_private_contacts(report):
    make_organisation(
        name="Réseau des possibles",
        is_house=True,
        siret="44416523700041",
        email="bonjour@reseau.example",
    )
    (identity,) = blocks(report, doc.Identity)
    assert ("SIRET", "444 165 237 00041") in identity.lines
    assert "bonjour@reseau.example" not in str(identity)


def test_an_objective_that_nobody_judged_is_told_as_such(report, objective):
    make_told_objective(objective.programme, "1.2").years.all().delete()
    assert [status.label for status in blocks(report, doc.Status)] == ["Atteint", "Non évalué"]


def test_the_document_is_the_same_each_time(report, objective):
    visits(objective, is_key=True)
    make_action(objectives=(objective,))
    assert compose(report).digest() == compose(report).digest()


@pytest.mark.parametrize("length", [1, 3])
def test_composing_costs_the_same_whatever_the_length(
    report, objective, length, django_assert_num_queries
):
    visits(objective, is_key=True)
    make_section(report=report, markdown="[[visits]] et [[visits|monthly_mean]].")
    for number in range(length):
        other = make_told_objective(objective.programme, f"2.{number}", results="[[visits]]")
        make_objective_year(objective=other, year=2023)
        make_action(objectives=(other,), organisations=(make_organisation(),))
        make_reading(starts_on=date(2024, 1, 1), indicator=make_indicator(objective=other))
    with django_assert_num_queries(17):  # two of them for what other rooms tell
        compose(report)


def test_the_report_of_an_assembly_follows_its_own_order(objective):
    make_action(objectives=(objective,))
    report = make_report(programme=objective.programme, template="activity_report")
    kinds = [
        getattr(block, "kind", type(block).__name__)
        for block in compose(report).blocks
        if isinstance(block, doc.Status | doc.Prose | doc.ActionList)
    ]
    assert kinds == ["ActionList", "evaluation", "Status"]


def test_whoever_carried_an_action_is_named_first_and_once() -> None:
    report = make_report()
    objective = make_told_objective(report.programme)
    carrier, partner = make_organisation(name="Artisans"), make_organisation(name="Bailleur")
    make_action(objectives=(objective,), organisations=(partner, carrier), carried_by=carrier)
    items = [block for block in compose(report).blocks if isinstance(block, doc.ActionList)]
    assert items[0].items[0].organisations == ("Artisans", "Bailleur")
