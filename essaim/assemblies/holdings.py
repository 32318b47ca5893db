"""What a person holds in the room, for the export of her data, in plain words and times.

What she wrote is hers; the names of what she may not see any more fall (`Named`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from essaim.assemblies.asking.models import DatePoll, DateVoter
from essaim.assemblies.meetings.models import AgendaItem, FormerChair, Meeting
from essaim.assemblies.minutes.models import Signature, Undertaking
from essaim.assemblies.roll.models import Attendance, Elector, Proxy
from essaim.assemblies.votes.models import Ballot, Deliberation, Option
from essaim.kernel.naming import Named
from essaim.network.models import Person
from essaim.network.queries.clusters import people_like

Row = Mapping[str, Any]


def undertakings(person_id: int) -> Iterator[Row]:
    """Decisions that she carries out."""
    asked = Person.objects.select_related("canonical").get(pk=person_id)
    hers = Undertaking.objects.filter(owner__in=people_like(asked.canonical or asked))
    for one in hers.select_related("decision").order_by("decision__decided_on", "pk"):
        yield {
            "decision": Named.of(one.decision, one.decision.text),
            "decided_on": one.decision.decided_on.isoformat(),
            "due_on": one.due_on.isoformat() if one.due_on else "",
            "state": one.state,
            "evidence": one.evidence,
        }


def signatures(person_id: int) -> Iterator[Row]:
    """Minutes that she signed, under which role."""
    asked = Person.objects.select_related("canonical").get(pk=person_id)
    hers = Signature.objects.filter(person__in=people_like(asked.canonical or asked))
    for one in hers.select_related("minutes__meeting__action").order_by("signed_at", "pk"):
        yield {
            "meeting": Named.of(one.minutes.meeting),
            "role": one.role,
            "signed_at": one.signed_at.isoformat(),
        }


def attendances(person_id: int) -> Iterator[Row]:
    """Meetings in whose room she was, with the times."""
    asked = Person.objects.select_related("canonical").get(pk=person_id)
    hers = Attendance.objects.filter(person__in=people_like(asked.canonical or asked))
    for one in hers.select_related("meeting__action", "elector").order_by("arrived_at", "pk"):
        yield {
            "meeting": Named.of(one.meeting),
            "for": Named.of(one.meeting, one.elector.name) if one.elector else "",
            "as": one.capacity,
            "how": one.means,
            "arrived_at": one.arrived_at.isoformat(),
            "left_at": one.left_at.isoformat() if one.left_at else "",
        }


def meetings_run(person_id: int) -> Iterator[Row]:
    """Meetings that she chairs or chaired, or of which she keeps or kept the minutes."""
    hers = _hers(person_id)
    before = FormerChair.objects.filter(person__in=hers).values("meeting")
    ran = Q(chair__in=hers) | Q(pk__in=before) | Q(secretary__in=hers)
    for one in Meeting.objects.filter(ran).select_related("action").order_by("starts_at", "pk"):
        kept_minutes = one.secretary_id in hers and one.chair_id not in hers
        yield {
            "meeting": Named.of(one),
            "starts_at": one.starts_at.isoformat(),
            "as": "secretary" if kept_minutes else "chair",
        }


def agenda_items(person_id: int) -> Iterator[Row]:
    """Items that she proposed, or presents."""
    hers = _hers(person_id)
    found = AgendaItem.objects.filter(Q(presenter__in=hers) | Q(proposed_by__in=hers))
    for one in found.select_related("meeting__action").order_by("meeting", "position", "pk"):
        yield {
            "meeting": Named.of(one.meeting),
            # What she proposed is in her own words; what she only presents is the meeting's.
            "item": one.title if one.proposed_by_id in hers else Named.of(one.meeting, one.title),
            "text": one.text if one.proposed_by_id in hers else Named.of(one.meeting, one.text),
            "state": one.state,
            "as": "presenter" if one.presenter_id in hers else "proposed by",
        }


def _hers(person_id: int) -> list[int]:
    asked = Person.objects.select_related("canonical").get(pk=person_id)
    return [one.pk for one in people_like(asked.canonical or asked)]


def _electors_of(person_id: int) -> QuerySet[Elector]:
    """Her own voices: as an individual member, or in a seat."""
    people = _hers(person_id)
    hers = Q(membership__person__in=people) | Q(seat__person__in=people)
    return Elector.objects.filter(hers).select_related("meeting__action")


def convocations(person_id: int) -> Iterator[Row]:
    """Meetings to which she was convened in her own name, and what she answered."""
    for one in _electors_of(person_id).order_by("meeting__starts_at", "pk"):
        yield {
            "meeting": Named.of(one.meeting),
            "name": one.name,
            "right": one.right,
            "answer": one.answer,
            "answered_at": one.answered_at.isoformat() if one.answered_at else "",
        }


def dates_proposed(person_id: int) -> Iterator[Row]:
    """Polls of dates that she opened."""
    found = DatePoll.objects.filter(proposed_by__in=_hers(person_id)).select_related("body")
    for one in found.order_by("opened_at", "pk"):
        yield {"poll": Named.of(one), "opened_at": one.opened_at.isoformat(), "note": one.note}


def dates_answered(person_id: int) -> Iterator[Row]:
    """What she answered in her own name where dates were proposed."""
    people = _hers(person_id)
    hers = Q(membership__person__in=people) | Q(seat__person__in=people)
    rows = DateVoter.objects.filter(hers).select_related("poll__body")
    for one in rows.order_by("poll__opened_at", "pk"):
        yield {
            "poll": Named.of(one.poll),
            "name": one.name,
            "answers": one.as_record()["answers"],
            "comment": one.comment,
            "answered_at": one.answered_at.isoformat() if one.answered_at else "",
        }


def proxies(person_id: int) -> Iterator[Row]:
    """Proxies that she gave or held in her own name; how to vote was the giver's to say."""
    hers = _electors_of(person_id).values("pk")
    rows = Proxy.objects.filter(Q(giver__in=hers) | Q(holder__in=hers))
    for one in rows.select_related("giver__meeting__action", "holder").order_by("given_at", "pk"):
        yield {
            "meeting": Named.of(one.giver.meeting),
            "from": Named.of(one.giver.meeting, one.giver.name),
            "to": Named.of(one.giver.meeting, one.holder.name) if one.holder else "",
            "instruction": one.instruction,
            "given_at": one.given_at.isoformat(),
            "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else "",
        }


def ballots(person_id: int) -> Iterator[Row]:
    """Votes that she pressed under her name. Those of secret ballots are joined to nobody."""
    found = Ballot.objects.filter(cast_by__in=_hers(person_id))
    rows = found.select_related("resolution__meeting__action", "elector")
    for one in rows.order_by("cast_at", "pk"):
        yield {
            "meeting": Named.of(one.resolution.meeting),
            "resolution": Named.of(one.resolution.meeting, one.resolution.title),
            "for": Named.of(one.resolution.meeting, one.elector.name),
            "marks": one.marks,
            "as": one.cast_as,
            "cast_at": one.cast_at.isoformat(),
        }


def elections_stood(person_id: int) -> Iterator[Row]:
    """Votes in which she was one of those to choose among."""
    found = Option.objects.filter(person__in=_hers(person_id))
    for one in found.select_related("resolution__meeting__action").order_by("resolution", "pk"):
        yield {
            "meeting": Named.of(one.resolution.meeting),
            "resolution": Named.of(one.resolution.meeting, one.resolution.title),
            "as": one.label,
            "outcome": one.resolution.outcome,
        }


def texts_proposed(person_id: int) -> Iterator[Row]:
    """Texts that she put to the consent of a body."""
    found = Deliberation.objects.filter(proposer__in=_hers(person_id))
    for one in found.select_related("resolution__meeting__action").order_by("resolution"):
        meeting, title = one.resolution.meeting, one.resolution.title
        yield {"meeting": Named.of(meeting), "resolution": Named.of(meeting, title)}
