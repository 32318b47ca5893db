"""Convening: the rules and the agenda freeze, the roll is written, the mails leave."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.acts import ANSWER, SIT
from essaim.assemblies.bodies.models import BodyRules
from essaim.assemblies.meetings.actions.locking import locked, locked_in
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.ical import calendar_file
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.letters import RecipientLinks, cancellation_letters, convocation_letters
from essaim.assemblies.roll.models import (
    Elector,
    Right,
)
from essaim.assemblies.roll.queries.convocation import announced, recipients_in
from essaim.assemblies.roll.queries.measures import OVERRUN
from essaim.assemblies.roll.queries.notice import Notice, notice_of, rules_at
from essaim.assemblies.roll.queries.recipients import Recipient
from essaim.assemblies.roll.queries.roll import derived_roll
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.ical import CONTENT_TYPE
from essaim.kernel.datewords import date_words
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.post.actions import make_links, queue_messages, revoke_links
from essaim.post.letters import Enclosure, Letter, language_of_letters
from essaim.post.links import Holder
from essaim.post.models import Link

#: What is derived from the registers; answers, proxies and keys stay.
_DERIVED = ["name", "folded", "voice", "college", "right"]


@action
def refresh_roll(*, meeting: Meeting, by: Acting, at: datetime | None = None) -> Meeting:
    """Bring the roll of a convened meeting to what the registers say: members, names, rights.

    Nobody is taken off it: whoever is no member on that day loses the right to vote. Raises
    RuleBroken once the meeting is open, since the right to vote then stands.
    """
    meeting = locked_in(meeting, {MeetingState.CONVENED})
    at = at or timezone.now()
    rules = rules_at(meeting, at)
    if rules is None:
        raise RuleBroken(_("This body has no rules yet: write them down first."))
    on_roll = {
        elector.membership_id or elector.seat_id: elector for elector in meeting.electors.all()
    }
    derived = derived_roll(meeting, rules, at, on_roll={pk for pk in on_roll if pk is not None})
    known, new = [], []
    for line in derived:
        elector = on_roll.pop(line.membership_id or line.seat_id, None)
        if elector is not None:
            known.append(_brought_to(elector, line))
        elif line.right != Right.MERGED:
            new.append(line)
    for gone in on_roll.values():
        gone.right = Right.ENDED
    Elector.objects.bulk_create(fitted(new))
    Elector.objects.bulk_update(fitted([*known, *on_roll.values()]), _DERIVED, batch_size=200)
    return meeting


def _brought_to(elector: Elector, line: Elector) -> Elector:
    for name in _DERIVED:
        setattr(elector, name, getattr(line, name))
    return elector


#: Why the room writes, as the list of mails and the proof call it.
CONVOCATION = "assemblies.convocation"
REMINDER = "assemblies.reminder"
CHANGE = "assemblies.change"


@action
def convene_meeting(
    *,
    meeting: Meeting,
    by: Acting,
    at: datetime | None = None,
    despite_short_notice: bool = False,
) -> Meeting:
    """Convene the electors of a planned meeting under the rules of that day.

    `at`: when it was done, where it is noted afterwards; no mail leaves for a meeting that is over.
    Raises RuleBroken without rules, agenda or electors, and where the notice is too short unless
    one convenes despite it, which stays written.
    """
    meeting = locked(meeting)
    at = at or timezone.now()
    rules = _rules_to_convene(meeting, at)
    notice = notice_of(meeting, at)
    if notice.is_short and not despite_short_notice:
        raise RuleBroken(short_notice_sentence(notice, rules))
    meeting.state, meeting.rules, meeting.convened_at = MeetingState.CONVENED, rules, at
    meeting.is_on_short_notice = notice.is_short
    meeting.save(update_fields=["state", "rules", "convened_at", "is_on_short_notice"])
    refresh_roll(meeting=meeting, by=by, at=at)
    if not meeting.electors.exists():
        raise RuleBroken(_("Nobody is to be convened on that day: this body has no elector."))
    _write_to_all(meeting, by)
    return meeting


def _rules_to_convene(meeting: Meeting, at: datetime) -> BodyRules:
    if meeting.state != MeetingState.PLANNED:
        raise RuleBroken(
            _("Only a planned meeting is convened: this one is %(state)s.")
            % {"state": meeting.get_state_display()}
        )
    if at > timezone.now():
        raise RuleBroken(_("This time is still to come."))
    rules = rules_at(meeting, at)
    if rules is None:
        raise RuleBroken(_("This body has no rules yet: write them down first."))
    if not meeting.items.on_agenda().exists():
        raise RuleBroken(_("The agenda is empty: write its first item before convening."))
    return rules


def short_notice_sentence(notice: Notice, rules: BodyRules) -> str:
    """What is missing, until when one could convene, and the article."""
    sentence = ngettext(
        "The rules ask for %(required)s day of notice; days left: %(days)s. The last day for "
        "convening was %(last_day)s.",
        "The rules ask for %(required)s days of notice; days left: %(days)s. The last day for "
        "convening was %(last_day)s.",
        notice.required,
    )
    words = {
        "required": notice.required,
        "days": max(notice.days, 0),
        "last_day": date_words(notice.last_day),
    }
    return " ".join(filter(None, (sentence % words, rules.notice_article.strip())))


@action
def send_convocations(*, meeting: Meeting, by: Acting) -> Meeting:
    """Write to those of a convened meeting who were not written to: on the roll since, or whose
    address was missing. Whoever was written to is not again.
    """
    meeting = locked_in(meeting, {MeetingState.CONVENED})
    _write_to_all(meeting, by)
    return meeting


def _write_to_all(meeting: Meeting, by: Acting) -> None:
    reached = recipients_in(meeting).reached
    _queue(
        _letters(meeting, reached, by, f"convocation:{meeting.sequence}"), CONVOCATION, meeting, by
    )


@action
def remind_electors(*, meeting: Meeting, by: Acting, occasion: str = "") -> Meeting:
    """Write again to those who have not answered: once a day, or once an occasion (`7`, `2`)."""
    meeting = locked_in(meeting, {MeetingState.CONVENED})
    silent = recipients_in(meeting, silent_alone=True).reached
    once = f"reminder:{occasion or timezone.localdate().isoformat()}:{meeting.sequence}"
    _queue(_letters(meeting, silent, by, once), REMINDER, meeting, by)
    return meeting


@action
def announce_change(*, meeting: Meeting, by: Acting) -> Meeting:
    """Tell the electors that a convened meeting was moved, or is not held; then no link opens.

    A meeting that was never convened has nobody to tell.
    """
    meeting = locked_in(meeting, {MeetingState.CONVENED, MeetingState.CANCELLED})
    if meeting.state == MeetingState.CONVENED:
        refresh_roll(meeting=meeting, by=by)
        everybody = recipients_in(meeting).reached
        letters = _letters(meeting, everybody, by, f"change:{meeting.sequence}")
    else:
        revoke_links(about_key=meeting.key, by=by)
        letters = _cancellations(meeting)
    _queue(letters, CHANGE, meeting, by)
    return meeting


def _cancellations(meeting: Meeting) -> list[Letter]:
    if meeting.ends_at <= timezone.now():
        return []
    with language_of_letters():
        enclosed = _calendar(meeting, "CANCEL")
        return cancellation_letters(announced(meeting), recipients_in(meeting).reached, enclosed)


def _letters(
    meeting: Meeting, recipients: Sequence[Recipient], by: Acting, occasion: str
) -> list[Letter]:
    """None for a meeting that is over: it is noted afterwards."""
    if meeting.ends_at <= timezone.now() or not recipients:
        return []
    answers = _links(ANSWER, meeting, recipients, meeting.ends_at, by)
    seats = _links(SIT, meeting, recipients, meeting.ends_at + OVERRUN, by)
    readers = [
        (recipient, RecipientLinks(answer, sit))
        for recipient, answer, sit in zip(recipients, answers, seats, strict=True)
    ]
    with language_of_letters():
        enclosed = _calendar(meeting, "PUBLISH")
        return convocation_letters(
            announced(meeting), readers, occasion=occasion, enclosures=enclosed
        )


def seats_for(
    meeting: Meeting, recipients: Sequence[Recipient], by: Acting
) -> list[tuple[Recipient, Link]]:
    """Each recipient with their own address to follow the meeting and vote in it."""
    seats = _links(SIT, meeting, recipients, meeting.ends_at + OVERRUN, by)
    return list(zip(recipients, seats, strict=True))


def _calendar(meeting: Meeting, method: str) -> list[Enclosure]:
    """For the reader's calendar; answers are given by the links, not by the calendar."""
    content = calendar_file([meeting], method=method, with_video=frozenset({meeting.pk}))
    kind = f"{CONTENT_TYPE}; method={method}"
    return [Enclosure(name="reunion.ics", content_type=kind, content=content)]


def _links(
    act: str, meeting: Meeting, recipients: Sequence[Recipient], until: datetime, by: Acting
) -> list[Link]:
    holders = [
        Holder(f"elector:{recipient.elector.key}", recipient.person_key, recipient.email)
        for recipient in recipients
    ]
    return lasting_links(act, meeting.key, holders, until, by)


def lasting_links(
    act: str, about_key: UUID, holders: Sequence[Holder], until: datetime, by: Acting
) -> list[Link]:
    """Each holder's own, made where they have none that lasts until then."""
    lasting = Link.objects.in_force(timezone.now()).filter(
        about_key=about_key, act=act, expires_at__gte=until
    )
    links = {(link.grants, link.person_key, link.email): link for link in lasting.order_by("pk")}
    missing = [
        holder
        for holder in holders
        if (holder.grants, holder.person_key, holder.email) not in links
    ]
    if missing:
        made = make_links(act=act, about_key=about_key, holders=missing, expires_at=until, by=by)
        links |= {(link.grants, link.person_key, link.email): link for link in made}
    return [links[holder.grants, holder.person_key, holder.email] for holder in holders]


def _queue(letters: Sequence[Letter], reason: str, meeting: Meeting, by: Acting) -> None:
    if letters:
        queue_messages(letters=letters, reason=reason, by=by, about=meeting)
