"""What a convocation announces, and to whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import QuorumKind, Subject
from essaim.assemblies.bodies.models import SubjectRule
from essaim.assemblies.bodies.telling import proxies_sentence, quorum_sentence
from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.meetings.queries import AgendaLine, agenda_lines
from essaim.assemblies.roll.models import Answer, Elector, ElectorQuerySet
from essaim.assemblies.roll.queries.answers import WORDS, answer_labels
from essaim.assemblies.roll.queries.recipients import BEHIND, Recipients, recipients_of
from essaim.network.models import Organisation


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
        Document(
            paper.title, paper.url or settings.BASE_URL + paper.get_absolute_url(), not paper.url
        )
        for paper in item.papers
    ]


def _rules(meeting: Meeting) -> list[str]:
    """Quorum and proxies, a sentence each, with the article."""
    rules, quorum = meeting.rules, ordinary_rule(meeting)
    quoted = []
    if quorum is not None and quorum.quorum_kind != QuorumKind.NONE:
        quoted.append((_("Quorum: %(rule)s") % {"rule": quorum_sentence(quorum)}, quorum.article))
    if rules is not None and meeting.mode != MeetingMode.WRITTEN:
        quoted.append((proxies_sentence(rules), rules.proxy_article))
    return [
        " ".join(filter(None, (f"{sentence[0].upper()}{sentence[1:]}.", article.strip())))
        for sentence, article in quoted
    ]


def ordinary_rule(meeting: Meeting) -> SubjectRule | None:
    if meeting.rules is None:
        return None
    return meeting.rules.subjects.filter(subject=Subject.ORDINARY).first()


def recipients_in(meeting: Meeting, *, silent_alone: bool = False) -> Recipients:
    """To whom the meeting is announced: titulars and alternates of its day, individuals, seats.

    Whoever is on the roll and no longer a member is left in peace.
    """
    electors = convened_electors(meeting)
    return recipients_among(
        meeting, electors.filter(answer=Answer.NONE) if silent_alone else electors
    )


def convened_electors(meeting: Meeting) -> ElectorQuerySet:
    """Those who stand, by name, with whom a mail to them goes to."""
    return meeting.electors.standing().select_related(*BEHIND).order_by("folded", "pk")


def recipients_among(meeting: Meeting, electors: Iterable[Elector]) -> Recipients:
    """Of `convened_electors`."""
    day = max(meeting.local_start.date(), timezone.localdate())
    return recipients_of(list(electors), day)
