"""The action that a meeting is: what the two share is changed on the page of the meeting alone."""

from dataclasses import replace

import pytest
from django.urls import reverse

from essaim.assemblies.meetings.actions.meetings import plan_meeting
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.roll.actions.changes import cancel_meeting, edit_meeting
from essaim.exchange.engine import SourceRow
from essaim.exchange.enums import RowOutcome
from essaim.kernel.errors import RuleBroken
from essaim.programme.actions.actions import (
    cancel_action,
    discard_action,
    edit_action,
    restore_action,
    restore_revision,
)
from essaim.programme.content import ActionContent
from essaim.programme.imports.actions import ActionImport
from tests.assemblies.lively import address, text_of
from tests.factories.accounts import coordinator
from tests.factories.assemblies import START, make_body
from tests.factories.programme import make_action, make_objective

pytestmark = pytest.mark.django_db
REFUSAL = "Une autre page de la maison tient cette action"


@pytest.fixture
def meeting():
    return plan_meeting(
        body=make_body(name="Bureau"),
        starts_at=START,
        ends_at=START.replace(hour=10),
        content=MeetingContent(mode="onsite", place="Nantes"),
        by=coordinator(),
    )


def page(name, action, *more):
    return reverse(f"programme:{name}", args=[action.key, *more])


@pytest.mark.parametrize("act", [cancel_action, discard_action])
def test_the_programme_neither_cancels_nor_discards_it(meeting, act):
    with pytest.raises(RuleBroken, match=REFUSAL):
        act(action=meeting.action, by=coordinator())


def test_what_was_cancelled_with_the_meeting_is_not_taken_back_without_it(meeting):
    cancelled = cancel_meeting(meeting=meeting, reason="Grève.", by=coordinator())

    assert cancelled.action.state == "cancelled"
    with pytest.raises(RuleBroken, match=REFUSAL):
        restore_action(action=cancelled.action, by=coordinator())


@pytest.mark.parametrize(
    "said", [{"title": "Autre"}, {"place": "Lyon"}, {"state": "held"}, {"audience": "public"}]
)
def test_what_the_two_share_is_not_edited_in_the_programme(meeting, said):
    other = replace(ActionContent.of(meeting.action), **said)

    with pytest.raises(RuleBroken, match=REFUSAL):
        edit_action(action=meeting.action, content=other, by=coordinator())


def test_no_earlier_version_comes_back_that_says_otherwise(meeting):
    edit_meeting(
        meeting=meeting,
        content=MeetingContent(title="Bureau élargi", mode="onsite"),
        by=coordinator(),
    )

    with pytest.raises(RuleBroken, match=REFUSAL):
        restore_revision(action=meeting.action, number=1, by=coordinator())


def test_its_page_in_the_programme_leads_to_the_meeting(as_user, coordinator, meeting):
    text = text_of(as_user(coordinator).get(meeting.action.get_absolute_url()))

    assert meeting.get_absolute_url() in text
    for name in ("cancel_action", "discard_action", "restore_action"):
        assert page(name, meeting.action) not in text


def test_the_rest_is_edited_there_and_the_meeting_keeps_what_is_its_own(
    as_user, coordinator, meeting
):
    objective = make_objective()
    browser, address = as_user(coordinator), page("edit_action", meeting.action)
    form = text_of(browser.get(address))
    assert meeting.get_absolute_url() in form
    assert 'name="title"' in form

    said = {"title": "Autre", "starts_on": "2020-01-01", "summary": "Utile.", "state": "held"}
    response = browser.post(address, {**said, "objective": objective.key})

    assert response.url == meeting.action.get_absolute_url()
    meeting.action.refresh_from_db()
    action = meeting.action
    assert (action.title, action.place) == ("Bureau du 14 octobre 2024", "Nantes")
    assert (action.starts_on, action.state) == (START.date(), "planned")
    assert (action.summary, list(action.objectives.all())) == ("Utile.", [objective])


def test_cancelling_from_an_old_page_says_where_it_is_done(as_user, coordinator, meeting):
    browser = as_user(coordinator)

    response = browser.post(page("cancel_action", meeting.action), follow=True)

    assert REFUSAL in response.text
    meeting.refresh_from_db()
    assert (meeting.state, meeting.action.state) == ("planned", "planned")
    assert browser.get(address("cancel_meeting", meeting)).status_code == 200


def test_an_import_leaves_it_as_the_meeting_says(meeting):
    def outcome_of(**cells):
        values = {"title": meeting.action.title, "starts_on": "2024-10-14", **cells}
        row = SourceRow(line=2, position=0, cells=list(values.values()), values=values)
        [plan] = ActionImport().plan([row], options={}, answers={}, by=coordinator())
        return plan.outcome

    assert outcome_of(state="cancelled") == RowOutcome.REFUSED
    assert outcome_of(summary="Utile.") == RowOutcome.UPDATED


def test_an_action_that_stands_alone_is_changed_as_ever():
    action = make_action(state="planned")

    assert cancel_action(action=action, by=coordinator()).state == "cancelled"
    assert restore_action(action=action, by=coordinator()).state in {"planned", "held"}
