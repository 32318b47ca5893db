"""The main navigation: entries under a few words, by who reads and where they are."""

import pytest
from django.urls import reverse

from essaim.kernel.acting import ADMINISTRATOR, MEMBERS, PUBLIC, VISITOR, Acting
from essaim.kernel.manifest import offered
from essaim.kernel.offering.menu import MenuEntry, MenuGroup, Navigation, navigation

PROGRAMME, ACTIONS = reverse("programme:current"), reverse("programme:actions")
ENTRIES = [
    MenuEntry("Actions", "programme:actions", MenuGroup.ACT, 20),
    MenuEntry("Reports", "reports:reports", MenuGroup.ACCOUNT, 20),
    MenuEntry("Programme", "programme:current", MenuGroup.ACT, 10),
    MenuEntry(
        "Figures", "programme:indicators", MenuGroup.ACCOUNT, 10, also={"programme:indicator"}
    ),
    MenuEntry(
        "Files", "files:files", MenuGroup.SHARE, shown_to=lambda acting: acting.is_one_of(MEMBERS)
    ),
    MenuEntry("Journal", "accounts:journal", MenuGroup.TOOLS),
    MenuEntry("Personal data", "portal:privacy", MenuGroup.FOOT),
]
MEMBER = Acting(key=None, user_id=1, capacities=frozenset({PUBLIC, MEMBERS}))


def drawn(acting=VISITOR, path="/", view_name="portal:home") -> Navigation:
    return navigation(ENTRIES, acting, path, view_name)


def labels(menu: Navigation) -> dict[str, list[str]]:
    return {fold.group: [line.label for line in fold.lines] for fold in menu.main}


def current(menu: Navigation) -> list[tuple[str, str]]:
    """(group, page) that are marked."""
    folds = [fold for fold in menu.main if fold.is_current]
    return [(fold.group, line.label) for fold in folds for line in fold.lines if line.is_current]


def test_pages_stand_in_their_groups_in_the_order_that_they_ask_for():
    assert labels(drawn()) == {"act": ["Programme", "Actions"], "account": ["Figures", "Reports"]}


def test_a_group_that_holds_nothing_for_this_reader_is_not_there():
    assert MenuGroup.SHARE not in labels(drawn())
    assert list(labels(drawn(MEMBER))) == ["act", "share", "account"]


def test_a_group_of_one_page_is_that_page():
    acts, shares, _accounts = drawn(MEMBER).main
    assert acts.only is None
    assert shares.only is not None
    assert shares.only.label == "Files"


def test_tools_and_legal_pages_stand_apart():
    menu = drawn()
    assert [line.label for line in menu.tools.lines] == ["Journal"]
    assert [line.label for line in menu.foot.lines] == ["Personal data"]


@pytest.mark.parametrize(
    ("path", "view_name", "marked"),
    [
        ("/", "portal:home", []),
        (PROGRAMME, "programme:current", [("act", "Programme")]),
        (ACTIONS, "programme:actions", [("act", "Actions")]),
        (f"{ACTIONS}ajouter/", "programme:add_action", [("act", "Actions")]),
        (f"{PROGRAMME}figures/x/", "programme:indicator", [("account", "Figures")]),
        ("/nowhere/", "", []),
    ],
)
def test_the_page_that_is_read_is_marked_with_its_group(path, view_name, marked):
    assert current(drawn(path=path, view_name=view_name)) == marked


def test_no_more_than_five_words_stand_above_any_page():
    everything = frozenset({PUBLIC, MEMBERS, ADMINISTRATOR, "bureau", "coordination"})
    acting = Acting(key=None, user_id=1, capacities=everything)
    menu = navigation(offered("menu"), acting, "/", "portal:home")
    assert len(menu.main) <= 5
    assert {fold.group for fold in menu.main} <= set(MenuGroup) - {"tools", "foot"}


@pytest.mark.django_db
def test_the_page_marks_group_and_line_for_the_ear(client):
    page = client.get(ACTIONS).text
    assert '<summary aria-current="true">Agir</summary>' in page
    assert f'<a href="{ACTIONS}" aria-current="page">' in page


@pytest.mark.django_db
def test_tools_stand_under_the_account(as_user, administrator):
    page = as_user(administrator).get("/").text
    account = page[page.index('<div class="account">') :]
    assert f'href="{reverse("accounts:journal")}"' in account
    nav = page[page.index('<nav class="menu"') : page.index("</nav>")]
    assert reverse("accounts:journal") not in nav
