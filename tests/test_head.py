"""HEAD answers as GET: links are checked, feeds are looked at, before they are read."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.assemblies import make_meeting
from tests.routes import routes

pytestmark = pytest.mark.django_db
VALUES = {"uuid": UUID(int=7), "int": 1, "str": "mot", "slug": "mot"}


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
    paths = [filled(route.address) for route in routes()]
    assert len(paths) > 200
    assert not [path for path in paths if "<" in path]
    for path in paths:
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
    path = reverse("portal:open_calendar")

    assert (client.get(path).status_code, client.head(path).status_code) == (405, 405)
