"""A house that tests hold to its word: a page that is read writes nothing."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from essaim.kernel.manifest import manifests

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
#: Sessions and background tasks are the frame's own bookkeeping.
OF_THE_FRAME = ("django_session", "django_tasks_db")


class WroteWhileReading(AssertionError):
    """A view answered GET and changed a row."""


class ReadsOnlyMiddleware:
    """Refuses every writing statement while a view answers GET or HEAD."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or self._is_listed(request):
            return self.get_response(request)
        with connection.execute_wrapper(self._refuse):
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
        if sql.lstrip().upper().startswith(WRITES) and not any(t in sql for t in OF_THE_FRAME):
            raise WroteWhileReading(sql)
        return execute(sql, params, many, context)
