"""How a consultation ends: counted at its hour or by hand, withdrawn, or stuck and told about."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.actions.ballot_boxes import TooFewVoters
from essaim.assemblies.actions.consultations import locked_consultation
from essaim.assemblies.actions.convening import CHANGE
from essaim.assemblies.actions.resolutions import close_resolution, withdraw_resolution
from essaim.assemblies.actions.sitting import close_meeting
from essaim.assemblies.enums import MeetingState
from essaim.assemblies.letters.consultations import unclosed_letters, withdrawal_letters
from essaim.assemblies.models import Meeting, Resolution
from essaim.assemblies.queries.consultations import who_runs
from essaim.assemblies.queries.convocation import recipients_in
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.post.actions import queue_messages, revoke_links
from essaim.programme.actions.actions import cancel_action, edit_action
from essaim.programme.content import ActionContent


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
    held = replace(ActionContent.of(meeting.action), starts_on=day, ends_on=day)
    edit_action(action=meeting.action, content=held, by=by, by_keeper=True)
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
