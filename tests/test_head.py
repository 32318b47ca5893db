"""HEAD answers as GET: links are checked, feeds are looked at, before they are read."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories.accounts import make_user
from tests.factories.assemblies import make_meeting

pytestmark = pytest.mark.django_db
VALUES = {"uuid": UUID(int=7), "int": 1, "str": "mot", "slug": "mot"}


def addresses() -> Iterator[str]:
    """One address for each that the house knows, the admin's left out."""

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver) and pattern.namespace == "admin":
                continue
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, before + str(pattern.pattern))
            else:
                yield "/" + before + str(pattern.pattern)

    return walk(get_resolver().url_patterns, "")


def filled(route: str) -> str:
    for converter, value in VALUES.items():
        while f"<{converter}:" in route:
            start = route.index(f"<{converter}:")
            route = route[:start] + str(value) + route[route.index(">", start) + 1 :]
    return route


def test_every_address_answers_head_as_get() -> None:
    client = Client()
    client.force_login(make_user(role="administrator"))
    wrong = []
    routes = [filled(route) for route in addresses()]
    assert len(routes) > 200
    assert not [route for route in routes if "<" in route]
    for path in routes:
        read, asked = client.get(path), client.head(path)
        same = (
            read.status_code == asked.status_code and read["Content-Type"] == asked["Content-Type"]
        )
        if not same or getattr(asked, "content", b""):
            wrong.append((path, read.status_code, asked.status_code))

    assert wrong == []


def test_head_tells_the_length_and_the_kind_of_a_calendar(client) -> None:
    meeting = make_meeting()
    meeting.action.audience = "public"
    meeting.action.save()
    path = reverse("assemblies:meeting_calendar", args=[meeting.key])

    read, asked = client.get(path), client.head(path)

    assert asked.content == b""
    assert asked["Content-Type"] == "text/calendar; charset=utf-8"
    assert asked["Content-Length"] == read["Content-Length"] == str(len(read.content))


def test_an_address_that_only_acts_refuses_head_as_it_refuses_get(client, coordinator) -> None:
    client.force_login(coordinator)
    path = reverse("assemblies:open_calendar")

    assert (client.get(path).status_code, client.head(path).status_code) == (405, 405)
