"""Every way in which something is sent to the house is a form with a key, and ends in an action."""

import ast
import re
from collections.abc import Iterator
from inspect import getsource, unwrap
from pathlib import Path
from sys import modules

from django.conf import settings

from tests.test_house import our_views

#: Views that take a form and ask no action: each with what it does instead.
WITHOUT_ACTION = {
    "accounts:sign_in_by_link": "signs in",
    "accounts:forget_kept_form": "throws away what waits in the session",
    "portal:choose_language": "sets the cookie of a language",
}
#: The one form that carries no token, so that no page sets a cookie for it, and the view that takes
#: it: it asks the browser where the form stood (tests/portal/test_languages.py).
TOKENLESS = ("languages.html", "portal:choose_language")
POSTING = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL)


def templates() -> Iterator[Path]:
    for room in settings.ROOMS:
        yield from (settings.BASE_DIR / room.replace(".", "/")).glob("templates/**/*.html")


def test_every_form_that_posts_carries_the_key() -> None:
    """The tag `csrf_token` of the house adds it."""
    without = [
        str(path.name)
        for path in templates()
        for form in POSTING.findall(path.read_text())
        if "{% csrf_token %}" not in form
    ]
    assert without == [TOKENLESS[0]]


def methods_of(view: object) -> set[str]:
    """Those that the view states by Django's decorators."""
    found: set[str] = set()
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            if isinstance(cell.cell_contents, list):
                found.update(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return found


def posting_views() -> dict[str, object]:
    return {name: view for name, view in our_views() if "POST" in methods_of(view)}


def test_no_view_takes_a_form_without_its_token() -> None:
    exempt = [name for name, view in posting_views().items() if hasattr(view, "csrf_exempt")]
    assert exempt == [TOKENLESS[1]]
    assert len(posting_views()) > 150


def test_every_view_that_takes_a_form_asks_an_action_or_is_listed() -> None:
    """The action claims the key of the form; what writes without one is refused by the tests."""
    without = {name for name, view in posting_views().items() if not asks_an_action(view)}
    assert without == set(WITHOUT_ACTION)


def asks_an_action(view: object) -> bool:
    function = unwrap(view)  # type: ignore[arg-type]
    module = modules[function.__module__]
    tree = ast.parse(getsource(module))
    acts = set(_names_of_actions(tree))
    bodies = {
        node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    todo, seen = [function.__name__], set()
    while todo:
        name = todo.pop()
        seen.add(name)
        if name not in bodies:
            continue
        used = {node.id for node in ast.walk(bodies[name]) if isinstance(node, ast.Name)}
        if used & acts:
            return True
        todo += [one for one in used if one in bodies and one not in seen]
    return False


def _names_of_actions(tree: ast.Module) -> Iterator[str]:
    """Under which names a module of views knows actions, or a module of them."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                whole = f"{node.module}.{one.name}"
                if ".actions" in whole:
                    yield one.asname or one.name
