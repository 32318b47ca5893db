"""Forgetting somebody who was convened in her own name, and what she is given of it."""

import pytest

from essaim.assemblies.models import Elector, Proxy
from essaim.assemblies.roll.actions.answers import answer_convocation, give_proxy
from essaim.journal.models import Revision
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_elector, make_meeting
from tests.factories.network import make_group, make_person
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db


def convocations(person_id):
    return held_in("assemblies.convocations", person_id)


def proxies(person_id):
    return held_in("assemblies.proxies", person_id)


def convened():
    return make_meeting(state="convened", opened_at=None)


def test_her_line_on_the_roll_becomes_a_number_and_her_instruction_goes():
    person = make_person(given_name="Aïcha", family_name="Benali")
    meeting = convened()
    hers, other = make_elector(meeting=meeting, person=person), make_elector(meeting=meeting)
    proxy = give_proxy(giver=hers, holder=other, instruction="Comme Aïcha", by=coordinator())
    answer_convocation(elector=hers, answer="excused", by=coordinator())

    kept = forget_in("assemblies", person.pk)

    assert len(kept) == 1
    line = Elector.objects.get(pk=hers.pk)
    assert (line.name, line.folded) == (f"Membre n° {hers.pk}", f"membre n° {hers.pk}")
    assert Elector.objects.get(pk=other.pk).name == other.name
    assert Proxy.objects.get().instruction == ""
    for key in (hers.key, proxy.key):
        assert "Aïcha" not in str(Revision.objects.of(key).values_list("record", flat=True))


def test_her_seat_in_a_group_is_forgotten_too():
    person = make_person(given_name="Aïcha")
    seat = make_group(people=(person,)).members.get()
    elector = Elector.objects.create(
        meeting=convened(), seat=seat, name=str(person), voice=f"person:{person.key}"
    )
    forget_in("assemblies", person.pk)
    elector.refresh_from_db()
    assert elector.name == f"Membre n° {elector.pk}"


def test_she_is_given_her_convocations_and_her_proxies():
    person = make_person()
    meeting = convened()
    hers, other = make_elector(meeting=meeting, person=person), make_elector(meeting=meeting)
    give_proxy(giver=hers, holder=other, instruction="Pour", by=coordinator())
    assert [(row["meeting"], row["answer"]) for row in convocations(person.pk)] == [
        (str(meeting), "proxy")
    ]
    given = [(row["from"], row["to"], row["instruction"]) for row in proxies(person.pk)]
    assert given == [(hers.name, other.name, "Pour")]
    assert convocations(make_person().pk) == []
