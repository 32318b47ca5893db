"""Founding bodies and adopting their rules, as long as no meeting was convened under them.

What was convened under old rules keeps them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from essaim.assemblies.bodies.contents import (
    Preset,
    PresetCollege,
    RulesContent,
    SubjectContent,
    presets,
)
from essaim.assemblies.bodies.enums import Aggregation, BodyKind, DuesCutoff, QuorumKind, Subject
from essaim.assemblies.bodies.models import Body, BodyRules, CollegeRule, SubjectRule
from essaim.assemblies.bodies.queries import rules_of
from essaim.journal.actions import action
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.widening import refuse_to_narrow_unasked
from essaim.network.actions import add_college, add_group
from essaim.network.enums import GroupKind
from essaim.network.models import College, Group


@action
def found_body(
    *,
    name: str,
    kind: BodyKind | str,
    preset: str,
    starts_on: date,
    by: Acting,
    group: Group | None = None,
    purpose: str = "",
    audience: str = MEMBERS,
) -> Body:
    """A body and its first rules. `preset` is a code of `presets()`; `kind` "" is the preset's.

    Where the preset stands on a group and none is given, one of the body's name is made.
    """
    model = presets().get(preset)
    if model is None:
        raise RuleBroken(_("Choose the rules to begin with."))
    _refuse_homonyms(name)
    if group is None and model.needs_group:
        group_kind = _group_kind(kind or model.kind)
        group = add_group(name=name, kind=group_kind, purpose=purpose, audience=audience, by=by)
    if group is not None and Body.objects.filter(group=group).exists():
        raise RuleBroken(_("The group %(group)s already has its body.") % {"group": group})
    body = Body.objects.create(
        name=name, kind=kind or model.kind, group=group, purpose=purpose, audience=audience
    )
    _begin_with(body, model, starts_on, by)
    return body


def _begin_with(body: Body, preset: Preset, starts_on: date, by: Acting) -> None:
    rules = adopt_rules(
        body=body, starts_on=starts_on, content=preset.rules, subjects=preset.subjects, by=by
    )
    weights = _weights_of(preset.colleges, by)
    if preset.rules.aggregation != Aggregation.HEADS:
        write_weights(rules, weights)


def _weights_of(planned: tuple[PresetCollege, ...], by: Acting) -> dict[College, int]:
    """Added where the network has no college yet; else those it has, if it has them all."""
    if not College.objects.exists():
        for college in planned:
            add_college(code=college.code, name=college.names["fr"], by=by)
    known = College.objects.in_bulk([college.code for college in planned], field_name="code")
    if len(known) < len(planned):
        return {}
    return {
        known[college.code]: college.weight for college in planned if college.weight is not None
    }


def _group_kind(kind: str) -> GroupKind:
    is_working = kind in {BodyKind.WORKING_GROUP, BodyKind.COMMISSION, BodyKind.CIRCLE}
    return GroupKind.WORKING_GROUP if is_working else GroupKind.BODY


def _refuse_homonyms(name: str, but: Body | None = None) -> None:
    if Body.objects.filter(name=name).exclude(pk=but.pk if but else None).exists():
        raise RuleBroken(_("There is already a body called %(name)s.") % {"name": name})


@action
def edit_body(
    *,
    body: Body,
    name: str,
    kind: BodyKind | str,
    purpose: str,
    audience: str,
    by: Acting,
    shows_more: bool = False,
) -> Body:
    """Its name, what it is for, who sees it. Its electors are set for good: they are the body.

    Raises WouldStayShown where it is narrowed and meetings that more people see name it.
    """
    _refuse_homonyms(name, but=body)
    body = Body.objects.select_for_update().get(pk=body.pk)
    refuse_to_narrow_unasked(body, audience, by=by, is_agreed=shows_more)
    body.name, body.kind, body.purpose, body.audience = name, kind, purpose, audience
    body.save(update_fields=["name", "kind", "purpose", "audience"])
    return body


@action
def close_body(*, body: Body, by: Acting) -> Body:
    """It no longer meets. Raises RuleBroken while a meeting of its own is still to come."""
    if body.meetings.not_over().exists():
        raise RuleBroken(_("It still has meetings to come: hold them or cancel them first."))
    body.is_closed = True
    body.save(update_fields=["is_closed"])
    return body


@action
def reopen_body(*, body: Body, by: Acting) -> Body:
    """It meets again, under the rules that it had."""
    body.is_closed = False
    body.save(update_fields=["is_closed"])
    return body


@action
def adopt_rules(
    *,
    body: Body,
    starts_on: date,
    content: RulesContent,
    by: Acting,
    subjects: Mapping[str, SubjectContent] | None = None,
) -> BodyRules:
    """New rules from a day on; meetings that were convened keep the rules they were convened under.

    Rules by subject and weights of colleges are those in force on the eve, unless `subjects` says
    others. Raises RuleBroken where rules already begin on that day.
    """
    content = checked(content)
    if body.rules.filter(starts_on=starts_on).exists():
        raise RuleBroken(_("Rules already begin on that day: edit those, or choose another day."))
    before = rules_of(body, starts_on)
    rules = BodyRules.objects.create(body=body, starts_on=starts_on, **content.columns())
    if subjects is None and before is not None:
        subjects = {rule.subject: SubjectContent.of(rule) for rule in before.subjects.all()}
    write_subjects(rules, subjects or {})
    if before is not None:
        weighted = before.colleges.select_related("college")
        write_weights(rules, {rule.college: rule.weight for rule in weighted})
    return rules


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
    return rules.save_with(**content.columns(), starts_on=starts_on)


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
