"""Pages of a large house, for who is signed in and who is not: CPU, queries, bytes, growth.

Run it alone with `python -m bench.bench_pages`; `--huge` goes to a hundred thousand.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import QuerySet
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import translation

from bench.bench_queries import Recorder, replay
from bench.house import fill, furnish
from bench.large import coordinator, database
from bench.lines import Line, cpu_once, cpu_seconds, table
from essaim.network.models import Organisation, Person, Theme
from essaim.programme.models import Action

FEW, MANY, HUGE = 1_000, 20_000, 100_000
A_PAGE = 50
ROUNDS = 5
#: So that each write changes something.
TURNS = count()
#: What is typed → what it is.
ASKED = {
    "rencontre": "a word of every eighth thing",
    "numero 777": "two words of few things",
    "organisatoin 777": "a misspelt name",
    "12 a": "the beginning of a name",
}
FOR_MEMBERS = {"people", "person", "dues", "meeting of 500"}
BARE = """<table>{% for row in page %}<tr><td><a href="/{{ row.key }}/">{{ row.name }}</a></td>
<td>{{ row.get_kind_display }}</td><td>{{ row.city }}</td></tr>{% endfor %}</table>
{{ page.number }} / {{ page.paginator.num_pages }}"""


@dataclass(frozen=True)
class Measured:
    """A page: seconds of CPU, right after a write, of its bare statements alone; how many they are,
    its bytes.
    """

    cpu: float
    cold: float
    sql: float
    queries: int
    size: int


def lines(*, huge: bool = False) -> Iterator[Line]:
    report, meeting = furnish()
    clients = {name: Client(HTTP_HOST="localhost") for name in ("visitor", "coordinator")}
    clients["coordinator"].force_login(coordinator())
    measured: dict[str, list[Measured]] = defaultdict(list)
    wishes: dict[str, str] = {}
    for wanted in (FEW, MANY, HUGE) if huge else (FEW, MANY):
        spent = cpu_once(partial(fill, wanted))
        yield Line(f"house filled to {wanted} of each, its index made", f"{spent:.0f} s CPU")
        pages = {**pages_of(wanted), "meeting of 500": (meeting.get_absolute_url(), 15)}
        for what, (path, wished) in pages.items():
            for who, client in clients.items():
                if who == "visitor" and what in FOR_MEMBERS:
                    continue
                measured[f"{what}, {who}"].append(measure(client, path))
                wishes[f"{what}, {who}"] = f"≤ {wished} ms"
    composer = reverse("reports:composer", args=[report.key])
    measured["composer"] = [measure(clients["coordinator"], composer)]
    wishes["composer"] = "≤ 200 kB"
    yield from (Line(what, in_words(each), wishes[what]) for what, each in measured.items())
    yield kept_line(clients["visitor"])
    spent = cpu_seconds(bare) * 1000
    yield Line("bare view of fifty organisations, no middleware", f"{spent:.1f} ms CPU")


def pages_of(wanted: int) -> Mapping[str, tuple[str, int]]:
    """{what: (address, milliseconds wished)}."""
    last = wanted // A_PAGE
    organisations, actions = reverse("network:organisations"), reverse("programme:actions")
    return {
        "home": ("/", 15),
        "organisations": (organisations, 12),
        "organisations, last page": (f"{organisations}?page={last}", 12),
        "organisations, one word": (f"{organisations}?q=veillee", 12),
        "organisations, members": (f"{organisations}?membre=oui", 12),
        "organisation": (newest(Organisation.objects.all()), 8),
        "people": (reverse("network:people"), 12),
        "person": (newest(Person.objects.filter(audience="public")), 8),
        "dues": (reverse("network:dues"), 100),
        "programme": (reverse("programme:current"), 12),
        "actions": (actions, 15),
        "actions, late page": (f"{actions}?page={last * 3 // 4}", 15),
        "actions, one word": (f"{actions}?q=veillee", 15),
        "action": (newest(Action.objects.filter(audience="public")), 8),
        "indicators": (reverse("programme:indicators"), 12),
        **{
            f"search: {what}": (f"{reverse('search:results')}?{urlencode({'q': typed})}", 12)
            for typed, what in ASKED.items()
        },
    }


def newest(rows: "QuerySet[Organisation] | QuerySet[Person] | QuerySet[Action]") -> str:
    return rows.order_by("pk")[rows.count() - 1].get_absolute_url()


def measure(client: Client, path: str) -> Measured:
    """After a first visit that fills caches."""
    client.get(path)
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    reading = [(sql, params) for sql, params in recorder.statements if sql.startswith("SELECT")]
    return Measured(
        cpu=cpu_seconds(partial(client.get, path)),
        cold=min(_after_a_write(partial(client.get, path)) for _round in range(ROUNDS)),
        sql=cpu_seconds(partial(replay, reading)),
        queries=len(recorder.statements),
        size=len(answer.content),
    )


def _after_a_write(read: Callable[[], object]) -> float:
    """As the first who reads: nothing is kept any more."""
    Theme.objects.update(name=f"Habitat {next(TURNS)}")
    return cpu_once(read)


def kept_line(client: Client) -> Line:
    """A page that is kept, a hundred times: what is asked of the database is its mark alone."""
    settings.KEPT_PAGES_BYTES = 1 << 24
    pages = partial(_a_hundred_times, client)
    spent = cpu_seconds(pages) * 10
    settings.KEPT_PAGES_BYTES = 0
    return Line("a page kept for visitors, by the test client", f"{spent:.2f} ms CPU", "≤ 0.3 ms")


def _a_hundred_times(client: Client) -> None:
    for _time in range(100):
        client.get("/", headers={"Accept-Encoding": "gzip"})


def in_words(each: list[Measured]) -> str:
    first, last = each[0], each[-1]
    grown = f" (×{last.cpu / first.cpu:.1f})" if len(each) > 1 else ""
    colder = f"{last.cold * 1000:.1f} right after a write"
    spent = f"{last.cpu * 1000:.1f} ms CPU{grown}, of which SQL {last.sql * 1000:.1f}; {colder}"
    return f"{spent}, {last.queries} queries, {last.size / 1000:.0f} kB"


def bare() -> str:
    """What Django alone takes to list as much: one queryset, one short template."""
    rows = Organisation.objects.filter(audience="public", canonical=None).order_by("folded", "pk")
    page = Paginator(rows, A_PAGE).get_page(1)
    return engines["django"].from_string(BARE).render({"page": page})


if __name__ == "__main__":
    kept = tempfile.TemporaryDirectory()
    with kept as folder, database(Path(folder)), translation.override("fr"):
        print(table(lines(huge="--huge" in sys.argv[1:])))
