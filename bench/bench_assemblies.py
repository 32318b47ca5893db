"""A meeting with many voters: what its page costs, its live part, and two hundred votes at once.

Run it alone with `python -m bench.bench_assemblies`.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from bench.bench_queries import Recorder
from bench.large import coordinator, database
from bench.lines import Line, cpu_seconds, once, table
from essaim.assemblies.models import Elector, Meeting, Resolution
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_body, make_meeting, make_open_vote
from tests.factories.large_meetings import make_large_meeting, seat
from tests.factories.network import make_membership, make_person

VOTERS, PROXIES, COLLEGES = 500, 300, 3
AT_ONCE, HANDS = 200, 4


def lines() -> Iterator[Line]:
    meeting = large_meeting()
    yield from page_lines(meeting)
    yield from voting_lines()


def large_meeting() -> Meeting:
    """Most gave a proxy, the others are in the room and hold them; one vote is open."""
    meeting = make_large_meeting(VOTERS, PROXIES, COLLEGES)
    make_open_vote(meeting=meeting)
    return meeting


def page_lines(meeting: Meeting) -> Iterator[Line]:
    """The page of who presides; its live part, which browsers ask for without cookies."""
    what = f"meeting of {VOTERS} voters, {PROXIES} proxies, {COLLEGES} colleges"
    client = Client(HTTP_HOST="localhost")
    client.force_login(coordinator())
    page, spent, asked = visited(client, reverse("assemblies:sitting", args=[meeting.key]))
    yield Line(f"{what}: queries of the page", str(asked), "< 30")
    yield Line("— page", f"{spent * 1000:.0f} ms CPU, {len(page) / 1000:.0f} kB", "≤ 15 ms")
    live = re.search(r"/assemblees/en-ce-moment/[^\"]+", page.decode())
    if live is None:
        raise LookupError("The page has no live part.")
    yield from live_lines(meeting, live[0])


def live_lines(meeting: Meeting, path: str) -> Iterator[Line]:
    """Right after anything is written, from another page of the same meeting, and from memory."""
    client = Client(HTTP_HOST="localhost")

    def after_a_write() -> None:
        Meeting.objects.filter(pk=meeting.pk).update(changed_at=timezone.now())
        client.get(path)

    part, spent, _asked = visited(client, path)
    written = cpu_seconds(after_a_write)
    first = f"{len(part) / 1000:.1f} kB, {written * 1000:.0f} ms CPU"
    yield Line("— its live part, the first time after a write", first, "≤ 5 kB")
    yield Line("— for a page of another moment", f"{spent * 1000:.1f} ms CPU")
    settings.KEPT_PAGES_BYTES = 1 << 24
    _part, spent, asked = visited(client, path)
    settings.KEPT_PAGES_BYTES = 0
    each = f"{spent * 1000:.2f} ms CPU, {asked} queries"
    yield Line("— for each other client until the next write", each, "≤ 1 ms")


def visited(client: Client, path: str) -> tuple[bytes, float, int]:
    """What it answers once the first visit has filled caches; seconds of CPU; queries."""
    client.get(path)
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        response = client.get(path)
    return response.content, cpu_seconds(lambda: client.get(path)), len(recorder.statements)


def voting_lines() -> Iterator[Line]:
    """As many people as there are, each on their own session, on twenty connections."""
    meeting = make_meeting(body=make_body())
    house = Client(HTTP_HOST="localhost")
    house.get("/")
    voters = [voter_in(meeting, house) for _at in range(AT_ONCE)]
    vote = make_open_vote(meeting=meeting)
    spent = once(lambda: cast_all(voters, vote))
    counted = vote.ballots.count()
    if counted != AT_ONCE:
        raise RuntimeError(f"{counted} ballots of {AT_ONCE} were counted.")
    yield Line(f"{AT_ONCE} voters at once: every ballot counted once, in", f"{spent:.1f} s", "≤ 10")


def voter_in(meeting: Meeting, house: Client) -> tuple[Client, Elector]:
    """Somebody signed in whose own membership is in the room; all come to one house."""
    user = make_user()
    person = make_person(user=user)
    membership = make_membership(person=person)
    elector = Elector.objects.create(
        meeting=meeting,
        membership=membership,
        name=str(person),
        voice=f"person:{person.key}",
        college=membership.college,
    )
    seat(meeting, [elector])
    client = Client(HTTP_HOST="localhost")
    client.handler = house.handler
    client.force_login(user)
    return client, elector


def cast_all(voters: Sequence[tuple[Client, Elector]], vote: Resolution) -> None:
    """Twenty hands at once, each on a connection of its own, as threads of a server hold it."""
    path = reverse("assemblies:cast_ballots", args=[vote.key])

    def cast(share: Sequence[tuple[Client, Elector]]) -> None:
        try:
            for client, elector in share:
                response = client.post(path, {"voice": str(elector.key), "vote": "for"})
                if response.status_code != 302:
                    raise RuntimeError(f"A ballot was answered {response.status_code}.")
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        for _done in pool.map(cast, [voters[hand::HANDS] for hand in range(HANDS)]):
            pass


if __name__ == "__main__":
    kept = tempfile.TemporaryDirectory()
    with kept as folder, database(Path(folder)), translation.override("fr"):
        print(table(lines()))
