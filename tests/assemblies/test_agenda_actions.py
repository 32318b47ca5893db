"""The agenda: items, their order, what members propose, what comes after the convocation."""

from io import BytesIO

import pytest
from django.utils.translation import override

from essaim.accounts.queries import acting_as
from essaim.assemblies.meetings.actions.agendas import (
    accept_item,
    add_document,
    add_file_document,
    add_item,
    decline_item,
    edit_item,
    move_item,
    nest_item,
    propose_item,
    remove_document,
    remove_item,
)
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import coordinator, make_acting
from tests.factories.assemblies import (
    make_body,
    make_item,
    make_meeting,
    make_resolution,
    make_rules,
)
from tests.factories.network import make_delegate, make_group, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def planned():
    return make_meeting(state="planned")


def convened(added_items="minor", **fields):
    rules = make_rules(added_items=added_items)
    return make_meeting(body=rules.body, state="convened", **fields)


def titles(meeting, parent=None):
    return [one.title for one in meeting.items.on_agenda().filter(parent=parent)]


def test_items_stand_in_the_order_in_which_they_come_and_move():
    meeting = planned()
    first, second, third = (
        add_item(meeting=meeting, title=title, kind="discussion", by=coordinator())
        for title in ("Un", "Deux", "Trois")
    )

    move_item(item=third, up=True, by=coordinator())
    move_item(item=first, up=True, by=coordinator())
    move_item(item=second, up=False, by=coordinator())

    assert titles(meeting) == ["Un", "Trois", "Deux"]


def test_an_item_goes_under_another_and_never_under_itself():
    meeting = planned()
    above, below = (
        add_item(meeting=meeting, title=title, kind="report", by=coordinator())
        for title in ("Rapports", "Rapport moral")
    )

    nest_item(item=below, parent=above, by=coordinator())

    assert (titles(meeting), titles(meeting, above)) == (["Rapports"], ["Rapport moral"])
    with pytest.raises(RuleBroken, match="under itself"):
        nest_item(item=above, parent=below, by=coordinator())
    with pytest.raises(RuleBroken, match="not on this agenda"):
        nest_item(item=below, parent=make_item(meeting=planned()), by=coordinator())
    nest_item(item=below, parent=None, by=coordinator())
    assert titles(meeting) == ["Rapports", "Rapport moral"]


def test_an_item_is_removed_with_those_under_it_while_the_meeting_is_planned():
    meeting = planned()
    above = make_item(meeting=meeting)
    under = make_item(meeting=meeting, parent=above)
    make_resolution(item=under)
    with pytest.raises(RuleBroken, match="withdraw it first"):
        remove_item(item=above, by=coordinator())
    meeting.resolutions.all().delete()

    remove_item(item=above, by=coordinator())

    assert not meeting.items.exists()
    with pytest.raises(RuleBroken, match="keeps what it announced"):
        remove_item(item=make_item(meeting=convened()), by=coordinator())


def test_an_item_without_title_or_in_a_closed_meeting_is_refused():
    with pytest.raises(RuleBroken, match="a title"):
        add_item(meeting=planned(), title="  ", kind="report", by=coordinator())
    with pytest.raises(RuleBroken, match="is over"):
        add_item(meeting=make_meeting(state="closed"), title="Un", kind="report", by=coordinator())


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "only minor questions"),
        ({"added_as": "added"}, "only minor questions"),
        ({"added_as": "minor", "subject": "statutes"}, "had to be announced"),
        ({"added_as": "minor", "kind": "election"}, "had to be announced"),
        ({"added_as": "incident"}, "Say what happened"),
    ],
)
def test_a_convened_general_assembly_takes_no_other_item(said, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        add_item(meeting=convened(), by=coordinator(), **{"title": "X", "kind": "decision", **said})


def test_a_minor_question_and_an_incident_are_added_to_it():
    meeting = convened()

    minor = add_item(
        meeting=meeting, title="Goûter", kind="decision", added_as="minor", by=coordinator()
    )
    incident = add_item(
        meeting=meeting,
        title="Révocation",
        kind="decision",
        subject="election",
        text="Le trésorier refuse de présenter les comptes.",
        added_as="incident",
        by=coordinator(),
    )

    assert (minor.added_as, incident.added_as) == ("minor", "incident")
    with pytest.raises(RuleBroken, match="had to be announced"):
        edit_item(item=minor, title="Goûter", kind="decision", subject="statutes", by=coordinator())


def test_other_bodies_add_what_they_like_and_it_shows():
    item = add_item(
        meeting=convened("free"), title="Un", kind="decision", subject="statutes", by=coordinator()
    )

    assert item.added_as == "added"


def test_what_was_announced_keeps_its_title_kind_and_subject():
    item = make_item(meeting=convened(), title="Comptes", kind="decision")

    for changed in ({"title": "Autre"}, {"kind": "report"}, {"subject": "accounts"}):
        said = {"title": "Comptes", "kind": "decision", **changed}
        with pytest.raises(RuleBroken, match="The convocation announced"):
            edit_item(item=item, by=coordinator(), **said)
    edited = edit_item(
        item=item, title="Comptes", kind="decision", minutes_planned=20, by=coordinator()
    )
    assert edited.minutes_planned == 20


def test_a_second_call_takes_no_other_item():
    rules = make_rules(subject={"second_call": True})
    first = make_meeting(body=rules.body, state="closed")
    second = make_meeting(body=rules.body, state="planned", second_call_of=first)

    with pytest.raises(RuleBroken, match="same agenda"):
        add_item(meeting=second, title="Un", kind="decision", by=coordinator())


def test_a_member_proposes_and_who_convenes_accepts_or_says_why_not():
    meeting = planned()
    user = make_delegate()
    proposed, other = (
        propose_item(meeting=meeting, title=title, kind="discussion", by=acting_as(user))
        for title in ("Un", "Deux")
    )
    assert (proposed.state, proposed.proposed_by) == ("proposed", user.person)
    assert titles(meeting) == []

    accept_item(item=proposed, by=coordinator())
    with pytest.raises(RuleBroken, match="Say why"):
        decline_item(item=other, reason=" ", by=coordinator())
    declined = decline_item(item=other, reason="Déjà traité.", by=coordinator())

    assert titles(meeting) == ["Un"]
    assert (declined.state, declined.reason_declined) == ("declined", "Déjà traité.")
    with pytest.raises(RuleBroken, match="already"):
        accept_item(item=proposed, by=coordinator())
    with pytest.raises(RuleBroken, match="Only what is proposed"):
        decline_item(item=proposed, reason="Non.", by=coordinator())
    assert accept_item(item=declined, by=coordinator()).reason_declined == ""


def test_what_is_proposed_after_the_convocation_obeys_the_rules_of_additions():
    item = make_item(meeting=convened(), state="proposed")

    with pytest.raises(RuleBroken, match="only minor questions"):
        accept_item(item=item, by=coordinator())
    assert accept_item(item=item, added_as="minor", by=coordinator()).added_as == "minor"


def test_a_stranger_proposes_nothing_and_a_delegate_decides_nothing():
    meeting = planned()
    with pytest.raises(Forbidden):
        propose_item(meeting=meeting, title="Un", kind="report", by=make_acting())
    with pytest.raises(Forbidden):
        add_item(meeting=meeting, title="Un", kind="report", by=acting_as(make_delegate()))


def test_the_secretary_of_the_meeting_makes_its_agenda():
    user = make_delegate()
    meeting = make_meeting(state="planned", secretary=user.person)

    assert add_item(meeting=meeting, title="Un", kind="report", by=acting_as(user)).pk


def test_whoever_sits_in_the_group_of_the_body_proposes():
    user = make_delegate()
    group = make_group(people=(user.person,))
    meeting = make_meeting(state="planned", body=make_body(kind="bureau", group=group))
    meeting.action.audience = "bureau"
    meeting.action.save()

    assert propose_item(meeting=meeting, title="Un", kind="report", by=acting_as(user)).pk


def test_a_document_is_a_link_or_a_file_seen_by_those_who_see_the_meeting():
    item = make_item(meeting=planned())
    link = add_document(item=item, url="https://reseau.example/comptes.pdf", by=coordinator())
    kept = add_file_document(
        item=item, content=BytesIO(b"Comptes 2024\n"), name="comptes.txt", by=coordinator()
    )

    assert link.title == "https://reseau.example/comptes.pdf"
    assert (kept.title, kept.file.audience) == ("comptes.txt", "members")
    with pytest.raises(RuleBroken, match="one of them"):
        add_document(item=item, by=coordinator())
    remove_document(document=link, by=coordinator())
    assert [one.title for one in item.documents.all()] == ["comptes.txt"]


def test_documents_that_were_announced_stay():
    document = add_document(
        item=make_item(meeting=convened()), url="https://reseau.example/", by=coordinator()
    )

    with pytest.raises(RuleBroken, match="documents stay"):
        remove_document(document=document, by=coordinator())


def test_who_presents_an_item_is_said():
    person = make_person()
    item = add_item(
        meeting=planned(), title="Un", kind="report", presenter=person, by=coordinator()
    )

    assert item.presenter == person
