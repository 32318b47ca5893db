"""The reports that a general assembly adopts stand on its next agenda."""

from datetime import UTC, datetime

import pytest

from essaim.assemblies.meetings.actions.agenda_fills import lines_waiting
from essaim.assemblies.models import Meeting
from essaim.programme.models import Decision
from essaim.reports.actions.publication import publish_report
from essaim.reports.models import Report
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_body, make_meeting
from tests.factories.programme import make_decision
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db
JUNE = datetime(2025, 6, 14, 10, tzinfo=UTC)
ADOPTION = "Adoption du rapport « Bilan 2024 »"


def meeting_of(
    kind: str = "general_assembly", audience: str = "public", meeting: str = ""
) -> Meeting:
    """As wide as its body, unless it is said."""
    body = make_body(kind=kind, audience=audience)
    planned = make_meeting(body=body, state="planned", starts_at=JUNE)
    planned.action.audience = meeting or audience
    planned.action.save()
    return planned


def publish(report: Report, decision: Decision | None = None) -> None:
    publish_report(report=report, decision=decision, reason="Essai", by=coordinator())


def titles(meeting: Meeting) -> list[str]:
    return [line.title.replace("\xa0", " ") for line in lines_waiting(meeting)]


def test_the_report_of_the_year_before_waits_for_the_general_assembly() -> None:
    make_report(year=2024)
    assert titles(meeting_of()) == [ADOPTION]
    assert titles(meeting_of(kind="board")) == []


@pytest.mark.parametrize("year", [2022, 2023, 2025])
def test_reports_of_other_years_do_not(year: int) -> None:
    make_report(year=year)
    assert titles(meeting_of()) == []


@pytest.mark.parametrize(
    ("report", "body", "is_named"),
    [
        ("public", "public", True),
        ("public", "members", True),
        ("members", "members", True),
        ("members", "public", False),
        ("bureau", "members", False),
        ("bureau", "bureau", True),
    ],
)
def test_an_agenda_names_no_report_that_its_readers_may_not_open(report, body, is_named) -> None:
    make_report(audience=report)
    assert (ADOPTION in titles(meeting_of(audience=body))) is is_named


@pytest.mark.parametrize(
    ("report", "body", "meeting", "is_named"),
    [
        ("members", "members", "public", False),
        ("public", "members", "public", True),
        ("members", "public", "members", False),
        ("members", "members", "members", True),
        ("bureau", "bureau", "members", False),
        ("bureau", "members", "bureau", False),
    ],
)
def test_the_agenda_of_a_meeting_wider_than_its_body_is_read_by_all_of_both(
    report, body, meeting, is_named
) -> None:
    make_report(audience=report)
    planned = meeting_of(audience=body, meeting=meeting)
    assert (ADOPTION in titles(planned)) is is_named


def test_one_that_was_published_waits_until_a_version_says_who_adopted_it() -> None:
    report = make_report()
    publish(report)
    meeting = meeting_of()
    assert titles(meeting) == [ADOPTION]
    publish(report, decision=make_decision(audience="public"))
    assert Report.objects.get().snapshots.count() == 2
    assert titles(meeting) == []
