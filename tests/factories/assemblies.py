"""Bodies, rules, meetings, electors, resolutions."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from essaim.accounts.models import Actor
from essaim.assemblies.models import (
    AgendaItem,
    Attendance,
    Ballot,
    Body,
    BodyRules,
    Elector,
    Meeting,
    Option,
    Proxy,
    Resolution,
    SubjectRule,
)
from essaim.assemblies.roll.models import Convened
from essaim.assemblies.votes.actions.resolutions import open_resolution
from essaim.kernel.acting import Acting, capacities_of
from essaim.network.models import College, Organisation, Person
from tests.factories.accounts import house
from tests.factories.network import make_college, make_membership, make_organisation
from tests.factories.programme import make_action

_numbers = count(1)

#: When a meeting begins unless told otherwise: Monday 14 October 2024 at ten in Paris.
START = datetime(2024, 10, 14, 8, 0, tzinfo=UTC)


def make_body(**fields: Any) -> Body:
    """An assembly of all the members, unless a group is given."""
    defaults = {"name": f"Assemblée {next(_numbers)}", "kind": "general_assembly"}
    return Body.objects.create(**{**defaults, **fields})


def make_rules(
    *, body: Body | None = None, subject: dict[str, Any] | None = None, **fields: Any
) -> BodyRules:
    """In force since 2020, with one rule for ordinary questions: `subject` changes that one."""
    defaults = {"starts_on": date(2020, 1, 1), "electronic_allowed": True}
    rules = BodyRules.objects.create(**{**defaults, **fields, "body": body or make_body()})
    SubjectRule.objects.create(rules=rules, **{"subject": "ordinary", **(subject or {})})
    return rules


def make_meeting(
    *, body: Body | None = None, state: str = "open", starts_at: datetime = START, **fields: Any
) -> Meeting:
    """Open unless told otherwise, under the rules of its body, made where there are none."""
    body = body or make_body()
    rules = body.rules.order_by("-starts_on").first() or make_rules(body=body)
    action = fields.pop("action", None) or make_action(
        kind="meeting",
        title=f"{body.name} du 14 octobre 2024",
        starts_on=starts_at.date(),
        ends_on=starts_at.date(),
        state="planned",
        audience="members",
    )
    defaults: dict[str, Any] = {
        "ends_at": starts_at + timedelta(hours=3),
        "mode": "hybrid",
        "rules": None if state in {"planned", "cancelled"} else rules,
        "convened_at": None
        if state in {"planned", "cancelled"}
        else starts_at - timedelta(days=20),
        "opened_at": starts_at if state in {"open", "closed"} else None,
        "closed_at": starts_at + timedelta(hours=3) if state == "closed" else None,
        "cancelled_because": "Salle indisponible." if state == "cancelled" else "",
    }
    return Meeting.objects.create(
        action=action, body=body, state=state, starts_at=starts_at, **{**defaults, **fields}
    )


def make_elector(
    *,
    meeting: Meeting,
    organisation: Organisation | None = None,
    person: Person | None = None,
    college: College | None = None,
    present: bool = False,
    **fields: Any,
) -> Elector:
    """A member organisation on the roll unless a person is given; `present` puts it in the room."""
    if person is not None:
        membership = make_membership(person=person, college=college)
        name, voice = str(person), f"person:{person.key}"
    else:
        organisation = organisation or make_organisation(name=f"Membre {next(_numbers):03}")
        membership = organisation.memberships.first() or make_membership(
            organisation=organisation, college=college
        )
        name, voice = str(organisation), f"delegate:{organisation.key}"
    defaults = {"name": name, "voice": voice, "college": college or membership.college}
    elector = Elector.objects.create(
        meeting=meeting, membership=membership, **{**defaults, **fields}
    )
    if present:
        make_attendance(elector=elector)
    return elector


def make_attendance(*, elector: Elector, **fields: Any) -> Attendance:
    defaults = {"means": "onsite", "arrived_at": elector.meeting.starts_at}
    return Attendance.objects.create(
        meeting=elector.meeting, elector=elector, **{**defaults, **fields}
    )


def make_proxy(*, giver: Elector, holder: Elector | None = None, **fields: Any) -> Proxy:
    defaults = {"given_at": giver.meeting.starts_at - timedelta(days=2)}
    return Proxy.objects.create(giver=giver, holder=holder, **{**defaults, **fields})


def make_item(*, meeting: Meeting, **fields: Any) -> AgendaItem:
    number = next(_numbers)
    defaults = {"title": f"Point {number}", "kind": "decision", "position": number}
    return AgendaItem.objects.create(meeting=meeting, **{**defaults, **fields})


def make_resolution(
    *, meeting: Meeting | None = None, item: AgendaItem | None = None, **fields: Any
) -> Resolution:
    """In preparation, on a point of its own, unless told otherwise."""
    meeting = meeting or (item.meeting if item else make_meeting())
    number = meeting.resolutions.count() + 1
    defaults: dict[str, Any] = {
        "title": f"Résolution {number}",
        "text": "L’assemblée approuve le rapport d’activité.",
        "opened_at": timezone.now() if fields.get("state") == "open" else None,
    }
    return Resolution.objects.create(
        meeting=meeting,
        item=item or make_item(meeting=meeting),
        number=number,
        **{**defaults, **fields},
    )


def make_ballot(*, resolution: Resolution, elector: Elector, vote: str = "for") -> Ballot:
    return Ballot.objects.create(
        resolution=resolution,
        elector=elector,
        marks={"vote": vote},
        means="device",
        cast_as="in_person",
        cast_at=timezone.now(),
    )


def make_acting_for(*electors: Convened, words: tuple[str, ...] = ("members",)) -> Acting:
    """Somebody without an account who speaks for these electors."""
    actor = Actor.objects.create(kind="link")
    voices = [elector.voice for elector in electors]
    return Acting(key=actor.key, user_id=None, capacities=capacities_of([*words, *voices]))


def make_open_vote(
    *, meeting: Meeting, rules: dict[str, Any] | None = None, **fields: Any
) -> Resolution:
    """A resolution of the meeting, opened as its chair would; `rules` change those of the body."""
    if rules:
        BodyRules.objects.filter(meetings=meeting).update(**rules)
        meeting = Meeting.objects.get(pk=meeting.pk)
    return open_resolution(resolution=make_resolution(meeting=meeting, **fields), by=house())


def make_voters(
    meeting: Meeting, number: int, *, registered: int = 0, college: College | None = None
) -> list[Elector]:
    """So many electors in the room, on a roll of `registered`, all of one college."""
    college = college or make_college()
    here = [make_elector(meeting=meeting, college=college, present=True) for _ in range(number)]
    for _away in range(registered - number):
        make_elector(meeting=meeting, college=college)
    return here


def make_option(*, resolution: Resolution, **fields: Any) -> Option:
    number = next(_numbers)
    defaults = {"label": f"Option {number}", "position": number}
    return Option.objects.create(resolution=resolution, **{**defaults, **fields})
