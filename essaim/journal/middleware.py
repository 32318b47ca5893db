"""A form that is sent twice is taken once, and the second is told what the first did."""

import logging
import time
from collections.abc import Callable, Iterator
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.messages import get_messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from essaim.journal.models import Submission
from essaim.kernel.discretion import is_told_to_nobody
from essaim.kernel.http import Request, nothing_changed_sentence
from essaim.kernel.kept import keep, key_in, page_of
from essaim.kernel.locks import is_busy
from essaim.kernel.submissions import AlreadySent, Sending, SubmissionKey, content_of, sending

log = logging.getLogger(__name__)
#: Seconds that a second request waits for what the first is answered.
PATIENCE, STEP = 2.0, 0.05
READING = {"GET", "HEAD", "OPTIONS", "TRACE"}


class SubmissionMiddleware:
    """Holds the form of a request, answers its second sending, and says where nothing changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if request.method in READING:
            return self.get_response(request)
        form = Sending()
        token = sending.set(form)
        try:
            response = self.get_response(request)
            request.has_acted = form.writes.has_acted
            return self._answer(request, form, response)
        finally:
            sending.reset(token)

    def process_view(self, request: Request, *_view: Any) -> HttpResponse | None:
        """Before the view runs, since it may refuse for the very reason that the first acted."""
        form, key = sending.get(), key_in(request) if request.method not in READING else None
        if form is None or key is None or not key.is_of(request.user.pk):
            return None
        form.key = key
        if not is_told_to_nobody(request):  # else the digest of a ballot would stand beside others
            form.content = content_of(request.POST, request.FILES)
        form.digest = key.mark("form", request.path)
        if key.is_old:
            return ask_again(request, key, _("This form was open for more than a month."))
        return self._what_was_done(request, form)

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        form = sending.get()
        if isinstance(error, AlreadySent) and form is not None:
            return self._what_was_done(request, form) or redirect(page_of(request))
        return None

    def _answer(self, request: Request, form: Sending, response: HttpResponse) -> HttpResponse:
        if form.is_claimed and form.key is not None:
            _keep_answer(request, form, form.key, response)
        elif form.digest and response.status_code != 303:
            return self._what_was_done(request, form) or response
        is_silent = isinstance(response, HttpResponseRedirect) and not _has_said(request)
        if is_silent and form.writes.is_nothing:
            messages.info(request, nothing_changed_sentence())
        return response

    def _what_was_done(self, request: Request, form: Sending) -> HttpResponse | None:
        """None where this form was not sent before."""
        before = Submission.objects.filter(digest=form.digest).first()
        if before is None or form.key is None:
            return None
        if not before.is_said_again(form.key, form.content):
            return ask_again(request, form.key, _("This form had been sent before, and was taken."))
        return _first_answer(request, before, form.key)


def ask_again(request: Request, key: SubmissionKey, why: str) -> HttpResponse:
    """What was typed stands in its form again, and nothing is done until it is sent."""
    again = _("Choose again on this page.")
    messages.warning(request, why if keep(request, key) else f"{why} {again}")
    return _see(page_of(request))


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _keep_answer(
    request: Request, form: Sending, key: SubmissionKey, response: HttpResponse
) -> None:
    row = Submission.objects.filter(digest=form.digest).first()
    if row is None:
        return
    sentences = [
        [message.level, str(message.message), message.extra_tags or ""]
        for message in _queued(request)
    ]
    try:
        row.keep_answer(key, {"to": response.headers.get("Location", ""), "told": sentences})
    except OperationalError as error:
        if not is_busy(error):
            raise
        log.warning("an answer is not kept for a second sending: %s", error)  # the act is done


def _first_answer(request: Request, before: Submission, key: SubmissionKey) -> HttpResponse:
    """The page to which the first went, with its sentences, and one that says it was done once."""
    until = time.monotonic() + PATIENCE
    while not before.answer and time.monotonic() < until:
        time.sleep(STEP)
        before.refresh_from_db()
    answer = before.answered(key)
    already_queued = _forget_queued(request)
    for level, sentence, tags in answer.get("told", []):
        if sentence not in already_queued:
            messages.add_message(request, level, sentence, extra_tags=tags)
    messages.info(request, _("This form had already been sent: it was done once, not twice."))
    return _see(answer.get("to") or _without_script(page_of(request)))


def _without_script(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _has_said(request: Request) -> bool:
    return any(True for _sentence in _queued(request))


def _queued(request: Request) -> Iterator[Any]:
    """The sentences of this request, which are for the next page; looking does not spend them."""
    return iter(cast(Any, get_messages(request))._queued_messages)


def _forget_queued(request: Request) -> set[str]:
    """Drops what a second request was about to say; answers what the first still has to say."""
    storage = cast(Any, get_messages(request))
    storage._queued_messages = []
    return {str(message.message) for message in storage._loaded_messages}
