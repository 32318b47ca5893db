"""For whom one votes now, what a ballot may say, and what is refused in one sentence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.enums import BallotMeans, MajorityBase, MeetingMode
from essaim.assemblies.marks import YES_OR_NO, checked_marks
from essaim.assemblies.models import Elector, Resolution
from essaim.assemblies.queries.ballot_room import room_at_vote
from essaim.assemblies.queries.voices import Voice, voice_of
from essaim.assemblies.rules.holders import speaks_for
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
        raise RuleBroken(_("This vote was taken before it was opened here: one votes no more."))
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
        told = ngettext(
            "%(papers)s ballot was entered for %(electors)s: present or represented, as the rule "
            "counts them, and without another vote. If people have left since, say first when the "
            "votes were taken.",
            "%(papers)s ballots were entered for %(electors)s: present or represented, as the rule "
            "counts them, and without another vote. If people have left since, say first when the "
            "votes were taken.",
            papers,
        )
        raise RuleBroken(told % {"papers": papers, "electors": electors})


def room_for(resolution: Resolution) -> int:
    """How many may still vote: present or represented, less the ballots that are in.

    Where the majority is of those present alone, the represented have no ballot.
    """
    here = room_at_vote(resolution).overall
    is_of_present = resolution.rule["subject"]["majority_base"] == MajorityBase.PRESENT
    cast = resolution.sign_offs if resolution.is_secret else resolution.ballots
    return here.present + (0 if is_of_present else here.represented) - cast.count()
