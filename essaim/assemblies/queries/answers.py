"""Which answers a convocation takes, and what was answered."""

from django.utils.translation import gettext as _

from essaim.assemblies.enums import Answer, MeetingMode, MeetingState
from essaim.assemblies.models import Meeting

_COMES_BY = {
    MeetingMode.ONSITE: (Answer.COMING,),
    MeetingMode.REMOTE: (Answer.REMOTE,),
    MeetingMode.HYBRID: (Answer.COMING, Answer.REMOTE),
    MeetingMode.WRITTEN: (Answer.COMING,),
}


def answers_open(meeting: Meeting) -> list[Answer]:
    """Those that fit the place of a convened meeting and the rules under which it is convened."""
    rules = meeting.rules
    comes = [
        answer
        for answer in _COMES_BY[MeetingMode(meeting.mode)]
        if answer != Answer.REMOTE or rules is None or rules.remote_allowed
    ]
    by_proxy = rules is not None and rules.proxies_allowed and meeting.mode != MeetingMode.WRITTEN
    return [*(comes or [Answer.COMING]), Answer.EXCUSED, *([Answer.PROXY] if by_proxy else [])]


def answer_refusal(meeting: Meeting, answer: str) -> str | None:
    """Why the convocation does not take this answer, with the article where the rules say so."""
    if answer in answers_open(meeting):
        return None
    rules = meeting.rules
    if answer == Answer.REMOTE and rules is not None and not rules.remote_allowed:
        refusal = _("The rules of this body do not allow taking part by video.")
        return " ".join(filter(None, (refusal, rules.remote_article)))
    if answer == Answer.REMOTE:
        return _("This meeting is held on site: nobody takes part by video.")
    if answer == Answer.COMING:
        return _("This meeting is held by video.")
    return _("This is not an answer to a convocation.")


def closed_told(meeting: Meeting) -> str:
    """Why nothing is answered now; empty while the meeting is convened."""
    return {
        MeetingState.PLANNED: _("This meeting is not convened yet."),
        MeetingState.OPEN: _("The meeting is open: what was answered stands."),
        MeetingState.CLOSED: _("This meeting was held: there is nothing to answer any more."),
        MeetingState.CANCELLED: _(
            "This meeting is cancelled: there is nothing to answer any more."
        ),
    }.get(MeetingState(meeting.state), "")
