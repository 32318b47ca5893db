"""Lists that leave whole, beside the rows that they are made of: CPU, and memory at most."""

import resource
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client

from bench.bench_queries import Recorder, Statement
from bench.large import coordinator
from bench.lines import Line, cpu_seconds
from essaim.kernel.exports import FORMATS

LISTS = {
    "actions": "/programme/actions/actions.{}",
    "organisations": "/reseau/organisations.{}",
}


def lines() -> Iterator[Line]:
    """In the house as it stands, for whoever sees every row."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(coordinator())
    for name, address in LISTS.items():
        recorder = Recorder()
        with connection.execute_wrapper(recorder):
            bytes_of(client, address.format("csv"))
        rows = cpu_seconds(partial(read, recorder.statements), rounds=3)
        for ending, made in FORMATS.items():
            there = address.format(ending)
            cpu = cpu_seconds(partial(bytes_of, client, there), rounds=3)
            spent = f"{cpu:.2f} s CPU, {bytes_of(client, there) / 1e6:.1f} MB"
            yield Line(f"all {name} as {made.label}", spent)
            yield Line("— against reading the rows alone", f"{cpu / rows:.1f}", "≤ 3")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    yield Line("— memory of the process at most", f"{most:.0f} MB", "≤ 160 MB")


def bytes_of(client: Client, address: str) -> int:
    answer: Any = client.get(address)
    return sum(len(part) for part in answer.streaming_content)


def read(statements: list[Statement]) -> None:
    """The same statements, their rows read some at a time and let go."""
    for sql, params in statements:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            while cursor.fetchmany(1_000):
                pass
