"""Of bodies, meetings, votes and minutes."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from essaim.assemblies.models import (
    AgendaItem,
    Amendment,
    Attendance,
    Elector,
    Meeting,
    Objection,
    Resolution,
)
from tests.assemblies.circles import open_consent, take_round, talked_about
from tests.edits.case import FIRST_ITEM, SECOND_ITEM, EditCase, rich, to
from tests.factories import assemblies as at_meetings
from tests.factories import network as people
from tests.factories.minutes import make_minutes, make_undertaking, make_whole_meeting
from tests.factories.network import make_delegate


def _meeting(**fields: Any) -> Meeting:
    starts_at = timezone.now().replace(microsecond=0) + timedelta(days=90)
    return at_meetings.make_meeting(state="planned", starts_at=starts_at, **fields)


def _nested() -> AgendaItem:
    meeting = _meeting()
    for key, title in ((FIRST_ITEM, "Premier"), (SECOND_ITEM, "Second")):
        number = 9000 + int(key[-1])
        at_meetings.make_item(meeting=meeting, title=title, key=UUID(key), pk=number)
    return at_meetings.make_item(meeting=meeting)


def _wording() -> Resolution:
    """A text with a valid objection, to be written again."""
    meeting = at_meetings.make_meeting()
    voters = at_meetings.make_voters(meeting, 2)
    text = talked_about(open_consent(meeting, voters[0]))
    take_round(text, voters, objector=voters[1])
    return text


def _objection() -> Objection:
    """Judged already, and looked at again."""
    text = _wording()
    return Objection.objects.get(stance__round__resolution=text)


def _open_vote() -> Resolution:
    """With three electors in the room, the first under a key that is known."""
    meeting = at_meetings.make_meeting()
    at_meetings.make_elector(meeting=meeting, present=True, key=UUID(FIRST_ITEM))
    at_meetings.make_voters(meeting, 5)
    return at_meetings.make_open_vote(meeting=meeting)


def _attendance() -> Attendance:
    elector = at_meetings.make_elector(meeting=at_meetings.make_meeting())
    return at_meetings.make_attendance(elector=elector)


def _amendment() -> Amendment:
    written = make_minutes(state="submitted")
    elector = at_meetings.make_elector(meeting=written.meeting)
    return Amendment.objects.create(
        minutes=written, elector=elector, text="Il était dix heures.", at=timezone.now()
    )


def _weights() -> str:
    rules = at_meetings.make_rules()
    people.make_college(pk=901, code="901", name="Réseaux")
    people.make_college(pk=902, code="902", name="Personnes")
    return to("assemblies:set_college_weights", rules)


def _debate() -> str:
    minutes = make_minutes(meeting=make_whole_meeting())
    item = minutes.meeting.items.order_by("pk")[0]
    return to("assemblies:write_debate", minutes.meeting, item.key)


ASSEMBLIES: dict[str, EditCase] = {
    "assemblies:write_opening": rich(
        lambda: to("assemblies:write_opening", make_minutes().meeting), "opening"
    ),
    "assemblies:write_debate": rich(_debate),
    "assemblies:edit_body": EditCase(
        lambda: to("assemblies:edit_body", at_meetings.make_body()),
        "purpose",
        "Décider des cafés.",
        "Décider des marchés.",
    ),
    "assemblies:edit_meeting": EditCase(
        lambda: to("assemblies:edit_meeting", _meeting()), "title", "Veillée", "Assemblée du soir"
    ),
    "assemblies:move_meeting": EditCase(
        lambda: to("assemblies:move_meeting", _meeting()),
        "day",
        f"{timezone.localdate() + timedelta(days=100):%Y-%m-%d}",
        f"{timezone.localdate() + timedelta(days=110):%Y-%m-%d}",
    ),
    "assemblies:edit_rules": EditCase(
        lambda: to("assemblies:edit_rules", at_meetings.make_rules()), "notice_days", "21", "28"
    ),
    "assemblies:set_subject_rule": EditCase(
        lambda: to("assemblies:set_subject_rule", at_meetings.make_rules(), "ordinary"),
        "article",
        "Article 12",
        "Article 14",
    ),
    "assemblies:set_college_weights": EditCase(
        _weights,
        "weight_901",
        "60",
        "70",
        (("weight_902", "40"),),
        (("weight_902", "30"),),
        kept=('["901", 60]', '["901", 70]'),
    ),
    "assemblies:edit_item": EditCase(
        lambda: to("assemblies:edit_item", at_meetings.make_item(meeting=_meeting())),
        "text",
        "Ce que coûtent les cafés.",
        "Ce que coûtent les marchés.",
    ),
    "assemblies:nest_item": EditCase(
        lambda: to("assemblies:nest_item", _nested()),
        "parent",
        FIRST_ITEM,
        SECOND_ITEM,
        kept=('"9001"', '"9002"'),
    ),
    "assemblies:edit_resolution": EditCase(
        lambda: to("assemblies:edit_resolution", at_meetings.make_resolution()),
        "text",
        "L’assemblée ouvre un café.",
        "L’assemblée ouvre un marché.",
    ),
    "assemblies:write_wording": EditCase(
        lambda: to("assemblies:write_wording", _wording()),
        "text",
        "Le réseau ouvre un café.",
        "Le réseau ouvre un marché.",
        (("why", "Un café coûte moins."),),
        (("why", "Un marché réunit plus."),),
        passing=("why",),
        writer=lambda: make_delegate(of=Elector.objects.earliest("pk").membership.organisation),
    ),
    "assemblies:correct_attendance": EditCase(
        lambda: to("assemblies:correct_attendance", _attendance()),
        "arrived_at",
        "2024-10-14T10:10",
        "2024-10-14T10:20",
        kept=("2024-10-14T10:10:00", "2024-10-14T10:20:00"),
    ),
    "assemblies:judge_objection": EditCase(
        lambda: to("assemblies:judge_objection", _objection()),
        "reason",
        "Le budget manque.",
        "Le temps manque.",
        (("verdict", "valid"),),
        (("verdict", "valid"),),
    ),
    "assemblies:enter_paper_result": EditCase(
        lambda: to("assemblies:enter_paper_result", _open_vote()),
        "for",
        "3",
        "4",
        kept=('"for": 3', '"for": 4'),
    ),
    "assemblies:enter_outside_result": EditCase(
        lambda: to("assemblies:enter_outside_result", _open_vote()),
        "proof_url",
        "https://votes.example/3",
        "https://votes.example/4",
    ),
    "assemblies:time_vote": EditCase(
        lambda: to("assemblies:time_vote", _open_vote()),
        "taken_at",
        "2024-10-14T10:10",
        "2024-10-14T10:20",
        kept=("2024-10-14T10:10:00", "2024-10-14T10:20:00"),
    ),
    "assemblies:enter_hand_votes": EditCase(
        lambda: to("assemblies:enter_hand_votes", _open_vote()),
        f"vote-{FIRST_ITEM}",
        "for",
        "against",
        is_kept=False,
    ),
    "assemblies:answer_amendment": EditCase(
        lambda: to("assemblies:answer_amendment", _amendment()),
        "answer",
        "L’heure est corrigée.",
        "L’heure était la bonne.",
    ),
    "assemblies:edit_undertaking": EditCase(
        lambda: to("assemblies:edit_undertaking", make_undertaking()),
        "due_on",
        "2025-02-03",
        "2025-04-05",
    ),
    "assemblies:declare_change": EditCase(
        lambda: to("assemblies:declare_change", make_undertaking(declare_by=date(2025, 1, 14))),
        "declared_on",
        "2024-11-12",
        "2024-11-13",
    ),
    "assemblies:report_progress": EditCase(
        lambda: to("assemblies:report_progress", make_undertaking()),
        "evidence",
        "Le bail est signé.",
        "Le bail est rompu.",
    ),
}
