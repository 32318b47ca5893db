"""Every form of the house, filled in and sent twice: the second time, nothing more is done."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from pytest_django import DjangoDbBlocker

from essaim.journal.models import Entry
from essaim.kernel.submissions import FIELD
from essaim.kernel.submissions import OF_THE_FRAME as OF_THE_FRAME_FIELDS
from essaim.portal.demo import build_demo, demo_people
from tests.sending import ShownForm, forms_in, told

#: Addresses looked at behind one name: enough to meet each state in which a page shows other forms.
OF_ONE_KIND = 2
#: Sent to the frame, which keeps no rows of ours, or to what ends the session.
OF_THE_FRAME = {"set_language", "account_logout", "accounts:forget_kept_form"}


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        build_demo()
        yield
        transaction.set_rollback(True)


def named(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""


def walk(client: Client) -> Iterator[tuple[str, bytes]]:
    """Pages that one comes to from the front door, a few of each kind."""
    todo, seen = ["/"], {"/"}
    kinds: dict[str, int] = {}
    while todo:
        page = todo.pop(0)
        answer = client.get(page)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        yield page, answer.content
        for link in BeautifulSoup(answer.content, "html.parser").select('a[href^="/"]'):
            address = str(link["href"]).partition("#")[0]
            kind = named(address)
            is_new = address not in seen and kinds.get(kind, 0) < OF_ONE_KIND
            if kind and is_new and not address.startswith("/reparations/"):
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(address)
                todo.append(address)


def forms_to_send(client: Client) -> dict[tuple[Any, ...], ShownForm]:
    """One form of each kind: by where it is sent, and by what it says."""
    found: dict[tuple[Any, ...], ShownForm] = {}
    for page, html in walk(client):
        for form in forms_in(html, page):
            kind = named(form.action)
            if kind not in OF_THE_FRAME:
                found.setdefault((kind, named(page), *sorted(form.fields)), form)
    return found


def rows() -> dict[str, int]:
    """How many there are of everything, the journal's lines too."""
    ours = [one for one in apps.get_models() if one.__module__.startswith("essaim.")]
    return {one._meta.label: one._default_manager.count() for one in ours}


def send_twice(client: Client, form: ShownForm) -> set[str]:
    """What the first did, by the verbs of the journal; fails where the second does more."""
    with transaction.atomic():
        before = set(Entry.objects.values_list("key", flat=True))
        first = form.send(client, **filled(form))
        after = rows()
        did = set(Entry.objects.exclude(key__in=before).values_list("verb", flat=True))
        second = form.send(client, **filled(form))
        assert rows() == after, form.action
        if did:
            assert first.status_code < 500, form.action
            assert second.status_code < 500, form.action
        transaction.set_rollback(True)
    return did


def filled(form: ShownForm) -> dict[str, Any]:
    words: dict[str, Any] = dict(form.empty)
    for name in form.files:
        words[name] = SimpleUploadedFile("essai.csv", b"intitule;date\nVeillee;2024-05-04\n")
    return words


def send_nonsense(client: Client, form: ShownForm) -> str:
    """The address of a form that goes on as if all were well; empty where it says what it did."""
    with transaction.atomic():
        before = Entry.objects.count()
        nonsense = {name: "\x07?" for name in form.fields if name not in OF_THE_FRAME_FIELDS}
        key = {name: form.fields[name] for name in form.fields if name in OF_THE_FRAME_FIELDS}
        answer = ShownForm(form.page, form.action, key).send(client, **nonsense)
        has_acted = Entry.objects.count() > before
        goes_on = answer.status_code in {301, 302, 303}
        is_silent = goes_on and not has_acted and not told(client.get(answer.url))
        transaction.set_rollback(True)
    return form.action if is_silent or answer.status_code >= 500 else ""


@pytest.mark.django_db
def test_a_form_that_does_nothing_says_so(year: None) -> None:
    """Filled with nonsense, each is refused with a sentence, or tells that nothing has changed."""
    client = Client()
    client.force_login(demo_people()[0][1])
    forms = forms_to_send(client).values()
    assert [silent for form in forms if (silent := send_nonsense(client, form))] == []


@pytest.mark.django_db
def test_every_form_sent_twice_is_taken_once(year: None) -> None:
    """As the coordination and the administration meet them in the demonstration year."""
    did: set[str] = set()
    for who in (0, 3):
        client = Client()
        client.force_login(demo_people()[who][1])
        for form in forms_to_send(client).values():
            assert form.fields.get(FIELD), f"{form.page} → {form.action} carries no key"
            did |= send_twice(client, form)
    assert len(did) > 75
