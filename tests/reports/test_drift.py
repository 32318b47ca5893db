"""What has moved since a version was published, and on which day."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from essaim.journal.models import Entry
from essaim.programme.actions.actions import add_action, discard_action
from essaim.programme.actions.figures import add_reading, correct_reading
from essaim.programme.content import ActionContent, ReadingContent
from essaim.programme.models import Action, Reading
from essaim.reports.actions.publication import (
    publish_report,
)
from essaim.reports.models import Report, Snapshot
from essaim.reports.queries.drift import drift_of
from tests.factories.accounts import coordinator as coordinating
from tests.factories.programme import make_action, make_indicator
from tests.factories.reports import make_whole_report

pytestmark = pytest.mark.django_db
VISITS = "52\u202f464\u00a0visites"


@pytest.fixture
def report() -> Report:
    return make_whole_report()[0]


@pytest.fixture
def version(report: Report) -> Snapshot:
    return publish_report(report=report, by=coordinating())


def test_nothing_has_moved_at_first(version: Snapshot) -> None:
    assert not drift_of(version, coordinating())


def test_a_corrected_reading_shows_as_drift_and_leaves_the_version(version: Snapshot) -> None:
    frozen = version.document
    Reading.objects.update(scaled=53000)
    drift = drift_of(version, coordinating())
    moved = [(figure.then, figure.now) for figure in drift.figures]
    assert (VISITS, "53\u202f000\u00a0visites") in moved
    version.refresh_from_db()
    assert version.document == frozen


def test_a_corrected_reading_tells_the_day_on_which_it_was_corrected(
    version: Snapshot, report: Report
) -> None:
    by = coordinating()
    reading = Reading.objects.get(indicator__code="visits")
    correct_reading(reading=reading, content=ReadingContent(value=Decimal(53000)), by=by)
    other = make_indicator(code="other")
    add_reading(
        indicator=other,
        starts_on=date(2024, 1, 1),
        content=ReadingContent(value=Decimal(7)),
        by=by,
    )
    (figure,) = drift_of(version, by).figures
    line = Entry.objects.get(verb="programme.correct_reading")
    assert (figure.then, figure.at) == (VISITS, line.at)


def test_a_counted_figure_tells_what_came_and_when_and_no_other_does() -> None:
    report, objective = make_whole_report()
    for code, measure in (("held", "programme.actions"), ("members", "network.members")):
        make_indicator(code=code, source="computed", measure=measure, objective=objective)
    by = coordinating()
    version = publish_report(report=report, by=by)
    content = ActionContent(
        title="Assemblée d'automne",
        kind="meeting",
        state="held",
        starts_on=date(2024, 10, 9),
        audience="public",
        objectives=(objective,),
    )
    added = add_action(content=content, by=by)
    (figure,) = drift_of(version, by).figures
    day = Entry.objects.get(target_key=added.key).at
    assert [(moved.title, moved.at) for moved in figure.came] == [
        ("Assemblée d'automne (9 octobre 2024)", day)
    ]
    assert (figure.went, figure.at) == ([], day)


def test_a_version_differs_in_nothing_for_who_reads_in_another_language(version: Snapshot) -> None:
    with override("en"):
        assert not drift_of(version, coordinating())


def test_an_action_noted_or_discarded_since_shows_as_drift() -> None:
    report, objective = make_whole_report()
    by = coordinating()
    version = publish_report(report=report, by=by)
    make_action(objectives=(objective,), title="Assemblée d'automne")
    discard_action(action=Action.objects.get(title="Fête des quinze ans"), by=by)
    drift = drift_of(version, by)
    assert {(action.title, action.has_come) for action in drift.actions} == {
        ("Assemblée d'automne", True),
        ("Fête des quinze ans", False),
    }
