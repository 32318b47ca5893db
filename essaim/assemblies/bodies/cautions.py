"""What should be looked at in the rules of a body. Pure."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import Aggregation, CastingVote, QuorumKind, Subject
from essaim.assemblies.bodies.models import BodyRules, SubjectRule


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
    ruled = {rule.subject for rule in subjects}
    for subject in Subject:
        if subject not in ruled:
            sentence = _("Nothing is said of “%(subject)s”: a vote on this cannot open.")
            yield sentence % {"subject": subject.label}


def _about_colleges(
    rules: BodyRules, subjects: Collection[SubjectRule], is_weighted: bool, has_colleges: bool
) -> Iterator[str]:
    by_college = any(
        rule.quorum_by_college and rule.quorum_kind != QuorumKind.NONE for rule in subjects
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
