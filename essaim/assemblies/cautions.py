"""What should be looked at in the rules of a body, or before convening it. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.enums import (
    OFF_THE_ROLL,
    Aggregation,
    CastingVote,
    QuorumKind,
    Right,
    Subject,
)
from essaim.assemblies.models import BodyRules, Elector, SubjectRule


def cautions(
    rules: BodyRules,
    subjects: Collection[SubjectRule],
    *,
    is_weighted: bool,
    has_colleges: bool,
    has_copresidency: bool,
) -> list[str]:
    """One sentence each. `is_weighted`: these rules give colleges a weight."""
    return [
        *_without_article(rules),
        *_unruled(subjects),
        *_about_colleges(rules, subjects, is_weighted, has_colleges),
        *_about_casting_vote(rules, has_copresidency),
    ]


def _without_article(rules: BodyRules) -> Iterator[str]:
    """Valid only if the statutes allow it (domain reference 2.2)."""
    if rules.remote_allowed and not rules.remote_article:
        yield _(
            "Taking part by video stands without an article: it is valid only if the statutes"
            " allow it."
        )
    if rules.written_allowed and not rules.written_article:
        yield _(
            "Deciding in writing stands without an article: it is valid only if the statutes"
            " allow it."
        )
    if rules.electronic_allowed and not rules.electronic_article:
        yield _(
            "Voting on a device stands without an article: it is valid only if the statutes"
            " allow it."
        )


def _unruled(subjects: Collection[SubjectRule]) -> Iterator[str]:
    ruled = {one.subject for one in subjects}
    for subject in Subject:
        if subject not in ruled:
            sentence = _("Nothing is said of “%(subject)s”: a vote on this cannot open.")
            yield sentence % {"subject": subject.label}


def _about_colleges(
    rules: BodyRules, subjects: Collection[SubjectRule], is_weighted: bool, has_colleges: bool
) -> Iterator[str]:
    by_college = any(
        one.quorum_by_college and one.quorum_kind != QuorumKind.NONE for one in subjects
    )
    if by_college and not has_colleges:
        yield _("A quorum is asked in each college, and the network has no college yet.")
    if rules.aggregation != Aggregation.HEADS and not is_weighted:
        yield _("Votes weigh by college, and no college has a weight yet: none can be counted.")


def _about_casting_vote(rules: BodyRules, has_copresidency: bool) -> Iterator[str]:
    if rules.casting_vote == CastingVote.CHAIR and has_copresidency:
        yield _(
            "The chair decides between equal votes, and the network has a co-presidency: say who"
            " chairs each meeting, or leave equal votes undecided."
        )


def roll_cautions(roll: Collection[Elector], required: Mapping[int, str]) -> list[str]:
    """Where nobody of the roll may vote, or nobody of a college that the rules ask for: a sentence
    each, with what to do. `required` names those colleges by their id.
    """
    standing = [one for one in roll if one.right not in OFF_THE_ROLL]
    if not standing:
        return [
            _(
                "Nobody is to be convened on that day: this body has no elector. Note the members"
                " of the network, or those who have a seat in the group of the body."
            )
        ]
    if not any(one.may_vote for one in standing):
        told = ngettext(
            "The only elector may not vote on that day, so that nothing can be decided.",
            "None of the %(electors)s electors may vote on that day, so that nothing can be"
            " decided.",
            len(standing),
        )
        return [" ".join((told % {"electors": len(standing)}, *_remedies(standing)))]
    return [
        _college_without_voice(name, [one for one in standing if one.college_id == college])
        for college, name in required.items()
        if not any(one.may_vote and one.college_id == college for one in standing)
    ]


def _college_without_voice(name: str, electors: Collection[Elector]) -> str:
    told = _(
        "Nobody of the college “%(college)s” may vote on that day, and the rules count it on its"
        " own: see what they say of a college that does not vote."
    )
    remedies = [*_remedies(electors)] or [_("Give its members this college.")]
    return " ".join((told % {"college": name}, *remedies))


def _remedies(electors: Collection[Elector]) -> Iterator[str]:
    """What lets those vote who may not, by the reason why."""
    reasons = Counter(one.right for one in electors)
    if dues := reasons[Right.DUES]:
        yield ngettext(
            "%(electors)s has dues that are not paid: note the payments that came.",
            "%(electors)s have dues that are not paid: note the payments that came.",
            dues,
        ) % {"electors": dues}
    if unspoken := reasons[Right.NO_VOICE]:
        yield ngettext(
            "%(electors)s has nobody who represents it: note who does.",
            "%(electors)s have nobody who represents them: note who does.",
            unspoken,
        ) % {"electors": unspoken}
    if recent := reasons[Right.NOT_ADMITTED]:
        yield ngettext(
            "%(electors)s was admitted too recently: choose a later day, or see the day of"
            " admission.",
            "%(electors)s were admitted too recently: choose a later day, or see the days of"
            " admission.",
            recent,
        ) % {"electors": recent}
