"""What is kept or read by others of an address: never its token, since that opens what it opens.

What anybody may send stands in the log too: it makes no line of its own, and not a long one.
"""

import logging
import re
from copy import copy

#: What is signed, then its signature; or the token of a link to sign in. In an address `:` is %3A.
_TOKEN = re.compile(
    r"(?:[\w-]{1,120}(?:[:.~]|%3A)){1,2}[\w-]{43}(?![\w-])|\b[0-9a-z]{1,12}-[0-9a-f]{32}\b",
    re.ASCII | re.IGNORECASE,
)
#: Signs that end a line, move the cursor of who reads it, or turn it around.
_NO_SIGN_OF_A_LINE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
#: Signs of a line before its traceback.
LONGEST = 2_000
#: Django's name for what it refuses by itself, as an unknown host: where it stood tells nothing.
_REFUSED = "django.security."


def without_tokens(text: str) -> str:
    """A mail or a line as others than its recipient read it: nobody acts by an address in it."""
    return _TOKEN.sub("…", text)


class DiscreetFormatter(logging.Formatter):
    """The one place through which lines of the log pass, tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith(_REFUSED):
            record = copy(record)
            record.exc_info = record.exc_text = None
        return without_tokens(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 as logging calls it
        line = _NO_SIGN_OF_A_LINE.sub(_escaped, super().formatMessage(record))
        return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _escaped(sign: re.Match[str]) -> str:
    return sign.group().encode("unicode_escape").decode()
