"""The page on which somebody answers for an elector, signed in or by the link of a mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from essaim.assemblies.enums import Answer, BlankProxies, MeetingState
from essaim.assemblies.models import Elector, Meeting, Proxy
from essaim.assemblies.queries.answers import closed_told
from essaim.assemblies.queries.convocation import answer_labels
from essaim.assemblies.queries.proxies import PossibleHolder, book_of, possible_holders
from essaim.assemblies.queries.sitting import AgendaLine, agenda_lines
from essaim.kernel.acting import Acting


@dataclass(frozen=True)
class AnswerPage:
    """A meeting in short, what was answered, what may be, and to whom a proxy may go.

    `over` says why nothing is answered any more; `no_proxy` why no proxy is given.
    """

    elector: Elector
    meeting: Meeting
    agenda: Sequence[AgendaLine]
    given: Proxy | None
    held: Sequence[Proxy]
    labels: dict[str, str]
    holders: Sequence[PossibleHolder]
    takes_blank: bool
    no_proxy: str
    over: str

    @property
    def said(self) -> str:
        """The answer that stands, in the first person; empty where there is none."""
        return self.labels.get(self.elector.answer, "") or (
            "" if self.elector.answer == Answer.NONE else self.elector.get_answer_display()
        )


def answer_page(elector: Elector, at: datetime) -> AnswerPage:
    """In six queries, whatever the number of electors."""
    meeting = Meeting.objects.with_body().get(pk=elector.meeting_id)
    book = book_of(meeting, at)
    proxies = Proxy.objects.standing().select_related("holder", "giver")
    labels = answer_labels(meeting)
    no_proxy, holders = "", list[PossibleHolder]()
    if book is not None and Answer.PROXY in labels:
        no_proxy = book.refusal_to_all() or book.refusal_of_giver(elector, replaces=True) or ""
        holders = [] if no_proxy else list(possible_holders(book, elector))
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
        held=list(proxies.filter(holder=elector).order_by("giver__folded", "pk")),
        labels=labels,
        holders=holders,
        takes_blank=book is not None and book.rules.blank_proxies == BlankProxies.TO_CHAIR,
        no_proxy=no_proxy,
        over="" if labels else closed_told(meeting),
    )


def my_electors(meeting: Meeting, acting: Acting) -> list[Elector]:
    """Those of a meeting in whose name the reader may answer, by name."""
    return list(meeting.electors.spoken_for_by(acting).order_by("folded", "pk"))
