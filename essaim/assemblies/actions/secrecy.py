"""Ballots without a name, for small votes at low stakes.

Neither order, key, place in the table, transaction, time nor journal line joins a ballot to whoever
cast it: at each vote the whole box is taken out, shuffled with the new ballot and put back, all by
one transaction; once that is committed, what box and sheet were before is swept out of the files.
Whoever holds the server and copies its files between two votes can still compare them: that is why
the page says that it is not for a contested election.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from essaim.assemblies.actions.ballot_boxes import sweep_on_commit
from essaim.assemblies.actions.ballot_checks import (
    marks_of,
    refuse_beside_papers,
    refuse_devices,
    voice_for,
)
from essaim.assemblies.actions.locking import TO_VOTE, locked_open
from essaim.assemblies.actions.splitting import refuse_apart, refuse_split
from essaim.assemblies.enums import Method
from essaim.assemblies.models import Elector, Resolution, SecretBallot, SignOff
from essaim.assemblies.queries.voices import Voice
from essaim.journal.actions import unjournaled_action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted

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
    marks = [marks_of(resolution, one) for one in votes.values()]
    refuse_split(resolution, list(zip(voices, marks, strict=True)))
    refuse_apart(resolution, voices)
    refuse_beside_papers(resolution, len(voices))
    receipts = _sign_off(resolution, voices)
    colleges = resolution.roll["electors"] if resolution.method == Method.COLLEGES else {}
    ballots = [
        {**said, "college": colleges[str(voice.elector.key)]} if colleges else said
        for voice, said in zip(voices, marks, strict=True)
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
