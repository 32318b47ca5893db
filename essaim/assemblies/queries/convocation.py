"""What a convocation announces, and what was answered to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.assemblies.attendance_sheet import Sitting
from essaim.assemblies.enums import Answer, MeetingMode, QuorumKind, Subject
from essaim.assemblies.models import AgendaItem, Elector, Meeting, Proxy, SubjectRule
from essaim.assemblies.queries.answers import answers_open
from essaim.assemblies.queries.attendance_sheets import sheet_of
from essaim.assemblies.queries.presence import Room
from essaim.assemblies.queries.quorum import quorum_for
from essaim.assemblies.queries.recipients import BEHIND, Recipients, recipients_of
from essaim.assemblies.queries.sitting import AgendaLine, agenda_lines
from essaim.assemblies.telling import proxies_told, quorum_told
from essaim.network.models import Organisation
from essaim.tally.errors import CannotCount
from essaim.tally.quorum import QuorumResult

#: Answers as they stand in the address of a link.
WORDS = {
    "viens": Answer.COMING,
    "distance": Answer.REMOTE,
    "excuse": Answer.EXCUSED,
    "pouvoir": Answer.PROXY,
}


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


@dataclass(frozen=True)
class Document:
    """What to read before, with its whole address; a file is handed out to whoever has a link."""

    title: str
    address: str
    is_file: bool


@dataclass(frozen=True)
class Announced:
    """All that a convocation says of a meeting, whoever reads it. `contact` may be empty."""

    meeting: Meeting
    agenda: Sequence[AgendaLine]
    documents: Sequence[Document]
    rules: Sequence[str]
    choices: Sequence[tuple[str, str]]
    contact: str

    @property
    def address(self) -> str:
        return settings.BASE_URL + self.meeting.get_absolute_url()


def announced(meeting: Meeting) -> Announced:
    """In five queries. Told in the language of the moment."""
    words = {answer: word for word, answer in WORDS.items()}
    house = Organisation.objects.filter(is_house=True).first()
    agenda = agenda_lines(meeting)
    return Announced(
        meeting=meeting,
        agenda=agenda,
        documents=[paper for line in agenda for paper in documents_of(line.item)],
        rules=_rules(meeting),
        choices=[(words[Answer(key)], label) for key, label in answer_labels(meeting).items()],
        contact=house.email if house is not None else "",
    )


def documents_of(item: AgendaItem) -> list[Document]:
    """Those joined to an item, as a mail gives their addresses."""
    return [
        Document(one.title, one.url or settings.BASE_URL + one.get_absolute_url(), not one.url)
        for one in item.papers
    ]


def _rules(meeting: Meeting) -> list[str]:
    """Quorum and proxies, a sentence each, with the article."""
    rules, quorum = meeting.rules, ordinary_rule(meeting)
    told = []
    if quorum is not None and quorum.quorum_kind != QuorumKind.NONE:
        told.append((_("Quorum: %(told)s") % {"told": quorum_told(quorum)}, quorum.article))
    if rules is not None and meeting.mode != MeetingMode.WRITTEN:
        told.append((proxies_told(rules), rules.proxy_article))
    return [
        " ".join(filter(None, (f"{sentence[0].upper()}{sentence[1:]}.", article.strip())))
        for sentence, article in told
    ]


def ordinary_rule(meeting: Meeting) -> SubjectRule | None:
    if meeting.rules is None:
        return None
    return meeting.rules.subjects.filter(subject=Subject.ORDINARY).first()


@dataclass(frozen=True)
class RollSummary:
    """How many are convened and stand, what they answered, and the quorum that this would make."""

    meeting: Meeting
    electors: Sequence[Elector]
    given: Sequence[Proxy]
    rule: SubjectRule | None

    @cached_property
    def answers(self) -> Counter[str]:
        return Counter(one.answer for one in self.electors)

    @property
    def convened(self) -> int:
        return len(self.electors)

    @property
    def voters(self) -> int:
        return sum(one.may_vote for one in self.electors)

    @property
    def coming(self) -> int:
        return self.answers[Answer.COMING]

    @property
    def remote(self) -> int:
        return self.answers[Answer.REMOTE]

    @property
    def excused(self) -> int:
        return self.answers[Answer.EXCUSED]

    @property
    def proxies(self) -> int:
        return len(self.given)

    @property
    def silent(self) -> int:
        return self.answers[Answer.NONE]

    @cached_property
    def forecast(self) -> QuorumResult | None:
        """The quorum of an ordinary question if everybody does as she said; None without a rule."""
        if self.rule is None:
            return None
        room = _room_as_announced(self.meeting, self.electors, self.given)
        try:
            return quorum_for(self.meeting, self.rule, room, get_language() or "fr")
        except CannotCount:
            return None


def _room_as_announced(
    meeting: Meeting, electors: Sequence[Elector], proxies: Sequence[Proxy]
) -> Room:
    """As if whoever says to come were there already."""
    says = {Answer.COMING, Answer.REMOTE}
    coming = [Sitting(one.pk, meeting.starts_at) for one in electors if one.answer in says]
    sheet = replace(sheet_of(meeting, electors, (), proxies), sittings=coming)
    return Room.at({one.pk: one for one in electors}, sheet)


def roll_summary(meeting: Meeting) -> RollSummary:
    """In three queries, whatever the number of electors."""
    standing = meeting.electors.standing().select_related("college")
    given = Proxy.objects.standing().filter(giver__meeting=meeting)
    return RollSummary(
        meeting, list(standing.order_by("folded", "pk")), list(given), ordinary_rule(meeting)
    )


def recipients_in(meeting: Meeting, *, silent_alone: bool = False) -> Recipients:
    """To whom the meeting is announced: titulars and alternates of its day, individuals, seats.

    Whoever is on the roll and no longer a member is left in peace.
    """
    electors = meeting.electors.standing().select_related(*BEHIND).order_by("folded", "pk")
    if silent_alone:
        electors = electors.filter(answer=Answer.NONE)
    day = max(meeting.local_start.date(), timezone.localdate())
    return recipients_of(list(electors), day)
