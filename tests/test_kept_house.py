"""Every page for visitors, in a house that keeps them: nothing written is missing on any of them.

Each page of the address map is read until it comes from memory; then something is written, and the
page is compared with what a house makes of it that keeps none.
"""

import logging
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from essaim.assemblies.votes.actions.voting import cast_secret_ballot
from essaim.journal.models import Entry
from essaim.kernel.context import identity, network_name
from essaim.kernel.database_clock import clock
from essaim.kernel.listing.http import answer_list
from essaim.network.queries.settings import identity_of_network
from essaim.network.views import organisations
from essaim.post.sending import send_messages
from tests.edits.case import EditCase
from tests.edits.test_edits import EDITS
from tests.factories.accounts import make_user
from tests.factories.assemblies import (
    make_acting_for,
    make_body,
    make_meeting,
    make_open_vote,
    make_rules,
    make_voters,
)
from tests.factories.network import make_organisation
from tests.factories.post import make_message
from tests.keeping import (
    Visitor,
    addresses_at_each_moment,
    host,
    open_pages,
    public_addresses,
)
from tests.marks.house import build
from tests.marks.moments import meetings_of
from tests.marks.reading import WORD
from tests.marks.rows import Marked, word_of
from tests.sending import forms_in

PARIS = ZoneInfo("Europe/Paris")
#: Open to visitors, and never kept: each with its reason.
NOT_KEPT = {
    "accounts:demo_sign_in": "signs in",
    "accounts:sign_in_by_link": "a link of a mail",
    "assemblies:answer_by_link": "a link of a mail",
    "assemblies:answer_round": "a form",
    "assemblies:ask_amendment": "a form",
    "assemblies:change_nomination": "a form",
    "assemblies:dates_by_link": "a link of a mail",
    "assemblies:document": "a file, which says its own Cache-Control",
    "assemblies:export_undertakings": "written part by part",
    "assemblies:my_calendar": "a secret address",
    "assemblies:nominate": "a form",
    "assemblies:read_minutes": "a link of a mail",
    "assemblies:record_arrival": "a form",
    "assemblies:record_departure": "a form",
    "assemblies:sitting_by_link": "a link of a mail",
    "assemblies:suggest_electors": "a link of a mail",
    "assemblies:withdraw_text": "a form",
    "assemblies:write_wording": "a form",
    "comments:answer_by_link": "a link of a mail",
    "comments:refuse_by_link": "a link of a mail",
    "files:content": "a file, which says its own Cache-Control",
    "files:picture": "a file, which says its own Cache-Control",
    "network:come_in": "a link of a mail",
    "network:style": "a style sheet, which says its own Cache-Control",
    "network:export_organisations": "written part by part",
    "portal:calendar_of_meetings": "a secret address",
    "portal:embed": "a policy of its own",
    "portal:my_calendar": "a secret address",
    "portal:public_calendar": "a calendar, which says its own Cache-Control",
    "programme:export_actions": "written part by part",
    "programme:export_indicators": "written part by part",
    "programme:export_readings": "written part by part",
    "questions:export_answers": "written part by part",
    "questions:export_codebook": "written part by part",
    "questions:give_answer": "a form",
    "reports:funder_file": "a link, withdrawn at any moment",
    "reports:funder_reading": "a link, which counts its readings",
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Most addresses refuse visitors, as they should: no line of log for each."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def made() -> Marked:
    """Rows of every kind and audience, whose words the search knows."""
    made, _readers = build()
    call_command("rebuild_search")
    return made


@pytest.mark.django_db(transaction=True)
def test_what_another_process_writes_is_seen_at_once_on_every_public_page(kept_pages, made) -> None:
    """A word of the page is written over by hand, by another process, in no action."""
    visitor = Visitor()
    kept, changed, stale = set(), set(), []
    # What stands in an address stays as it is, or the next page would be another's.
    codes = {word.encode() for word, mark in made.marks.items() if mark.column.endswith(".code")}
    with host() as by_hand:
        for address in addresses_at_each_moment(made):
            if visitor.read(address.url)[0] != 200 or not visitor.gets_it_from_memory(address.url):
                continue
            kept.add(address.name)
            before = visitor.read(address.url)[1]
            for word in sorted(set(WORD.findall(before)) - codes)[:2]:
                by_hand.rewrite(word.decode(), word_of(next(made.numbers)))
            after = visitor.read(address.url)
            if after != visitor.read_made(address.url):
                stale.append(address.url)
            changed |= {address.name} if after[1] != before else set()

    assert stale == []
    assert kept == open_pages() - set(NOT_KEPT)
    assert kept - changed == {"portal:privacy", "assemblies:rounds_now"}


@pytest.mark.django_db
def test_no_page_says_anything_else_before_its_minute_is_over(monkeypatch, made) -> None:
    """Nor is a moment of the house within a minute: at its first and at its last instant."""
    first = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
    last = first + timedelta(minutes=1) - timedelta(microseconds=1)
    differ = []
    for address in addresses_at_each_moment(made):
        answers = []
        for at in (first, last):
            monkeypatch.setattr(timezone, "now", lambda at=at: at)
            answers.append(Visitor().read_made(address.url))
        if answers[0] != answers[1]:
            differ.append(address.url)
    assert differ == []


AN_INSTANT = timedelta(microseconds=1)


@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_a_page_is_made_is_on_the_next_one(kept_pages, monkeypatch) -> None:
    """The page was read before another process wrote, and is finished after."""
    make_organisation(name="Les Ruches", audience="public")
    visitor = Visitor()
    with host() as by_hand:

        def read_then_wait(*args: Any, **words: Any) -> Any:
            response = answer_list(*args, **words)
            by_hand.rewrite("Les Ruches", "La Ronde")
            return response

        monkeypatch.setattr(organisations, "answer_list", read_then_wait)
        assert b"Les Ruches" in visitor.read("/reseau/")[1]
        monkeypatch.setattr(organisations, "answer_list", answer_list)

        assert b"La Ronde" in visitor.read("/reseau/")[1]


#: Each a moment at which a page may say something else, in the zone of the house.
TURNS = {
    "a minute": datetime(2026, 3, 5, 20, 30, tzinfo=PARIS),
    "midnight": datetime(2026, 3, 6, 0, 0, tzinfo=PARIS),
    "a year": datetime(2027, 1, 1, 0, 0, tzinfo=PARIS),
    "the end of summer time": datetime(2026, 10, 25, 3, 0, tzinfo=PARIS),
}


@pytest.mark.django_db
def test_what_a_page_says_of_the_time_it_says_at_once(
    kept_pages, made, monkeypatch, stop_the_clock
) -> None:
    """Nothing is written; the time alone goes on, over a minute, midnight, the end of a year."""
    stop_the_clock()
    visitor, stale, changed = Visitor(), [], set()
    for turn, at in TURNS.items():
        end_meetings(made, at)
        for address in public_addresses(made):
            before = read_at(visitor, address.url, at - AN_INSTANT, monkeypatch)
            after = read_at(visitor, address.url, at, monkeypatch)
            if after != visitor.read_made(address.url):
                stale.append((turn, address.url))
            changed |= {turn} if after != before else set()
        kept_pages.clear()

    assert stale == []
    assert changed == set(TURNS)


def end_meetings(made: Marked, at: datetime) -> None:
    """Those of the house are convened, and over just then."""
    meetings_of(made).update(
        state="convened",
        starts_at=at - timedelta(hours=2),
        ends_at=at - AN_INSTANT,
        opened_at=None,
        closed_at=None,
    )


def read_at(
    visitor: Visitor, url: str, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, bytes]:
    monkeypatch.setattr(timezone, "now", lambda: at)
    return visitor.read(url)


@pytest.mark.django_db(transaction=True)
def test_a_kept_house_and_one_that_keeps_nothing_answer_alike_whatever_is_done(
    kept_pages, made, monkeypatch
) -> None:
    """Every edit of the house by its form, rows made beside, and time that passes, at random."""
    draw = random.Random(20261130)
    visitor, now = Visitor(), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    addresses = [
        address.url for address in public_addresses(made) if visitor.read(address.url)[0] == 200
    ]
    browser = Client()
    browser.force_login(make_user(role="coordination"))
    different, done = [], 0
    for name in draw.sample(sorted(EDITS), len(EDITS)):
        done += is_taken(EDITS[name], browser)
        if not draw.randrange(4):
            now += timedelta(seconds=draw.randrange(100))
        for url in draw.sample(addresses, 4):
            for _time in range(draw.randrange(1, 3)):
                answer = visitor.read(url)
            if answer != visitor.read_made(url):
                different.append((name, url))

    assert different == []
    assert kept_pages.served > 50
    assert done > len(EDITS) * 3 / 4


def is_taken(case: EditCase, browser: Client) -> bool:
    """Makes the rows of an edit, and sends its form; whether the house took it."""
    try:
        with transaction.atomic():
            address = case.address()
    except IntegrityError:  # some make the row of a given key, which is there
        return False
    forms = forms_in(browser.get(address).content, address)
    form = next((form for form in forms if "revision" in form.fields), None)
    if form is None:
        return False
    typed = {case.field: case.theirs, **dict(case.with_theirs)}
    return form.send(browser, **typed).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_secret_ballot_is_seen_at_once_though_no_journal_tells_of_it(kept_pages) -> None:
    body = make_body(audience="public")
    make_rules(body=body, subject={"secrecy": "always"})
    meeting = make_meeting(body=body)
    elector, *_others = make_voters(meeting, 5)
    vote = make_open_vote(meeting=meeting)
    visitor = Visitor()
    assert visitor.gets_it_from_memory("/assemblees/")
    mark, lines = clock.mark(), Entry.objects.count()
    cast_secret_ballot(
        resolution=vote, votes={elector: {"vote": "for"}}, by=make_acting_for(elector)
    )

    assert Entry.objects.count() == lines
    assert clock.mark() != mark
    before = kept_pages.served
    visitor.read("/assemblees/")
    assert kept_pages.served == before


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_leaves_moves_the_clock(kept_pages) -> None:
    """What a mail changes beside all actions: its row says that it left."""
    make_message()
    mark = clock.mark()
    send_messages()

    assert mail.outbox
    assert clock.mark() != mark


@pytest.mark.django_db(transaction=True)
def test_the_network_is_called_by_its_new_name_at_once(kept_pages, monkeypatch) -> None:
    monkeypatch.setattr(identity, "read", identity_of_network)
    house = make_organisation(name="Les Ruches", is_house=True, audience="public")
    visitor = Visitor()
    assert visitor.gets_it_from_memory("/bilans/")
    assert b"Les Ruches" in visitor.read("/bilans/")[1]
    with host() as by_hand:
        by_hand.rewrite("Les Ruches", "La Ronde")

    house.refresh_from_db()
    assert house.name == "La Ronde"
    assert b"La Ronde" in visitor.read("/bilans/")[1]
    assert network_name() == "La Ronde"
