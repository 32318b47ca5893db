"""The session is written once all else is done; somebody else may write just then."""

import logging

from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from essaim.kernel.http import busy_page
from essaim.kernel.locks import is_busy

log = logging.getLogger(__name__)


class PatientSessionMiddleware(SessionMiddleware):
    """Where a session cannot be saved for a lock, nothing that was done is said to be lost.

    Who only read, and whose act is committed, gets the answer: the house forgets to remember a
    sentence that was shown. Who sent something that lives in the session alone, as at sign-in,
    sends it again.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except OperationalError as error:
            if not is_busy(error):
                raise
            log.warning("session waited in vain: %s", error)
            is_done = getattr(request, "has_acted", False)
            return response if request.method != "POST" or is_done else busy_page(request)
