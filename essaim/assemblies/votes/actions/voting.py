"""Casting ballots: under one's name, without one, and those of raised hands."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.roll.models import Elector, Proxy
from essaim.assemblies.votes.actions.ballot_boxes import sweep_on_commit
from essaim.assemblies.votes.actions.ballot_checks import (
    marks_of,
    refuse_apart,
    refuse_beside_papers,
    refuse_devices,
    refuse_split,
    voice_for,
    voice_in_room,
)
from essaim.assemblies.votes.actions.locking import TO_VOTE, locked_open
from essaim.assemblies.votes.enums import BallotMeans, Method, Standing
from essaim.assemblies.votes.models import Ballot, Resolution, SecretBallot, SignOff
from essaim.assemblies.votes.queries.voices import Voice, standing_of, voter_behind
from essaim.journal.actions import action, unjournaled_action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.network.queries.clusters import person_of


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
                (voice_for(resolution, voter, by), marks_of(resolution, vote))
                for voter, vote in gesture.items()
            ],
        )
    person = voter_behind(by)
    return _record_ballot(
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
        _record_ballot(
            resolution,
            voice,
            marks=marks,
            means=BallotMeans.HAND,
            cast_by=person,
            cast_as=Standing.CHAIR,
        )
    return resolution


def _record_ballot(
    resolution: Resolution, voice: Voice, *, marks: dict[str, Any], **how: Any
) -> Ballot:
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


#: Without letters and digits that are taken for one another.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@unjournaled_action
def cast_secret_ballot(
    *, resolution: Resolution, votes: Mapping[Elector, Mapping[str, Any]], by: Acting
) -> list[str]:
    """Put a ballot in the box for each elector, once; answers the receipts, in their order.

    A receipt proves that the elector signed off, never what it chose. Raises RuleBroken where one
    of them has voted, where the vote is closed, and where voice_for does.
    """
    resolution = locked_open(resolution, TO_VOTE)
    if not resolution.is_secret:
        raise RuleBroken(_("This vote is not secret: it is cast under your name."))
    refuse_devices(resolution)
    voices = [voice_for(resolution, elector, by) for elector in votes]
    marks = [marks_of(resolution, answer) for answer in votes.values()]
    refuse_split(resolution, list(zip(voices, marks, strict=True)))
    refuse_apart(resolution, voices)
    refuse_beside_papers(resolution, len(voices))
    receipts = _sign_off(resolution, voices)
    colleges = resolution.roll["electors"] if resolution.method == Method.COLLEGES else {}
    ballots = [
        {**ballot, "college": colleges[str(voice.elector.key)]} if colleges else ballot
        for voice, ballot in zip(voices, marks, strict=True)
    ]
    _put_back_shuffled(resolution, ballots)
    sweep_on_commit()
    return receipts


def _sign_off(resolution: Resolution, voices: Sequence[Voice]) -> list[str]:
    """Signs, then writes the whole sheet again: it does not tell in which order one came."""
    for voice in voices:
        if resolution.sign_offs.filter(elector=voice.elector).exists():
            raise RuleBroken(
                _("“%(name)s” has voted: a secret ballot is cast once.")
                % {"name": voice.elector.name}
            )
    receipts = [_receipt() for _voice in voices]
    before = resolution.sign_offs.values_list("elector_id", "proxy_id", "receipt")
    sheet = [*before] + [
        (voice.elector.pk, voice.proxy.pk if voice.proxy else None, receipt)
        for voice, receipt in zip(voices, receipts, strict=True)
    ]
    secrets.SystemRandom().shuffle(sheet)
    resolution.sign_offs.all().delete()
    SignOff.objects.bulk_create(
        fitted(
            SignOff(resolution=resolution, elector_id=elector, proxy_id=proxy, receipt=receipt)
            for elector, proxy, receipt in sheet
        )
    )
    return receipts


def _put_back_shuffled(resolution: Resolution, ballots: Sequence[dict[str, Any]]) -> None:
    """The ballots that were there and the new ones, in an order and under keys that chance sets."""
    box = [*resolution.box.values_list("marks", flat=True), *ballots]
    secrets.SystemRandom().shuffle(box)
    resolution.box.all().delete()
    SecretBallot.objects.bulk_create(
        fitted(SecretBallot(id=uuid4(), resolution=resolution, marks=marks) for marks in box)
    )


def _receipt() -> str:
    """“K7QF-2M9X-4TRB”."""
    groups = ("".join(secrets.choice(_LETTERS) for _letter in range(4)) for _group in range(3))
    return "-".join(groups)
