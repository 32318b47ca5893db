"""Consultations in writing: who has answered, who is awaited, what is to close, who runs it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.accounts.enums import Role
from essaim.accounts.models import User
from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Convened, Elector
from essaim.assemblies.roll.queries.notice import DAYS_BEFORE, TIME_TO_READ
from essaim.assemblies.roll.queries.recipients import (
    BEHIND,
    Recipients,
    address_of_person,
    recipients_of,
)
from essaim.assemblies.votes.enums import Outcome
from essaim.assemblies.votes.models import Ballot, Resolution, SignOff
from essaim.assemblies.votes.queries.outcomes import rule_of
from essaim.assemblies.votes.queries.quorum import quorum_for, room_at_vote
from essaim.assemblies.votes.queries.votes import turnout_of, with_turnout
from essaim.journal.models import Entry
from essaim.tally.errors import CannotCount


def consultations_open() -> QuerySet[Meeting]:
    """Those under way, whoever sees them, the first to close first."""
    consultations = Meeting.objects.filter(mode=MeetingMode.WRITTEN, state=MeetingState.OPEN)
    return consultations.with_body().order_by("ends_at", "pk")


def consultations_overdue(at: datetime) -> QuerySet[Meeting]:
    """Those whose hour is past, and that nobody closed."""
    return consultations_open().filter(ends_at__lte=at)


def consultations_to_remind(at: datetime) -> Iterator[tuple[Meeting, str]]:
    """Each with its occasion: the fewest of the days before its closing that it has reached."""
    for meeting in consultations_open().filter(ends_at__gt=at, opened_at__lte=at - TIME_TO_READ):
        left = (meeting.local_end.date() - timezone.localdate(at)).days
        days = next((days for days in DAYS_BEFORE if left <= days), None)
        if days is not None:
            yield meeting, str(days)


def voters_in(meeting: Meeting) -> QuerySet[Elector]:
    """Electors with the right to vote, each with `has_voted` on a question of the meeting."""
    here = {"elector": OuterRef("pk"), "resolution__meeting": meeting}
    voted = Exists(Ballot.objects.filter(**here)) | Exists(SignOff.objects.filter(**here))
    return meeting.electors.with_right().annotate(has_voted=voted).order_by("folded", "pk")


def awaited_in(meeting: Meeting) -> Recipients:
    """To whom a reminder is written: those behind the electors who have not voted."""
    electors = voters_in(meeting).select_related(*BEHIND)
    silent = [elector for elector in electors if not getattr(elector, "has_voted", False)]
    return recipients_of(silent, timezone.localdate())


@dataclass(frozen=True)
class Runner:
    """Somebody to tell when a consultation needs a hand: at which address, by actor or card."""

    email: str
    mark: UUID
    person_key: UUID | None = None


def who_runs(meeting: Meeting) -> list[Runner]:
    """Its chair, its secretary and whoever opened it; without addresses, the coordination."""
    officers = [officer for officer in (meeting.chair, meeting.secretary) if officer is not None]
    runners = [Runner(address_of_person(officer), officer.key) for officer in officers]
    opened = Entry.objects.about(meeting.key).filter(verb="assemblies.consult_in_writing")
    runners += _accounts(Q(actor__key__in=opened.order_by().values("actor_key")))
    by_address = {runner.email: runner for runner in runners if runner.email}
    return list(by_address.values()) or _coordination()


def _coordination() -> list[Runner]:
    holds = {"house_roles__role": Role.COORDINATION, "house_roles__until": None}
    return _accounts(Q(**holds))


def _accounts(which: Q) -> list[Runner]:
    rows = User.objects.filter(which, is_active=True).select_related("actor").distinct()
    return [Runner(account.email, account.actor.key) for account in rows.order_by("email")]


@dataclass(frozen=True)
class ConsultationPage:
    """Who has answered and who is awaited, never what was answered.

    Of a secret ballot nobody is named, and its turnout is told from three voters on. `quorum` says
    where the participation quorum stands.
    """

    meeting: Meeting
    resolution: Resolution | None
    registered: int
    turnout: int | None
    voted: Sequence[Elector]
    awaited: Sequence[Elector]
    by_letter: Sequence[Convened]
    quorum: Sequence[str]

    @property
    def is_open(self) -> bool:
        return self.meeting.state == MeetingState.OPEN

    @property
    def is_settled(self) -> bool:
        return self.resolution is not None and self.resolution.outcome != Outcome.NONE

    @property
    def names_voters(self) -> bool:
        return self.resolution is not None and not self.resolution.is_secret

    @property
    def standing(self) -> list[str]:
        """Where it stands, in sentences: what one reads before closing it."""
        if self.turnout is None:
            return [_("The turnout of a secret ballot is shown from three voters on.")]
        values = {"number": self.turnout, "of": self.registered}
        quorum = [*self.quorum[:1], *self.quorum[2:]]  # the second says the same number again
        return [_("Voted: %(number)s of %(of)s.") % values, *quorum]


def consultation_page(meeting: Meeting) -> ConsultationPage:
    """As many queries whatever the number of electors."""
    rows = with_turnout(meeting.resolutions.select_related("item", "decision").order_by("number"))
    resolution = rows.first()
    electors = list(voters_in(meeting).select_related(*BEHIND))
    silent = [elector for elector in electors if not getattr(elector, "has_voted", False)]
    names = resolution is not None and not resolution.is_secret
    is_open = meeting.state == MeetingState.OPEN
    turnout = turnout_of(resolution) if resolution is not None else None
    return ConsultationPage(
        meeting=meeting,
        resolution=resolution,
        registered=len(electors),
        turnout=turnout,
        voted=[elector for elector in electors if elector not in silent] if names else [],
        awaited=silent if names else [],
        by_letter=_unreached(electors if resolution is None or not names else silent, is_open),
        quorum=_quorum_sentences(meeting, resolution)
        if resolution is not None and turnout is not None
        else [],
    )


def _unreached(electors: Sequence[Elector], is_open: bool) -> list[Convened]:
    """Those whom no mail reaches, while there is time to ask them otherwise."""
    return recipients_of(electors, timezone.localdate()).by_letter if is_open else []


def _quorum_sentences(meeting: Meeting, resolution: Resolution) -> list[str]:
    """As it was stamped at the closing; before, as it would be now."""
    if stamp := resolution.presence.get("quorum"):
        return list(stamp["explanation"])
    if not resolution.rule:
        return []
    resolution.meeting = meeting
    rule, language = rule_of(resolution.rule), get_language() or "fr"
    try:
        return list(quorum_for(meeting, rule, room_at_vote(resolution), language).explanation)
    except CannotCount as reason:
        return [str(reason)]
