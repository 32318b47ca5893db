"""Founding bodies and adopting their rules: what was convened under old rules keeps them."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from essaim.assemblies.actions.rulings import checked, write_subjects, write_weights
from essaim.assemblies.contents import RulesContent, SubjectContent
from essaim.assemblies.enums import Aggregation, BodyKind
from essaim.assemblies.models import Body, BodyRules
from essaim.assemblies.presets import Preset, PresetCollege, presets
from essaim.assemblies.queries.bodies import rules_of
from essaim.journal.actions import action
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.errors import RuleBroken
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
        for one in planned:
            add_college(code=one.code, name=one.names["fr"], by=by)
    known = College.objects.in_bulk([one.code for one in planned], field_name="code")
    if len(known) < len(planned):
        return {}
    return {known[one.code]: one.weight for one in planned if one.weight is not None}


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
    """It meets no more. Raises RuleBroken while a meeting of its own is still to come."""
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
        subjects = {one.subject: SubjectContent.of(one) for one in before.subjects.all()}
    write_subjects(rules, subjects or {})
    if before is not None:
        weighted = before.colleges.select_related("college")
        write_weights(rules, {one.college: one.weight for one in weighted})
    return rules
