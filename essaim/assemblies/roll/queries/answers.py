"""Which answers a convocation takes, and the page on which somebody answers for an elector."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import AgendaLine, agenda_lines
from essaim.assemblies.roll.models import (
    Answer,
    Elector,
    Proxy,
)
from essaim.assemblies.roll.queries.proxies import ProxyBook, book_of
from essaim.kernel.acting import Acting

#: Answers as they stand in the address of a link.
WORDS = {
    "viens": Answer.COMING,
    "distance": Answer.REMOTE,
    "excuse": Answer.EXCUSED,
    "pouvoir": Answer.PROXY,
}
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


def answer_labels(meeting: Meeting) -> dict[str, str]:
    """The answers that a meeting takes, in the first person."""
    written = meeting.mode == MeetingMode.WRITTEN
    labels = {
        Answer.COMING: _("I take part") if written else _("I am coming"),
        Answer.REMOTE: _("I take part by video"),
        Answer.EXCUSED: _("I cannot come"),
        Answer.PROXY: _("I give my proxy to somebody"),
    }
    return {answer: labels[answer] for answer in answers_open(meeting)}


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


def closed_sentence(meeting: Meeting) -> str:
    """Why nothing is answered now; empty while the meeting is convened."""
    return {
        MeetingState.PLANNED: _("This meeting is not convened yet."),
        MeetingState.OPEN: _("The meeting is open: what was answered stands."),
        MeetingState.CLOSED: _("This meeting was held: there is nothing to answer any more."),
        MeetingState.CANCELLED: _(
            "This meeting is cancelled: there is nothing to answer any more."
        ),
    }.get(MeetingState(meeting.state), "")


@dataclass(frozen=True)
class AnswerPage:
    """A meeting in short, what was answered, what may be, and under which rules a proxy is given.

    `over` says why nothing is answered any more; `no_proxy` why no proxy is given.
    """

    elector: Elector
    meeting: Meeting
    agenda: Sequence[AgendaLine]
    given: Proxy | None
    proxies_held: Sequence[Proxy]
    labels: dict[str, str]
    book: ProxyBook | None
    no_proxy: str
    over: str

    @property
    def standing_answer(self) -> str:
        """The answer that stands, in the first person; empty where there is none."""
        return self.labels.get(self.elector.answer, "") or (
            "" if self.elector.answer == Answer.NONE else self.elector.get_answer_display()
        )


def answer_page(elector: Elector, at: datetime) -> AnswerPage:
    """In five queries, whatever the number of electors."""
    meeting = Meeting.objects.with_body().get(pk=elector.meeting_id)
    book = book_of(meeting, at)
    proxies = Proxy.objects.standing().select_related("holder", "giver")
    labels = answer_labels(meeting)
    no_proxy = ""
    if book is not None and Answer.PROXY in labels:
        no_proxy = book.refusal_to_all() or book.refusal_of_giver(elector, replaces=True) or ""
    labels = {
        answer: label
        for answer, label in labels.items()
        if (not no_proxy if answer == Answer.PROXY else meeting.state == MeetingState.CONVENED)
    }
    return AnswerPage(
        elector=elector,
        meeting=meeting,
        agenda=agenda_lines(meeting),
        given=proxies.filter(giver=elector).first(),
        proxies_held=list(proxies.filter(holder=elector).order_by("giver__folded", "pk")),
        labels=labels,
        book=book,
        no_proxy=no_proxy,
        over="" if labels else closed_sentence(meeting),
    )


def my_electors(meeting: Meeting, acting: Acting) -> list[Elector]:
    """Those of a meeting in whose name the reader may answer, by name."""
    return list(meeting.electors.spoken_for_by(acting).order_by("folded", "pk"))
