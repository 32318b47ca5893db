"""Votes as one reader sees them: for whom they vote now, what was cast, and the turnout."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from essaim.assemblies.bodies.enums import MajorityBase
from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import Room
from essaim.assemblies.votes.enums import Choice
from essaim.assemblies.votes.marks import FEWEST_VOTERS, WITHOUT_BALLOTS, YES_OR_NO
from essaim.assemblies.votes.models import Ballot, Option, Resolution, SignOff
from essaim.kernel.acting import Acting


@dataclass(frozen=True)
class VoiceNow:
    """An elector for whom the reader votes now, and what was cast for it."""

    elector: Elector
    holder: Elector
    ballot: Ballot | None = None
    sign_off: SignOff | None = None

    @property
    def is_proxy(self) -> bool:
        return self.elector != self.holder

    @property
    def has_voted(self) -> bool:
        return self.ballot is not None or self.sign_off is not None

    @property
    def stands(self) -> bool:
        """It is held, and was cast in the room before it was: that ballot stands."""
        cast = self.ballot or self.sign_off
        return self.is_proxy and cast is not None and cast.proxy_id is None

    @property
    def vote(self) -> str:
        """The code of a vote for or against; empty elsewhere."""
        return str(self.ballot.marks.get("vote", "")) if self.ballot else ""

    @property
    def choice(self) -> str:
        return str(Choice(self.vote).label) if self.vote else ""


@dataclass(frozen=True)
class MyVote:
    """A question that is open, and the voices for which the reader answers it.

    `stood` are those that the reader holds of electors who voted in the room and left since.
    """

    resolution: Resolution
    voices: Sequence[VoiceNow]
    options: Sequence[Option] = field(default_factory=list)
    stood: Sequence[VoiceNow] = ()

    @property
    def is_yes_or_no(self) -> bool:
        return self.resolution.method in YES_OR_NO

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Code, word, and whether all the voices said so."""
        choices = {voice.vote for voice in self.voices}
        return [(code, str(word), choices == {code}) for code, word in Choice.choices]

    @property
    def open_voices(self) -> list[VoiceNow]:
        """Those that may still be voted: in a secret ballot, those that have not."""
        if not self.resolution.is_secret:
            return list(self.voices)
        return [voice for voice in self.voices if not voice.has_voted]

    @property
    def has_voted(self) -> bool:
        return all(voice.has_voted for voice in self.voices)

    @property
    def may_split(self) -> bool:
        return len(self.voices) > 1 and bool(self.resolution.rule["body"]["proxies_may_split"])

    @property
    def is_by_device(self) -> bool:
        allowed = bool(self.resolution.rule["body"]["electronic_allowed"])
        return allowed or self.resolution.meeting.mode == MeetingMode.WRITTEN


def with_turnout(resolutions: QuerySet[Resolution]) -> QuerySet[Resolution]:
    """Annotates `cast_count`: named ballots, or signatures."""
    counts = [
        model.objects.filter(resolution=OuterRef("pk"))
        .order_by()
        .values("resolution")
        .annotate(number=Count("pk"))
        .values("number")
        for model in (Ballot, SignOff)
    ]
    ballots, sign_offs = (Coalesce(Subquery(count), 0) for count in counts)
    return resolutions.annotate(cast_count=ballots + sign_offs)


def turnout_of(resolution: Resolution) -> int | None:
    """How many voted, papers left out; None as long as it would tell who did in secret."""
    cast: int = resolution.cast_count  # type: ignore[attr-defined]
    return None if resolution.is_secret and cast < FEWEST_VOTERS else cast


def my_votes(resolutions: Sequence[Resolution], acting: Acting, room: Room) -> list[MyVote]:
    """The questions that are open to the reader's voices, each with what they cast.

    Those answered in turn, round by round, and lots take no ballot.
    """
    resolutions = [
        resolution for resolution in resolutions if resolution.method not in WITHOUT_BALLOTS
    ]
    voices_of = {resolution.pk: _voices(resolution, acting, room) for resolution in resolutions}
    asked = [resolution for resolution in resolutions if voices_of[resolution.pk]]
    electors = {voice.elector.pk for voices in voices_of.values() for voice in voices}
    cast = _cast(asked, electors)
    options = _options(asked)
    return [
        _mine(resolution, voices_of[resolution.pk], cast, options.get(resolution.pk, []))
        for resolution in asked
    ]


def _mine(
    resolution: Resolution,
    voices_held: Sequence[VoiceNow],
    cast: "_Cast",
    options: Sequence[Option],
) -> MyVote:
    voices = [
        VoiceNow(
            voice.elector,
            voice.holder,
            cast.ballots.get((resolution.pk, voice.elector.pk)),
            cast.sign_offs.get((resolution.pk, voice.elector.pk)),
        )
        for voice in voices_held
    ]
    return MyVote(
        resolution=resolution,
        voices=[voice for voice in voices if not voice.stands],
        options=options,
        stood=[voice for voice in voices if voice.stands],
    )


def _voices(resolution: Resolution, acting: Acting, room: Room) -> list[VoiceNow]:
    """Their own, then those that they hold, as far as they are on the roll of the vote."""
    own = [elector for elector in room.electors.values() if speaks_for(acting, elector)]
    if resolution.meeting.mode == MeetingMode.WRITTEN:
        voices = [VoiceNow(elector, elector) for elector in own]
    else:
        here = [elector for elector in own if elector.pk in room.present]
        voices = [VoiceNow(elector, elector) for elector in here]
        if resolution.rule["subject"]["majority_base"] != MajorityBase.PRESENT:
            voices += [
                VoiceNow(room.electors[giver], holder)
                for holder in here
                for giver in room.given_to.get(holder.pk, [])
            ]
    return [voice for voice in voices if str(voice.elector.key) in resolution.roll["electors"]]


@dataclass(frozen=True)
class _Cast:
    """By resolution and elector."""

    ballots: dict[tuple[int, int], Ballot]
    sign_offs: dict[tuple[int, int], SignOff]


def _cast(resolutions: Sequence[Resolution], electors: set[int]) -> _Cast:
    named = [resolution for resolution in resolutions if not resolution.is_secret]
    secret = [resolution for resolution in resolutions if resolution.is_secret]
    ballots = Ballot.objects.filter(resolution__in=named, elector__in=electors)
    sign_offs = SignOff.objects.filter(resolution__in=secret, elector__in=electors)
    return _Cast(
        {
            (ballot.resolution_id, ballot.elector_id): ballot
            for ballot in (ballots if named else ())
        },
        {
            (sign_off.resolution_id, sign_off.elector_id): sign_off
            for sign_off in (sign_offs if secret else ())
        },
    )


def _options(resolutions: Sequence[Resolution]) -> dict[int, list[Option]]:
    choosing = [resolution for resolution in resolutions if resolution.method not in YES_OR_NO]
    options: dict[int, list[Option]] = {}
    if choosing:
        rows = Option.objects.filter(resolution__in=choosing).order_by("position", "pk")
        for row in rows:
            options.setdefault(row.resolution_id, []).append(row)
    return options
