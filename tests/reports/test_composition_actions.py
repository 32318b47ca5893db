"""Opening a report, writing its texts, choosing and ordering what it tells."""

from datetime import date

import pytest

from essaim.accounts.queries import acting_as
from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.programme.models import FigureUse, Objective
from essaim.reports.actions.composition import (
    ReportContent,
    edit_report,
    keep_section,
    move_action,
    open_report,
    select_action,
    write_section,
)
from essaim.reports.models import Report, Section
from essaim.reports.queries.composition import gather
from tests.factories.accounts import coordinator, make_acting
from tests.factories.programme import (
    make_action,
    make_agreement,
    make_indicator,
    make_programme,
)
from tests.factories.reports import make_report, make_told_objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Acting:
    return coordinator()


@pytest.fixture
def objective() -> Objective:
    return make_told_objective(make_programme())


@pytest.fixture
def report(objective: Objective) -> Report:
    return make_report(programme=objective.programme)


def content(**fields) -> ReportContent:
    programme = fields.pop("programme", None) or make_programme()
    agreement = fields.pop("agreement", None) or make_agreement()
    programme.agreements.add(agreement)
    defaults = {"template": "bilan_foundation", "year": 2024, "agreement": agreement}
    return ReportContent(**{**defaults, **fields, "programme": programme})


def kept(report: Report) -> list[str]:
    return [fact.title for chapter in gather(report).objectives for fact in chapter.facts]


# --- Open ---------------------------------------------------------------------------------------


def test_a_report_is_opened_with_the_title_of_its_template(by):
    report = open_report(content=content(), by=by)
    assert (report.title, report.audience) == ("Bilan 2024", "bureau")
    assert Entry.objects.get(target_key=report.key).verb == "reports.open_report"


def test_a_report_is_opened_once(by):
    asked = content()
    open_report(content=asked, by=by)
    with pytest.raises(RuleBroken):
        open_report(content=asked, by=by)


@pytest.mark.parametrize("fields", [{"template": "unknown"}, {"year": 2031}])
def test_a_report_needs_a_template_and_a_year_of_the_programme(by, fields):
    with pytest.raises(RuleBroken):
        open_report(content=content(**fields), by=by)


def test_a_report_to_a_foundation_needs_its_agreement(by):
    asked = ReportContent(template="bilan_foundation", year=2024, programme=make_programme())
    with pytest.raises(RuleBroken):
        open_report(content=asked, by=by)
    assembly = ReportContent(template="activity_report", year=2024, programme=make_programme())
    assert open_report(content=assembly, by=by).agreement is None


def test_an_agreement_of_another_programme_is_refused(by):
    asked = ReportContent(
        template="bilan_foundation",
        year=2024,
        programme=make_programme(),
        agreement=make_agreement(),
    )
    with pytest.raises(RuleBroken):
        open_report(content=asked, by=by)


def test_the_readers_of_a_report_are_chosen(by, report):
    edit_report(report=report, title=" ", audience="members", by=by)
    report.refresh_from_db()
    assert (report.title, report.audience) == ("Bilan 2024", "members")


def test_an_audience_that_is_nobody_is_refused(by, report):
    with pytest.raises(RuleBroken):
        edit_report(report=report, title="Bilan", audience="everyone", by=by)


# --- Who may --------------------------------------------------------------------------------------


def test_the_bureau_writes_and_does_not_open(report, bureau_member):
    bureau = acting_as(bureau_member)
    assert write_section(report=report, code="preamble", text="<p>Oui.</p>", by=bureau)
    with pytest.raises(Forbidden):
        open_report(content=content(), by=bureau)


@pytest.mark.parametrize("who", ["delegate", "stranger", "administrator", "visitor"])
def test_nobody_else_writes(report, who, request):
    by = VISITOR if who == "visitor" else acting_as(request.getfixturevalue(who))
    with pytest.raises(Forbidden):
        write_section(report=report, code="preamble", text="<p>Oui.</p>", by=by)


# --- Texts ----------------------------------------------------------------------------------------


def test_a_text_is_cleaned_and_its_figures_are_recorded(report, by):
    indicator = make_indicator(code="visits")
    text = '<p onclick="x()">De <span data-figure="visits" data-form="growth">+60 %</span>.</p>'
    section = write_section(report=report, code="preamble", text=text, by=by)
    assert section.text == ('<p>De <span data-figure="visits" data-form="growth"></span>.</p>')
    use = FigureUse.objects.get(holder_key=section.key)
    assert (use.code, use.form, use.indicator) == ("visits", "growth", indicator)


def test_what_came_second_is_a_version_and_what_stands_stays(report, by):
    other = make_acting(role="bureau")
    write_section(report=report, code="preamble", text="<p>Un.</p>", by=by)
    keep_section(report=report, code="preamble", text="<p onclick='x'>Deux.</p>", by=other)
    section = Section.objects.get(report=report)
    assert section.text == "<p>Un.</p>"
    kept = [revision.record["text"] for revision in Revision.objects.of(section.key)]
    assert kept == ["<p>Un.</p>", "<p>Deux.</p>", "<p>Un.</p>"]
    assert Entry.objects.about(section.key)[0].actor_key == other.key


def test_saving_the_same_text_changes_nothing(report, by):
    for _again in range(2):
        section = write_section(report=report, code="preamble", text="<p>Un.</p>", by=by)
    assert Revision.objects.of(section.key).count() == 1


def test_a_text_that_the_template_has_not_is_refused(report, by):
    with pytest.raises(RuleBroken):
        write_section(report=report, code="colophon", text="<p>Un.</p>", by=by)


# --- Actions -------------------------------------------------------------------------------------


def test_an_action_is_left_out_and_kept_again(report, objective, by):
    action = make_action(title="Rencontre", objectives=(objective,))
    things = {"report": report, "objective": objective, "action": action, "by": by}
    select_action(**things, is_kept=False)
    assert kept(report) == []
    select_action(**things, is_kept=True)
    assert kept(report) == ["Rencontre"]


def test_actions_move_up_and_down(report, objective, by):
    first, second, third = (
        make_action(title=f"A{day}", starts_on=date(2024, 1, day), objectives=(objective,))
        for day in (1, 2, 3)
    )
    things = {"report": report, "objective": objective, "by": by}
    move_action(**things, action=third, direction="up")
    assert kept(report) == ["A1", "A3", "A2"]
    move_action(**things, action=first, direction="down")
    assert kept(report) == ["A3", "A1", "A2"]
    move_action(**things, action=second, direction="down")
    assert kept(report) == ["A3", "A1", "A2"]


def test_an_action_noted_later_comes_after_those_that_were_ordered(report, objective, by):
    for day in (2, 3):
        last = make_action(title=f"A{day}", starts_on=date(2024, 1, day), objectives=(objective,))
    move_action(report=report, objective=objective, action=last, direction="up", by=by)
    make_action(title="A1", starts_on=date(2024, 1, 1), objectives=(objective,))
    assert kept(report) == ["A3", "A2", "A1"]


def test_an_action_that_serves_another_objective_is_refused(report, objective, by):
    stray = make_action()
    with pytest.raises(RuleBroken):
        select_action(report=report, objective=objective, action=stray, is_kept=True, by=by)


def test_an_objective_of_another_programme_is_refused(report, by):
    elsewhere = make_told_objective(make_programme())
    action = make_action(objectives=(elsewhere,))
    with pytest.raises(RuleBroken):
        move_action(report=report, objective=elsewhere, action=action, direction="up", by=by)
