"""Proposing dates, saying which suit, and making one of them the meeting: once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.acts import DATES
from essaim.assemblies.asking.letters import chosen_letters, dates_letters
from essaim.assemblies.asking.models import (
    DateAnswer,
    DateOption,
    DatePoll,
    DatePollState,
    DateVoter,
)
from essaim.assemblies.asking.queries.date_polls import (
    closing_sentence,
    derived_voters,
    reached_by,
    refuse_if_over,
)
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.actions.meetings import plan_meeting
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.roll.actions.convening import lasting_links
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import Gone, RuleBroken
from essaim.kernel.fitting import fitted
from essaim.network.queries.clusters import person_of
from essaim.post.actions import queue_messages, use_link
from essaim.post.links import Holder
from essaim.post.models import Link

#: Days that one poll proposes at most.
MOST = 8


@action
def propose_dates(
    *,
    body: Body,
    starts: Sequence[datetime],
    minutes: int,
    closes_at: datetime,
    by: Acting,
    mode: str = MeetingMode.HYBRID,
    title: str = "",
    place: str = "",
    note: str = "",
) -> DatePoll:
    """Ask whoever would be convened which of these days suit, each by a mail with their address.

    Raises RuleBroken where the body no longer meets, for a day that is past or given twice, and
    where the answers would close after the first of the days.
    """
    now = timezone.now()
    _refuse(body, starts, closes_at, now)
    poll = DatePoll.objects.create(
        body=body,
        title=title,
        mode=mode,
        place=place,
        note=note,
        proposed_by=person_of(by),
        opened_at=now,
        closes_at=closes_at,
    )
    _offer(poll, starts, timedelta(minutes=minutes))
    _ask(poll, by, "dates")
    if not poll.voters.exists():
        raise RuleBroken(_("Nobody is to be convened on that day: this body has no elector."))
    return poll


def _offer(poll: DatePoll, starts: Sequence[datetime], lasts: timedelta) -> None:
    """Added in UTC: on the night of a clock change a day lasts as long as said."""
    DateOption.objects.bulk_create(
        fitted(
            DateOption(poll=poll, starts_at=start, ends_at=start.astimezone(UTC) + lasts)
            for start in sorted(starts)
        )
    )


def _refuse(body: Body, starts: Sequence[datetime], closes_at: datetime, now: datetime) -> None:
    if body.is_closed:
        raise RuleBroken(_("%(body)s no longer meets.") % {"body": body})
    if not 2 <= len(starts) <= MOST:
        raise RuleBroken(
            _("Propose from two to %(most)s days: with one alone, plan the meeting.")
            % {"most": MOST}
        )
    if min(starts) <= now:
        raise RuleBroken(_("One of these days is past: propose days to come."))
    if closes_at <= now:
        raise RuleBroken(_("The answers close at a time to come."))
    _refuse_days(starts, closes_at)


def _ask(poll: DatePoll, by: Acting, occasion: str, *, silent_alone: bool = True) -> None:
    """Write to those who have not answered, or to all, and to those who have joined since."""
    days = list(poll.options.order_by("starts_at"))
    asked = set(poll.voters.values_list("voice", flat=True))
    voters = derived_voters(poll, days[0].starts_at, timezone.now())
    DateVoter.objects.bulk_create(fitted(voter for voter in voters if voter.voice not in asked))
    reached = reached_by(poll, silent_alone=silent_alone).reached
    holders = [
        Holder(f"date_voter:{recipient.elector.key}", recipient.person_key, recipient.email)
        for recipient in reached
    ]
    links = lasting_links(DATES, poll.key, holders, days[-1].ends_at, by)
    readers = list(zip(reached, links, strict=True))
    letters = dates_letters(poll, readers, occasion=occasion)
    queue_messages(letters=letters, reason=DATES, by=by, about=poll)


@action
def add_dates(*, poll: DatePoll, starts: Sequence[datetime], by: Acting) -> DatePoll:
    """Propose more days, as long as the others: what was answered stands, and all are told.

    Raises RuleBroken for a day that is past, proposed already, or before the answers close.
    """
    poll = _locked(poll)
    refuse_if_over(poll)
    days = list(poll.options.order_by("starts_at"))
    if not starts:
        raise RuleBroken(_("Propose one day at least."))
    if len(days) + len(starts) > MOST:
        raise RuleBroken(_("One poll proposes %(most)s days at most.") % {"most": MOST})
    _refuse_days([*starts, *(day.starts_at for day in days)], poll.closes_at)
    lasts = days[0].ends_at - days[0].starts_at
    _offer(poll, starts, lasts)
    _ask(poll, by, f"dates_added:{len(days) + len(starts)}", silent_alone=False)
    return poll


def _refuse_days(starts: Sequence[datetime], closes_at: datetime) -> None:
    if len(set(starts)) < len(starts):
        raise RuleBroken(_("The same day and time are proposed twice."))
    if closes_at >= min(starts):
        raise RuleBroken(_("The answers close before the first of the days proposed."))


@action
def remind_dates(*, poll: DatePoll, by: Acting, occasion: str = "") -> DatePoll:
    """Write again to those who have not answered: once a day, or once an occasion (`2`)."""
    poll = _locked(poll)
    refuse_if_over(poll)
    _ask(poll, by, f"dates_reminder:{occasion or timezone.localdate().isoformat()}")
    return poll


@action
def answer_dates(
    *,
    voter: DateVoter,
    replies: Mapping[str, str],
    by: Acting,
    comment: str = "",
    link: Link | None = None,
    asked: Collection[str] | None = None,
) -> DateVoter:
    """Say of each day, by its key, whether it suits: the last answer stands until the closing.

    `asked` are the days that were shown: one added since keeps its answer. None for all.
    """
    poll = _locked(voter.poll)
    refuse_if_over(poll)
    if link is not None:
        use_link(link=link, by=by)
    days = {str(option.key): option for option in poll.options.all()}
    if set(replies) - set(days):
        raise RuleBroken(_("This answer names a day that is not proposed."))
    if not replies:
        raise RuleBroken(_("Say of one day at least whether it suits."))
    voter = DateVoter.objects.get(pk=voter.pk)
    before = voter.answers.all()
    if asked is not None:
        before = before.filter(option__key__in={*asked, *replies} & set(days))
    before.delete()
    DateAnswer.objects.bulk_create(
        fitted(
            DateAnswer(option=days[key], voter=voter, reply=reply) for key, reply in replies.items()
        )
    )
    voter.comment, voter.answered_at = comment, timezone.now()
    voter.save(update_fields=["comment", "answered_at"])
    return voter


@action
def settle_dates(*, option: DateOption, by: Acting) -> DatePoll:
    """Plan the meeting on this day, once, and tell all who were asked. Raises Gone afterwards."""
    poll = _locked(option.poll)
    if not poll.is_open:
        raise Gone(closing_sentence(poll))
    if option.starts_at <= timezone.now():
        raise RuleBroken(_("This day is past: choose another one."))
    poll.meeting = plan_meeting(
        body=poll.body,
        starts_at=option.starts_at,
        ends_at=option.ends_at,
        content=MeetingContent(mode=poll.mode, title=poll.title, place=poll.place),
        by=by,
    )
    poll.state = DatePollState.SETTLED
    poll.save(update_fields=["meeting", "state"])
    letters = chosen_letters(poll, option, reached_by(poll).reached)
    queue_messages(letters=letters, reason=DATES, by=by, about=poll)
    return poll


@action
def withdraw_dates(*, poll: DatePoll, by: Acting) -> DatePoll:
    """Stop proposing these dates; what was answered stays, and they may be reopened."""
    return _moved(poll, DatePollState.OPEN, DatePollState.WITHDRAWN)


@action
def reopen_dates(*, poll: DatePoll, by: Acting) -> DatePoll:
    """Propose again the dates that were withdrawn."""
    return _moved(poll, DatePollState.WITHDRAWN, DatePollState.OPEN)


def _moved(poll: DatePoll, before: str, after: str) -> DatePoll:
    poll = _locked(poll)
    if poll.state != before:
        state = poll.get_state_display()
        raise RuleBroken(
            _("That cannot be done now: this poll stands at “%(state)s”.") % {"state": state}
        )
    poll.state = after
    poll.save(update_fields=["state"])
    return poll


def _locked(poll: DatePoll) -> DatePoll:
    """One writer a poll at a time: settling and answering never cross."""
    return DatePoll.objects.select_for_update(of=("self",)).with_body().get(pk=poll.pk)
