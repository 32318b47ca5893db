"""Secret ballots: what is sent to some views stands nowhere but where these put it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from essaim.kernel.http import Request

View = TypeVar("View", bound=Callable[..., Any])


def told_to_nobody(view: View) -> View:
    """What is sent to this view is not kept in a session, nor its digest in the row of its form.

    It stands above the other decorators.
    """
    view.is_told_to_nobody = True  # type: ignore[attr-defined]
    return view


def is_told_to_nobody(request: "Request") -> bool:
    """Whether this request sends such a form."""
    match = request.resolver_match
    return match is not None and getattr(match.func, "is_told_to_nobody", False)
