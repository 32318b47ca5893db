"""Election without candidate: everybody names, says why, may change; then consent on a person.

Ballots are not secret. The person proposed need not have the most votes: arguments count, so
both counts are kept (domain reference 3.4).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from essaim.tally.errors import CannotCount
from essaim.tally.objections import Objection, Verdict
from essaim.tally.words import number, say


@dataclass(frozen=True, slots=True)
class Nomination:
    """« voter proposes nominee », and whom they name after hearing the others, if they change."""

    voter: str
    nominee: str
    reason: str = ""
    changed_to: str = ""
    change_reason: str = ""

    @property
    def last(self) -> str:
        return self.changed_to or self.nominee


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody proposed, with the objections made, and the condition that lifted them."""

    person: str
    reason: str = ""
    objections: Sequence[Objection] = ()
    condition: str = ""


@dataclass(frozen=True, slots=True)
class NoCandidateResult:
    """`elected` is empty while nobody is. The first count is before the changes, the second after.

    `leaders` have the most votes after the changes; the elected person may be another.
    """

    elected: str
    condition: str
    first_count: Mapping[str, int]
    second_count: Mapping[str, int]
    leaders: tuple[str, ...]
    explanation: tuple[str, ...]


def election_without_candidate(
    nominations: Sequence[Nomination],
    proposals: Sequence[Proposal] = (),
    *,
    eligible: Collection[str] | None = None,
    language: str = "fr",
) -> NoCandidateResult:
    """Who is elected, and on what condition; the last proposal is the one that holds.

    Raises CannotCount where somebody votes twice, names a person who is not eligible, changes for
    or proposes somebody whom nobody had named, or makes a new proposal after an accepted one.
    """
    _check_nominations(nominations, eligible, language)
    named = {nomination.nominee for nomination in nominations}
    _check_proposals(proposals, named, language)
    first = _counted(nomination.nominee for nomination in nominations)
    second = _counted((nomination.last for nomination in nominations), named)
    most = max(second.values(), default=0)
    leaders = tuple(name for name, votes in second.items() if votes == most)
    last = proposals[-1] if proposals else None
    elected = last if last is not None and _is_accepted(last) else None
    sentences = [
        say(language, "first_count", counts=_counts_sentence(first, language)),
        say(language, "second_count", counts=_counts_sentence(second, language)),
    ]
    for proposal in proposals:
        sentences += _proposal_sentences(proposal, leaders, language)
    sentences.append(_end_sentence(elected, language))
    return NoCandidateResult(
        elected=elected.person if elected else "",
        condition=elected.condition if elected else "",
        first_count=first,
        second_count=second,
        leaders=leaders,
        explanation=tuple(sentences),
    )


def _check_nominations(
    nominations: Sequence[Nomination], eligible: Collection[str] | None, language: str
) -> None:
    named = {nomination.nominee for nomination in nominations}
    voters: set[str] = set()
    for nomination in nominations:
        if nomination.voter in voters:
            raise CannotCount("named_twice", language, voter=nomination.voter)
        voters.add(nomination.voter)
        if eligible is not None and nomination.nominee not in eligible:
            raise CannotCount("not_eligible", language, name=nomination.nominee)
        if nomination.last not in named:
            raise CannotCount(
                "changed_to_unnamed", language, voter=nomination.voter, name=nomination.last
            )


def _check_proposals(proposals: Sequence[Proposal], named: set[str], language: str) -> None:
    for proposal in proposals:
        if proposal.person not in named:
            raise CannotCount("proposed_unnamed", language, name=proposal.person)
        for objection in proposal.objections:
            objection.check(language)
    if any(_is_accepted(proposal) for proposal in proposals[:-1]):
        raise CannotCount("proposal_after_election", language)


def _is_accepted(proposal: Proposal) -> bool:
    settled = {Verdict.LIFTED, Verdict.NOT_VALID}
    return all(objection.verdict in settled for objection in proposal.objections)


def _counted(names: Iterable[str], named: Collection[str] = ()) -> dict[str, int]:
    """Most first, then by name; who was named and is no longer keeps a line."""
    counts = Counter(dict.fromkeys(named, 0))
    counts.update(names)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _counts_sentence(counts: Mapping[str, int], language: str) -> str:
    return ", ".join(f"{name} {number(votes, language)}" for name, votes in counts.items())


def _proposal_sentences(proposal: Proposal, leaders: Sequence[str], language: str) -> list[str]:
    key = "proposed" if proposal.person in leaders else "proposed_though_not_first"
    sentences = [say(language, key, name=proposal.person)]
    if proposal.reason:
        sentences.append(say(language, "because", reason=proposal.reason))
    sentences += [objection.in_words(language) for objection in proposal.objections]
    if not _is_accepted(proposal):
        sentences.append(say(language, "proposal_stopped", name=proposal.person))
    return sentences


def _end_sentence(elected: Proposal | None, language: str) -> str:
    if elected is None:
        return say(language, "nobody_elected_yet")
    key = "elected_on_condition" if elected.condition else "elected"
    return say(language, key, name=elected.person, condition=elected.condition)
