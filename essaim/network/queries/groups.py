"""Groups, and the audiences that they make."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from essaim.kernel.acting import Acting
from essaim.kernel.models import AUDIENCES
from essaim.network.models import Group, GroupMember


def list_groups(acting: Acting, *, on: date) -> QuerySet[Group]:
    """Groups that this reader may see, each with `size` on that day."""
    runs = Q(members__starts_on__lte=on) & (Q(members__ends_on=None) | Q(members__ends_on__gte=on))
    groups: QuerySet[Group] = Group.objects.visible_to(acting)
    return groups.annotate(size=Count("members", filter=runs)).order_by("name", "pk")


@dataclass(frozen=True)
class GroupPage:
    """A group with those of its members whom this reader may see."""

    group: Group
    current: list[GroupMember]
    past: list[GroupMember]


def group_page(group: Group, acting: Acting, *, on: date) -> GroupPage:
    """Members of a group see each other, whatever the audience of their cards."""
    members = group.members.select_related("person")
    if group.key not in acting.keys_of("group"):
        members = members.filter(person__audience__in=acting.capacities)
    rows = list(members.order_by("person__folded", "-starts_on", "pk"))
    return GroupPage(
        group=group,
        current=[row for row in rows if row.ends_on is None or row.ends_on >= on],
        past=[row for row in rows if row.ends_on is not None and row.ends_on < on],
    )


def audience_choices(acting: Acting) -> list[tuple[str, Any]]:
    """The audiences that a form offers: the common ones, then a group each. One query."""
    groups = Group.objects.visible_to(acting).order_by("name").values_list("key", "name")
    return [*AUDIENCES, *((f"group:{key}", name) for key, name in groups)]
