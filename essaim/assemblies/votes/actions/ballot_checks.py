"""For whom one votes now, what a ballot may say, and what is refused in one sentence.

Where the rules let nobody split, who holds proxies gives all their votes alike, in every way.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.bodies.enums import MajorityBase
from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import Room, room_of, whole_sheet
from essaim.assemblies.votes.enums import BallotMeans
from essaim.assemblies.votes.marks import YES_OR_NO, checked_marks
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.people import chair_changed_during
from essaim.assemblies.votes.queries.quorum import on_roll, room_at_vote
from essaim.assemblies.votes.queries.voices import Voice, moment_of, voice_of
from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden, RuleBroken


def refuse_devices(resolution: Resolution) -> None:
    """Raises RuleBroken, with the article, where the rules let nobody vote on a device.

    In writing one does, until the hour that was announced.
    """
    body, meeting = resolution.rule["body"], resolution.meeting
    if meeting.mode == MeetingMode.WRITTEN:
        if meeting.ends_at <= timezone.now():
            raise RuleBroken(_("The time to answer is over."))
        return
    if is_taken_before(resolution, resolution.taken_at):
        raise RuleBroken(_("This vote was taken before it was opened here: voting is over."))
    if body["electronic_allowed"]:
        return
    refusal = _("The rules of this body do not allow voting on a device.")
    raise RuleBroken(" ".join(filter(None, (refusal, body["electronic_article"]))))


def is_taken_before(resolution: Resolution, taken_at: datetime | None) -> bool:
    """Whether papers or hands were taken before the vote was opened: devices vote only after."""
    opened_at = resolution.opened_at
    return taken_at is not None and opened_at is not None and taken_at < opened_at


def refuse_moment_of_devices(resolution: Resolution) -> None:
    """Raises RuleBroken where votes were said to be taken at a moment, and all came on devices."""
    by_hand = resolution.ballots.filter(means=BallotMeans.HAND)
    if resolution.taken_at is None or resolution.paper or by_hand.exists():
        return
    if resolution.ballots.exists() or resolution.sign_offs.exists():
        raise RuleBroken(
            _(
                "All votes came on devices, and are counted with who is here at the closing: take "
                "back when the votes were taken, or enter the hands and papers of then."
            )
        )


def voice_for(resolution: Resolution, elector: Elector, by: Acting) -> Voice:
    """The voice, held by an elector for whom this one speaks. Raises RuleBroken if it is not."""
    voice = _voice(resolution, elector)
    if voice is not None and speaks_for(by, voice.holder):
        return voice
    names = {"name": elector.name}
    if voice is not None and voice.proxy is not None and speaks_for(by, elector):
        raise RuleBroken(
            _("“%(holder)s” votes for “%(name)s”, who is not in the room.")
            % {**names, "holder": voice.holder.name}
        )
    if voice is None and speaks_for(by, elector):
        raise RuleBroken(
            _("“%(name)s” is not in the room: have its arrival noted, then vote.") % names
        )
    if voice is not None and _holds_proxy_of(elector, by):
        raise RuleBroken(_("“%(name)s” is in the room: its proxy is suspended.") % names)
    raise Forbidden(_("You do not vote for “%(name)s”.") % names)


def _holds_proxy_of(elector: Elector, by: Acting) -> bool:
    holders = Elector.objects.spoken_for_by(by).filter(proxies_held__giver=elector)
    return holders.filter(proxies_held__withdrawn_at=None).exists()


def voice_in_room(resolution: Resolution, elector: Elector) -> Voice:
    """The voice of whoever raised a hand, now or when the votes were taken."""
    voice = _voice(resolution, elector, resolution.taken_at)
    if voice is None:
        raise RuleBroken(
            _("“%(name)s” is neither in the room nor represented.") % {"name": elector.name}
        )
    return voice


def _voice(resolution: Resolution, elector: Elector, at: datetime | None = None) -> Voice | None:
    """On the roll that the opening froze; a majority of those present lets no proxy vote."""
    if str(elector.key) not in resolution.roll["electors"]:
        raise RuleBroken(_("“%(name)s” has not the right to vote here.") % {"name": elector.name})
    voice = voice_of(resolution.meeting, elector, at)
    base = resolution.rule["subject"]["majority_base"]
    if voice is not None and voice.proxy is not None and base == MajorityBase.PRESENT:
        raise RuleBroken(
            _("The majority is of those present alone: proxies do not vote on this question.")
        )
    return voice


def marks_of(resolution: Resolution, marks: Mapping[str, Any]) -> dict[str, Any]:
    """What the ballot says, made safe. Raises RuleBroken where it says nothing that is counted."""
    options = resolution.options.order_by("position").values_list("key", flat=True)
    keys = [] if resolution.method in YES_OR_NO else [str(key) for key in options]
    return checked_marks(resolution.method, marks, keys, resolution.grades)


def refuse_beside_papers(resolution: Resolution, ballots: int = 1) -> None:
    """Raises RuleBroken where as many ballots more would be too many with the papers entered."""
    if resolution.is_from_elsewhere:
        raise RuleBroken(_("This vote was held elsewhere: its result is entered already."))
    papers = sum(number for number in resolution.paper.values())
    if papers and papers + ballots > room_for(resolution):
        raise RuleBroken(_("The papers that were entered count everybody here already."))


def refuse_more_papers(resolution: Resolution) -> None:
    """Raises RuleBroken where fewer people were there than the papers that were entered count."""
    papers, free = sum(resolution.paper.values()), max(0, room_for(resolution))
    if papers and papers > free:
        electors = ngettext(
            "%(free)s elector who could put one in", "%(free)s electors who could put one in", free
        ) % {"free": free}
        sentence = ngettext(
            "%(papers)s ballot was entered for %(electors)s: present or represented, as the rule "
            "counts them, and without another vote. If people have left since, say first when the "
            "votes were taken.",
            "%(papers)s ballots were entered for %(electors)s: present or represented, as the rule "
            "counts them, and without another vote. If people have left since, say first when the "
            "votes were taken.",
            papers,
        )
        raise RuleBroken(sentence % {"papers": papers, "electors": electors})


def room_for(resolution: Resolution) -> int:
    """How many may still vote: present or represented, less the ballots that are in.

    Where the majority is of those present alone, the represented have no ballot.
    """
    here = room_at_vote(resolution).overall
    is_of_present = resolution.rule["subject"]["majority_base"] == MajorityBase.PRESENT
    cast = resolution.sign_offs if resolution.is_secret else resolution.ballots
    return here.present + (0 if is_of_present else here.represented) - cast.count()


Marks = Mapping[str, Any]
#: A proxy that names nobody: whoever chairs holds it.
_BLANK = Q(proxy__isnull=False, proxy__holder=None)


def refuse_split(resolution: Resolution, votes: Sequence[tuple[Voice, Marks]]) -> None:
    """With the ballots that the same holders cast before, less those that this gesture replaces.

    Raises RuleBroken, with the article, where the votes of one holder differ and may not.
    """
    if resolution.rule["body"]["proxies_may_split"]:
        return
    answers = [(voice.holder.pk, marks) for voice, marks in votes]
    replaced = [voice.elector.pk for voice, _marks in votes]
    before = _cast_before(resolution, {holder for holder, _marks in answers}, replaced)
    first: dict[int, Marks] = {}
    for holder, marks in [*answers, *before]:
        if first.setdefault(holder, marks) != marks:
            raise _refused(
                resolution,
                _("A holder of proxies gives all their votes alike: the rules let nobody split."),
            )


def _cast_before(
    resolution: Resolution, holders: Collection[int], replaced: Collection[int]
) -> list[tuple[int, Marks]]:
    """What these electors cast by themselves, or by the proxies that they hold.

    One that names nobody was used by whoever presided then.
    """
    rows = resolution.ballots.exclude(elector__in=replaced)
    theirs = Q(elector__in=holders, proxy=None) | Q(proxy__holder__in=holders)
    cast = rows.filter(theirs).values_list("elector_id", "proxy__holder_id", "marks")
    before: list[tuple[int, Marks]] = [
        (holder or elector, marks) for elector, holder, marks in cast
    ]
    if blank := list(rows.filter(_BLANK)):
        electors = resolution.meeting.electors.order_by("folded", "pk")
        sheet = whole_sheet(resolution.meeting, electors)
        used = [(sheet.chair(moment_of(ballot, resolution)), ballot.marks) for ballot in blank]
        before += [
            (chair, marks) for chair, marks in used if chair in holders and chair is not None
        ]
    return before


def refuse_apart(resolution: Resolution, voices: Sequence[Voice]) -> None:
    """In secret: raises RuleBroken where a holder would vote for some now, for others another time.

    A proxy that may be used since its holder has voted comes too late: what is in the box is not
    seen again.
    """
    if resolution.rule["body"]["proxies_may_split"] or resolution.meeting.is_written:
        return
    room = on_roll(room_of(resolution.meeting), resolution)
    settled = {voice.elector.pk for voice in voices}
    settled |= set(resolution.sign_offs.values_list("elector_id", flat=True))
    for voice in {voice.holder.pk: voice for voice in voices}.values():
        electors = _voices_held(resolution, voice.holder.pk, room)
        name = voice.holder.name
        if _has_signed(resolution, voice.holder.pk, room):
            raise _refused(
                resolution,
                _(
                    "“%(name)s” has voted already: the rules want all the votes of a holder alike, "
                    "and a secret ballot is not seen again to compare."
                )
                % {"name": name},
            )
        if left := [room.electors[pk].name for pk in electors if pk not in settled]:
            raise _refused(
                resolution,
                _(
                    "The rules want all the votes of a holder alike: in secret “%(name)s” votes "
                    "for all at once. Still to be chosen: %(left)s."
                )
                % {"name": name, "left": ", ".join(left)},
            )


def _voices_held(resolution: Resolution, holder: int, room: Room) -> list[int]:
    """For whom this elector votes now, itself included; by base, proxies may have no ballot."""
    is_of_present = resolution.rule["subject"]["majority_base"] == MajorityBase.PRESENT
    own = [holder] if holder in room.voters else []
    return own if is_of_present else own + room.given_to.get(holder, [])


def _has_signed(resolution: Resolution, holder: int, room: Room) -> bool:
    """A box tells no time: where the chair changed, whoever used blank proxies voted as well."""
    theirs = Q(elector=holder, proxy=None) | Q(proxy__holder=holder)
    if room.sheet.chair() == holder and not chair_changed_during(resolution):
        theirs |= _BLANK
    return resolution.sign_offs.filter(theirs).exists()


def _refused(resolution: Resolution, refusal: str) -> RuleBroken:
    """With the article on proxies."""
    return RuleBroken(" ".join(filter(None, (refusal, resolution.rule["body"]["proxy_article"]))))
