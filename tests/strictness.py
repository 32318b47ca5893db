"""A house that tests hold to its word: a page that is read writes nothing, and knows its words."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from essaim.journal.actions import _outer
from essaim.kernel.manifest import manifests

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
#: What the settings of the tests write for a variable that a template does not find.
UNKNOWN = re.compile("⟦unknown variable ([^⟧]*)⟧".encode())
#: Sessions and background tasks are the frame's own bookkeeping.
OF_THE_FRAME = ("django_session", "django_tasks_database")
#: What `@action` writes itself, and what is derived from it once it is committed; runs and mails,
#: which leave in the background; the day of the last sign-in.
OF_THE_MACHINERY = (
    "journal_",
    "search_",
    "exchange_",
    "post_message",
    "accounts_user",
    "account_emailaddress",
)


class WroteWhileReading(AssertionError):
    """A view answered GET and changed a row."""


class WroteOutsideActions(AssertionError):
    """A view answered POST and changed a row without an action."""


class UnknownVariable(AssertionError):
    """A template wrote a variable that its context does not hold."""


def is_a_write(sql: str) -> bool:
    return sql.lstrip().upper().startswith(WRITES) and not any(t in sql for t in OF_THE_FRAME)


def is_within_an_action() -> bool:
    return _outer.get() is not None


class ReadsOnlyMiddleware:
    """Refuses every writing statement while a view reads; and, when it acts, outside of actions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_listed(request):
            return self.get_response(request)
        is_reading = request.method in {"GET", "HEAD"}
        with connection.execute_wrapper(self._refuse if is_reading else self._refuse_outside):
            return self.get_response(request)

    @staticmethod
    def _is_listed(request: HttpRequest) -> bool:
        listed = {view for manifest in manifests() for view in manifest.writing_views}
        try:
            return resolve(request.path_info).view_name in listed
        except Resolver404:
            return False

    @staticmethod
    def _refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if is_a_write(sql):
            raise WroteWhileReading(sql)
        return execute(sql, params, many, context)

    @staticmethod
    def _refuse_outside(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (
            is_a_write(sql)
            and not is_within_an_action()
            and not any(f'"{table}' in sql for table in OF_THE_MACHINERY)
        ):
            raise WroteOutsideActions(sql)
        return execute(sql, params, many, context)


class KnownVariablesMiddleware:
    """Refuses every page that writes a variable which is not there, in any test that asks for it.

    What a piece may be given or not, it asks for by `if`, or `with` gives it at first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and (found := UNKNOWN.search(response.content)):
            raise UnknownVariable(f"{found[1].decode()} at {request.path}")
        return response
