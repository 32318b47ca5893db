"""What views share: the acting person, doors open to visitors, refusals as messages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden, RuleBroken

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Request(HttpRequest):
    """A request that knows who acts (set by the accounts' middleware)."""

    acting: Acting
    htmx: Any
    csp_nonce: str


def open_to_visitors(reason: str) -> Callable[[View], View]:
    """Marks a view that needs no account; the reason is read by the test of the house."""

    def mark(view: View) -> View:
        marked = login_not_required(view)
        marked.open_because = reason  # type: ignore[attr-defined]
        return marked

    return mark


@contextmanager
def refusals_on(form: BaseForm) -> Iterator[None]:
    """A rule broken by what was typed stands above the form, and nothing typed is lost."""
    try:
        yield
    except Forbidden:
        raise
    except RuleBroken as refusal:
        form.add_error(None, ValidationError(str(refusal)))


@contextmanager
def refusals_as_messages(request: HttpRequest) -> Iterator[None]:
    """A rule broken by a button becomes a message on the next page."""
    try:
        yield
    except Forbidden:
        raise
    except RuleBroken as refusal:
        messages.error(request, str(refusal))


def tell(request: HttpRequest, sentence: str, *, undo: str = "") -> None:
    """A message on the next page; `undo` is the address that takes the act back."""
    messages.success(request, sentence, extra_tags=f"undo:{undo}" if undo else "")


def not_found_sentence() -> str:
    return _("This page does not exist, or is not for you to see.")
