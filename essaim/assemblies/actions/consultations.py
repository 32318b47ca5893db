"""Consulting in writing between two meetings: one gesture asks, and those who are silent are asked
again. How it ends: `consultation_ends`.
"""

from datetime import datetime
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.actions.agenda_documents import add_document, add_file_document
from essaim.assemblies.actions.agendas import add_item
from essaim.assemblies.actions.convening import CONVOCATION, REMINDER, seats_for
from essaim.assemblies.actions.locking import locked_in
from essaim.assemblies.actions.meetings import plan_meeting
from essaim.assemblies.actions.resolutions import open_resolution, write_resolution
from essaim.assemblies.actions.roll import refresh_roll
from essaim.assemblies.actions.sitting import open_meeting
from essaim.assemblies.enums import ItemKind, MeetingMode, MeetingState
from essaim.assemblies.letters.consultations import consultation_letters
from essaim.assemblies.models import AgendaItem, Body, BodyRules, Meeting, Resolution
from essaim.assemblies.queries.consultations import awaited_in
from essaim.assemblies.queries.roll_cautions import cautions_since
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person
from essaim.post.actions import queue_messages


@action
def consult_in_writing(
    *,
    body: Body,
    title: str,
    text: str,
    ends_at: datetime,
    by: Acting,
    subject: str = "ordinary",
    url: str = "",
    file: IO[bytes] | None = None,
    chair: Person | None = None,
    secretary: Person | None = None,
) -> Meeting:
    """Put one question to the electors of a body now, each by a mail with their own link.

    It is a meeting in writing, convened and opened at once: the time left to answer is its notice.
    Raises RuleBroken where the rules of the body do not allow it, the closing is past, or nobody
    may vote.
    """
    now = timezone.now()
    rules = _rules_allowing(body, now)
    if ends_at <= now:
        raise RuleBroken(_("A consultation closes at a time to come."))
    meeting = plan_meeting(
        body=body,
        starts_at=now,
        ends_at=ends_at,
        mode=MeetingMode.WRITTEN,
        title=title,
        chair=chair,
        secretary=secretary,
        by=by,
    )
    item = add_item(meeting=meeting, title=title, kind=ItemKind.DECISION, subject=subject, by=by)
    _join(item, url, file, by)
    resolution = write_resolution(item=item, title=title, text=text, subject=subject, by=by)
    _convene(meeting, rules, now, by)
    meeting = open_meeting(meeting=meeting, by=by, at=now)
    _write(open_resolution(resolution=resolution, by=by, at=now), by)
    return meeting


def _rules_allowing(body: Body, at: datetime) -> BodyRules:
    rules = body.rules.in_force(timezone.localdate(at)).first()
    if rules is None:
        raise RuleBroken(_("This body has no rules yet: write them down first."))
    if not rules.written_allowed:
        refusal = _("The rules of this body do not allow deciding in writing.")
        article = rules.written_article or _("No article of theirs provides for it.")
        raise RuleBroken(f"{refusal} {article}")
    return rules


def _join(item: AgendaItem, url: str, file: IO[bytes] | None, by: Acting) -> None:
    if url:
        add_document(item=item, url=url, by=by)
    if file is not None:
        add_file_document(item=item, content=file, name=getattr(file, "name", ""), by=by)


def _convene(meeting: Meeting, rules: BodyRules, at: datetime, by: Acting) -> None:
    meeting.state, meeting.rules, meeting.convened_at = MeetingState.CONVENED, rules, at
    meeting.save(update_fields=["state", "rules", "convened_at"])
    refresh_roll(meeting=meeting, by=by, at=at)
    if not meeting.electors.with_right().exists():
        raise RuleBroken(cautions_since(meeting, meeting.electors.standing())[0])


def _write(resolution: Resolution, by: Acting, occasion: str = "consultation") -> None:
    meeting = resolution.meeting
    reached = awaited_in(meeting).reached
    if not reached:
        return
    seats = seats_for(meeting, reached, by)
    letters = consultation_letters(resolution, seats, occasion=occasion)
    reason = CONVOCATION if occasion == "consultation" else REMINDER
    queue_messages(letters=letters, reason=reason, by=by, about=meeting)


@action
def remind_voters(*, meeting: Meeting, by: Acting, occasion: str = "") -> Meeting:
    """Write again to those who have not voted: once a day, or once an occasion (`7`, `2`)."""
    meeting = locked_consultation(meeting)
    if meeting.ends_at <= timezone.now():
        raise RuleBroken(_("The time to answer is over."))
    for resolution in meeting.resolutions.open().select_related("item", "meeting__action"):
        _write(
            resolution, by, f"consultation_reminder:{occasion or timezone.localdate().isoformat()}"
        )
    return meeting


def locked_consultation(meeting: Meeting) -> Meeting:
    """Under way, and held until the act is over. Raises RuleBroken for any other meeting."""
    meeting = locked_in(meeting, {MeetingState.OPEN})
    if not meeting.is_written:
        raise RuleBroken(_("This meeting is not held in writing."))
    return meeting
