"""For, against, abstention: every base, threshold and tie (domain reference 2.2 and 3.1)."""

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from essaim.tally.errors import CannotCount
from essaim.tally.quorum import Presence
from essaim.tally.words import number, percent, say


class MajorityBase(StrEnum):
    """Of whom the threshold is a part; frozen with the resolution, since it changes the result."""

    REGISTERED = "registered"
    PRESENT = "present"
    PRESENT_AND_REPRESENTED = "present_and_represented"
    VOTERS = "voters"
    EXPRESSED = "expressed"


class CastingVote(StrEnum):
    """What the chair's casting vote says, where the rules give one and it is used."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Majority:
    """Strict: more than the fraction of the base; else at least. Relative: more For than Against.

    A relative majority reads neither fraction nor base.
    """

    numerator: int = 1
    denominator: int = 2
    is_strict: bool = True
    base: MajorityBase = MajorityBase.EXPRESSED
    is_relative: bool = False

    @property
    def is_below_half(self) -> bool:
        """A threshold that as many For as Against can meet by itself: it decides such a tie."""
        return not self.is_relative and 2 * self.numerator < self.denominator

    def in_words(self, language: str = "fr") -> str:
        """« plus de 1/2 des suffrages exprimés »."""
        if self.is_relative:
            return say(language, "relative_majority")
        key = "more_than" if self.is_strict else "at_least"
        share = f"{self.numerator}/{self.denominator}"
        return say(language, key, share=share, base=say(language, f"base_{self.base}"))


@dataclass(frozen=True, slots=True)
class SimpleBallots:
    """Ballots counted. Blank and void ones are voters', and are not expressed.

    With the base `present`, the ballots of the represented are not to be counted in: with them
    there are more ballots than the base has members, which is refused.
    """

    for_: int = 0
    against: int = 0
    abstention: int = 0
    blank: int = 0
    void: int = 0

    @property
    def expressed(self) -> int:
        return self.for_ + self.against

    @property
    def voters(self) -> int:
        return self.expressed + self.abstention + self.blank + self.void


@dataclass(frozen=True, slots=True)
class SimpleResult:
    """`needed` is the smallest count of For that adopts; `share` is For over the base.

    `is_tie`: as many For as Against, and a casting vote for would adopt.
    """

    is_adopted: bool
    ballots: SimpleBallots
    base: int
    needed: int
    share: Fraction | None
    is_tie: bool
    explanation: tuple[str, ...]


def simple_vote(
    ballots: SimpleBallots,
    majority: Majority,
    *,
    presence: Presence | None = None,
    casting_vote: CastingVote | str | None = None,
    language: str = "fr",
) -> SimpleResult:
    """Adopted or not, and why.

    As many For as Against adopts nothing, unless the threshold is below half and met, or the
    casting vote is for where it can decide (`awaits_casting_vote`). A base of zero adopts nothing.
    Raises CannotCount on negative counts, on a threshold that is no part of a
    whole, where the base needs a presence that is not given, and TooManyPapers.
    """
    _check(ballots, majority, language)
    if presence is not None:
        refuse_too_many(ballots.voters, majority, presence, language=language)
    base = base_of(majority, ballots.expressed, ballots.voters, presence, language=language)
    needed = ballots.against + 1 if majority.is_relative else needed_of(majority, base)
    is_equal = ballots.for_ == ballots.against and ballots.for_ > 0
    is_tie = awaits_casting_vote(ballots.for_, ballots.against, base, majority)
    is_reached = base > 0 and ballots.for_ >= needed
    is_adopted = casting_vote == CastingVote.FOR if is_tie else is_reached
    sentences = [
        _ballots_sentence(ballots, language),
        _rule_sentence(majority, base, needed, language),
        *_share_sentences(ballots, base, language),
        *([tie_sentence(majority, casting_vote, is_tie, language)] if is_equal else []),
        say(language, "adopted" if is_adopted else "not_adopted"),
    ]
    share = Fraction(ballots.for_, base) if base else None
    return SimpleResult(is_adopted, ballots, base, needed, share, is_tie, tuple(sentences))


def _check(ballots: SimpleBallots, majority: Majority, language: str) -> None:
    counts = (ballots.for_, ballots.against, ballots.abstention, ballots.blank, ballots.void)
    if min(counts) < 0:
        raise CannotCount("negative_count", language)
    if majority.denominator <= 0 or not 0 <= majority.numerator <= majority.denominator:
        fraction = f"{majority.numerator}/{majority.denominator}"
        raise CannotCount("not_a_part", language, fraction=fraction)


def base_of(
    majority: Majority,
    expressed: int,
    voters: int,
    presence: Presence | None,
    *,
    language: str = "fr",
) -> int:
    """How many the threshold is a part of. Raises CannotCount where the presence is lacking."""
    if majority.is_relative or majority.base == MajorityBase.EXPRESSED:
        return expressed
    if majority.base == MajorityBase.VOTERS:
        return voters
    if presence is None:
        base = say(language, f"base_{majority.base}")
        raise CannotCount("base_without_presence", language, base=base)
    return _members_in(presence, majority.base)


def _members_in(presence: Presence, base: MajorityBase) -> int:
    return {
        MajorityBase.PRESENT: presence.present,
        MajorityBase.PRESENT_AND_REPRESENTED: presence.present + presence.represented,
    }.get(base, presence.registered)


def needed_of(majority: Majority, base: int) -> int:
    """The smallest number that makes the majority: one at least. Not for relative ones."""
    mark = Fraction(base * majority.numerator, majority.denominator)
    return math.floor(mark) + 1 if majority.is_strict else max(1, math.ceil(mark))


class TooManyPapers(CannotCount):
    """More ballots than the base has members: somebody is counted who has no part in it."""


def refuse_too_many(
    papers: int, majority: Majority, presence: Presence, *, language: str = "fr"
) -> None:
    """Raises TooManyPapers where there are more ballots, void ones too, than the base allows.

    Where the base is of ballots there are at most as many as members registered, if that is known.
    """
    base = MajorityBase.REGISTERED if majority.is_relative else majority.base
    is_of_members = base not in {MajorityBase.EXPRESSED, MajorityBase.VOTERS}
    most = _members_in(presence, base)
    is_known = presence.registered > 0 or (is_of_members and not majority.is_relative)
    if is_known and papers > most:
        base_words = say(language, f"base_{base if is_of_members else MajorityBase.REGISTERED}")
        counts = {"papers": number(papers, language), "most": number(most, language)}
        raise TooManyPapers("too_many_papers", language, base=base_words, **counts)


def awaits_casting_vote(
    for_: int | Fraction, against: int | Fraction, base: int | Fraction, majority: Majority
) -> bool:
    """Whether For and Against, votes or weights, are a tie that a casting vote can decide.

    Only where equality is all that For lacks, since a casting vote lends neither ballot nor weight:
    each side is one half of the base, and the threshold is that half. A lower threshold decides by
    itself; a higher one, or one of a base in which others abstain, are absent or were silent, is
    not reached whoever presides. A relative majority has no base.
    """
    if for_ != against or not for_:
        return False
    is_half = 2 * majority.numerator == majority.denominator and 2 * for_ == base
    return majority.is_relative or is_half


def _ballots_sentence(ballots: SimpleBallots, language: str) -> str:
    counts = {
        "for_": ballots.for_,
        "against": ballots.against,
        "abstention": ballots.abstention,
        "blank": ballots.blank,
        "void": ballots.void,
    }
    return say(
        language, "simple_ballots", **{name: number(n, language) for name, n in counts.items()}
    )


def _rule_sentence(majority: Majority, base: int, needed: int, language: str) -> str:
    return say(
        language,
        "simple_rule_relative" if majority.is_relative else "simple_rule",
        rule=majority.in_words(language),
        needed=number(needed, language),
        base=number(base, language),
    )


def _share_sentences(ballots: SimpleBallots, base: int, language: str) -> list[str]:
    if base == 0:
        return [say(language, "base_is_zero")]
    counts = {"for_": number(ballots.for_, language), "base": number(base, language)}
    share = percent(Fraction(ballots.for_, base), language)
    return [say(language, "share_for", share=share, **counts)]


def tie_sentence(
    majority: Majority,
    casting_vote: str | None,
    is_tie: bool,
    language: str,
    *,
    adopts_nothing: str = "tie",
) -> str:
    """What is said of as much For as Against; `is_tie` where a casting vote decides it."""
    if majority.is_below_half:
        return say(language, "tie_under_half")
    if not is_tie:
        is_in_vain = casting_vote == CastingVote.FOR
        return say(language, "casting_vote_in_vain" if is_in_vain else "tie_under_threshold")
    return say(language, f"casting_vote_{casting_vote}" if casting_vote else adopts_nothing)
