"""What an action owes to the form that asks for it: it claims its key, and tells what it wrote."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.journal.models import Entry, Submission
from essaim.kernel.errors import RuleBroken
from essaim.kernel.submissions import Writes, sending

#: Within this time, the same words are a second click and not a second thing.
A_MOMENT = timedelta(minutes=1)
_A_WRITE = re.compile(r'\s*(INSERT|UPDATE|DELETE)\s(?:INTO\s|FROM\s|OR\s\w+\s)*\s*"(\w+)"')
#: Tables of which each act writes a row.
_OF_EVERY_ACT = ("journal_",)


@contextmanager
def within_form(*, is_outermost: bool) -> Iterator[None]:
    """The first act that a form asks for claims its key; what all of them write is looked at.

    The row is part of the act's transaction: of two requests with one key the database lets one
    through, the other waits for it. An act that is refused leaves no claim behind.
    """
    form = sending.get()
    if form is None or not is_outermost:
        yield
        return
    claims = bool(form.digest) and not form.is_claimed
    if claims:
        Submission.objects.claim(form)
    try:
        with connection.execute_wrapper(partial(_look_at, form.writes)):
            yield
    except BaseException:
        form.is_claimed = form.is_claimed and not claims
        raise
    form.writes.has_acted = True


def _look_at(
    writes: Writes, execute: Callable[..., object], sql: str, *arguments: object
) -> object:
    """Notes which tables a statement writes to."""
    statement = _A_WRITE.match(sql)
    if statement and not statement[2].startswith(_OF_EVERY_ACT):
        writes.statement(statement[1], statement[2])
    return execute(sql, *arguments)


def refuse_just_noted(twins: models.QuerySet[Any], verb: str, name: object) -> None:
    """Raises RuleBroken where a form says again what another form made a moment ago.

    `twins`: rows that say the same; `verb`: the action that made them. The button “Back” shows a
    form with a new key: what it says then tells that it is the same. What another act makes is not
    said by a form: two votes may adopt the same words.
    """
    if sending.get() is None:
        return
    made = Entry.objects.filter(verb=verb, within=None, target_key__in=twins.values("key"))
    if made.filter(at__gte=timezone.now() - A_MOMENT).exists():
        sentence = _("“%(name)s” was noted just now, in the same words: it stands already.")
        raise RuleBroken(sentence % {"name": name})
