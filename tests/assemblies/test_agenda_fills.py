"""Agendas that nobody types: templates, as last time, open decisions and minutes to approve."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.meetings.actions.agenda_fills import (
    agenda_templates,
    copy_agenda,
    lines_waiting,
    prefill_agenda,
    take_template,
)
from essaim.assemblies.meetings.actions.agendas import remove_item
from essaim.assemblies.meetings.actions.meetings import plan_meeting
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.meetings.enums import ItemKind
from essaim.assemblies.models import Minutes, Undertaking
from essaim.kernel.errors import RuleBroken
from tests.factories.accounts import coordinator
from tests.factories.assemblies import START, make_body, make_item, make_meeting, make_rules
from tests.factories.programme import make_decision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def make_undertaking(meeting, text, due_on=None, state="to_do", audience="members"):
    decision = make_decision(text=text, decided_on=date(2024, 9, 9), audience=audience)
    return Undertaking.objects.create(
        decision=decision, meeting=meeting, due_on=due_on, state=state
    )


def held(body=None, days=35):
    return make_meeting(
        body=body or make_rules().body, state="closed", starts_at=START - timedelta(days=days)
    )


def plan_next(body, at=START):
    return plan_meeting(
        body=body,
        starts_at=at,
        ends_at=at + timedelta(hours=2),
        content=MeetingContent(mode="remote"),
        by=coordinator(),
    )


def lines(meeting):
    return [
        (one.parent.title if one.parent else "", one.title) for one in meeting.items.on_agenda()
    ]


def test_every_template_is_whole_in_both_languages():
    templates = agenda_templates()

    assert list(templates) == ["general_assembly", "permanent_assembly", "bureau"]
    assert templates["general_assembly"].label == "Ordinary general assembly"
    for item in (item for one in templates.values() for item in one.items):
        assert item.titles["fr"]
        assert item.titles["en"]
        assert item.kind in ItemKind.values
        assert item.subject in Subject.values


def test_the_template_of_a_permanent_assembly_has_its_nine_points():
    meeting = take_template(
        meeting=make_meeting(state="planned"), template="permanent_assembly", by=coordinator()
    )

    assert meeting.items.count() == 9
    assert meeting.items.on_agenda()[0].title == "Météo et nouvelles des membres"
    assert sum(one.minutes_planned for one in meeting.items.all()) == 140


def test_a_template_that_is_unknown_or_too_late_is_refused():
    with pytest.raises(RuleBroken, match="one of the templates"):
        take_template(meeting=make_meeting(state="planned"), template="x", by=coordinator())
    with pytest.raises(RuleBroken, match="convened"):
        take_template(meeting=make_meeting(state="convened"), template="bureau", by=coordinator())


def test_as_last_time_takes_the_tree_without_what_came_by_itself():
    earlier = held()
    above = make_item(meeting=earlier, title="Rapports", minutes_planned=30)
    make_item(meeting=earlier, title="Rapport moral", parent=above)
    make_item(meeting=earlier, title="Suites", source="assemblies.register")
    make_item(meeting=earlier, title="Goûter", added_as="minor")
    meeting = make_meeting(body=earlier.body, state="planned")

    copy_agenda(meeting=meeting, earlier=earlier, by=coordinator())

    assert lines(meeting) == [("", "Rapports"), ("Rapports", "Rapport moral")]
    with pytest.raises(RuleBroken, match="another body"):
        copy_agenda(meeting=meeting, earlier=held(), by=coordinator())
    with pytest.raises(RuleBroken, match="nothing"):
        copy_agenda(meeting=meeting, earlier=held(earlier.body, days=70), by=coordinator())


def test_the_next_agenda_lists_open_decisions_overdue_first_and_minutes_to_approve():
    earlier = held()
    make_undertaking(earlier, "Louer une salle")
    make_undertaking(earlier, "Écrire au ministère", due_on=date(2024, 12, 1))
    make_undertaking(earlier, "Payer la cotisation", due_on=date(2024, 10, 1))
    make_undertaking(earlier, "Fait", state="done")
    make_undertaking(earlier, "Du bureau", audience="bureau")

    meeting = plan_next(earlier.body)

    assert lines(meeting) == [
        ("", "Approbation du procès-verbal du 9 septembre 2024"),
        ("Suites des décisions", "Payer la cotisation"),
        ("", "Suites des décisions"),
        ("Suites des décisions", "Écrire au ministère"),
        ("Suites des décisions", "Louer une salle"),
    ]
    overdue = meeting.items.get(title="Payer la cotisation")
    assert overdue.text == "Décidé le 9 septembre 2024. C’était à faire pour le 1er octobre 2024."


def test_taking_it_again_doubles_nothing_and_lets_go_what_is_done():
    earlier = held()
    done, open_ = make_undertaking(earlier, "Un"), make_undertaking(earlier, "Deux")
    meeting = plan_next(earlier.body)
    prefill_agenda(meeting=meeting, by=coordinator())
    assert meeting.items.count() == 4

    Undertaking.objects.filter(pk=done.pk).update(state="done")
    prefill_agenda(meeting=meeting, by=coordinator())
    assert not meeting.items.filter(title="Un").exists()

    Undertaking.objects.filter(pk=open_.pk).update(state="done")
    prefill_agenda(meeting=meeting, by=coordinator())
    assert lines(meeting) == [("", "Approbation du procès-verbal du 9 septembre 2024")]


def test_what_somebody_worked_on_stays():
    earlier = held()
    done = make_undertaking(earlier, "Un")
    meeting = plan_next(earlier.body)
    item = meeting.items.get(title="Un")
    item.documents.create(title="Devis", url="https://reseau.example/devis")

    Undertaking.objects.filter(pk=done.pk).update(state="done")
    prefill_agenda(meeting=meeting, by=coordinator())

    assert meeting.items.filter(title="Un").exists()


def test_minutes_that_are_locked_or_signed_are_not_approved_again():
    locked, signed = held(), held(make_rules(minutes_by_signature=True).body)
    Minutes.objects.create(
        meeting=locked,
        state="locked",
        sha256="0" * 64,
        locked_at=START,
        document="{}",
        public_document="{}",
    )

    assert lines(plan_next(locked.body)) == []
    assert lines(plan_next(signed.body)) == []


def test_only_the_next_meeting_of_a_series_takes_what_waits():
    body = make_body()
    make_rules(body=body)
    make_undertaking(held(body), "Un")
    future = START.replace(year=2100)

    first = plan_next(body, future)
    second = plan_next(body, future + timedelta(days=28))

    assert first.items.count() == 3
    assert second.items.count() == 0


def test_what_somebody_took_off_does_not_come_back_by_itself():
    earlier = held()
    make_undertaking(earlier, "Un")
    meeting = plan_next(earlier.body)

    remove_item(item=meeting.items.get(title="Suites des décisions"), by=coordinator())
    remove_item(item=meeting.items.get(kind="decision"), by=coordinator())

    assert lines(meeting) == []
    prefill_agenda(meeting=meeting, by=coordinator())
    assert not meeting.items.on_agenda().filter(title__startswith="Approbation").exists()
    assert not meeting.items.on_agenda().filter(title="Suites des décisions").exists()


def test_a_second_call_keeps_the_agenda_of_the_first():
    earlier = held(make_rules(subject={"second_call": True}).body)
    make_undertaking(earlier, "Un")
    second = make_meeting(body=earlier.body, state="planned", second_call_of=earlier)

    prefill_agenda(meeting=second, by=coordinator())

    assert not second.items.exists()


def test_a_meeting_wider_than_its_body_names_nothing_that_its_readers_may_not_open():
    earlier = held()
    earlier.body.audience = earlier.action.audience = "members"
    earlier.body.save()
    earlier.action.save()
    make_undertaking(earlier, "Louer une salle", audience="members")
    make_undertaking(earlier, "Ouvrir les portes", audience="public")
    meeting = make_meeting(body=earlier.body, state="planned")
    meeting.action.audience = "members"
    assert [line.title for line in lines_waiting(meeting)] == [
        "Approbation du procès-verbal du 9 septembre 2024",
        *("Suites des décisions", "Louer une salle", "Ouvrir les portes"),
    ]
    meeting.action.audience = "public"
    assert [line.title for line in lines_waiting(meeting)] == [
        *("Suites des décisions", "Ouvrir les portes")
    ]
