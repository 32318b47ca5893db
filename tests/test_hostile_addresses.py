"""Any address, typed by anybody: a page, a refusal or a redirection, and never a fault of ours."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client

from tests.factories.accounts import make_user
from tests.processes import ROOT
from tests.routes import routes
from tests.test_head import filled

pytestmark = pytest.mark.django_db
#: Signs, days and numbers that no text, calendar or column holds.
HOSTILE = ["a\x00b", "0001-01-01", "0001", str(2**63), "9" * 400, "\u202e%00", "1e999"]
IN_A_PATH = ["a\x00b", str(2**63), "9" * 400]


def asked_names() -> list[str]:
    """Of all that a view or a form of a list reads in an address."""
    read = re.compile(r"""GET(?:\.get|\.getlist)?[(\[]\s*["']([\w-]+)""")
    texts = [path.read_text() for path in Path(ROOT, "essaim").rglob("*.py")]
    names = {name for text in texts for name in read.findall(text)}
    return sorted(names | {"q", "theme", "kind", "since", "until", "year", "sort", "order"})


def faults(client: Client, paths: list[str]) -> list[str]:
    """Those that are answered by 500; each is asked within a transaction of its own."""
    client.raise_request_exception = False
    return [path for path in paths if client.get(path).status_code >= 500]


def queries() -> list[str]:
    """All names at once, for each value; the first list that fails names its value."""
    names = asked_names()
    return ["&".join(f"{name}={quote(value)}" for name in names) for value in HOSTILE]


def test_nothing_asked_of_a_page_is_a_fault() -> None:
    client = Client()
    client.force_login(make_user(role="coordination"))
    pages = [route.address for route in routes() if "<" not in route.address]
    assert faults(client, [f"{page}?{query}" for page in pages for query in queries()]) == []


@pytest.mark.parametrize("role", ["", "coordination"])
def test_nothing_in_the_place_of_a_key_is_a_fault(role: str) -> None:
    client = Client()
    if role:
        client.force_login(make_user(role=role))
    wanted = [route.address for route in routes() if re.search("<(str|slug|int):", route.address)]
    paths = [
        filled(re.sub(r"<(?:str|slug|int):[^>]*>", quote(value), to))
        for value in IN_A_PATH
        for to in wanted
    ]
    assert len(paths) > 50
    assert faults(client, paths) == []
