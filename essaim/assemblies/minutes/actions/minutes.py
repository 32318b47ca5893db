"""Minutes from their draft to their lock. The facts are the house's: one writes what was said."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from essaim.assemblies.acts import READ
from essaim.assemblies.meetings.enums import ItemState, MeetingState
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.minutes.letters import OCCASION, to_read
from essaim.assemblies.minutes.models import (
    Amendment,
    Debate,
    Minutes,
    MinutesState,
)
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.recipients import BEHIND, recipients_of
from essaim.journal.actions import action, keep_beside
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.markup import clean, tokens
from essaim.post.actions import make_links, queue_messages
from essaim.post.letters import Letter, once_key_of
from essaim.post.links import Holder, address_of
from essaim.post.models import Message
from essaim.programme.actions.figures import record_figure_uses

#: How long those who attended read the minutes by the link of their mail.
LINK_LASTS = timedelta(days=90)


@action
def draft_minutes(*, meeting: Meeting, by: Acting) -> Minutes:
    """Open the minutes of a meeting, once. The document is there at once, made of the facts."""
    if meeting.state not in {MeetingState.OPEN, MeetingState.CLOSED}:
        raise RuleBroken(_("Minutes are written from the opening of the meeting on."))
    minutes, _is_new = Minutes.objects.get_or_create(meeting=meeting)
    return standing(minutes)


@action
def write_opening(*, minutes: Minutes, opening: str, by: Acting) -> Minutes:
    """Say in words how the meeting was opened. Rich text in the normal form of the house."""
    minutes = unlocked(minutes)
    minutes.opening = clean(opening)
    minutes.save(update_fields=["opening"])
    _record_figures(minutes, "opening", minutes.opening)
    return minutes


@action
def keep_opening_beside(*, minutes: Minutes, opening: str, by: Acting) -> Minutes:
    """Keep an opening that came second among the versions; the one that stands is untouched."""
    minutes = unlocked(minutes)
    keep_beside(minutes, opening=clean(opening))
    return minutes


@action
def write_debate(
    *, minutes: Minutes, item: AgendaItem, by: Acting, text: str = "", internal: str = ""
) -> Debate:
    """Say what was said at one point: for every reader, and for the body alone."""
    minutes = unlocked(minutes)
    if item.meeting_id != minutes.meeting_id or item.state != ItemState.ACCEPTED:
        raise RuleBroken(_("This item is not on the agenda of the meeting."))
    written = {"text": clean(text), "internal": clean(internal)}
    debate, _is_new = Debate.objects.update_or_create(minutes=minutes, item=item, defaults=written)
    _record_figures(debate, "text", debate.text)
    return debate


@action
def note_debate(*, minutes: Minutes, item: AgendaItem, note: str, by: Acting) -> Debate:
    """Add a line to what was said at one point, below those that stand: of two people who note at
    once, neither loses a word.
    """
    minutes = unlocked(minutes)
    debate = Debate.objects.select_for_update().filter(minutes=minutes, item=item).first()
    lines = [f"<p>{escape(line)}</p>" for line in note.splitlines() if line.strip()]
    if not lines:
        raise RuleBroken(_("A note has words."))
    text = "".join([debate.text if debate else "", *lines])
    internal = debate.internal if debate else ""
    return write_debate(minutes=minutes, item=item, text=text, internal=internal, by=by)


def _record_figures(holder: Minutes | Debate, field: str, html: str) -> None:
    """What a text cites, so that the page of a figure tells where it stands.

    What is for the body alone is not told there: more people see the minutes.
    """
    record_figure_uses(holder, field, [token[:3] for token in tokens(html)])


@action
def keep_debate_beside(
    *, minutes: Minutes, item: AgendaItem, by: Acting, text: str = "", internal: str = ""
) -> Debate:
    """Keep debates that came second among the versions; those that stand are untouched."""
    debate = Debate.objects.get(minutes=unlocked(minutes), item=item)
    keep_beside(debate, text=clean(text), internal=clean(internal))
    return debate


@action
def submit_minutes(*, minutes: Minutes, by: Acting) -> Minutes:
    """Give the minutes to read to those who attended, each by a mail with a link of their own.

    Submitted again, they reach those alone who had no mail yet.
    """
    minutes = unlocked(minutes)
    if minutes.meeting.state != MeetingState.CLOSED:
        raise RuleBroken(_("Close the meeting before you submit its minutes."))
    minutes.state = MinutesState.SUBMITTED
    minutes.save(update_fields=["state"])
    _write_to_readers(minutes, by)
    return minutes


def _write_to_readers(minutes: Minutes, by: Acting) -> None:
    electors = minutes.meeting.electors.took_part().select_related(*BEHIND).order_by("pk")
    readers = recipients_of(list(electors), timezone.localdate()).reached
    sent = set(Message.objects.about(minutes.key).values_list("once_key", flat=True))
    readers = [reader for reader in readers if once_key_of(OCCASION, minutes, reader) not in sent]
    if not readers:
        return
    holders = [
        Holder(f"elector:{reader.elector.key}", person_key=reader.person_key, email=reader.email)
        for reader in readers
    ]
    expires_at = timezone.now() + LINK_LASTS
    links = make_links(
        act=READ, about_key=minutes.key, holders=holders, expires_at=expires_at, by=by
    )
    letters: list[Letter] = [
        to_read(minutes, reader, address_of(link, "assemblies:read_minutes"))
        for reader, link in zip(readers, links, strict=True)
    ]
    queue_messages(letters=letters, reason="assemblies.minutes", by=by, about=minutes)


@action
def ask_amendment(
    *, minutes: Minutes, elector: Elector, text: str, by: Acting, at: datetime | None = None
) -> Amendment:
    """Ask for another wording, in the name of an elector who attended or was represented.

    Asked twice in the same words, it is asked once.
    """
    minutes = unlocked(minutes)
    if minutes.state != MinutesState.SUBMITTED:
        raise RuleBroken(_("These minutes are not submitted yet."))
    if not minutes.meeting.electors.took_part().filter(pk=elector.pk).exists():
        raise RuleBroken(_("Those who attended amend the minutes."))
    alike = minutes.amendments.filter(elector=elector, text=text.strip(), is_annex=False)
    if same := alike.order_by("pk").first():
        return same
    return _amended(minutes, text, at, elector=elector)


def _amended(
    minutes: Minutes,
    text: str,
    at: datetime | None,
    *,
    elector: Elector | None = None,
    is_annex: bool = False,
) -> Amendment:
    if not text.strip():
        raise RuleBroken(_("Say what should be changed."))
    return Amendment.objects.create(
        minutes=minutes,
        elector=elector,
        text=text.strip(),
        at=at or timezone.now(),
        is_annex=is_annex,
    )


@action
def answer_amendment(*, amendment: Amendment, answer: str, by: Acting) -> Amendment:
    """Say what became of it: the wording was changed in the debates, or was not, and why."""
    unlocked(amendment.minutes)
    if amendment.is_annex:
        raise RuleBroken(_("A correction that is annexed needs no answer."))
    if not answer.strip():
        raise RuleBroken(_("Say what was done about it."))
    amendment.answer = answer.strip()
    amendment.save(update_fields=["answer"])
    return amendment


@action
def annex_correction(
    *, minutes: Minutes, text: str, by: Acting, at: datetime | None = None
) -> Amendment:
    """Add a dated correction to locked minutes, whose text stays as it is."""
    minutes = standing(minutes)
    if not minutes.is_locked:
        raise RuleBroken(_("These minutes are not locked: correct them."))
    return _amended(minutes, text, at, is_annex=True)


def standing(minutes: Minutes) -> Minutes:
    """The minutes as they stand, held until the act is over."""
    rows = Minutes.objects.select_for_update(of=("self",)).with_meeting()
    return rows.get(pk=minutes.pk)


def unlocked(minutes: Minutes) -> Minutes:
    """The same. Raises RuleBroken once nothing changes in them any more."""
    minutes = standing(minutes)
    if minutes.is_locked:
        raise RuleBroken(_("These minutes are locked: a correction is annexed to them."))
    return minutes
