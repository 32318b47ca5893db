"""What is found of assemblies, the pages that name a thing by a label, and who is behind a link."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.asking.models import DateVoter
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.minutes.models import Minutes
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.recipients import BEHIND_PLACES, recipients_of
from essaim.kernel.manifest import Commented, Findable, Naming, Searchable
from essaim.programme.models import Action, Decision


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


def naming_body(body: int) -> Iterator[Action | Decision]:
    """Its meetings, as the actions that they are, and what it decided, as the register tells it."""
    yield from Action.objects.filter(meeting__body=body).order_by("-starts_on", "-pk")
    decided = Decision.objects.filter(undertaking__meeting__body=body)
    yield from decided.order_by("-decided_on", "-pk")


def handing_out(file: int) -> QuerySet[Action]:
    """The meetings on whose agendas the file lies."""
    actions = Action.objects.filter(meeting__items__documents__file=file)
    return actions.distinct().order_by("-starts_on", "-pk")


NAMINGS = (Naming("assemblies.Body", naming_body), Naming("files.StoredFile", handing_out))


def officers_of(minutes: Minutes) -> list[UUID]:
    """Who is told of remarks on minutes: whoever chairs, whoever writes them."""
    meeting = minutes.meeting
    return [person.key for person in (meeting.secretary, meeting.chair) if person is not None]


def points_of(minutes: Minutes) -> QuerySet[AgendaItem, str]:
    """What within minutes a remark may be about."""
    return minutes.meeting.items.on_agenda().values_list("title", flat=True)


COMMENTED = (
    Commented(
        "assemblies.minutes",
        ["assemblies:minutes"],
        keeps="assemblies.write_opening",
        address="meeting__key",
        name_reads=("meeting__action",),
        responsible=officers_of,
        places=points_of,
    ),
)

#: The voices of which links speak, by the first word of what they grant.
_VOICES: Mapping[str, type[Elector | DateVoter]] = {"elector": Elector, "date_voter": DateVoter}


def reached_at(grants: str) -> Iterator[tuple[UUID | None, str]]:
    """Who is written to now about the voice of a link (`elector:KEY`), each with the address."""
    kind, _colon, key = grants.partition(":")
    if kind not in _VOICES:
        return
    voices = _VOICES[kind].objects.filter(key=key).select_related(*BEHIND_PLACES)
    for recipient in recipients_of(list(voices), timezone.localdate()).reached:
        yield recipient.person_key, recipient.email
