"""The marked house at one moment after another: what a page says while a meeting is to come, open,
decided round by round, minuted. Each moment changes rows, and is read on the pages that it changes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from essaim.assemblies.minutes.queries.document import Locking, approval_line, compose
from essaim.assemblies.minutes.queries.facts import facts_of
from essaim.assemblies.models import (
    BodyRules,
    Deliberation,
    Meeting,
    Minutes,
    Resolution,
    Round,
)
from essaim.assemblies.votes.queries.outcomes import frozen_roll, frozen_rule
from tests.marks.rows import Marked


@dataclass(frozen=True)
class Moment:
    """What it changes, and the pages that say something else then."""

    begin: Callable[[Marked, Any], None]
    pages: re.Pattern[str]
    #: What minutes are called in the table, since more people read them then.
    called: str = ""


def pages(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:assemblies|portal):({names})$")


def meetings_of(made: Marked) -> QuerySet[Meeting]:
    rows = [rows for (label, _family), rows in made.rows.items() if label == "assemblies.Meeting"]
    return Meeting.objects.filter(pk__in=[row.pk for some in rows for row in some])


def meetings_are_to_come(made: Marked, families: Any) -> None:
    begins = timezone.now() + timedelta(days=20)
    meetings_of(made).update(
        state="convened",
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        opened_at=None,
        closed_at=None,
    )


def meetings_are_open(made: Marked, families: Any) -> None:
    begins = timezone.now() - timedelta(hours=1)
    ends = begins + timedelta(hours=3)
    meetings_of(made).update(state="open", starts_at=begins, ends_at=ends, opened_at=begins)


def _open_questions(made: Marked, families: Any, method: str) -> None:
    for audience, cites in families:
        question = made.row("assemblies.Resolution", audience, cites)
        rules = BodyRules.objects.get(pk=made.row("assemblies.BodyRules", audience, cites).pk)
        rule = frozen_rule(made.row("assemblies.SubjectRule", audience, cites), rules)
        electors = list(question.meeting.electors.select_related("college"))
        Resolution.objects.filter(pk=question.pk).update(
            method=method,
            state="open",
            opened_at=timezone.now(),
            rule=rule,
            roll=frozen_roll(electors, question.meeting.chair),
        )


def a_text_is_decided_by_consent(made: Marked, families: Any) -> None:
    _open_questions(made, families, "consent")
    Deliberation.objects.filter(resolution__meeting__in=meetings_of(made)).update(step="round")


def a_person_is_elected_without_candidate(made: Marked, families: Any) -> None:
    _open_questions(made, families, "no_candidate")
    for audience, cites in families:
        for row in made.rows_of("assemblies.Deliberation", audience, cites):
            for name in ("role", "duration"):
                setattr(row, name, made.mark(f"assemblies.Deliberation.{name}", audience, cites))
            row.proposer = None
            row.proposing_elector, row.step = None, "reading"
            row.save()
        proposal = made.row("assemblies.Proposal", audience, cites)
        rounds = Round.objects.filter(resolution=proposal.resolution)
        now = timezone.now()
        rounds.update(wording=None, proposal=proposal, began_at=now, ended_at=now)


def questions_are_decided(made: Marked, families: Any) -> None:
    now = timezone.now()
    told = {"state": "closed", "closed_at": now, "outcome": "rejected"}
    Resolution.objects.filter(meeting__in=meetings_of(made), state="open").update(**told)
    meetings_of(made).update(state="closed", closed_at=now, ends_at=now)


def minutes_are_submitted(made: Marked, families: Any) -> None:
    Minutes.objects.filter(meeting__in=meetings_of(made)).update(state="submitted")


def minutes_are_locked(made: Marked, families: Any) -> None:
    """Approved by a meeting of what the family cites."""
    for audience, cites in families:
        for row in made.rows_of("assemblies.Minutes", audience, cites):
            minutes = Minutes.objects.with_meeting().get(pk=row.pk)
            minutes.approved_by = Resolution.objects.get(
                pk=made.row("assemblies.Resolution", cites).pk
            )
            facts = facts_of(minutes)
            locking = Locking(timezone.localdate(), approval_line(minutes))
            whole = compose(facts, is_internal=True, locking=locking)
            minutes.document = whole.to_json()
            public = compose(facts, is_internal=False, locking=locking)
            minutes.public_document = public.to_json()
            minutes.sha256, minutes.locked_at = whole.digest(), timezone.now()
            minutes.state = "locked"
            minutes.save()


MOMENTS = (
    Moment(
        meetings_are_to_come,
        pages(
            "meeting|meeting_calendar|body|bodies|body_calendar|my_calendar|agenda|convocation"
            "|answer_convocation|answer_by_link|propose_item|proxies|roll|export_roll|minutes"
        ),
    ),
    Moment(
        meetings_are_open,
        pages(
            "meeting|sitting|screen|desk|sitting_by_link|room|resolution|answer_convocation|answer_by_link"
            "|bodies|document|correct_attendance"
        ),
    ),
    Moment(a_text_is_decided_by_consent, pages("resolution|sitting|answer_round|judge_objection")),
    Moment(
        a_person_is_elected_without_candidate,
        pages("resolution|nominate|change_nomination|propose_person|amend_proposal"),
    ),
    Moment(questions_are_decided, pages("resolution|meeting|sitting|minutes|undertakings")),
    Moment(
        minutes_are_submitted,
        pages("minutes|minutes_file|read_minutes|ask_amendment"),
        "minutes:submitted",
    ),
    Moment(
        minutes_are_locked,
        pages("minutes|minutes_file|read_minutes|compiled_minutes|compiled_file|undertaking"),
        "minutes:locked",
    ),
)
