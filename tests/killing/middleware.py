"""The web process is killed within a request, at the moment that its header names."""

import os
import signal
from collections.abc import Callable
from threading import Timer
from typing import NoReturn

from django.http import HttpRequest, HttpResponse

from essaim.journal import actions as journal


def die(*_words: object, **_more: object) -> NoReturn:
    """The server and its process, so that nothing takes over or tidies up."""
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


class DyingMiddleware:
    """`X-Dies`: `line` as the journal is written, `answer` once all is committed, or seconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        moment = request.headers.get("X-Dies", "")
        if moment == "line":
            journal._write = die
        elif moment and moment != "answer":
            Timer(float(moment), die).start()
        response = self.get_response(request)
        if moment == "answer":
            die()
        return response
