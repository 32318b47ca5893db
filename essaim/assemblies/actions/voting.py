"""Casting ballots under one's name, and entering those of raised hands.

Every act holds the resolution until it is over: a ballot is counted by the closing, or refused.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.actions.ballot_checks import (
    marks_of,
    refuse_beside_papers,
    refuse_devices,
    voice_for,
    voice_in_room,
)
from essaim.assemblies.actions.locking import TO_VOTE, locked_open
from essaim.assemblies.actions.splitting import refuse_split
from essaim.assemblies.enums import (
    BallotMeans,
    Standing,
)
from essaim.assemblies.models import Ballot, Elector, Proxy, Resolution
from essaim.assemblies.queries.persons import person_of
from essaim.assemblies.queries.voices import Voice, standing_of, voter_behind
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken


@action
def cast_ballot(
    *,
    resolution: Resolution,
    elector: Elector,
    marks: Mapping[str, Any],
    by: Acting,
    together: Mapping[Elector, Mapping[str, Any]] | None = None,
) -> Ballot:
    """Vote in the name of an elector; said again before the closing, it replaces.

    `together` is the gesture of which it is a part. Raises RuleBroken where the vote is closed,
    where the elector is neither in the room nor represented by whoever acts, and where the rules do
    not let a holder of proxies split them.
    """
    resolution = locked_open(resolution, TO_VOTE)
    if resolution.is_secret:
        raise RuleBroken(_("This ballot is secret: it goes into the box, without your name."))
    refuse_devices(resolution)
    voice = voice_for(resolution, elector, by)
    clean = marks_of(resolution, marks)
    if not resolution.rule["body"]["proxies_may_split"]:
        gesture = {**(together or {}), elector: marks}
        refuse_split(
            resolution,
            [
                (voice_for(resolution, one, by), marks_of(resolution, said))
                for one, said in gesture.items()
            ],
        )
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
    if len(votes) > 1:
        resolution = locked_open(resolution, TO_VOTE)
    for elector, marks in votes.items():
        ballot = cast_ballot(
            resolution=resolution, elector=elector, marks=marks, by=by, together=votes
        )
        resolution = ballot.resolution  # as it stands, held by the first of them
    return resolution


@action
def enter_hand_votes(
    *, resolution: Resolution, votes: Mapping[Elector, str], by: Acting
) -> Resolution:
    """Enter who raised a hand for what; entered again, it replaces what was entered.

    Raises RuleBroken for an elector who is neither in the room nor represented there, or who voted
    on a device already, and where a holder splits their votes and may not.
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
    raised = [
        (voice_in_room(resolution, elector), marks_of(resolution, {"vote": vote}))
        for elector, vote in votes.items()
    ]
    refuse_split(resolution, raised)
    for voice, marks in raised:
        _put(
            resolution,
            voice,
            marks=marks,
            means=BallotMeans.HAND,
            cast_by=person,
            cast_as=Standing.CHAIR,
        )
    return resolution


def _put(resolution: Resolution, voice: Voice, *, marks: dict[str, Any], **how: Any) -> Ballot:
    """One ballot an elector: the resolution is held, and the database keeps it so."""
    before = resolution.ballots.filter(elector=voice.elector).first()
    if before is None:
        refuse_beside_papers(resolution)
    elif before.marks == marks and before.proxy_id == _id(voice.proxy):
        return before
    elif before.proxy_id is None and voice.proxy is not None:
        raise RuleBroken(
            _("“%(name)s” voted before leaving: that ballot stands, and nobody casts another.")
            % {"name": voice.elector.name}
        )
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
