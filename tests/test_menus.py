"""No menu holds more than fifty choices: what is chosen among more is typed, and suggested."""

import re

import pytest
from django.test import Client

from essaim.assemblies.models import Meeting
from essaim.kernel.among_many import A_MENU
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_elector
from tests.factories.network import (
    make_college,
    make_organisation,
    make_person,
)
from tests.factories.programme import make_action
from tests.marks.addresses import addresses_of
from tests.marks.house import build

pytestmark = pytest.mark.django_db
MANY = A_MENU + 10
SELECT = re.compile(r"<select\b[^>]*name=\"([^\"]*)\".*?</select>", re.DOTALL)
FILE = re.compile(r"\.(csv|xlsx|ods|docx|odt|pdf|md|zip|pack|ics|json|atom)$")


def grow() -> None:
    """More of everything that is chosen than a menu holds."""
    meetings, college = list(Meeting.objects.all()), make_college()
    for _ in range(MANY):
        organisation = make_organisation()
        make_person(audience="public")
        make_action()
        for meeting in meetings:
            make_elector(meeting=meeting, organisation=organisation, college=college)


def test_no_menu_holds_more_than_fifty_choices() -> None:
    """One page of each kind, of those that whoever coordinates opens."""
    made, _readers = build()
    grow()
    browser = Client()
    browser.force_login(make_user(role="coordination"))
    long: dict[str, set[str]] = {}
    opened: set[str] = set()
    for address in addresses_of(made):
        if address.name in opened or FILE.search(address.url):
            continue
        answer = browser.get(address.url)
        if answer.status_code in {200, 405}:
            opened.add(address.name)
        menus = SELECT.finditer(answer.getvalue().decode(errors="replace"))
        if names := {menu[1] for menu in menus if menu[0].count("<option") > A_MENU + 1}:
            long[address.name] = names
    assert long == {}
