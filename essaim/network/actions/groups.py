"""Writes on groups and on who speaks for which member."""

from datetime import date

from django.utils.translation import gettext as _

from essaim.journal.actions import action
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.actions.ending import end, refuse_after_death
from essaim.network.enums import GroupKind, Standing
from essaim.network.models import (
    Group,
    GroupMember,
    Membership,
    Organisation,
    Person,
    Representation,
)
from essaim.network.queries import organisations_like


@action
def add_group(
    *, name: str, kind: GroupKind | str, by: Acting, purpose: str = "", audience: str = MEMBERS
) -> Group:
    """A body, a working group or a circle; its key makes an audience."""
    _refuse_homonyms(name)
    return Group.objects.create(name=name, kind=kind, purpose=purpose, audience=audience)


@action
def edit_group(
    *, group: Group, name: str, kind: GroupKind | str, purpose: str, audience: str, by: Acting
) -> Group:
    """Its name, its purpose, who knows of it."""
    _refuse_homonyms(name, but=group)
    return group.save_with(name=name, kind=kind, purpose=purpose, audience=audience)


def _refuse_homonyms(name: str, but: Group | None = None) -> None:
    if Group.objects.filter(name=name).exclude(pk=but.pk if but else None).exists():
        raise RuleBroken(_("There is already a group called %(name)s.") % {"name": name})


@action
def add_group_member(
    *, group: Group, person: Person, starts_on: date, by: Acting, title: str = ""
) -> GroupMember:
    """They are of the group from that day on; outsiders are welcome."""
    refuse_after_death(person, starts_on)
    if group.members.filter(person=person, ends_on=None).exists():
        sentence = _("%(person)s is already in %(group)s.")
        raise RuleBroken(sentence % {"person": person, "group": group})
    return GroupMember.objects.create(group=group, person=person, starts_on=starts_on, title=title)


@action
def end_group_member(*, group_member: GroupMember, ends_on: date, by: Acting) -> GroupMember:
    """They were of the group until that day, within."""
    end(group_member, ends_on=ends_on)
    return group_member


@action
def name_representative(
    *,
    organisation: Organisation,
    person: Person,
    standing: Standing | str,
    starts_on: date,
    by: Acting,
) -> Representation:
    """They speak for this member from that day on: one titular at a time, and alternates."""
    rows = organisations_like(organisation)
    if not Membership.objects.running_on(starts_on).filter(organisation__in=rows).exists():
        sentence = _("%(name)s is not a member on that day: admit it first.")
        raise RuleBroken(sentence % {"name": organisation})
    refuse_after_death(person, starts_on)
    named = Representation.objects.filter(organisation__in=rows, ends_on=None)
    if named.filter(person=person).exists():
        sentence = _("%(person)s already speaks for %(organisation)s.")
        raise RuleBroken(sentence % {"person": person, "organisation": organisation})
    if standing == Standing.TITULAR and named.filter(standing=Standing.TITULAR).exists():
        raise RuleBroken(_("There is already a titular: end their representation first."))
    return Representation.objects.create(
        organisation=organisation, person=person, standing=standing, starts_on=starts_on
    )


@action
def end_representation(
    *, representation: Representation, ends_on: date, by: Acting
) -> Representation:
    """They spoke for the member until that day, within."""
    end(representation, ends_on=ends_on)
    return representation
