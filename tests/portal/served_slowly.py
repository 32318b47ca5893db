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
    is_whole = environ["essaim.arrival"] == "whole"
    start("200 OK" if is_whole else "413 Content Too Large", [("Content-Type", "text/plain")])
    said = f"{environ['essaim.arrival']} {len(content)}"
    return [" ".join([said, *environ.get("HTTP_X_FORWARDED_FOR", "").split()]).encode()]


#: Two threads: a slow body that held one would be seen at once.
application = Reception(arrivals, threads=2, pace=Pace(silence=1.5, grace=3, lingering=1))
