"""What becomes of a form that is sent: known again by its key, and whether it changed anything.

Every form that the house draws carries a key of its own (the tag `csrf_token` adds it), made for
the account that reads the page. The journal claims it with the first act of a request, so that a
second click, the button “Back” or a request sent twice by a bad connection find it taken.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.datastructures import MultiValueDict

#: The name of the hidden field.
FIELD = "submission"
#: What stands in a form beside what was typed.
OF_THE_FRAME = frozenset({FIELD, "csrfmiddlewaretoken"})
#: How long a form may stay open, and how long the journal knows it again.
LIFE = timedelta(days=30)
_SIGNER = signing.TimestampSigner(salt="essaim.submission", sep="~")


class AlreadySent(Exception):
    """The database holds a row for this form: its act was done, or is being done."""


@dataclass(frozen=True)
class SubmissionKey:
    """The key of one form: a secret that the house does not keep, and whose page it stood on."""

    secret: str
    owner: str
    is_old: bool = False

    def is_of(self, account: Any) -> bool:
        """Whether the page was drawn for this account, or for a visitor where there is none."""
        return hmac.compare_digest(self.owner, owner_mark(self.secret.partition(".")[0], account))

    def mark(self, *words: str) -> str:
        """Stands for these words in the database; nobody finds them again without the secret."""
        message = "\0".join(words).encode()
        return hmac.new(self.secret.encode(), message, hashlib.sha256).hexdigest()

    def seal(self, text: str) -> str:
        """The text as only who sends the form again can read it: once per key."""
        plain = text.encode()
        stream = hashlib.shake_256(f"answer:{self.secret}".encode()).digest(len(plain))
        sealed = bytes(a ^ b for a, b in zip(plain, stream, strict=True))
        return urlsafe_b64encode(sealed).decode()

    def unseal(self, sealed: str) -> str:
        plain = urlsafe_b64decode(sealed)
        stream = hashlib.shake_256(f"answer:{self.secret}".encode()).digest(len(plain))
        return bytes(a ^ b for a, b in zip(plain, stream, strict=True)).decode()


def owner_mark(secret: str, account: Any) -> str:
    """Tells one account from another without naming it. `account`: primary key, None, or ""."""
    message = f"{secret}:{'' if account is None else account}".encode()
    key = f"essaim.submission.owner:{settings.SECRET_KEY}".encode()
    return urlsafe_b64encode(hmac.new(key, message, hashlib.sha256).digest()[:12]).decode()


def new_page_of_keys(account: Any) -> str:
    """What the keys of one page begin with."""
    secret = secrets.token_urlsafe(16)
    return _SIGNER.sign(f"{secret}.{owner_mark(secret, account)}")


def read_key(value: str) -> SubmissionKey | None:
    """The key that a form carries; None where it has none, or one that this house never made."""
    stem, _dot, number = value.rpartition(".")
    try:
        secret, owner = _SIGNER.unsign(stem).split(".")
    except (signing.BadSignature, ValueError):
        return None
    try:
        _SIGNER.unsign(stem, max_age=LIFE)
    except signing.SignatureExpired:
        return SubmissionKey(f"{secret}.{number}", owner, is_old=True)
    return SubmissionKey(f"{secret}.{number}", owner)


def typed(fields: MultiValueDict[str, str]) -> list[tuple[str, str]]:
    """What a form says, without what the house put in it."""
    return [
        (name, value)
        for name, values in fields.lists()
        if name not in OF_THE_FRAME
        for value in values
    ]


def content_of(fields: MultiValueDict[str, str], files: MultiValueDict[str, Any]) -> str:
    """All that a form says, its files by their hash: two that say the same say it alike."""
    words = [f"{name}={value}" for name, value in typed(fields)]
    for name, sent in files.lists():
        words += [f"{name}={file.name}:{_hash(file)}" for file in sent]
    return "\0".join(words)


def _hash(file: Any) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


@dataclass
class Writes:
    """What the acts of one request wrote, seen from the statements and from the revisions."""

    has_acted: bool = False
    _has_changed: bool = False
    _updated: set[str] = field(default_factory=set)
    _rows_of: set[str] = field(default_factory=set)
    _things: set[str] = field(default_factory=set)
    _parts: set[str] = field(default_factory=set)

    def statement(self, verb: str, table: str) -> None:
        (self._updated if verb == "UPDATE" else self._rows_of).add(table)

    def thing_stands(self, table: str, parts: Iterable[str]) -> None:
        """A thing was saved and stands as it stood, its parts in other tables too."""
        self._things.add(table)
        self._parts.update(parts)

    def thing_changed(self) -> None:
        self._has_changed = True

    @property
    def is_nothing(self) -> bool:
        """Acts were done, and everything stands as it stood.

        Rows that come or go are a change, but for those that a thing tells in its record: they are
        written anew each time.
        """
        judged = self._things | self._parts
        stands = self._updated <= judged and self._rows_of <= self._parts
        return self.has_acted and bool(self._things) and stands and not self._has_changed


@dataclass
class Sending:
    """One form on its way through the house."""

    key: SubmissionKey | None = None
    digest: str = ""
    content: str = ""
    is_claimed: bool = False
    writes: Writes = field(default_factory=Writes)


#: The form that this request sends; None while a page is read, and outside of requests.
sending: ContextVar[Sending | None] = ContextVar("form being sent", default=None)


@contextmanager
def outside_of_forms() -> Iterator[None]:
    """What a task does is not what a form says, even where it runs within its request."""
    token = sending.set(None)
    try:
        yield
    finally:
        sending.reset(token)


def changed_nothing() -> bool:
    """Whether what was sent left everything as it was."""
    form = sending.get()
    return form is not None and form.writes.is_nothing


def page_keys(account: Any) -> Iterator[str]:
    """A key for each form of one page."""
    stem, number = new_page_of_keys(account), 0
    while True:
        number += 1
        yield f"{stem}.{number}"
