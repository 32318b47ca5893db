"""Reading a page as somebody, and the marked words on it."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.test import Client
from django.urls import resolve

from essaim.accounts.models import User
from essaim.assemblies.acts import ANSWER, READ, SIT
from tests.marks.addresses import Address, addresses_of
from tests.marks.lists import next_page, offered, searched
from tests.marks.mails import opened_by_links
from tests.marks.moments import MOMENTS
from tests.marks.rows import Mark, Marked
from tests.marks.table import SEARCHED

#: Whole, in one case: the random keys of forms hold seven such letters by chance in one house in
#: five, within a longer run and in both cases.
WORD = re.compile(rb"(?<![A-Za-z0-9])(?:zq[a-z]{5}|ZQ[A-Z]{5}|Zq[a-z]{5})(?![A-Za-z0-9])")


#: The part of a page that follows by itself, at an address that is sealed and the same for all.
LIVE = re.compile(rb'data-from="(/assemblees/(?:tours-|ecran-)?en-ce-moment/[^"]+)"')


OF_MINUTES = re.compile("assemblies:(read_|compiled_)?(minutes|file)")


@dataclass
class Read:
    """(column, family, reader) → the pages on which the mark stood."""

    made: Marked
    seen: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    failed: list[str] = field(default_factory=list)
    #: What minutes are called apart at this moment, on whatever page: `minutes:locked`.
    called: str = ""
    #: Names of pages that answered with something to read.
    opened: set[str] = field(default_factory=set)
    #: Address of a list → each (name, value) that one of its filters offered to somebody.
    filters: dict[Address, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    #: Lists with a box for words.
    searches: dict[Address, None] = field(default_factory=dict)

    @property
    def columns(self) -> set[str]:
        return {mark.column for mark in self.made.marks.values()}

    def note(self, words: Iterable[bytes], page: str, reader: str) -> None:
        for word in words:
            mark = self.made.marks.get(word.decode().lower())
            if mark is not None:
                key = (mark.column, mark.family_for(reader), known_as(reader, mark))
                self.seen[key].add(self.called if self.called and OF_MINUTES.match(page) else page)

    def is_marked(self, text: str) -> bool:
        return bool(WORD.search(text.encode()))


def known_as(reader: str, mark: Mark) -> str:
    """Whoever holds the link of a mail has a part in the rows of one family, and in no other."""
    own = reader.removeprefix("link:")
    if own == reader:
        return reader
    is_theirs = mark.family in {own, "public"} or mark.family.startswith("public>")
    return "link of a mail" if is_theirs else "link to something else"


def text_of(content: bytes) -> bytes:
    """Files that are archives are opened, whatever is inside."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b" ".join(text_of(archive.read(name)) for name in archive.namelist())


def browsers_of(readers: dict[str, User], made: Marked) -> dict[str, Client]:
    """One each; the visitor and whoever holds a link are nobody to the house."""
    names = ("visitor", "funder", *(f"link:{family}" for family in made.links), *readers)
    found = {name: Client(raise_request_exception=False) for name in names}
    for reader, user in readers.items():
        found[reader].force_login(user)
    return found


def read_all(made: Marked, browsers: dict[str, Client], families: Any) -> Read:
    """Every address as everybody; lists by their filters; what a link opens; then the moments."""
    read = Read(made)
    people = {
        name: one for name, one in browsers.items() if not name.startswith(("funder", "link"))
    }
    addresses = addresses_of(made)
    read_as_each(read, people, addresses)
    read_lists(read, people)
    read_by_links(read, browsers, addresses)
    for moment in MOMENTS:
        moment.begin(made, families)
        read.called = moment.called
        now = [one for one in addresses if moment.pages.match(one.name)]
        read_as_each(read, people, now)
        read_by_links(read, browsers, now, moment.pages)
    return read


def read_as_each(read: Read, browsers: dict[str, Client], addresses: list[Address]) -> None:
    """What answers to no GET is asked once."""
    posts: set[str] = set()
    for address in addresses:
        for reader, browser in browsers.items():
            if address.name not in posts and read_one(read, browser, reader, address) == 405:
                posts.add(address.name)


def read_lists(read: Read, browsers: dict[str, Client]) -> None:
    """By each filter that somebody is offered, as everybody; and by words that hide from some."""
    for address, filters in read.filters.items():
        for asked in sorted(filters):
            one = Address(address.name, f"{address.url}?{urlencode([asked])}")
            for reader, browser in browsers.items():
                read_one(read, browser, reader, one)
    for address in read.searches:
        search_in_vain(read, browsers, address)


def search_in_vain(read: Read, browsers: dict[str, Client], address: Address) -> None:
    """Who does not read a word finds nothing by it: no more than by a word that nobody wrote."""
    for column, audience, readers in SEARCHED.get(address.name, ()):
        word = next(
            word
            for word, mark in read.made.marks.items()
            if (mark.column, mark.family, mark.names) == (column, audience, "")
        )
        for reader in readers:
            found, nothing = (
                set(WORD.findall(browsers[reader].get(address.url, {"q": asked}).content))
                for asked in (word, "zqzzzzz")
            )
            if len(found - nothing - {word.encode()}):
                read.failed.append(f"{reader} finds rows at {address.url} by {column}, {audience}")


def read_by_links(
    read: Read, browsers: dict[str, Client], addresses: list[Address], names: Any = None
) -> None:
    """The page of each link; with the link in the address, all that opens without an account."""
    for holder, name, url in read.made.tokens:
        if names is None or names.match(name):
            read_one(read, browsers[holder], holder, Address(name, urlsplit(url).path))
    opened = opened_by_links()
    tried: set[str] = set()
    for address in addresses:
        if address.name in opened:
            for family, act in links_for(read.made, address, is_first=address.name not in tried):
                url = f"{address.url}?jeton={read.made.links[family][act]}"
                read_one(
                    read, browsers[f"link:{family}"], f"link:{family}", Address(address.name, url)
                )
            tried.add(address.name)


def links_for(made: Marked, address: Address, *, is_first: bool) -> Iterator[tuple[str, str]]:
    """(family, act): of its own meeting and of a public one; of a first address, all of all."""
    acts = (READ, SIT) if "proces-verbal" in address.url else (SIT, ANSWER)
    for family in made.links:
        if is_first:
            yield from ((family, act) for act in made.links[family])
        elif family in {address.family, "public"}:
            yield from ((family, act) for act in acts)


def read_one(read: Read, browser: Client, reader: str, address: Address) -> int:
    """Refusals are read too: they tell nothing but the address that was asked for."""
    response = browser.get(address.url)
    content = response.getvalue()
    for close in response._resource_closers:
        close()
    if response.status_code >= 500:
        read.failed.append(f"{response.status_code} {address.url} {reader}")
    words = set(WORD.findall(text_of(content)))
    if response.status_code == 200:
        read.opened.add(address.name)
        read_further(read, browser, reader, address, content)
    else:
        words -= set(WORD.findall(address.url.encode()))
    read.note(words, address.name, reader)
    return response.status_code


def read_further(
    read: Read, browser: Client, reader: str, address: Address, content: bytes
) -> None:
    """What a page leads to of itself: its live part, its next page, its filters and searches."""
    live = LIVE.search(content)
    if live and (url := live.group(1).decode()) != address.url:
        read_one(read, browser, reader, Address(resolve(url).view_name, url))
    path, _mark, asked = address.url.partition("?")
    if question := next_page(content):
        read_one(read, browser, reader, Address(address.name, f"{path}{question}"))
    if not asked and b"<select" in content:
        filters = offered(content, read.is_marked)
        if filters:
            read.filters[Address(address.name, path)] |= filters
    if not asked and searched(content):
        read.searches[Address(address.name, path)] = None
