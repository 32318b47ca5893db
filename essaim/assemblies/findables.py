"""What is found of assemblies: bodies and their meetings, by what stands on the agenda."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.kernel.manifest import Findable, Searchable


def bodies(keys: Collection[UUID]) -> Iterator[Findable]:
    for body in Body.objects.filter(key__in=keys).select_related("group"):
        yield Findable(
            key=body.key,
            title=body.name,
            url=body.get_absolute_url(),
            audience=body.audience,
            text=body.purpose,
            also_seen_by=f"group:{body.group.key}" if body.group else "",
        )


def meetings(keys: Collection[UUID]) -> Iterator[Findable]:
    asked = Meeting.objects.filter(key__in=keys).select_related("action", "body__group")
    on_agenda = Prefetch("items", AgendaItem.objects.on_agenda())
    for meeting in asked.prefetch_related(on_agenda):
        agenda = " · ".join(item.title for item in meeting.items.all())
        group = meeting.body.group
        yield Findable(
            key=meeting.key,
            title=meeting.action.title,
            url=meeting.get_absolute_url(),
            audience=meeting.action.audience,
            text=" · ".join(filter(None, (meeting.action.place, agenda))),
            also_seen_by=f"group:{group.key}" if group else "",
            starts_on=meeting.action.starts_on,
        )


def meetings_of_items(keys: Collection[UUID]) -> Iterator[UUID]:
    yield from AgendaItem.objects.filter(key__in=keys).values_list("meeting__key", flat=True)


def meetings_of_actions(keys: Collection[UUID]) -> Iterator[UUID]:
    yield from Meeting.objects.filter(action__key__in=keys).values_list("key", flat=True)


SEARCHABLES = (
    Searchable("assemblies.body", _("Body"), _("Bodies"), bodies, is_named=True),
    Searchable(
        model="assemblies.meeting",
        label=_("Meeting"),
        plural=_("Meetings"),
        rows=meetings,
        touched_by={
            "assemblies.agendaitem": meetings_of_items,
            "programme.action": meetings_of_actions,
        },
    ),
)
