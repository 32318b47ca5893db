"""What is kept or read by others of an address: never its token, since that opens what it opens."""

import logging
import re

#: What is signed, then its signature; or the token of a link to sign in. In an address `:` is %3A.
_TOKEN = re.compile(
    r"(?:[\w-]{1,120}(?:[:.~]|%3A)){1,2}[\w-]{43}(?![\w-])|\b[0-9a-z]{1,12}-[0-9a-f]{32}\b",
    re.ASCII | re.IGNORECASE,
)


def without_tokens(text: str) -> str:
    """A mail or a line as others than its recipient read it: nobody acts by an address in it."""
    return _TOKEN.sub("…", text)


class DiscreetFormatter(logging.Formatter):
    """The one place through which lines of the log pass, tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))
