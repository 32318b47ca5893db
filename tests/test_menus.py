"""No menu of a form holds more than fifty choices, and each page stands in that of the house."""

import re
from typing import Any

import pytest
from django.test import Client

from essaim.assemblies.models import Meeting
from essaim.kernel.among_many import A_MENU
from essaim.kernel.offering.menu import Navigation
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


def opens_a_page(answer: Any) -> bool:
    return answer.status_code == 200 and answer.context is not None and "menu" in answer.context


def shown_in(answer: Any) -> Navigation:
    """The navigation of a page."""
    menu: Navigation = answer.context["menu"]
    return menu


def grow() -> None:
    """More of everything that is chosen than a menu holds."""
    meetings, college = list(Meeting.objects.all()), make_college()
    for _ in range(MANY):
        organisation = make_organisation()
        make_person(audience="public")
        make_action()
        for meeting in meetings:
            make_elector(meeting=meeting, organisation=organisation, college=college)


#: Pages that stand under no entry of the navigation, and why.
NOWHERE = {
    "portal:home": "the mark of the house leads there",
    "portal:my_data": "stands in the menu of the account, below the tools",
    "portal:my_time": "stands on the page of one's data",
    "portal:erase_person": "stands on the page of a person",
    "portal:export_person": "a file",
    "portal:embed": "a frame of another site, without our navigation",
    "search:results": "the glass in the head leads there",
    "search:suggestions": "what a field asks for while one types",
    "account_inactive": "the door",
    "account_logout": "the door",
    "accounts:make_account": "stands in the list of accounts, and on the page of a person",
}


def test_no_menu_holds_more_than_fifty_choices_and_each_page_has_its_place() -> None:
    """One page of each kind, of those that whoever coordinates opens."""
    made, _readers = build()
    grow()
    browser = Client()
    browser.force_login(make_user(role="coordination"))
    long: dict[str, set[str]] = {}
    opened: set[str] = set()
    lost: dict[str, str] = {}
    for address in addresses_of(made):
        if address.name in opened or FILE.search(address.url):
            continue
        answer = browser.get(address.url)
        if answer.status_code in {200, 405}:
            opened.add(address.name)
        menus = SELECT.finditer(answer.getvalue().decode(errors="replace"))
        if opens_a_page(answer) and address.name not in NOWHERE:
            menu = shown_in(answer)
            if not any(fold.is_current for fold in (*menu.main, menu.tools, menu.foot)):
                lost[address.name] = address.url
        if names := {menu[1] for menu in menus if menu[0].count("<option") > A_MENU + 1}:
            long[address.name] = names
    assert long == {}
    assert lost == {}
