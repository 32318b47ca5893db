"""The forms and lists of the demonstration year: sent twice, sent nonsense, sent hostile values.

The second time, nothing more is done; nonsense is told; a hostile value gets a sentence, is never
a fault and never written. The year is walked once for all; every post is taken back.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import Tag
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from essaim.journal.models import Entry
from essaim.kernel.submissions import FIELD, OF_THE_FRAME
from essaim.portal.demo import build_demo, demo_people
from tests.demonstration import NOT_WALKED, House, goal_of, name_of
from tests.marks.addresses import Address, addresses_of
from tests.marks.house import FAMILIES, build
from tests.marks.moments import MOMENTS, Moment
from tests.marks.rows import Marked
from tests.routes import routes
from tests.sending import ShownForm, leave, shown, told

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

#: The family of the marked house whose rows whoever coordinates sees, and what is of none.
OF_MEMBERS = {"members", ""}
#: Walked nowhere, each with its reason.
UNWALKED = {
    "account_login": "another name of the address that asks for a code",
    "accounts:demo_sign_in": "it signs in: tests/portal",
    "accounts:sign_in_by_link": "it signs in: tests/accounts",
    "accounts:resume_house_role": "from the message of the ending: tests/accounts",
    "network:come_in": "it signs in: tests/network",
    "comments:answer_by_link": "its mail is for one account: tests/comments",
    "comments:refuse_by_link": "the same",
}

#: Sent to the frame, which keeps no rows of ours, or to what ends the session.
OF_ALL_PAGES = {"portal:choose_language", "account_logout", "accounts:forget_kept_form"}


@pytest.fixture(scope="module")
def houses(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[House]]:
    """The same demonstration as two people find it: who coordinates, who administers."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_demo()
        users = [user for _label, user in demo_people()]
        people = {held.role: user for user in users for held in user.house_roles.all()}
        walked = [House(people[role]) for role in ("coordination", "administrator")]
        for house in walked:
            house.walk()
        yield walked
        transaction.set_rollback(True)


@dataclass
class Beyond:
    """What no link of the demonstration leads to: who comes to it, and the rows of every model."""

    houses: list[House]
    made: Marked


@pytest.fixture(scope="module")
def beyond(houses: list[House], django_db_blocker: DjangoDbBlocker) -> Iterator[Beyond]:
    """The other addresses with the rows of the marked house, at each of its moments."""
    with django_db_blocker.unblock(), transaction.atomic():
        made, _readers = build()
        reached = set().union(*(house.reached for house in houses))
        people = [*(House(house.user) for house in houses), House(None)]
        theirs = [one for one in addresses_of(made) if one.family in OF_MEMBERS]
        left = [address for address in theirs if address.name not in reached]
        for moment in (None, *MOMENTS):
            if moment is not None:
                moment.begin(made, FAMILIES)
            for house in people:
                found = theirs if moment is not None else left
                house.look_at(addresses_at(made, moment, found, by_link=house.user is None))
        yield Beyond(people, made)
        transaction.set_rollback(True)


def addresses_at(
    made: Marked, moment: Moment | None, found: list[Address], *, by_link: bool
) -> Iterator[str]:
    """What is to be looked at before all moments, or what one changes; pages of links by links."""
    for address in found:
        if moment is None or moment.pages.match(address.name):
            yield address.url
    for holder, name, url in made.tokens if by_link else ():
        is_of_others = holder.startswith("link:") and holder != "link:members"
        if not is_of_others and (moment is None or moment.pages.match(name)):
            yield urlsplit(url).path


@pytest.fixture(autouse=True)
def reading(db: None) -> None:
    """Each test reads the rows of the module."""


def forms_to_send(house: House) -> list[ShownForm]:
    """One form of each kind: by where it is sent, and by what it says."""
    kinds: dict[tuple[Any, ...], ShownForm] = {}
    for page, tag in house.forms:
        form = shown(tag, page)
        kind = name_of(form.action)
        if kind not in OF_ALL_PAGES:
            kinds.setdefault((kind, name_of(page), *sorted(form.fields)), form)
    return list(kinds.values())


def other_forms(houses: list[House], beyond: Beyond) -> Iterator[tuple[House, ShownForm]]:
    """One of each kind that is sent where none of the demonstration is."""
    known = set().union(*(house.reached for house in houses))
    kinds: set[tuple[str, ...]] = set()
    for house in beyond.houses:
        for form in forms_to_send(house):
            kind = (name_of(form.action), *sorted(form.fields))
            if kind[0] not in known and kind not in kinds:
                kinds.add(kind)
                yield house, form


def rows() -> dict[str, int]:
    """How many there are of everything, the journal's lines too."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
    return {model._meta.label: model._default_manager.count() for model in ours}


def send_twice(client: Client, form: ShownForm) -> set[str]:
    """What the first did, by the verbs of the journal; fails where the second does more."""
    with transaction.atomic():
        last = Entry.objects.latest("pk").pk
        first = form.send(client, **filled_in(form))
        after = rows()
        did = set(Entry.objects.filter(pk__gt=last).values_list("verb", flat=True))
        second = form.send(client, **filled_in(form))
        assert rows() == after, form.action
        if did:
            assert first.status_code < 500, form.action
            assert second.status_code < 500, form.action
        transaction.set_rollback(True)
    return did


def filled_in(form: ShownForm) -> dict[str, Any]:
    words: dict[str, Any] = dict(form.empty)
    for name in form.files:
        words[name] = SimpleUploadedFile("essai.csv", b"intitule;date\nVeillee;2024-05-04\n")
    return words


def send_nonsense(client: Client, form: ShownForm) -> str:
    """The address of a form that goes on as if all were well; empty where it says what it did."""
    with transaction.atomic():
        before = Entry.objects.count()
        nonsense = {name: "\x07?" for name in form.fields if name not in OF_THE_FRAME}
        key = {name: form.fields[name] for name in form.fields if name in OF_THE_FRAME}
        answer = ShownForm(form.page, form.action, key).send(client, **nonsense)
        has_acted = Entry.objects.count() > before
        goes_on = answer.status_code in {301, 302, 303}
        is_silent = goes_on and not has_acted and not told(client.get(answer.url))
        transaction.set_rollback(True)
    return form.action if is_silent or answer.status_code >= 500 else ""


def test_a_form_that_does_nothing_says_so(houses: list[House]) -> None:
    """Filled with nonsense, each is refused with a sentence, or tells that nothing has changed."""
    client = houses[0].browser(raises=True)
    forms = forms_to_send(houses[0])
    assert [silent for form in forms if (silent := send_nonsense(client, form))] == []


def test_every_form_sent_twice_is_taken_once(houses: list[House]) -> None:
    """As the coordination and the administration meet them."""
    did: set[str] = set()
    for house in houses:
        client = house.browser(raises=True)
        for form in forms_to_send(house):
            assert form.fields.get(FIELD), f"{form.page} → {form.action} carries no key"
            did |= send_twice(client, form)
    assert len(did) > 75


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


def written_forms(houses: list[House]) -> Iterator[tuple[Client, str, Tag]]:
    """One form of each kind that people fill in: by where it is sent, and the names in it."""
    done = set()
    for house in houses:
        browser = house.browser(raises=False)
        for page, form in house.forms:
            goal = goal_of(form, page)
            kind = (name_of(goal), *_generic(form))
            if kind not in done and is_written(form) and not NOT_WALKED.search(goal):
                done.add(kind)
                yield browser, goal, form


def _generic(form: Tag) -> list[str]:
    """Names without the keys in them, so that the forms of a row are one."""
    return sorted(
        {re.sub(r"[0-9a-f-]{8,}|\d+", "#", str(box["name"])) for box in form.select("[name]")}
    )


def test_no_form_stumbles_on_a_hostile_value_nor_keeps_it(houses):
    chance = random.Random(20241231)
    wrong, kept = [], []
    forms = list(written_forms(houses))
    for browser, path, form in forms:
        for kind, values in HOSTILE.items():
            before = Entry.objects.count()
            with transaction.atomic():
                answer = browser.post(path, filled(form, chance.choice(values)))
                is_kept = Entry.objects.count() > before
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                wrong.append(f"{kind} → {path}")
            elif is_kept and kind in {"beyond", "far"} and not takes_any_text(form):
                kept.append(f"{kind} → {path}")
    assert len(forms) > 60
    assert (wrong, kept) == ([], [])


def test_no_list_stumbles_on_a_hostile_question(houses):
    browser = houses[0].browser(raises=False)
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
                answer = browser.get(path, {name: value})
                leave(answer)
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                wrong.append(f"{path}?{name}={value[:30]!r}")
    assert wrong == []


def test_no_address_stumbles_on_a_number_or_a_word_that_is_none(houses):
    browser = houses[0].browser(raises=False)
    chance = random.Random(20241231)
    wrong = []
    part = re.compile(r"(?<=/)(?:\d{1,4}|[a-z][a-z-]{2,}|[0-9a-f-]{36})(?=[/.])")
    for paths in houses[0].pages.values():
        found = part.findall(paths[0])[-1:]
        for value in chance.sample(["0", "10000", BEYOND, "a%00b", "%07"], 2):
            tried = paths[0].replace(f"/{found[0]}", f"/{value}") if found else paths[0]
            with transaction.atomic():
                answer = browser.get(tried)
                leave(answer)
                transaction.set_rollback(True)
            if answer.status_code >= 500:
                wrong.append(tried)
    assert wrong == []


def test_every_address_of_the_house_is_walked(houses: list[House], beyond: Beyond) -> None:
    """From the front door, or with rows of every model; a form that leads there is enough."""
    reached = set().union(*(house.reached for house in (*houses, *beyond.houses)))
    assert sorted({route.name for route in routes()} - reached) == sorted(UNWALKED)


def test_forms_to_which_no_link_leads_hold_as_the_others_do(
    houses: list[House], beyond: Beyond
) -> None:
    """Sent twice, they are taken once; nonsense is told; hostile values are no fault."""
    chance = random.Random(20241231)
    wrong, forms = [], list(other_forms(houses, beyond))
    for house, form in forms:
        client = house.browser(raises=False)
        assert form.fields.get(FIELD), f"{form.page} → {form.action} carries no key"
        send_twice(client, form)
        if silent := send_nonsense(client, form):
            wrong.append(silent)
        typed = [name for name in form.fields if name not in OF_THE_FRAME]
        for values in HOSTILE.values() if typed else ():
            with transaction.atomic():
                hostile = dict.fromkeys(typed, chance.choice(values))
                if form.send(client, **hostile).status_code >= 500:
                    wrong.append(f"{values[0][:20]} → {form.action}")
                transaction.set_rollback(True)
    assert len(forms) > 30
    assert wrong == []
