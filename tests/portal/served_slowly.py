"""An application for granian that says how a body arrived, hurried so that a test is short."""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from essaim.portal.reception import Pace, Reception  # noqa: E402 - after the rooms are there


def arrivals(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    content = environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['essaim.arrival']} {len(content)}".encode()]


#: Two threads: a slow body that held one would be seen at once.
application = Reception(arrivals, threads=2, pace=Pace(silence=1.5, grace=3, lingering=1))
