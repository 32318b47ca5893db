"""Consulting in writing between two meetings: one gesture asks, and those who are silent are asked
again. It is counted at its hour or by hand, withdrawn, or stuck and told about.
"""

from dataclasses import replace
from datetime import datetime
from typing import IO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.asking.letters import (
    consultation_letters,
    unclosed_letters,
    withdrawal_letters,
)
from essaim.assemblies.asking.queries.consultations import awaited_in, who_runs
from essaim.assemblies.bodies.models import Body, BodyRules
from essaim.assemblies.meetings.actions.agendas import add_document, add_file_document, add_item
from essaim.assemblies.meetings.actions.locking import locked_in
from essaim.assemblies.meetings.actions.meetings import plan_meeting
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.meetings.enums import ItemKind, MeetingMode, MeetingState
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.roll.actions.convening import (
    CHANGE,
    CONVOCATION,
    REMINDER,
    refresh_roll,
    seats_for,
)
from essaim.assemblies.roll.queries.cautions import cautions_since
from essaim.assemblies.roll.queries.convocation import recipients_in
from essaim.assemblies.sitting.actions.sitting import close_meeting, open_meeting
from essaim.assemblies.votes.actions.ballot_boxes import TooFewVoters
from essaim.assemblies.votes.actions.resolutions import (
    close_resolution,
    open_resolution,
    withdraw_resolution,
    write_resolution,
)
from essaim.assemblies.votes.models import Resolution
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person
from essaim.post.actions import queue_messages, revoke_links
from essaim.programme.actions.actions import cancel_action, edit_action
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
        content=MeetingContent(
            mode=MeetingMode.WRITTEN, title=title, chair=chair, secretary=secretary
        ),
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


@action
def close_consultation(*, meeting: Meeting, by: Acting, at: datetime | None = None) -> Meeting:
    """Count what was answered, as for any vote; the programme holds it on the day of its closing.

    Once its hour is past, that hour is the closing. A secret ballot that cannot be counted without
    telling who voted what is then withdrawn, and says why; before, closing it is refused.
    """
    meeting = locked_consultation(meeting)
    now = at or timezone.now()
    is_over = meeting.ends_at <= now
    closing = min(now, meeting.ends_at)
    for resolution in meeting.resolutions.open():
        _settle(resolution, closing, by, is_over=is_over)
    meeting = close_meeting(meeting=meeting, by=by, at=closing)
    day = timezone.localdate(closing)
    meeting.action.refresh_from_db()
    content = replace(ActionContent.of(meeting.action), starts_on=day, ends_on=day)
    edit_action(action=meeting.action, content=content, by=by, by_keeper=True)
    return meeting


def _settle(resolution: Resolution, at: datetime, by: Acting, *, is_over: bool) -> None:
    """Whatever else keeps the vote from being counted is for whoever runs it to see."""
    with override(settings.LANGUAGE_CODE):
        try:
            close_resolution(resolution=resolution, by=by, at=at)
        except TooFewVoters:
            if not is_over:
                raise
            withdrawn = withdraw_resolution(resolution=resolution, by=by)
            withdrawn.explanation = [
                _("Fewer than three electors voted: the count would have told who voted what.")
            ]
            withdrawn.save(update_fields=["explanation"])


@action
def withdraw_consultation(*, meeting: Meeting, reason: str, by: Acting) -> Meeting:
    """Give the question up: nothing is decided nor counted, and its links open nothing any more.

    Those who were asked are told, with the reason.
    """
    meeting = locked_consultation(meeting)
    reason = " ".join(reason.split())
    if not reason:
        raise RuleBroken(_("Say why it is withdrawn: those who were asked read it."))
    for resolution in meeting.resolutions.open():
        withdraw_resolution(resolution=resolution, by=by)
    meeting.action = cancel_action(action=meeting.action, by=by, by_keeper=True)
    meeting.state, meeting.cancelled_because = MeetingState.CANCELLED, reason
    meeting.calendars_follow()
    meeting.save()
    revoke_links(about_key=meeting.key, by=by)
    letters = withdrawal_letters(meeting, recipients_in(meeting).reached)
    if letters:
        queue_messages(letters=letters, reason=CHANGE, by=by, about=meeting)
    return meeting


@action
def report_unclosed(*, meeting: Meeting, why: str, by: Acting) -> Meeting:
    """Tell those who run a consultation that its hour is past and it does not close: once a day."""
    letters = unclosed_letters(meeting, why, who_runs(meeting), timezone.localdate())
    if letters:
        queue_messages(letters=letters, reason=CHANGE, by=by, about=meeting)
    return meeting
