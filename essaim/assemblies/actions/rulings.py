"""Writing what one version of the rules says, as long as no meeting was convened under it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from essaim.assemblies.contents import RulesContent, SubjectContent
from essaim.assemblies.enums import Aggregation, DuesCutoff, QuorumKind, Subject
from essaim.assemblies.models import BodyRules, CollegeRule, SubjectRule
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.network.models import College

WHOLE = 100


@action
def edit_rules(
    *, rules: BodyRules, starts_on: date, content: RulesContent, by: Acting
) -> BodyRules:
    """Say better what they are. Raises RuleBroken once a meeting was convened under them."""
    _refuse_used(rules)
    content = checked(content)
    twins = BodyRules.objects.filter(body=rules.body_id, starts_on=starts_on)
    if twins.exclude(pk=rules.pk).exists():
        raise RuleBroken(_("Rules already begin on that day: edit those, or choose another day."))
    for name, value in content.columns().items():
        setattr(rules, name, value)
    rules.starts_on = starts_on
    rules.save()
    return rules


@action
def set_subject_rule(
    *, rules: BodyRules, subject: Subject | str, content: SubjectContent, by: Acting
) -> SubjectRule:
    """What that kind of question asks from these rules on."""
    _refuse_used(rules)
    ruled, _is_new = SubjectRule.objects.update_or_create(
        rules=rules, subject=subject, defaults=_checked_subject(content).columns()
    )
    return ruled


@action(about="subject_rule")
def remove_subject_rule(*, subject_rule: SubjectRule, by: Acting) -> None:
    """That kind of question is not ruled any more: no vote on it can open."""
    _refuse_used(subject_rule.rules)
    subject_rule.delete()


@action
def set_college_weights(
    *, rules: BodyRules, weights: Mapping[College, int], by: Acting
) -> BodyRules:
    """What each college weighs, in hundredths of the whole; none at all where heads are counted."""
    _refuse_used(rules)
    total = sum(weights.values())
    if not weights and rules.aggregation != Aggregation.HEADS:
        raise RuleBroken(_("Each vote weighs by its college here: give the colleges a weight."))
    if weights and (total != WHOLE or min(weights.values()) < 1):
        sentence = _("The weights of the colleges must add up to 100: these add up to %(total)s.")
        raise RuleBroken(sentence % {"total": total})
    write_weights(rules, weights)
    return rules


def _refuse_used(rules: BodyRules) -> None:
    """Locked, so that no meeting is convened under them meanwhile."""
    BodyRules.objects.select_for_update(of=("self",)).get(pk=rules.pk)
    if rules.meetings.exists():
        raise RuleBroken(
            _("A meeting was convened under these rules: adopt new ones from another day.")
        )


def write_subjects(rules: BodyRules, subjects: Mapping[str, SubjectContent]) -> None:
    SubjectRule.objects.bulk_create(
        fitted(
            SubjectRule(rules=rules, subject=subject, **_checked_subject(content).columns())
            for subject, content in subjects.items()
        )
    )


def write_weights(rules: BodyRules, weights: Mapping[College, int]) -> None:
    rules.colleges.all().delete()
    CollegeRule.objects.bulk_create(
        fitted(
            CollegeRule(rules=rules, college=college, weight=weight)
            for college, weight in weights.items()
        )
    )


def checked(content: RulesContent) -> RulesContent:
    """The content, without a day that it does not use. Raises RuleBroken on what cannot be."""
    if content.proxy_cap is not None and content.proxy_cap < 1:
        raise RuleBroken(_("A cap leaves one proxy at least: else say that none is allowed."))
    if content.aggregation != Aggregation.DOUBLE_MAJORITY:
        content = replace(content, colleges_needed=None)
    elif content.colleges_needed is not None and content.colleges_needed < 1:
        raise RuleBroken(_("A double majority takes one college at least."))
    if content.max_rounds < 1:
        raise RuleBroken(_("A decision by consent takes one round of objections at least."))
    if not _is_a_share(content.answers_numerator, content.answers_denominator):
        raise RuleBroken(_("Those who must answer in writing are a part of a whole, such as 1/2."))
    if content.dues_cutoff != DuesCutoff.DAY:
        return replace(content, dues_day=None)
    if content.dues_day is None:
        raise RuleBroken(_("Say on which day the dues must be paid."))
    return content


def _checked_subject(content: SubjectContent) -> SubjectContent:
    if content.quorum_kind == QuorumKind.NUMBER and content.quorum_number < 1:
        raise RuleBroken(_("Say how many electors make the quorum."))
    quorum = (content.quorum_numerator, content.quorum_denominator)
    if content.quorum_kind == QuorumKind.FRACTION and not _is_a_share(*quorum):
        raise RuleBroken(_("The quorum is a part of the electors, such as 1/3."))
    if content.quorum_kind != QuorumKind.FRACTION:
        content = replace(content, quorum_is_strict=False)
    if content.quorum_is_strict and quorum[0] == quorum[1]:
        raise RuleBroken(_("More than all the electors cannot be here: ask for all of them."))
    majority = (content.majority_numerator, content.majority_denominator)
    if not _is_a_share(*majority):
        raise RuleBroken(_("The majority is a part of a whole, such as 2/3."))
    if content.majority_is_strict and majority[0] == majority[1]:
        raise RuleBroken(_("Nobody can gather more than all the votes: ask for at least all."))
    return content


def _is_a_share(numerator: int, denominator: int) -> bool:
    return 1 <= numerator <= denominator
