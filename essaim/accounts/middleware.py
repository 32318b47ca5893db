"""`request.acting`: who asks, read once, when first wanted."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.kernel.acting import VISITOR, Acting


class ActingMiddleware:
    """Sets `request.acting`; costs no query until a view or a template asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def look() -> Acting:
            return acting_as(request.user) if isinstance(request.user, User) else VISITOR

        request.acting = SimpleLazyObject(look)  # type: ignore[attr-defined]
        return self.get_response(request)
