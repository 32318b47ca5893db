"""Minutes, debates, decisions in the register."""

from datetime import date
from typing import Any

from django.utils import timezone

from essaim.assemblies.models import Meeting, Minutes, Undertaking
from tests.factories.accounts import make_user
from tests.factories.assemblies import (
    START,
    make_body,
    make_elector,
    make_item,
    make_meeting,
    make_proxy,
    make_resolution,
    make_rules,
)
from tests.factories.network import make_college, make_organisation, make_person
from tests.factories.programme import make_decision


def make_minutes(*, meeting: Meeting | None = None, **fields: Any) -> Minutes:
    """Being written, of a meeting that is over, unless told otherwise."""
    return Minutes.objects.create(meeting=meeting or make_meeting(state="closed"), **fields)


def make_undertaking(*, meeting: Meeting | None = None, **fields: Any) -> Undertaking:
    decided = {name: fields.pop(name) for name in ("text", "audience") if name in fields}
    decision = fields.pop("decision", None) or make_decision(
        **{"audience": "members", "decided_on": date(2024, 10, 14), **decided}
    )
    meeting = meeting or make_meeting(state="closed")
    return Undertaking.objects.create(decision=decision, meeting=meeting, **fields)


def make_whole_meeting(*, by_signature: bool = False) -> Meeting:
    """A general assembly that is over: two colleges, a proxy, a vote adopted and one rejected."""
    body = make_body(name="Assemblée générale")
    make_rules(body=body, minutes_by_signature=by_signature)
    chair = make_person(given_name="Ana", family_name="Ruiz", user=make_user())
    secretary = make_person(given_name="Bo", family_name="Lin", user=make_user())
    meeting = make_meeting(body=body, state="closed", chair=chair, secretary=secretary)
    networks = make_college(code="reseaux", name="Réseaux")
    people = make_college(code="personnes", name="Personnes")
    names = ("Alpha", "Bêta", "Gamma")
    members = [make_organisation(name=name) for name in names]
    alpha = make_elector(meeting=meeting, organisation=members[0], college=networks, present=True)
    alpha.attendances.update(person=chair, left_at=meeting.closed_at)
    beta = make_elector(meeting=meeting, organisation=members[1], college=networks)
    make_proxy(giver=beta, holder=alpha)
    excused = {"answer": "excused", "answered_at": START}
    make_elector(meeting=meeting, organisation=members[2], college=networks, **excused)
    lin = make_elector(meeting=meeting, person=secretary, college=people, present=True)
    lin.attendances.update(means="remote", person=secretary, left_at=meeting.closed_at)
    _agenda(meeting)
    return meeting


def _agenda(meeting: Meeting) -> None:
    first = make_item(meeting=meeting, title="Rapport d’activité", minutes_planned=20)
    make_item(meeting=meeting, title="Lecture", kind="information", parent=first)
    make_item(meeting=meeting, title="Divers", kind="discussion", added_as="minor")
    decision = make_decision(
        text="L’assemblée approuve le rapport d’activité.",
        reference="AG 2024-1",
        audience="members",
        decided_on=date(2024, 10, 14),
    )
    make_resolution(
        item=first,
        title="Approuver le rapport",
        state="closed",
        opened_at=START,
        closed_at=timezone.now(),
        presence={
            "registered": 4,
            "present": 2,
            "represented": 1,
            "quorum": {"required": 2, "counted": 3, "is_reached": True, "explanation": []},
        },
        tally={"for": 2, "against": 1, "abstention": 0, "blank": 0, "voters": 3},
        explanation=["2 voix pour sur 3 exprimées."],
        outcome="adopted",
        decision=decision,
    )
    make_undertaking(
        meeting=meeting,
        decision=decision,
        owner=make_person(given_name="Cam", family_name="Roy"),
        due_on=date(2025, 1, 31),
    )
