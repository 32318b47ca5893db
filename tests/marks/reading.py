"""Reading a page as somebody, and the marked words on it."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from django.test import Client

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Meeting
from essaim.kernel.pandoc import convert
from tests.marks.addresses import Address, addresses_of
from tests.marks.rows import Marked

#: Whole, in one case: the random keys of forms hold seven such letters by chance in one house in
#: five, within a longer run and in both cases.
WORD = re.compile(rb"(?<![A-Za-z0-9])(?:zq[a-z]{5}|ZQ[A-Z]{5}|Zq[a-z]{5})(?![A-Za-z0-9])")


@dataclass
class Read:
    """(column, family, reader) → the pages on which the mark stood; and the columns marked."""

    columns: set[str]
    seen: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    failed: list[str] = field(default_factory=list)


def text_of(content: bytes) -> bytes:
    """Files that are archives are opened, whatever is inside."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b" ".join(text_of(archive.read(name)) for name in archive.namelist())


def browsers_of(readers: dict[str, User]) -> dict[str, Client]:
    """One each; the visitor and whoever holds the link of a funder are nobody to the house."""
    names = ("visitor", "funder", *readers)
    found = {name: Client(raise_request_exception=False) for name in names}
    for reader, user in readers.items():
        found[reader].force_login(user)
    return found


#: Pages that say more while a meeting is open than once it is over.
WHILE_OPEN = re.compile("assemblies:(meeting|sitting|room|resolution|answer_convocation|bodies)$")


def read_all(made: Marked, browsers: dict[str, Client]) -> Read:
    """Every address as everybody; what a token opens; then the meetings while they are open."""
    read = Read({mark.column for mark in made.marks.values()})
    without_token = {name: one for name, one in browsers.items() if name != "funder"}
    addresses = addresses_of(made)
    read_as_each(read, made, without_token, addresses)
    for holder, name, url in made.tokens:
        read_one(read, made, browsers[holder], holder, Address(name, urlsplit(url).path))
    Meeting.objects.update(state="open", closed_at=None)
    again = [one for one in addresses if WHILE_OPEN.match(one.name)]
    read_as_each(read, made, without_token, again)
    return read


def read_as_each(
    read: Read, made: Marked, browsers: dict[str, Client], addresses: list[Address]
) -> None:
    """What answers to no GET is asked once."""
    posts: set[str] = set()
    for address in addresses:
        for reader, browser in browsers.items():
            if address.name not in posts and read_one(read, made, browser, reader, address) == 405:
                posts.add(address.name)


def read_one(read: Read, made: Marked, browser: Client, reader: str, address: Address) -> int:
    """Refusals are read too: they tell nothing but the address that was asked for."""
    response = browser.get(address.url)
    content = response.getvalue()
    for close in response._resource_closers:
        close()
    if response.status_code >= 500:
        read.failed.append(f"{response.status_code} {address.url} {reader}")
    words = set(WORD.findall(text_of(content)))
    if response.status_code != 200:
        words -= set(WORD.findall(address.url.encode()))
    for word in words:
        mark = made.marks.get(word.decode().lower())
        if mark is not None:
            read.seen[(mark.column, mark.family_for(reader), reader)].add(address.name)
    return response.status_code


@contextmanager
def nothing_changes() -> Iterator[None]:
    """While one only reads, nobody's capacities change, and a text makes the same file twice."""
    once: dict[str, bytes] = {}

    def converted(data: bytes, **said: Any) -> bytes:
        key = repr((data, said))
        if key not in once:
            once[key] = convert(data, **said)
        return once[key]

    with (
        patch("essaim.accounts.middleware.acting_as", cache(acting_as)),
        patch("essaim.documents.formats.office.convert", converted),
    ):
        yield
