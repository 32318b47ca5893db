"""What a second call decides without a quorum: the agenda and the texts of the first, frozen."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from essaim.assemblies.models import Meeting
from essaim.assemblies.votes.actions.openings import hindrance_of
from essaim.assemblies.votes.actions.resolutions import (
    ResolutionContent,
    close_resolution,
    edit_resolution,
    open_resolution,
    write_resolution,
)
from essaim.assemblies.votes.actions.second_calls import second_call
from essaim.assemblies.votes.actions.voting import enter_hand_votes
from essaim.assemblies.votes.queries.put_again import Words, is_put_again
from essaim.assemblies.votes.queries.rule_paragraphs import rule_paragraph
from tests.factories.accounts import house
from tests.factories.assemblies import (
    START,
    make_elector,
    make_item,
    make_meeting,
    make_option,
    make_resolution,
    make_rules,
)

HALF = {
    "quorum_kind": "fraction",
    "quorum_numerator": 1,
    "quorum_denominator": 2,
    "second_call": True,
}
FIRST = [
    {"title": "Comptes", "text": "Approuver.", "subject": "accounts", "options": [], "seats": 1},
    {
        "title": "Bureau",
        "text": "Élire.",
        "subject": "election",
        "options": ["Ada", "Zoé"],
        "seats": 1,
    },
]


@pytest.mark.parametrize(
    ("question", "is_spared"),
    [
        (Words("Comptes", "Approuver.", "accounts"), True),
        (Words(" Comptes ", "Approuver.\r\n", "accounts"), True),
        (Words("Comptes", "Approuver et affecter.", "accounts"), False),
        (Words("Les comptes", "Approuver.", "accounts"), False),
        (Words("Comptes", "Approuver.", "ordinary"), False),
        (Words("Bureau", "Élire.", "election", ("Ada", "Zoé")), True),
        (Words("Bureau", "Élire.", "election", ("Zoé", "Ada")), False),
        (Words("Bureau", "Élire.", "election", ("Ada", "Zoé", "Lou")), False),
        (Words("Bureau", "Élire.", "election", ("Ada", "Zoé"), 2), False),
        (Words("Comptes", "Élire.", "election", ("Ada", "Zoé")), False),
    ],
)
def test_the_very_words_of_the_first_are_spared_and_no_others(question, is_spared):
    assert is_put_again(question, FIRST) is is_spared
    assert not is_put_again(question, [])


def first_meeting(**subject) -> Meeting:
    """Ten electors, five needed, nobody there: it was closed without its quorum."""
    meeting = make_meeting(body=make_rules(subject={**HALF, **subject}).body, state="closed")
    for _number in range(10):
        make_elector(meeting=meeting)
    return meeting


def second_of(first: Meeting) -> Meeting:
    """Held a month later, with one elector of ten in the room."""
    later = START + timedelta(days=30)
    second = second_call(
        meeting=first, starts_at=later, ends_at=later + timedelta(hours=2), by=house()
    )
    second.state, second.rules = "open", first.rules
    second.convened_at, second.opened_at = START + timedelta(days=1), later
    second.save()
    make_elector(meeting=second, present=True)
    for _number in range(9):
        make_elector(meeting=second)
    return second


def outcome_of(resolution) -> str:
    """By the one vote of who is there."""
    voter = resolution.meeting.electors.get(attendances__isnull=False)
    resolution = open_resolution(resolution=resolution, by=house())
    enter_hand_votes(resolution=resolution, votes={voter: "for"}, by=house())
    return str(close_resolution(resolution=resolution, by=house()).outcome)


def write(meeting: Meeting, title: str, text: str):
    item = meeting.items.first() or make_item(meeting=meeting)
    return write_resolution(item=item, title=title, text=text, by=house())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state", [{}, {"state": "closed", "outcome": "no_quorum"}, {"state": "withdrawn"}]
)
def test_a_question_left_undecided_is_put_again_and_decided_without_a_quorum(state):
    first = first_meeting()
    times = {"opened_at": START} if state else {}
    if "outcome" in state:
        times["closed_at"] = START
    make_resolution(meeting=first, title="Comptes", text="Approuver.", **state, **times)

    second = second_of(first)

    question = second.resolutions.get()
    assert (question.title, question.text, question.state) == ("Comptes", "Approuver.", "draft")
    assert question.item.title == first.items.get().title
    assert outcome_of(question) == "adopted"


@pytest.mark.django_db
def test_a_question_written_at_the_second_meeting_needs_the_quorum():
    first = first_meeting()
    make_resolution(meeting=first, title="Comptes", text="Approuver.")
    second = second_of(first)
    assert outcome_of(write(second, "Vendre le local", "Vendre.")) == "no_quorum"


@pytest.mark.django_db
def test_a_question_put_in_other_words_needs_the_quorum():
    first = first_meeting()
    make_resolution(meeting=first, title="Comptes", text="Approuver.")
    question = second_of(first).resolutions.get()
    content = ResolutionContent("Comptes", "Approuver, et vendre le local.", "ordinary")
    question = edit_resolution(resolution=question, content=content, by=house())
    assert (
        "dans ces termes"
        in rule_paragraph(question, question.meeting.rules.subjects.get()).sentences[-1]
    )
    assert outcome_of(question) == "no_quorum"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "text", "outcome"),
    [
        ("Comptes 2024", "Comptes 2024", "adopted"),
        ("Comptes 2024", "Approuver les comptes et vendre.", "no_quorum"),
    ],
)
def test_an_item_without_a_question_announces_its_own_words(title, text, outcome):
    first = first_meeting()
    make_item(meeting=first, title="Comptes 2024")
    assert outcome_of(write(second_of(first), title, text)) == outcome


@pytest.mark.django_db
def test_what_the_first_meeting_decided_is_not_put_again():
    first = first_meeting()
    decided = {"state": "closed", "outcome": "rejected", "opened_at": START, "closed_at": START}
    make_resolution(meeting=first, title="Comptes", text="Approuver.", **decided)
    make_resolution(meeting=first, title="Autre", text="Autre.", state="withdrawn")
    second = second_of(first)
    assert not second.resolutions.exists()
    assert outcome_of(write(second, "Comptes", "Approuver.")) == "no_quorum"


@pytest.mark.django_db
def test_a_text_changed_at_the_first_meeting_afterwards_stays_as_it_was():
    first = first_meeting()
    question = make_resolution(meeting=first, title="Comptes", text="Approuver.")
    second = second_of(first)
    question.text = "Vendre le local."
    question.save()
    assert outcome_of(write(second, "Comptes", "Vendre le local.")) == "no_quorum"


@pytest.mark.django_db
def test_what_was_added_at_the_first_meeting_was_announced_to_nobody():
    first = first_meeting()
    make_item(meeting=first, title="Annoncé")
    incident = make_item(meeting=first, title="Incident", added_as="incident")
    make_resolution(item=incident, title="Vendre", text="Vendre le local.")
    second = second_of(first)
    assert not second.resolutions.exists()
    assert outcome_of(write(second, "Vendre", "Vendre le local.")) == "no_quorum"


@pytest.mark.django_db
def test_where_the_rules_bind_no_agenda_any_question_is_spared():
    second = second_of(_with_an_item(first_meeting(second_call_same_agenda=False)))
    assert outcome_of(write(second, "Vendre le local", "Vendre.")) == "adopted"


def _with_an_item(meeting: Meeting) -> Meeting:
    make_item(meeting=meeting)
    return meeting


@pytest.mark.django_db
def test_options_and_items_below_items_are_taken_up_each_in_its_place():
    first = first_meeting()
    above = make_item(meeting=first, title="Élections")
    make_item(meeting=first, title="Divers")
    below = make_item(meeting=first, title="Bureau", parent=above)
    vote = make_resolution(item=below, title="Bureau", text="Élire.", method="approval")
    for name in ("Ada", "Zoé", "Lou"):
        make_option(resolution=vote, label=name)

    question = second_of(first).resolutions.get()

    assert question.item.title == "Bureau"
    assert [one.label for one in question.options.order_by("position")] == ["Ada", "Zoé", "Lou"]


@pytest.mark.django_db
def test_second_calls_planned_before_keep_the_words_of_their_first_meeting():
    first = first_meeting()
    make_resolution(meeting=first, title="Comptes", text="Approuver.")
    make_item(meeting=first, title="Divers")
    second = second_of(first)
    kept, second.put_again = second.put_again, []
    second.save()

    module = import_module("essaim.assemblies.migrations.0003_second_calls_that_are_planned")
    module.keep_what_is_put_again(apps, None)

    second.refresh_from_db()
    assert second.put_again == kept
    assert [one["title"] for one in kept] == ["Comptes", "Divers"]


@pytest.mark.django_db
def test_rules_that_changed_since_hinder_the_question_and_not_the_second_call():
    first = first_meeting()
    void = {"state": "closed", "outcome": "no_quorum", "opened_at": START, "closed_at": START}
    make_resolution(meeting=first, title="Bureau", text="Voter.", is_secret=True, **void)
    make_resolution(meeting=first, title="Comptes", text="Approuver.", **void)
    make_rules(body=first.body, starts_on=date(2025, 1, 1), subject={"secrecy": "never"})
    bureau, comptes = second_of(first).resolutions.order_by("number")
    assert bureau.is_secret
    assert "n’admettent pas le vote secret" in hindrance_of(bureau)
    assert hindrance_of(comptes) == ""
