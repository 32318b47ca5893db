"""Hostile values in every form and every list: a sentence, never a fault, and nothing written.

The demonstration is walked from its first page as people walk it, so that a new page with a form
joins by itself. Every post is taken back.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from pytest_django import DjangoDbBlocker

from essaim.journal.models import Entry
from essaim.portal.demo import build_demo, demo_people

#: Pages of one name that are looked at; more would only be longer.
OF_ONE_NAME = 2
#: Left alone: they sign out, change the language for good, or belong to Django.
NOT_WALKED = re.compile(r"/(compte/sortir|langue|static|reparations)/|\.(pdf|docx|odt|zip|png)$")
BEYOND = str(10**30)
HOSTILE = {
    "beyond": (BEYOND, f"-{BEYOND}", "9" * 5000),
    "far": ("0001-01-01", "9999-12-31", "0001-01-01T00:00", "9999-12-31T23:59", "0000-00-00"),
    "odd": ("nul\x00", "cloche\x07\x1e\x1f", "\u202egauche", "moitié \ufffd", "🐝" * 70),
    "long": ("x" * 30_000, "https://example.org/" + "a" * 5_000),
    "other": ("'; --", "%s%n{{ 7 }}", "<script>", "NaN", "1e999999999", "-1", "../..", "1,000"),
}
VALUES = [value for values in HOSTILE.values() for value in values]
READ_BY = ["page", "q", "annee", "au", "periode", "forme", "resultat", "motif", "etat", "jeton"]


@dataclass
class House:
    """The pages found: address by name of view; the forms to post; the questions to lists."""

    browser: Client
    pages: dict[str, list[str]] = field(default_factory=dict)
    posts: dict[tuple[str, ...], tuple[str, Tag]] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)

    def walk(self, start: str) -> None:
        waiting = [start]
        while waiting:
            path = waiting.pop(0)
            name = name_of(path)
            known = self.pages.setdefault(name, [])
            if not name or path in known or len(known) >= OF_ONE_NAME:
                continue
            known.append(path)
            answer = self.browser.get(path)
            assert answer.status_code < 500, path
            if answer.status_code in {301, 302}:
                waiting.append(urlsplit(answer["Location"]).path)
            if "html" in answer.get("Content-Type", "") and not answer.streaming:
                waiting += self.read(path, BeautifulSoup(answer.content, "html.parser"))

    def read(self, path: str, page: BeautifulSoup) -> Iterator[str]:
        for link in page.select("a[href]"):
            url = urlsplit(urljoin(path, str(link["href"])))
            if url.path.startswith("/") and not url.netloc and not NOT_WALKED.search(url.path):
                self.asked.setdefault(url.path, set()).update(dict(parse_qsl(url.query)))
                yield url.path
        for form in page.select("form"):
            goal = urlsplit(urljoin(path, str(form.get("action") or path))).path
            names = tuple(sorted({str(box["name"]) for box in form.select("[name]")}))
            if form.get("method", "").lower() != "post":
                self.asked.setdefault(goal, set()).update(names)
            elif not NOT_WALKED.search(goal):
                self.posts.setdefault((name_of(goal), *_generic(names)), (goal, form))


def name_of(path: str) -> str:
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    return "" if found.namespace == "admin" else found.view_name


def _generic(names: tuple[str, ...]) -> list[str]:
    """Names without the keys in them, so that the forms of a row are one."""
    return sorted({re.sub(r"[0-9a-f-]{8,}|\d+", "#", name) for name in names})


@pytest.fixture(scope="module")
def houses(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[House]]:
    """The same demonstration as two people find it: who coordinates, who administers."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_demo()
        found = []
        users = [user for _label, user in demo_people()]
        people = {held.role: user for user in users for held in user.house_roles.all()}
        for role in ("coordination", "administrator"):
            made = House(Client(raise_request_exception=False))
            made.browser.force_login(people[role])
            made.walk("/")
            found.append(made)
        yield found
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def reading(db: None) -> None:
    """Each test reads the rows of the module."""


def filled(form: Tag, value: str) -> dict[str, str]:
    """What a browser would send, but for this value in every field that people fill in."""
    sent = {}
    for box in form.select("[name]"):
        is_hidden = box.get("type") in {"hidden", "submit"} or box.name == "button"
        sent[str(box["name"])] = str(box.get("value") or "") if is_hidden else value
    return sent


def is_written(form: Tag) -> bool:
    """Whether this form has a field that people fill in; the others are buttons."""
    boxes = form.select("input, select, textarea")
    return any(box.get("type") not in {"hidden", "submit", "checkbox"} for box in boxes)


def takes_any_text(form: Tag) -> bool:
    """Whether nothing but texts without bound is asked: whatever is written may be kept."""
    boxes = form.select("[name]:not([type=hidden]):not([type=checkbox]):not(button)")
    return all(box.name == "textarea" or box.get("type") in {"text", None} for box in boxes)


def test_no_form_stumbles_on_a_hostile_value_nor_keeps_it(houses):
    chance = random.Random(20241231)
    done, wrong, kept = set(), [], []
    for house in houses:
        for key, (path, form) in house.posts.items():
            if key in done or not is_written(form):
                continue
            done.add(key)
            for kind, values in HOSTILE.items():
                before = Entry.objects.count()
                with transaction.atomic():
                    answer = house.browser.post(path, filled(form, chance.choice(values)))
                    is_kept = Entry.objects.count() > before
                    transaction.set_rollback(True)
                if answer.status_code >= 500:
                    wrong.append(f"{kind} → {path}")
                elif is_kept and kind in {"beyond", "far"} and not takes_any_text(form):
                    kept.append(f"{kind} → {path}")
    assert len(done) > 60
    assert (wrong, kept) == ([], [])


def test_no_list_stumbles_on_a_hostile_question(houses):
    chance = random.Random(20241231)
    wrong = []
    asked = {path: names for house in reversed(houses) for path, names in house.asked.items()}
    seen: set[tuple[str, str]] = set()
    for path, names in asked.items():
        for name in sorted(
            {*chance.sample(sorted(names), min(3, len(names))), chance.choice(READ_BY)}
        ):
            if (name_of(path), name) in seen or not name_of(path):
                continue
            seen.add((name_of(path), name))
            with transaction.atomic():
                value = chance.choice(VALUES)[:2_000]
                answer = houses[0].browser.get(path, {name: value})
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                wrong.append(f"{path}?{name}={value[:30]!r}")
    assert wrong == []


def test_no_address_stumbles_on_a_number_or_a_word_that_is_none(houses):
    chance = random.Random(20241231)
    wrong = []
    part = re.compile(r"(?<=/)(?:\d{1,4}|[a-z][a-z-]{2,}|[0-9a-f-]{36})(?=[/.])")
    for paths in houses[0].pages.values():
        found = part.findall(paths[0])[-1:]
        for value in chance.sample(["0", "10000", BEYOND, "a%00b", "%07"], 2):
            tried = paths[0].replace(f"/{found[0]}", f"/{value}") if found else paths[0]
            with transaction.atomic():
                answer = houses[0].browser.get(tried)
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                wrong.append(tried)
    assert wrong == []
