"""Consulting in writing between two meetings: one gesture opens it, its hour closes it."""

from dataclasses import replace
from datetime import datetime
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.actions.agenda_documents import add_document, add_file_document
from essaim.assemblies.actions.agendas import add_item
from essaim.assemblies.actions.convening import CONVOCATION, REMINDER, seats_for
from essaim.assemblies.actions.locking import locked_in
from essaim.assemblies.actions.meetings import plan_meeting
from essaim.assemblies.actions.resolutions import (
    close_resolution,
    open_resolution,
    withdraw_resolution,
    write_resolution,
)
from essaim.assemblies.actions.roll import refresh_roll
from essaim.assemblies.actions.sitting import close_meeting, open_meeting
from essaim.assemblies.enums import ItemKind, MeetingMode, MeetingState
from essaim.assemblies.letters.consultations import consultation_letters
from essaim.assemblies.models import AgendaItem, Body, BodyRules, Meeting, Resolution
from essaim.assemblies.queries.consultations import awaited_in, consultations_open
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.post.actions import queue_messages
from essaim.programme.actions.actions import edit_action
from essaim.programme.content import ActionContent


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
) -> Meeting:
    """Put one question to the electors of a body now, each by a mail with her own address.

    It is a meeting in writing, convened and opened at once: the time left to answer is its notice.
    Raises RuleBroken where the rules of the body do not allow it, or the closing is past.
    """
    now = timezone.now()
    rules = _rules_allowing(body, now)
    if ends_at <= now:
        raise RuleBroken(_("A consultation closes at a time to come."))
    meeting = plan_meeting(
        body=body, starts_at=now, ends_at=ends_at, mode=MeetingMode.WRITTEN, title=title, by=by
    )
    meeting.items.all().delete()  # what waits for the body waits for its next meeting
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
    meeting = _locked_consultation(meeting)
    if meeting.ends_at <= timezone.now():
        raise RuleBroken(_("The time to answer is over."))
    for resolution in meeting.resolutions.open().select_related("item", "meeting__action"):
        _write(
            resolution, by, f"consultation_reminder:{occasion or timezone.localdate().isoformat()}"
        )
    return meeting


@action
def close_consultation(*, meeting: Meeting, by: Acting, at: datetime | None = None) -> Meeting:
    """Count what was answered, as for any vote; the programme holds it on the day of its closing.

    Once its hour is past, that hour is the closing. A secret ballot that cannot be counted without
    telling who voted what is then withdrawn; before, closing it is refused.
    """
    meeting = _locked_consultation(meeting)
    now = at or timezone.now()
    is_over = meeting.ends_at <= now
    closing = min(now, meeting.ends_at)
    for resolution in meeting.resolutions.open():
        _settle(resolution, closing, by, is_over)
    meeting = close_meeting(meeting=meeting, by=by, at=closing)
    day = timezone.localdate(closing)
    meeting.action.refresh_from_db()
    held = replace(ActionContent.of(meeting.action), starts_on=day, ends_on=day)
    edit_action(action=meeting.action, content=held, by=by)
    return meeting


def _settle(resolution: Resolution, at: datetime, by: Acting, is_over: bool) -> None:
    try:
        close_resolution(resolution=resolution, by=by, at=at)
    except RuleBroken:
        if not is_over:
            raise
        withdraw_resolution(resolution=resolution, by=by)


@action
def close_overdue_consultations(*, by: Acting, at: datetime | None = None) -> list[Meeting]:
    """Close each consultation whose hour is past. Run twice, the second finds none."""
    now = at or timezone.now()
    overdue = consultations_open().filter(ends_at__lte=now)
    return [close_consultation(meeting=meeting, by=by, at=now) for meeting in overdue]


def _locked_consultation(meeting: Meeting) -> Meeting:
    meeting = locked_in(meeting, {MeetingState.OPEN})
    if meeting.mode != MeetingMode.WRITTEN:
        raise RuleBroken(_("This meeting is not held in writing."))
    return meeting
