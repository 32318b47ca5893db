"""An application for granian that says how a body arrived, hurried so that a test is short."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from essaim.portal.reception import Pace, Reception  # noqa: E402 - after the rooms are there


class Table:
    """An answer that a view writes while it reads, of as many bytes as the address says."""

    streaming = True

    def __init__(self, size: int) -> None:
        self.size = size

    def __iter__(self) -> Iterator[bytes]:
        return (b"x" * 100_000 for _part in range(self.size // 100_000))


def arrivals(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    content = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/table":
        start("200 OK", [("Content-Type", "text/csv")])
        return Table(int(environ["QUERY_STRING"]))
    is_whole = environ["essaim.arrival"] == "whole"
    start("200 OK" if is_whole else "413 Content Too Large", [("Content-Type", "text/plain")])
    said = f"{environ['essaim.arrival']} {len(content)}"
    return [" ".join([said, *environ.get("HTTP_X_FORWARDED_FOR", "").split()]).encode()]


#: Two threads: a slow body that held one would be seen at once.
application = Reception(arrivals, threads=2, pace=Pace(silence=1.5, grace=3, lingering=1))
