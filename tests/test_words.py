"""What stands beside the code is true and complete: documents, catalogues, templates, names."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from tools import messages

ROOT = Path(__file__).resolve().parent.parent


def test_every_environment_variable_is_documented() -> None:
    source = (ROOT / "config" / "settings.py").read_text()
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    named = {
        call.args[0].value
        for call in calls
        if call.args and isinstance(call.args[0], ast.Constant)
        if str(call.args[0].value).startswith("ESSAIM_")
    }
    documented = (ROOT / "docs" / "hosting.md").read_text()
    assert {name for name in named if f"`{name}`" not in documented} == set()


def test_every_documented_variable_exists() -> None:
    documented = set(re.findall(r"`(ESSAIM_\w+)`", (ROOT / "docs" / "hosting.md").read_text()))
    source = (ROOT / "config" / "settings.py").read_text()
    assert {name for name in documented if f'"{name}"' not in source} == set()


@pytest.mark.parametrize("room", messages.ROOMS)
def test_both_catalogues_are_complete(room: str) -> None:
    assert list(messages.problems(room)) == []


def test_every_dependency_has_its_line() -> None:
    documented = (ROOT / "docs" / "dependencies.md").read_text().lower()
    missing = []
    for path in (ROOT / "requirements").glob("*.in"):
        for line in path.read_text().splitlines():
            name = line.split("~")[0].split(">")[0].split("[")[0].strip()
            if name and name[0].isalpha() and f"`{name.lower()}`" not in documented:
                missing.append(name)
    assert missing == []


def test_no_migration_has_an_automatic_name() -> None:
    assert [path.name for path in ROOT.glob("essaim/*/migrations/*_auto_*.py")] == []


def test_every_room_says_what_it_is_for() -> None:
    assert [room for room in messages.ROOMS if not import_module(f"essaim.{room}").__doc__] == []


def test_every_template_is_used() -> None:
    sources = [path.read_text() for path in ROOT.glob("essaim/**/*.py")]
    templates = list(ROOT.glob("essaim/**/templates/**/*.html"))
    sources += [path.read_text() for path in templates]
    unused = []
    for path in templates:
        name = path.as_posix().split("/templates/")[1]
        called = name.startswith(("django/", "account/", "allauth/", "admin/")) or any(
            f'"{name}' in source or f"'{name}" in source for source in sources
        )
        if not called and name not in {"404.html", "500.html", "403.html", "400.html"}:
            unused.append(name)
    assert unused == []
