"""Casting ballots under one's name, and entering those of raised hands.

Every act holds the resolution until it is over: a ballot is counted by the closing, or refused.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.actions.resolutions import locked_open
from essaim.assemblies.enums import (
    BallotMeans,
    MajorityBase,
    MeetingMode,
    Standing,
)
from essaim.assemblies.marks import checked_marks
from essaim.assemblies.models import Ballot, Elector, Proxy, Resolution
from essaim.assemblies.queries.ballot_room import room_at_vote
from essaim.assemblies.queries.persons import person_of
from essaim.assemblies.queries.voices import Voice, standing_of, voice_of, voter_behind
from essaim.assemblies.rules.holders import speaks_for
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden, RuleBroken


@action
def cast_ballot(
    *,
    resolution: Resolution,
    elector: Elector,
    marks: Mapping[str, Any],
    by: Acting,
    together: Collection[Elector] = (),
) -> Ballot:
    """Vote in the name of an elector; said again before the closing, it replaces.

    `together` are the electors voted for in the same gesture. Raises RuleBroken where the vote is
    closed, where the elector is neither in the room nor represented by whoever acts, and where the
    rules do not let a holder of proxies split them.
    """
    resolution = locked_open(resolution)
    if resolution.is_secret:
        raise RuleBroken(_("This ballot is secret: it goes into the box, without your name."))
    refuse_devices(resolution)
    voice = voice_for(resolution, elector, by)
    clean = marks_of(resolution, marks)
    _check_split(resolution, voice, clean, [elector, *together])
    person = voter_behind(by)
    return _put(
        resolution,
        voice,
        marks=clean,
        means=BallotMeans.DEVICE,
        cast_by=person,
        cast_as=standing_of(by, person, voice.holder),
    )


@action
def cast_ballots(
    *, resolution: Resolution, votes: Mapping[Elector, Mapping[str, Any]], by: Acting
) -> Resolution:
    """Vote for several electors in one gesture: all or none is cast."""
    resolution = locked_open(resolution)
    refuse_split(resolution, list(votes.values()))
    for elector, marks in votes.items():
        cast_ballot(
            resolution=resolution, elector=elector, marks=marks, by=by, together=list(votes)
        )
    return resolution


@action
def enter_hand_votes(
    *, resolution: Resolution, votes: Mapping[Elector, str], by: Acting
) -> Resolution:
    """Enter who raised a hand for what; entered again, it replaces what was entered.

    Raises RuleBroken for an elector who is neither in the room nor represented there, or who voted
    on a device already.
    """
    resolution = locked_open(resolution)
    if resolution.is_secret:
        raise RuleBroken(_("A secret ballot is not taken by show of hands."))
    devices = resolution.ballots.filter(means=BallotMeans.DEVICE)
    if already := devices.filter(elector__in=votes).select_related("elector").first():
        raise RuleBroken(
            _("“%(name)s” voted on a device already.") % {"name": already.elector.name}
        )
    person = person_of(by)
    for elector, vote in votes.items():
        _put(
            resolution,
            _voice_in_room(resolution, elector),
            marks=marks_of(resolution, {"vote": vote}),
            means=BallotMeans.HAND,
            cast_by=person,
            cast_as=Standing.CHAIR,
        )
    return resolution


def refuse_devices(resolution: Resolution) -> None:
    """Raises RuleBroken, with the article, where the rules let nobody vote on a device."""
    body = resolution.rule["body"]
    if body["electronic_allowed"] or resolution.meeting.mode == MeetingMode.WRITTEN:
        return
    refusal = _("The rules of this body do not allow voting on a device.")
    raise RuleBroken(" ".join(filter(None, (refusal, body["electronic_article"]))))


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


def _voice_in_room(resolution: Resolution, elector: Elector) -> Voice:
    voice = _voice(resolution, elector)
    if voice is None:
        raise RuleBroken(
            _("“%(name)s” is neither in the room nor represented.") % {"name": elector.name}
        )
    return voice


def _voice(resolution: Resolution, elector: Elector) -> Voice | None:
    """On the roll that the opening froze; a majority of those present lets no proxy vote."""
    if str(elector.key) not in resolution.roll["electors"]:
        raise RuleBroken(_("“%(name)s” has not the right to vote here.") % {"name": elector.name})
    voice = voice_of(resolution.meeting, elector)
    base = resolution.rule["subject"]["majority_base"]
    if voice is not None and voice.proxy is not None and base == MajorityBase.PRESENT:
        raise RuleBroken(
            _("The majority is of those present alone: proxies do not vote on this question.")
        )
    return voice


def marks_of(resolution: Resolution, marks: Mapping[str, Any]) -> dict[str, Any]:
    """What the ballot says, made safe. Raises RuleBroken where it says nothing that is counted."""
    keys = [
        str(key) for key in resolution.options.order_by("position").values_list("key", flat=True)
    ]
    return checked_marks(resolution.method, marks, keys, resolution.grades)


def refuse_split(resolution: Resolution, votes: Sequence[Mapping[str, Any]]) -> None:
    """Raises RuleBroken, with the article, where one holder's votes differ and may not."""
    body = resolution.rule["body"]
    if body["proxies_may_split"] or all(one == votes[0] for one in votes):
        return
    refusal = _("A holder of proxies gives all her votes alike: the rules do not let her split.")
    raise RuleBroken(" ".join(filter(None, (refusal, body["proxy_article"]))))


def _check_split(
    resolution: Resolution,
    voice: Voice,
    marks: Mapping[str, Any],
    replaced: Collection[Elector],
) -> None:
    """With the ballots that the same holder cast before, less those that this gesture replaces."""
    if resolution.rule["body"]["proxies_may_split"]:
        return
    own = Q(elector=voice.holder, proxy=None)
    hers = resolution.ballots.filter(own | Q(proxy__holder=voice.holder))
    refuse_split(resolution, [marks, *(one.marks for one in hers.exclude(elector__in=replaced))])


def _put(resolution: Resolution, voice: Voice, *, marks: dict[str, Any], **how: Any) -> Ballot:
    """One ballot an elector: the resolution is held, and the database keeps it so."""
    before = resolution.ballots.filter(elector=voice.elector).first()
    if before is None:
        refuse_beside_papers(resolution)
    if before is not None and before.marks == marks and before.proxy_id == _id(voice.proxy):
        return before
    ballot = before or Ballot(resolution=resolution, elector=voice.elector)
    ballot.marks, ballot.proxy = marks, voice.proxy
    for name, value in how.items():
        setattr(ballot, name, value)
    ballot.cast_at = timezone.now()
    ballot.changes = before.changes + 1 if before else 0
    ballot.save()
    return ballot


def _id(proxy: Proxy | None) -> int | None:
    return proxy.pk if proxy is not None else None


def refuse_beside_papers(resolution: Resolution, ballots: int = 1) -> None:
    """Raises RuleBroken where as many ballots more would be too many with the papers entered."""
    if resolution.is_from_elsewhere:
        raise RuleBroken(_("This vote was held elsewhere: its result is entered already."))
    papers = sum(number for number in resolution.paper.values())
    if papers and papers + ballots > room_for(resolution):
        raise RuleBroken(_("The papers that were entered count everybody here already."))


def room_for(resolution: Resolution) -> int:
    """How many are present or represented, less the ballots that are in."""
    here = room_at_vote(resolution).overall
    cast = resolution.sign_offs if resolution.is_secret else resolution.ballots
    return here.present + here.represented - cast.count()
