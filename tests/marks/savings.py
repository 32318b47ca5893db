"""What is worked out once while the marked house is read: nothing there changes between two reads
of one moment, and what a reader sees depends on nothing that is kept here but on who reads.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from types import FunctionType
from typing import Any
from unittest.mock import patch

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import resolvers

from essaim.accounts.queries import acting_as
from essaim.kernel import middleware
from essaim.kernel.pandoc import convert
from essaim.portal.views import doors


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Sessions stand in memory; who somebody is, where an address leads, and the file that a text
    makes are found once; a refusal of one sentence is drawn once for each reader.
    """
    with ExitStack() as kept:
        kept.enter_context(
            override_settings(SESSION_ENGINE="django.contrib.sessions.backends.cache")
        )
        backend = AuthenticationBackend()
        root = resolvers.get_resolver()
        for target, name, once in (
            ("essaim.accounts.middleware", "acting_as", cache(acting_as)),
            ("essaim.documents.formats.office", "convert", _converted()),
        ):
            kept.enter_context(patch(f"{target}.{name}", once))
        users = cache(backend.get_user)
        kept.enter_context(
            patch.object(AuthenticationBackend, "get_user", lambda _self, pk: users(pk))
        )
        kept.enter_context(patch.object(root, "resolve", cache(root.resolve)))
        kept.enter_context(patch("django.test.client.store_rendered_templates", _no_copies))
        kept.enter_context(patch.object(middleware, "refuse", _drawn_once(middleware.refuse)))
        kept.enter_context(patch.object(doors, "_refusal", _drawn_once(doors._refusal)))
        yield


def _no_copies(*_args: Any, **_said: Any) -> None:
    """The client copies the context of each template for who asks: nobody does."""


def _converted() -> Callable[..., bytes]:
    once: dict[str, bytes] = {}

    def converted(data: bytes, **said: Any) -> bytes:
        key = repr((data, said))
        if key not in once:
            once[key] = convert(data, **said)
        return once[key]

    return converted


def _drawn_once(draw: Callable[[HttpRequest, int, str], HttpResponse]) -> Callable[..., Any]:
    """The page of a refusal is the frame of its reader around a sentence."""
    once: dict[tuple[Any, int, str], bytes] = {}

    def drawn(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
        key = (getattr(request.user, "pk", None), status, str(sentence))
        if key not in once:
            once[key] = draw(request, status, sentence).content
        return HttpResponse(once[key], status=status)

    return drawn


def in_one_stretch(go: Callable[[], Any]) -> Any:
    """What `go` answers, with room for all its calls at once.

    Python keeps frames in stretches of 16 KB, and where a loop calls across the border of two, it
    asks the system for memory at each call: a quarter of the time of reading. One wide frame
    before makes a stretch that is long enough.
    """
    code = _called.__code__.replace(co_stacksize=70_000)
    return FunctionType(code, globals())(go)


def _called(go: Callable[[], Any]) -> Any:
    return go()
