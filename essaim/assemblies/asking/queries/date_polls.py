"""Polls of dates: who is asked, which day suits most, what may still be answered."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.assemblies.asking.models import (
    DateAnswer,
    DateOption,
    DatePoll,
    DatePollState,
    DateReply,
    DateVoter,
)
from essaim.assemblies.bodies.models import BodyRules
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Right
from essaim.assemblies.roll.queries.notice import TIME_TO_READ
from essaim.assemblies.roll.queries.recipients import BEHIND_PLACES, Recipients, recipients_of
from essaim.assemblies.roll.queries.roll import derived_roll
from essaim.kernel.acting import Acting
from essaim.kernel.datewords import date_words
from essaim.kernel.errors import Gone
from essaim.kernel.offering.calendar import Asked, CalendarEntry

#: Days before the closing on which those who have not answered are reminded.
DAYS_BEFORE = 2


def derived_voters(poll: DatePoll, first: datetime, at: datetime) -> list[DateVoter]:
    """Who would be convened on the first of the days, as the registers say now; not saved yet."""
    on = timezone.localdate(first)
    rules = poll.body.rules.in_force(on).first() or BodyRules(body=poll.body)
    roll = derived_roll(Meeting(body=poll.body, starts_at=first), rules, at)
    return [
        DateVoter(
            poll=poll,
            membership=elector.membership,
            seat=elector.seat,
            name=elector.name,
            folded=elector.folded,
            voice=elector.voice,
        )
        for elector in roll
        if elector.right != Right.MERGED
    ]


def reached_by(poll: DatePoll, *, silent_alone: bool = False) -> Recipients:
    """To whom one writes about it: titulars and alternates of today, individuals, seats."""
    voters = poll.voters.silent() if silent_alone else poll.voters.all()
    behind = voters.select_related(*BEHIND_PLACES).order_by("folded", "pk")
    return recipients_of(list(behind), timezone.localdate())


def polls_of_use(acting: Acting, at: datetime) -> QuerySet[DatePoll]:
    """Those this reader sees that may still become a meeting. One query, none for a visitor."""
    return DatePoll.objects.visible_to(acting).still_of_use(at).with_body()


def polls_to_remind(at: datetime) -> Iterator[tuple[DatePoll, str]]:
    """Each with its occasion, once it closes in so many days."""
    asked = DatePoll.objects.still_of_use(at).filter(
        closes_at__gt=at, opened_at__lte=at - TIME_TO_READ
    )
    for poll in asked.with_body():
        if (poll.last_day.date() - timezone.localdate(at)).days <= DAYS_BEFORE:
            yield poll, str(DAYS_BEFORE)


def closing_sentence(poll: DatePoll) -> str:
    """Why nothing is answered any more; empty as long as answers are taken."""
    language = get_language() or "fr"
    if poll.meeting is not None:
        day = date_words(poll.meeting.local_start.date(), language=language)
        return _("The meeting is planned on %(day)s: there is nothing to answer any more.") % {
            "day": day
        }
    if poll.state == DatePollState.WITHDRAWN:
        return _("These dates were withdrawn: there is nothing to answer any more.")
    if poll.takes_answers:
        return ""
    day = date_words(poll.last_day.date(), language=language)
    return _("Answers were taken until %(day)s: who convenes now chooses among the days.") % {
        "day": day
    }


def refuse_if_over(poll: DatePoll) -> None:
    """Raises Gone, with the reason, where nothing is answered any more."""
    if reason := closing_sentence(poll):
        raise Gone(reason)


@dataclass
class Day:
    """One of the days, with those who say yes, if need be, no."""

    option: DateOption
    names: dict[str, list[str]] = field(
        default_factory=lambda: {reply: [] for reply in DateReply.values}
    )
    is_best: bool = False
    is_tied: bool = False

    @property
    def replies(self) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Code, words and names, from yes to no."""
        for reply in DateReply:
            yield reply.value, str(reply.label), self.names[reply]

    @property
    def rank(self) -> tuple[int, int]:
        """Higher is better: most yes, then least no."""
        return len(self.names[DateReply.YES]), -len(self.names[DateReply.NO])

    @property
    def is_to_come(self) -> bool:
        return self.option.starts_at > timezone.now()


def mark_best(days: Collection[Day]) -> None:
    """Most yes, then least no; several where they are level; none before the first yes."""
    wanted = [day for day in days if day.names[DateReply.YES]]
    best = max((day.rank for day in wanted), default=None)
    level = [day for day in wanted if day.rank == best]
    for day in level:
        day.is_best, day.is_tied = True, len(level) > 1


@dataclass(frozen=True)
class DatesPage:
    """The days with what each voice says of them; `voter` is the one that answers here."""

    poll: DatePoll
    days: Sequence[Day]
    voters: Sequence[DateVoter]
    mine: Sequence[DateVoter]
    voter: DateVoter | None
    given: dict[str, str]
    over: str

    @property
    def awaited(self) -> list[DateVoter]:
        return [voter for voter in self.voters if voter.answered_at is None]

    @property
    def comments(self) -> list[DateVoter]:
        return [voter for voter in self.voters if voter.comment]

    @property
    def answered(self) -> int:
        return len(self.voters) - len(self.awaited)


def dates_page(poll: DatePoll, acting: Acting, voter: DateVoter | None = None) -> DatesPage:
    """In four queries, whatever the number of days and voices."""
    voters = list(poll.voters.order_by("folded", "pk"))
    theirs = set(poll.voters.spoken_for_by(acting).values_list("pk", flat=True))
    mine = [asked for asked in voters if asked.pk in theirs]
    silent = [asked for asked in mine if asked.answered_at is None]
    voter = voter or next(iter([*silent, *mine]), None)
    days = {option.pk: Day(option) for option in poll.options.order_by("starts_at")}
    names = {asked.pk: asked.name for asked in voters}
    given: dict[str, str] = {}
    rows = DateAnswer.objects.filter(option__poll=poll)
    for answer in rows.order_by("voter__folded", "pk"):
        day = days[answer.option_id]
        day.names[answer.reply].append(names[answer.voter_id])
        if voter is not None and answer.voter_id == voter.pk:
            given[str(day.option.key)] = answer.reply
    mark_best(days.values())
    return DatesPage(
        poll=poll,
        days=list(days.values()),
        voters=voters,
        mine=mine,
        voter=voter,
        given=given,
        over=closing_sentence(poll),
    )


def days_proposed(asked: Asked) -> list[CalendarEntry]:
    """The days of polls that are not settled yet, in the calendars of those asked. One query."""
    polls = DatePoll.objects.visible_to(asked.acting).filter(state=DatePollState.OPEN)
    if asked.body is not None:
        polls = polls.filter(body__key=asked.body)
    options = asked.of(DateOption.objects.filter(poll__in=polls), "starts_at", "ends_at")
    return [
        CalendarEntry(
            key=option.key,
            title=_("Day proposed: %(meeting)s") % {"meeting": option.poll},
            url=option.poll.get_absolute_url(),
            starts=option.starts_at,
            ends=option.ends_at,
            audience="",
            state="tentative",
            place=option.poll.place,
            sequence=0,
            changed_at=option.poll.opened_at,
        )
        for option in options.select_related("poll__body")
    ]
