"""Taking a past report over: what is written, what is found again, what is left and why."""

from datetime import date

import pytest

from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network.models import Organisation
from essaim.programme.actions.actions import discard_action, edit_action
from essaim.programme.content import ActionContent
from essaim.programme.models import Action, Indicator, Objective, ObjectiveYear, Programme, Reading
from essaim.reprise.actions.past_reports import (
    MOST_LETTERS,
    discard_past_report,
    open_past_report,
    review_past_report,
)
from essaim.reprise.models import PastReport
from tests.factories.accounts import coordinator, make_acting
from tests.factories.network import make_organisation
from tests.factories.programme import (
    make_action,
    make_axis,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
    make_reading,
)
from tests.reprise.past_reports import (
    REPORT,
    apply_report,
    fates,
    open_report,
    review_all,
    row_of,
)

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    models = (Programme, Objective, Action, ObjectiveYear, Indicator, Reading, Organisation)
    return [model.objects.count() for model in models]


def taken_over(**changes: dict[str, object]) -> PastReport:
    by = coordinator()
    return apply_report(review_all(open_report(by=by), by, **changes), by)


def visits(**fields: object) -> dict[str, dict[str, object]]:
    """The figure of the report, ticked as a reading."""
    return {"f0": {"is_kept": True, "indicator": "Visites du site", "nature": "flow", **fields}}


def test_a_report_is_opened_and_nothing_else_is_written() -> None:
    past_report = open_report()
    assert (past_report.year, past_report.state, past_report.name) == (
        2023,
        "previewed",
        "rapport-2023.txt",
    )
    assert counts() == [0] * 7


@pytest.mark.parametrize("role", ["bureau", "administrator", ""])
def test_only_the_coordination_opens_a_report(role: str) -> None:
    with pytest.raises(Forbidden):
        open_report(by=make_acting(role=role))


def test_a_report_without_a_year_asks_for_it() -> None:
    with pytest.raises(RuleBroken, match="année"):
        open_report(text="Un texte sans date.\n")
    by = coordinator()
    assert open_past_report(name="a.txt", text="Un texte.\n", year=2021, by=by).year == 2021


def test_a_text_beyond_measure_is_refused() -> None:
    with pytest.raises(RuleBroken, match="trop long"):
        open_report(text="a" * (MOST_LETTERS + 1))


def test_what_is_ticked_becomes_a_programme() -> None:
    past_report = taken_over()
    programme = past_report.programme
    assert programme is not None
    assert past_report.state == "applied"
    assert [f"{axis}" for axis in programme.axes.order_by("position")] == [
        "1. Faire connaître les ateliers",
        "2. Coopérer entre territoires",
    ]
    assert [f"{objective}" for objective in programme.objectives.order_by("code")] == [
        "1.1 Tenir un site à jour",
        "1.2 Accueillir des visites",
        "2.1 Voyager",
    ]
    texts = ObjectiveYear.objects.order_by("objective__code").values_list("evaluation", "means")
    assert list(texts) == [
        ("<p>un site plus clair.</p>", "<p>une chargée de mission.</p>"),
        ("<p>en progrès.</p>", "<p>des bénévoles.</p>"),
        ("<p>réussie.</p>", "<p>2 500 euros.</p>"),
    ]


def test_actions_come_with_days_objective_kind_and_origin() -> None:
    taken_over()
    noted = Action.objects.order_by("starts_on", "pk")
    assert [
        (f"{action.starts_on}", f"{action.ends_on}", action.precision, action.objectives.get().code)
        for action in noted
    ] == [
        ("2023-01-01", "2023-12-31", "year", "2.1"),
        ("2023-05-21", "2023-05-22", "day", "1.2"),
        ("2023-06-12", "2023-06-12", "day", "1.1"),
    ]
    assert {(action.origin, action.source, action.state) for action in noted} == {
        ("reprise", "reprise", "held")
    }


def test_the_same_report_twice_doubles_nothing() -> None:
    taken_over(**visits())
    before = counts()
    again = taken_over(**visits())
    assert counts() == before
    assert fates(again, "created") == []
    assert fates(again, "refused") == []
    assert len(fates(again, "unchanged")) == 2 + 3 + 6 + 3 + 1


def test_a_report_applied_twice_doubles_nothing() -> None:
    by = coordinator()
    first = apply_report(review_all(open_report(by=by), by), by)
    before = counts()
    again = apply_report(first, by)
    assert counts() == before
    assert set(fates(again, "created")) | {("programme", "Programme 2023")} == set(
        fates(first, "created")
    )


def test_an_action_put_right_since_is_found_again() -> None:
    taken_over()
    action = Action.objects.get(starts_on=date(2023, 6, 12))
    content = ActionContent(title="Autre titre", starts_on=date(2023, 7, 1))
    edit_action(action=action, content=content, by=coordinator())
    taken_over()
    assert Action.objects.count() == 3


def test_an_action_discarded_since_comes_back_rather_than_twice() -> None:
    taken_over()
    action = Action.objects.get(starts_on=date(2023, 6, 12))
    discard_action(action=action, by=coordinator())
    taken_over()
    action.refresh_from_db()
    assert (action.state, Action.objects.count()) == ("held", 3)


def test_an_action_noted_by_hand_is_found_by_title_day_and_objective() -> None:
    by = coordinator()
    past_report = open_report(by=by)
    programme = make_programme(starts_on=date(2023, 1, 1))
    objective = make_objective(axis=make_axis(programme=programme, code="1"), code="1.2")
    title = row_of(past_report, "actions", starts_on="2023-05-21")["title"].upper()
    day = date(2023, 5, 21)
    make_action(title=title, starts_on=day, objectives=(objective,))
    apply_report(review_all(past_report, by), by, programme=programme)
    assert Action.objects.filter(starts_on=day).count() == 1


def test_an_existing_programme_keeps_its_objectives_and_gets_the_others() -> None:
    by = coordinator()
    programme = make_programme(starts_on=date(2023, 1, 1))
    axis = make_axis(programme=programme, code="1", title="Notre axe")
    objective = make_objective(axis=axis, code="1.1", title="Notre objectif")
    past_report = apply_report(review_all(open_report(by=by), by), by, programme=programme)
    objective.refresh_from_db()
    assert objective.title == "Notre objectif"
    assert sorted(programme.objectives.values_list("code", flat=True)) == ["1.1", "1.2", "2.1"]
    assert ("objectives", "1.1 Notre objectif") in fates(past_report, "unchanged")
    assert Programme.objects.count() == 1


def test_a_programme_of_other_years_is_refused() -> None:
    by = coordinator()
    past_report = review_all(open_report(by=by), by)
    with pytest.raises(RuleBroken, match="2023"):
        apply_report(past_report, by, programme=make_programme())


def test_a_text_that_stands_is_kept() -> None:
    by = coordinator()
    programme = make_programme(starts_on=date(2023, 1, 1))
    objective = make_objective(axis=make_axis(programme=programme, code="1"), code="1.1")
    row = make_objective_year(objective=objective, year=2023, evaluation="<p>Déjà dit.</p>")
    past_report = apply_report(review_all(open_report(by=by), by), by, programme=programme)
    row.refresh_from_db()
    assert row.evaluation == "<p>Déjà dit.</p>"
    assert row.means == "<p>une chargée de mission.</p>"
    assert ("evaluation", f"{objective}") in fates(past_report, "refused")


def test_nothing_is_written_before_a_part_is_reviewed() -> None:
    with pytest.raises(RuleBroken, match="Relisez d’abord"):
        apply_report(open_report(), coordinator())
    assert counts() == [0] * 7


def test_only_reviewed_parts_are_written_and_the_rest_follows() -> None:
    by = coordinator()
    past_report = open_report(by=by)
    wanted = [row_of(past_report, "axes", code="1"), row_of(past_report, "objectives", code="1.1")]
    for row in wanted:
        past_report = review_past_report(
            past_report=past_report, part=row["part"], decided={}, by=by
        )
    apply_report(past_report, by)
    assert list(Objective.objects.values_list("code", flat=True)) == ["1.1"]
    apply_report(review_all(past_report, by), by)
    assert Objective.objects.count() == 3
    assert Programme.objects.count() == 1


def test_what_is_put_right_is_what_is_written() -> None:
    taken_over(
        x0={"code": "A", "title": "Axe A"},
        o0={"code": "A1", "title": "Objectif A1", "evaluation": "Mieux.\n\nBien mieux."},
        a0={"title": "Chantier", "kind": "workshop", "starts_on": "2023-06-13", "ends_on": ""},
    )
    objective = Objective.objects.get(code="A1")
    assert (objective.axis.code, objective.title) == ("A", "Objectif A1")
    assert objective.years.get().evaluation == "<p>Mieux.</p><p>Bien mieux.</p>"
    action = Action.objects.get(title="Chantier")
    assert (action.kind, action.starts_on, action.objectives.get()) == (
        "workshop",
        date(2023, 6, 13),
        objective,
    )


def test_two_objectives_do_not_take_one_code() -> None:
    by = coordinator()
    past_report = open_report(by=by)
    row = row_of(past_report, "objectives", code="1.1")
    with pytest.raises(RuleBroken, match=r"1\.2"):
        review_past_report(
            past_report=past_report,
            part=row["part"],
            decided={row["id"]: {"code": "1.2"}},
            by=by,
        )


def test_a_part_changes_its_own_rows_and_no_other() -> None:
    by = coordinator()
    past_report = review_past_report(
        past_report=open_report(by=by), part=0, decided={"a0": {"title": "Ailleurs"}}, by=by
    )
    assert row_of(past_report, "actions", id="a0")["title"] != "Ailleurs"
    with pytest.raises(RuleBroken):
        review_past_report(past_report=past_report, part=99, decided={}, by=by)


def test_what_hangs_on_an_objective_that_is_not_ticked_is_left_with_its_reason() -> None:
    past_report = taken_over(o0={"is_kept": False}, x1={"is_kept": False})
    refused = fates(past_report, "refused")
    assert ("objectives", "2.1 Voyager") in refused
    assert [what for what, _label in refused].count("actions") == 2
    reasons = {line["reason"] for line in past_report.outcome if line["fate"] == "refused"}
    assert reasons == {
        "L’axe 2 n’est pas repris.",
        "L’objectif 1.1 n’est pas repris.",
        "L’objectif 2.1 n’est pas repris.",
    }


def test_a_row_that_is_not_ticked_is_not_written() -> None:
    taken_over(a0={"is_kept": False})
    assert Action.objects.filter(starts_on=date(2023, 6, 12)).count() == 0


def test_a_known_organisation_takes_part_and_a_guessed_one_is_added_when_ticked() -> None:
    known = make_organisation(name="Ruche des Savoirs")
    by = coordinator()
    past_report = open_report(by=by)
    guessed = row_of(past_report, "organisations", name="Fédération des Cantines")
    apply_report(review_all(past_report, by, **{guessed["id"]: {"is_kept": True}}), by)
    added = Organisation.objects.get(name="Fédération des Cantines")
    links = Action.objects.get(starts_on=date(2023, 6, 12)).organisation_links
    assert set(links.values_list("organisation", "role")) == {
        (known.pk, "takes_part"),
        (added.pk, "takes_part"),
    }
    assert added.kind == "partner"


def test_guessed_organisations_are_not_added_by_themselves() -> None:
    taken_over()
    assert Organisation.objects.count() == 0


def test_a_figure_becomes_a_reading_of_a_new_indicator() -> None:
    past_report = taken_over(**visits())
    indicator = Indicator.objects.get()
    reading = indicator.readings.get()
    assert (indicator.code, indicator.unit, indicator.nature) == (
        "visites-du-site",
        "visites",
        "flow",
    )
    assert (reading.scaled, reading.qualifier, reading.starts_on) == (
        4200,
        "exact",
        date(2023, 1, 1),
    )
    assert reading.source_note == "rapport-2023.txt, ligne 12"
    assert ("figures", "Visites du site") in fates(past_report, "created")


@pytest.mark.parametrize("named", ["VISITES du site", "visites"])
def test_a_figure_reads_an_indicator_that_exists(named: str) -> None:
    indicator = make_indicator(title="Visites du site", code="visites")
    taken_over(**visits(indicator=named))
    assert list(Reading.objects.values_list("indicator", "scaled")) == [(indicator.pk, 4200)]


def test_another_value_for_the_year_is_kept_and_told() -> None:
    indicator = make_indicator(title="Visites du site")
    reading = make_reading(indicator=indicator, starts_on=date(2023, 1, 1), scaled=4000)
    past_report = taken_over(**visits())
    reading.refresh_from_db()
    assert reading.scaled == 4000
    assert [line["reason"] for line in past_report.outcome if line["fate"] == "refused"] == [
        "Une autre valeur est notée pour cette année\N{NO-BREAK SPACE}: elle est gardée."
    ]


@pytest.mark.parametrize(
    "fields",
    [{"indicator": " "}, {"value": "4200.5"}, {"value": "9" * 20}],
    ids=["no name", "decimals that its scale has not", "too large"],
)
def test_a_figure_that_cannot_be_noted_is_told_and_the_others_go_on(fields: dict[str, str]) -> None:
    make_indicator(title="Visites du site")
    past_report = taken_over(**visits(**fields))
    assert [what for what, _label in fates(past_report, "refused")] == ["figures"]
    assert (Reading.objects.count(), Action.objects.count()) == (0, 3)


def test_a_decimal_value_makes_an_indicator_of_its_scale() -> None:
    taken_over(**visits(value="12.50", indicator="!!!"))
    indicator = Indicator.objects.get()
    assert (indicator.code, indicator.decimals, indicator.readings.get().scaled) == (
        "figure",
        1,
        125,
    )


def test_a_code_that_is_taken_gets_a_number() -> None:
    make_indicator(code="visites-du-site", title="Autre chose")
    taken_over(**visits())
    assert Indicator.objects.filter(code="visites-du-site-2").count() == 1


def test_forgetting_a_report_keeps_what_was_taken_over_and_no_word_of_it() -> None:
    past_report = taken_over()
    key = past_report.key
    before = counts()
    discard_past_report(past_report=past_report, by=coordinator())
    assert (PastReport.objects.count(), counts()) == (0, before)
    records = Revision.objects.of(key).values_list("record", flat=True)
    assert {name for record in records for name in record} == {"name", "year", "state"}
    assert Entry.objects.filter(verb="reprise.discard_past_report", target_key=key).exists()


@pytest.mark.parametrize("role", ["bureau", "administrator", ""])
def test_the_others_neither_review_nor_apply_nor_forget(role: str) -> None:
    past_report, by = open_report(), make_acting(role=role)
    assert not PastReport.objects.visible_to(by).exists()
    with pytest.raises(Forbidden):
        review_past_report(past_report=past_report, part=0, decided={}, by=by)
    with pytest.raises(Forbidden):
        apply_report(past_report, by)
    with pytest.raises(Forbidden):
        discard_past_report(past_report=past_report, by=by)


def test_a_report_of_a_hundred_letters_a_line_keeps_titles_within_their_columns() -> None:
    title = "Très long " * 31
    by = coordinator()
    text = REPORT.replace("Faire connaître les ateliers", title[:290])
    past_report = apply_report(review_all(open_report(text=text, by=by), by), by)
    assert past_report.programme is not None
    assert past_report.programme.axes.filter(code="1").exists()


def test_a_row_may_stand_under_no_objective_and_a_text_may_be_empty() -> None:
    taken_over(o0={"evaluation": " "}, a0={"objective": ""})
    assert Action.objects.get(starts_on=date(2023, 6, 12)).objectives.count() == 0
    assert ObjectiveYear.objects.get(objective__code="1.1").evaluation == ""
