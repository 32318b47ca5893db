"""The page of one resolution, for one reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.models import SubjectRule
from essaim.assemblies.bodies.telling import Paragraph, weights_in_words
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import Room, presiding, room_around, room_of
from essaim.assemblies.rounds.queries.now import with_marks
from essaim.assemblies.rounds.queries.page import RoundsPage, rounds_page
from essaim.assemblies.votes.actions.openings import hindrance_of
from essaim.assemblies.votes.enums import Method, ResolutionState
from essaim.assemblies.votes.holders import leads_vote
from essaim.assemblies.votes.marks import DELIBERATED, WITHOUT_BALLOTS, YES_OR_NO
from essaim.assemblies.votes.models import Ballot, Option, Resolution
from essaim.assemblies.votes.queries.outcomes import rule_of
from essaim.assemblies.votes.queries.quorum import on_roll
from essaim.assemblies.votes.queries.results import Result, marks_in_words, result_of
from essaim.assemblies.votes.queries.rule_paragraphs import result_sentences, rule_paragraph
from essaim.assemblies.votes.queries.votes import MyVote, my_votes, turnout_of, with_turnout
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.naming import sees
from essaim.network.models import Person


@dataclass(frozen=True)
class BallotLine:
    """A ballot that was cast under a name, in words, and who held the voice."""

    ballot: Ballot
    vote: str
    holder: str


@dataclass(frozen=True)
class ResolutionPage:
    """`ballots` are shown once the vote is closed, to members; until then who voted, not what.

    What is decided round by round has `rounds` in the place of ballots.
    """

    resolution: Resolution
    options: Sequence[Option]
    rule: Paragraph | None
    weights: str
    mine: MyVote | None
    turnout: int | None
    voters: Sequence[Elector]
    ballots: Sequence[BallotLine]
    result: Result | None
    rounds: RoundsPage | None
    #: What keeps it from opening, as far as it concerns who leads the vote.
    hindrance: str = ""

    @property
    def is_open(self) -> bool:
        return self.resolution.state == ResolutionState.OPEN

    @property
    def takes_ballots(self) -> bool:
        return self.is_open and self.resolution.method not in WITHOUT_BALLOTS

    @property
    def opens(self) -> bool:
        """It may be opened now."""
        is_draft = self.resolution.state == ResolutionState.DRAFT
        meeting_is_open = self.resolution.meeting.state == MeetingState.OPEN
        return is_draft and meeting_is_open and not self.hindrance

    @property
    def is_too_secret(self) -> bool:
        """So few voted in secret that counting would tell who voted what."""
        return self.takes_ballots and self.resolution.is_secret and self.turnout is None

    @property
    def votes_now(self) -> bool:
        """The reader votes in a meeting under way: their ballot stands above the text."""
        has_voice = self.mine is not None and bool(self.mine.open_voices)
        return self.takes_ballots and has_voice and not self.resolution.meeting.is_written

    @property
    def awaits_lots(self) -> bool:
        return self.is_open and self.resolution.method == Method.LOT

    @property
    def may_prepare_elsewhere(self) -> bool:
        """Its electors may be handed to another house before it is opened."""
        is_draft = self.resolution.state == ResolutionState.DRAFT
        return is_draft and self.resolution.method not in WITHOUT_BALLOTS

    @property
    def is_choice(self) -> bool:
        return self.resolution.method not in YES_OR_NO | DELIBERATED

    @property
    def is_judgment(self) -> bool:
        return self.resolution.method == Method.MAJORITY_JUDGMENT

    @property
    def worst_grade(self) -> str:
        return self.resolution.grades[-1] if self.resolution.grades else ""

    @property
    def chosen(self) -> list[str]:
        """Who or what was chosen, in their order."""
        tally = self.resolution.tally
        return list(tally.get("winners") or filter(None, [tally.get("elected")]))

    @property
    def explanation(self) -> Sequence[str]:
        """Why this result, for this reader."""
        return result_sentences(
            self.resolution, with_names=not self.rounds or self.rounds.sees_names
        )

    @property
    def papers(self) -> int:
        return sum(number for number in self.resolution.paper.values())


def resolution_rows() -> QuerySet[Resolution]:
    """Resolutions with all that their page reads of them."""
    return with_turnout(
        with_marks(Resolution.objects.all()).select_related(
            "meeting__action",
            "meeting__body__group",
            "meeting__rules",
            "meeting__chair",
            "meeting__secretary",
            "meeting__second_call_of",
            "item",
            "decision",
            "proof_file",
        )
    )


def resolution_page(resolution: Resolution, acting: Acting) -> ResolutionPage:
    """As many queries whatever the number of electors, ballots and options."""
    is_open = resolution.state == ResolutionState.OPEN
    is_closed = resolution.state == ResolutionState.CLOSED
    room = _room(resolution, acting) if is_open else None
    mine = my_votes([resolution], acting, room) if room is not None else []
    subject_rule = _rule(resolution)
    turnout = turnout_of(resolution)
    names = sees_names(acting)
    options = list(resolution.options.order_by("position", "pk"))
    return ResolutionPage(
        resolution=resolution,
        options=options,
        rule=rule_paragraph(resolution, subject_rule) if subject_rule else None,
        weights=_weights(resolution),
        mine=mine[0] if mine else None,
        turnout=turnout,
        voters=_voters(resolution, acting) if turnout and not is_closed else (),
        ballots=_ballots(resolution, options, acting) if is_closed else (),
        result=result_of(resolution) if is_closed else None,
        rounds=rounds_page(resolution, acting, room, sees_names=names),
        hindrance=_hindrance(resolution, acting),
    )


def _hindrance(resolution: Resolution, acting: Acting) -> str:
    """Why whoever leads the vote could not open it; others are not concerned."""
    if resolution.state != ResolutionState.DRAFT or not leads_vote(acting, resolution):
        return ""
    return hindrance_of(resolution)


def _room(resolution: Resolution, acting: Acting) -> Room:
    """Around the reader; the whole of it where one answers in turn, and hears the others."""
    is_circle = resolution.method in DELIBERATED
    meeting = resolution.meeting
    return on_roll(room_of(meeting) if is_circle else room_around(meeting, acting), resolution)


def _rule(resolution: Resolution) -> SubjectRule | None:
    """As it was frozen; before that, as the convocation froze it for the meeting."""
    if resolution.rule:
        return rule_of(resolution.rule)
    rules = resolution.meeting.rules
    return rules.subjects.filter(subject=resolution.subject).first() if rules else None


def _weights(resolution: Resolution) -> str:
    """« Réseaux 50 %, Individus 50 % » in a vote by colleges that is or was open."""
    if resolution.method != Method.COLLEGES or not resolution.rule:
        return ""
    return weights_in_words(
        [(college["name"], college["weight"]) for college in resolution.rule["colleges"]]
    )


def sees_names(acting: Acting) -> bool:
    """Members, and whoever speaks for an elector by a link: not every passer-by."""
    return acting.is_one_of(MEMBERS) or bool(acting.keys_of("elector"))


def _voters(resolution: Resolution, acting: Acting) -> list[Elector]:
    if not sees_names(acting):
        return []
    voted = (
        {"sign_offs__resolution": resolution}
        if resolution.is_secret
        else {"ballots__resolution": resolution}
    )
    return list(Elector.objects.filter(**voted).order_by("folded", "pk"))


def _ballots(resolution: Resolution, options: Sequence[Option], acting: Acting) -> list[BallotLine]:
    if resolution.is_secret or not sees_names(acting):
        return []
    labels = {str(option.key): option.label for option in options}
    rows = resolution.ballots.select_related("elector", "proxy__holder")
    presided = presiding(resolution.meeting)
    return [
        BallotLine(
            ballot,
            marks_in_words(resolution, ballot.marks, labels),
            _holder(ballot, presided, acting),
        )
        for ballot in rows.order_by("elector__folded", "pk")
    ]


def _holder(ballot: Ballot, presided: Callable[[datetime], Person | None], acting: Acting) -> str:
    """A blank proxy was used by who presided then: by their name, for whoever sees their card."""
    if ballot.proxy is None:
        return ""
    chair = presided(ballot.cast_at)
    if ballot.proxy.holder is not None or chair is None:
        return str(ballot.proxy.holder or "")
    return str(chair) if sees(acting, chair) else _("the chair")
