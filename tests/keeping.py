"""Pages that visitors read, in a house that keeps them and as one makes them that keeps none."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from essaim.assemblies.sitting.views.desk import SEAL as SCREEN
from essaim.assemblies.sitting.views.sitting import SEAL as SITTING
from essaim.kernel.kept_pages import pages
from essaim.kernel.manifest import offered
from tests.marks.addresses import Address, addresses_of
from tests.marks.house import FAMILIES
from tests.marks.moments import MOMENTS
from tests.marks.reading import LIVE
from tests.marks.rows import Marked
from tests.processes import another_process
from tests.routes import routes
from tests.sending import leave
from tests.test_forms import methods_of

#: Times that a page is asked for again: on PostgreSQL another database of the same server empties
#: what is kept, too.
TRIES = 20


class Visitor:
    """A browser that was never here."""

    def __init__(self) -> None:
        self.browser = Client(raise_request_exception=False)

    def read(self, url: str) -> tuple[int, bytes]:
        """Status and content."""
        response = self._get(url)
        return response.status_code, response.getvalue()

    def _get(self, url: str) -> Any:
        response = self.browser.get(url)
        response.getvalue()
        leave(response)
        return response

    def read_made(self, url: str) -> tuple[int, bytes]:
        """As a house makes it that keeps nothing."""
        kept, settings.KEPT_PAGES_BYTES = settings.KEPT_PAGES_BYTES, 0
        try:
            return self.read(url)
        finally:
            settings.KEPT_PAGES_BYTES = kept

    def gets_it_from_memory(self, url: str) -> bool:
        """After this the page is kept, if it is one that is."""
        for _try in range(TRIES):
            response = self._get(url)
            if response.headers.get("Cache-Control") != "private, no-cache":
                return False
            before = pages.served
            self.read(url)
            if pages.served > before:
                return True
        return False


def open_pages() -> set[str]:
    """The names of all views of the house that a visitor may read."""
    return {
        route.name
        for route in routes()
        if hasattr(route.view, "open_because") and methods_of(route.view) & {"GET", "HEAD"}
    }


def public_addresses(made: Marked) -> list[Address]:
    """Those of public rows and of none, the feeds, and a search with its words."""
    is_title = "programme.Action.title"
    word = next(
        word
        for word, mark in made.marks.items()
        if (mark.column, mark.family) == (is_title, "public")
    )
    searches = ("search:results", "search:suggestions")
    feeds = ("portal:follow_atom_of", "portal:follow_json_of")
    names = open_pages()
    return [
        *(Address(name, f"{reverse(name)}?q={word}") for name in searches),
        *(
            Address(name, reverse(name, args=[feed.code]))
            for feed in offered("feeds")
            for name in feeds
        ),
        *(
            address
            for address in addresses_of(made)
            if address.name in names and address.family in {"", "public"}
        ),
    ]


def addresses_at_each_moment(made: Marked) -> Iterator[Address]:
    """Those of the house as it stands; then, of each moment, those on which it changes a page.

    The rows change between two of them: a moment begins when the first of its addresses is asked.
    """
    addresses = public_addresses(made)
    yield from addresses
    for moment in MOMENTS:
        moment.begin(made, FAMILIES)
        now = [address for address in addresses if moment.pages.match(address.name)]
        yield from chain(now, sealed_in(now), sittings(made))


def sealed_in(addresses: list[Address]) -> Iterator[Address]:
    """The live parts to which these pages lead a visitor."""
    for address in addresses:
        live = LIVE.search(Visitor().read(address.url)[1])
        if live:
            yield Address("assemblies:rounds_now", live.group(1).decode())


def sittings(made: Marked) -> Iterator[Address]:
    """The live part of a meeting, whose address whoever is in the room has."""
    meeting = made.row("assemblies.Meeting", "public")
    yield Address(SITTING.view, SITTING.address_of(meeting, str(meeting.key), "fr", "before"))
    yield Address(SCREEN.view, SCREEN.address_of(meeting, str(meeting.key), "fr"))


REWRITES = """
import json, sys
from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import CharField, F, JSONField, TextField, Value
from django.db.models.functions import Replace

def rewrite(model, name, before, after):
    rows = model._base_manager.filter(**{f"{name}__contains": before})
    try:
        with transaction.atomic():
            return rows.update(**{name: Replace(F(name), Value(before), Value(after))})
    except DatabaseError:  # what never changes
        return 0

def rewrite_data(model, name, before, after):
    count = 0
    for row, value in model._base_manager.values_list("pk", name):
        text = json.dumps(value, ensure_ascii=False)
        if before in text:
            new = {name: json.loads(text.replace(before, after))}
            count += model._base_manager.filter(pk=row).update(**new)
    return count

data = [
    (model, field.name)
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, JSONField) and model._meta.app_label != "journal"  # shown to nobody
]
columns = [
    (model, field.name)
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, (CharField, TextField))
]
for line in sys.stdin:
    before, after = json.loads(line)
    with transaction.atomic():
        changed = sum(rewrite(*column, before, after) for column in columns)
        changed += sum(rewrite_data(*column, before, after) for column in data)
    print(changed, flush=True)
"""


class Host:
    """Who repairs rows by hand, from another process, beside all actions and without a journal."""

    def __init__(self) -> None:
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process: Any = another_process(REWRITES, **pipes, text=True, bufsize=1)

    def rewrite(self, before: str, after: str) -> int:
        """Puts one word for another, wherever it stands in a row that may change: in how many."""
        self.process.stdin.write(json.dumps([before, after]) + "\n")
        return int(self.process.stdout.readline())


@contextmanager
def host() -> Iterator[Host]:
    """Commits what was written when it answers."""
    by_hand = Host()
    try:
        yield by_hand
    finally:
        by_hand.process.communicate()
