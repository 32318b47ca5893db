"""What is kept of a meeting until anything is written: read once for all, and never late."""

from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essaim.assemblies.meetings.queries import sitting_meetings
from essaim.assemblies.models import Attendance, Elector, Meeting
from essaim.assemblies.rounds.actions.deliberations import begin_round
from essaim.assemblies.sitting.queries.live import now_of
from essaim.assemblies.sitting.queries.page import sitting_page
from essaim.assemblies.votes.queries.quorum import roll_summary
from tests.assemblies.circles import address, open_consent, talked_about
from tests.factories.accounts import house, make_user
from tests.factories.assemblies import (
    make_elector,
    make_item,
    make_meeting,
    make_rules,
    make_voters,
)
from tests.factories.network import make_organisation, make_person, make_representation
from tests.keeping import TRIES, Visitor
from tests.processes import another_process

pytestmark = pytest.mark.django_db(transaction=True)


def browser_of(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def delegate_of(elector):
    user = make_user(email=f"{elector.pk}@example.org")
    person = make_person(user=user)
    make_representation(organisation=elector.membership.organisation, person=person)
    return user


def live_of(meeting) -> str:
    page = browser_of(make_user(role="coordination")).get(address("sitting", meeting))
    return page.context["live_url"]


def write_elsewhere(code: str, key: object) -> None:
    """In a process of its own, which then has ended."""
    models = "from essaim.assemblies.models import Attendance, Elector, Round, Stance"
    writer = another_process(f"{models}\nelector = Elector.objects.get(key='{key}')\n{code}")
    assert writer.wait(timeout=60) == 0


ARRIVES = """
Attendance.objects.create(
    meeting=elector.meeting,
    elector=elector,
    means="onsite",
    arrived_at=elector.meeting.starts_at,
)
"""
ANSWERS = """
Stance.objects.create(
    round=Round.objects.get(),
    elector=elector,
    answer="no_objection",
    given_as="in_person",
    given_at=elector.meeting.starts_at,
)
"""


def queries_of(read) -> int:
    """The fewest of several: on PostgreSQL another database moves the mark now and then, too."""
    numbers = []
    for _try in range(TRIES):
        with CaptureQueriesContext(connection) as queries:
            read()
        numbers.append(len(queries))
    return min(numbers)


def test_the_live_part_is_made_once_for_all_who_ask(kept_pages):
    meeting = make_meeting()
    make_voters(meeting, 3)
    live = live_of(meeting)
    first = Client().get(live)

    assert queries_of(partial(Client().get, live)) == 0
    assert Client().get(live).content == first.content
    has_it = {"If-None-Match": first.headers["ETag"]}
    assert Client().get(live, headers=has_it).status_code == 304


def test_pages_opened_at_different_moments_share_what_it_reads(kept_pages):
    """Their addresses differ, since each says when its page is old: the meeting is read once."""
    meeting = make_meeting()
    read = partial(now_of, meeting.key, "fr")
    read()
    assert queries_of(read) == 0
    assert queries_of(partial(roll_summary, meeting.key)) == 0


def test_a_meeting_read_before_a_write_does_not_stay_for_those_who_come_after(kept_pages):
    """Somebody takes the next item between the row that a page reads and what it asks of all."""
    meeting, acting = make_meeting(), house()
    item = make_item(meeting=meeting)
    early = sitting_meetings().get(pk=meeting.pk)
    Meeting.objects.filter(pk=meeting.pk).update(current_item=item)
    sitting_page(early, acting, timezone.now())

    after = sitting_page(sitting_meetings().get(pk=meeting.pk), acting, timezone.now())
    assert after.meeting.current_item == item


def test_an_arrival_noted_by_another_process_is_in_the_next_answer(kept_pages):
    meeting = make_meeting()
    elector = make_elector(meeting=meeting)
    browser = browser_of(delegate_of(elector))
    live, visitor = live_of(meeting), Visitor()
    assert visitor.gets_it_from_memory(live)
    before = visitor.read(live)
    assert browser.get(address("sitting", meeting)).context["now"].room.overall.present == 0
    write_elsewhere(ARRIVES, elector.key)

    after = visitor.read(live)
    assert after != before
    assert after == visitor.read_made(live)
    assert browser.get(address("sitting", meeting)).context["now"].room.overall.present == 1


def test_an_answer_to_the_convocation_from_another_process_is_counted_at_once():
    meeting = make_meeting(state="convened", opened_at=None)
    elector = make_elector(meeting=meeting)
    browser = browser_of(make_user(role="coordination"))
    page = partial(browser.get, meeting.get_absolute_url())
    assert page().context["summary"].coming == 0
    answer = "Elector.objects.update(answer='coming', answered_at=elector.meeting.starts_at)"
    write_elsewhere(answer, elector.key)

    assert page().context["summary"].coming == 1


def test_what_one_person_answers_in_a_round_all_others_see_at_their_next_question(kept_pages):
    meeting = make_meeting()
    one, other = make_voters(meeting, 2)
    text = talked_about(open_consent(meeting, one))
    begin_round(resolution=text, by=house())
    browser = browser_of(make_user(role="coordination"))
    parts = [live_of(meeting), browser.get(address("resolution", text)).context["live_url"]]
    visitor = Visitor()
    assert all(visitor.gets_it_from_memory(part) for part in parts)
    before = [visitor.read(part) for part in parts]
    write_elsewhere(ANSWERS, other.key)

    after = [visitor.read(part) for part in parts]
    assert after == [visitor.read_made(part) for part in parts]
    assert all(new != old for new, old in zip(after, before, strict=True))


def test_readers_of_one_moment_share_nothing_that_is_their_own(kept_pages):
    """Their voices and their buttons stand on their own page alone, and in no live part."""
    meeting = make_meeting(body=make_rules().body)
    ours, theirs = (
        make_elector(meeting=meeting, organisation=make_organisation(), present=True)
        for _time in range(2)
    )
    pages = {elector: browser_of(delegate_of(elector)) for elector in (ours, theirs)}
    for elector, browser in pages.items():
        page = browser.get(address("sitting", meeting))
        other = theirs if elector == ours else ours
        assert [mine.elector for mine in page.context["page"].mine] == [elector]
        assert str(other.key) not in page.content.decode()
    live = Client().get(live_of(meeting)).content.decode()
    assert all(str(elector.key) not in live for elector in pages)
    assert Attendance.objects.count() == Elector.objects.count() == 2


def test_each_language_is_kept_apart(kept_pages):
    meeting = make_meeting()
    make_elector(meeting=meeting)
    rules = [now_of(meeting.key, language).quorum_sentences for language in ("fr", "en", "fr")]
    assert rules[0] == rules[2] != rules[1]
