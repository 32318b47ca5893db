"""Where the rules let nobody split: who holds proxies gives all their votes alike, in every way.

By raised hands as on a device, in one gesture or in several. In secret the ballots cannot be
compared afterwards, so there a holder votes for all in one gesture.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from essaim.assemblies.enums import MajorityBase
from essaim.assemblies.models import Resolution
from essaim.assemblies.queries.attendance_sheets import chair_changed_during, whole_sheet
from essaim.assemblies.queries.ballot_room import on_roll
from essaim.assemblies.queries.casting import moment_of
from essaim.assemblies.queries.presence import Room, room_of
from essaim.assemblies.queries.voices import Voice
from essaim.kernel.errors import RuleBroken

Marks = Mapping[str, Any]
#: A proxy that names nobody: whoever chairs holds it.
_BLANK = Q(proxy__isnull=False, proxy__holder=None)


def refuse_split(resolution: Resolution, votes: Sequence[tuple[Voice, Marks]]) -> None:
    """With the ballots that the same holders cast before, less those that this gesture replaces.

    Raises RuleBroken, with the article, where the votes of one holder differ and may not.
    """
    if resolution.rule["body"]["proxies_may_split"]:
        return
    said = [(voice.holder.pk, marks) for voice, marks in votes]
    replaced = [voice.elector.pk for voice, _marks in votes]
    before = _cast_before(resolution, {holder for holder, _marks in said}, replaced)
    first: dict[int, Marks] = {}
    for holder, marks in [*said, *before]:
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
    found: list[tuple[int, Marks]] = [(holder or elector, marks) for elector, holder, marks in cast]
    if blank := list(rows.filter(_BLANK)):
        electors = resolution.meeting.electors.order_by("folded", "pk")
        sheet = whole_sheet(resolution.meeting, electors)
        used = [(sheet.chair(moment_of(one, resolution)), one.marks) for one in blank]
        found += [(chair, marks) for chair, marks in used if chair in holders and chair is not None]
    return found


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
        held = _voices_held(resolution, voice.holder.pk, room)
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
        if left := [room.electors[pk].name for pk in held if pk not in settled]:
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
