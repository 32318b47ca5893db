"""Many at once, and a process that dies: on real connections, on either database."""

import signal
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from essaim.assemblies.models import Resolution
from essaim.assemblies.sitting.actions.attendance import undo_arrival
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import cast_ballot, cast_secret_ballot
from essaim.kernel.errors import RuleBroken
from essaim.programme.models import Decision
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_body,
    make_meeting,
    make_open_vote,
    make_rules,
    make_voters,
)
from tests.processes import another_process

pytestmark = pytest.mark.django_db(transaction=True)

FOR, AGAINST = {"vote": "for"}, {"vote": "against"}


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Each act on its own thread and connection, together; answers what each was refused with."""
    refusals: list[str] = []
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except RuleBroken as refusal:
            refusals.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def voting(vote, elector, marks=FOR) -> Callable[[], object]:
    by = make_acting_for(elector)
    return lambda: cast_ballot(resolution=vote, elector=elector, marks=marks, by=by)


def test_two_devices_at_once_are_one_vote():
    meeting = make_meeting()
    (elector,) = make_voters(meeting, 1)
    vote = make_open_vote(meeting=meeting)
    refusals = at_once(*(voting(vote, elector, marks) for marks in (FOR, AGAINST) * 4))
    assert (refusals, vote.ballots.count()) == ([], 1)


def test_a_ballot_that_meets_the_closing_is_counted_or_refused_never_lost():
    meeting = make_meeting()
    electors = make_voters(meeting, 12)
    vote = make_open_vote(meeting=meeting)
    closer = house()

    def close() -> None:
        close_resolution(resolution=vote, by=closer)

    acts = [voting(vote, elector) for elector in electors]
    refusals = at_once(*acts[:6], close, *acts[6:])

    closed = Resolution.objects.get(pk=vote.pk)
    counted = closed.tally.get("voters", 0)
    assert counted == closed.ballots.count()
    assert counted + len(refusals) == 12
    assert set(refusals) <= {"Le vote est clos."}
    assert closed.presence["present"] == 12


def test_a_ballot_that_meets_the_taking_back_of_its_arrival_is_of_somebody_who_came():
    """The vote is there and the arrival stands, or both are not."""
    meeting = make_meeting()
    electors = make_voters(meeting, 8)
    vote = make_open_vote(meeting=meeting)
    takes_back = house()

    def taking_back(elector) -> Callable[[], object]:
        attendance = elector.attendances.get()
        return lambda: undo_arrival(attendance=attendance, by=takes_back)

    acts = [(voting(vote, one), taking_back(one)) for one in electors]
    refusals = at_once(*(act for pair in acts for act in pair))

    came = set(meeting.attendances.values_list("elector", flat=True))
    assert set(vote.ballots.values_list("elector", flat=True)) == came
    assert len(refusals) == len(electors)


def test_two_chairs_close_once():
    meeting = make_meeting()
    (elector,) = make_voters(meeting, 1)
    vote = make_open_vote(meeting=meeting)
    voting(vote, elector)()
    closer = house()
    close = [lambda: close_resolution(resolution=vote, by=closer)] * 2
    assert at_once(*close) == ["Le vote est clos."]
    assert Decision.objects.count() == 1


def test_a_box_holds_as_many_ballots_as_there_are_signatures_however_fast_they_come():
    body = make_body()
    make_rules(body=body, subject={"secrecy": "always"})
    meeting = make_meeting(body=body)
    electors = make_voters(meeting, 8)
    vote = make_open_vote(meeting=meeting)

    def putting(elector) -> Callable[[], object]:
        by = make_acting_for(elector)
        return lambda: cast_secret_ballot(resolution=vote, votes={elector: FOR}, by=by)

    acts = [putting(elector) for elector in electors]
    refusals = at_once(*acts, *acts[:2])
    assert len(refusals) == 2
    assert vote.box.count() == vote.sign_offs.count() == 8


#: All has been written and nothing committed when the process is killed.
CLOSING = """
import os, signal
from essaim.assemblies.minutes.actions import undertakings
from essaim.assemblies.models import Resolution
from essaim.assemblies.votes.actions.resolutions import close_resolution
from tests.factories.accounts import house
undertakings.lock_approved_minutes = lambda **_: os.kill(os.getpid(), signal.SIGKILL)
close_resolution(resolution=Resolution.objects.get(), by=house())
"""


def test_a_process_killed_while_closing_leaves_the_vote_open():
    meeting = make_meeting()
    (elector,) = make_voters(meeting, 1)
    vote = make_open_vote(meeting=meeting)
    voting(vote, elector)()

    assert another_process(CLOSING).wait(timeout=60) == -signal.SIGKILL
    standing = Resolution.objects.get(pk=vote.pk)
    assert (standing.state, standing.tally, Decision.objects.count()) == ("open", {}, 0)
    assert close_resolution(resolution=vote, by=house()).tally["for"] == 1
