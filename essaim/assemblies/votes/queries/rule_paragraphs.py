"""The rule of a question and its result in words, whatever its method."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from essaim.assemblies.bodies.models import BodyRules, SubjectRule
from essaim.assemblies.bodies.telling import (
    Paragraph,
    consent_sentences,
    paragraph,
    quorum_sentence,
    second_call_sentence,
    tell_subject,
)
from essaim.assemblies.votes.enums import Method, ResolutionState
from essaim.assemblies.votes.marks import DELIBERATED
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.outcomes import body_rules_of
from essaim.assemblies.votes.queries.quorum import is_free_of_quorum


def method_sentence(rule: SubjectRule, method: str) -> str:
    """What a choice among several makes of the majority; empty where it is of For and Against."""
    if method == Method.APPROVAL and rule.majority_in_choices:
        return _("who or what is approved needs this majority to be chosen")
    return {
        Method.APPROVAL: _("the most approved are chosen, without this majority"),
        Method.RANKED: _("a ranked vote has no majority but its own, the quota"),
        Method.MAJORITY_JUDGMENT: _("majority judgment has no majority but its own, the median"),
        Method.LOT: _("lots have no majority"),
    }.get(Method(method), "")


def tell_deliberation(rule: SubjectRule, rules: BodyRules, method: str) -> Paragraph:
    """What is asked of a question answered in turn: no majority, unless the rounds are used up."""
    person = [_("one looks for a person until nobody objects with an argument")]
    sentences = (
        _("Quorum: %(rule)s") % {"rule": quorum_sentence(rule)},
        second_call_sentence(rule),
        *(consent_sentences(rules) if method == Method.CONSENT else person),
        _("each answers aloud and in turn, and nobody by proxy"),
    )
    return paragraph(rule.get_subject_display(), sentences, rule.article)


def rule_paragraph(resolution: Resolution, rule: SubjectRule) -> Paragraph:
    """What its subject asks; round by round there is no majority, and the body says how it ends.

    At a second call, also whether this question is spared the quorum.
    """
    if resolution.method not in DELIBERATED:
        words = _with_method(tell_subject(rule), rule, resolution.method)
    else:
        rules = body_rules_of(resolution.rule) if resolution.rule else resolution.meeting.rules
        words = tell_deliberation(rule, rules or rule.rules, resolution.method)
    more = (*_seal_sentences(resolution), *_second_call_sentences(resolution, rule))
    return replace(words, sentences=(*words.sentences, *more))


def _seal_sentences(resolution: Resolution) -> Sequence[str]:
    """Before lots are drawn, so that nobody can say afterwards that the secret was another."""
    seal = resolution.rule.get("seal", "") if resolution.rule else ""
    if not seal or resolution.state != ResolutionState.OPEN:
        return ()
    sentence = _(
        "Lots, if there are any, come from a secret sealed at the opening and from what is said "
        "since. SHA-256 of the secret: %(seal)s."
    )
    return (sentence % {"seal": seal},)


def _with_method(words: Paragraph, rule: SubjectRule, method: str) -> Paragraph:
    """On a question that is known, what its method makes of the majority."""
    sentence = method_sentence(rule, method)
    return (
        replace(words, sentences=(*words.sentences, f"{sentence[0].upper()}{sentence[1:]}."))
        if sentence
        else words
    )


def _second_call_sentences(resolution: Resolution, rule: SubjectRule) -> Sequence[str]:
    """One sentence as long as the question is not decided; its explanation says it afterwards."""
    is_ahead = resolution.state in {ResolutionState.DRAFT, ResolutionState.OPEN}
    if not is_ahead or not is_free_of_quorum(resolution.meeting, rule):
        return ()
    if is_free_of_quorum(resolution.meeting, rule, resolution):
        return (_("This is the second call: no quorum is needed any more."),)
    return (
        _(
            "The first call did not announce this question in these words: the quorum is needed "
            "for it."
        ),
    )


def result_sentences(resolution: Resolution, *, with_names: bool) -> Sequence[str]:
    """Why this result. What each said in turn is left out where names are not for the reader.

    The quorum and the last sentence stay: an objection that a vote overrode goes with the decision.
    """
    explanation = resolution.explanation
    if with_names or resolution.method not in DELIBERATED:
        return explanation
    quorum = len(resolution.presence.get("quorum", {}).get("explanation", ()))
    return [*explanation[:quorum], *explanation[quorum:][-1:]]
