"""The house holds: floors, shelves, doors, and words. Each test names what it refuses."""

import ast
from collections.abc import Iterator
from importlib import import_module
from inspect import getmodule, signature, unwrap
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from essaim.accounts.deeds import COMMANDS
from essaim.journal.actions import action
from essaim.kernel.manifest import manifests, offered
from essaim.kernel.models import Keyed
from essaim.kernel.personal import Held, lines_of
from essaim.kernel.rules import rule_of
from essaim.kernel.shelves import shelf_modules
from essaim.portal.demo import building
from tests.rights.table import names
from tests.rights.tables import TABLES
from tests.routes import routes

#: Functions of the shelf of actions that write and are no actions: each is part of some.
BESIDE = {
    "accounts.acting_command",  # makes the actor by whom a command's actions act
    "journal.rewrite_revisions",  # erasure, within the action that erases
    "assemblies.destroy_box",  # part of withdrawing a resolution
    "assemblies.seal_lots",  # part of opening a vote
    "assemblies.break_seal",  # part of settling it, and of withdrawing it
    "questions.forget_files",  # part of taking an answer away, and of erasing
    "network.end",  # part of every action that ends what is dated
    "programme.fill_new",  # part of adding many
    "programme.fill_standing",  # part of editing many
    "programme.restore_all",  # part of restoring one, and many
    "programme.write_terms",  # part of defining an indicator
    "programme.record_figure_uses",  # part of saving a text
    "assemblies.write_subjects",  # part of adopting rules
    "assemblies.write_weights",  # the same, and of weighing the colleges
    "assemblies.settle",  # part of closing a vote and of concluding a deliberation
    "assemblies.prepare",  # part of preparing a consent and an election without candidate
    "assemblies.last_wording",  # part of every act on a text put to consent
    "assemblies.go_to",  # part of every step of a deliberation
    "assemblies.seat_chair",  # part of noting arrivals, opening, and handing the chair over
    "assemblies.keep_opening",  # part of every act on who is in the room
    "reports.count_consultation",  # by visitors, who have no verb
    "reports.count_refused_link",  # the same
}
ROOMS = [name.removeprefix("essaim.") for name in settings.ROOMS]
FLOOR = {
    "kernel": 0,
    "journal": 1,
    "accounts": 2,
    "files": 3,
    "exchange": 3,
    "post": 3,
    "documents": 3,
    "search": 3,
    "questions": 4,
    "writing": 4,
    "network": 5,
    "comments": 6,
    "programme": 7,
    "reprise": 8,
    "assemblies": 8,
    "reports": 9,
    "portal": 10,
}
WRITING_CALLS = {
    "save",
    "save_with",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def actions() -> dict[str, object]:
    found = {}
    for room in ROOMS:
        for name in shelf_modules(room, "actions"):
            for value in vars(import_module(name)).values():
                if str(getattr(value, "verb", "")).startswith(f"{room}."):
                    found[value.verb] = value
    return found


def our_views() -> Iterator[tuple[str, object]]:
    """Those of the house; Django and allauth keep theirs."""
    return ((route.name, route.view) for route in routes() if _is_ours(route.view))


def _is_ours(view: object) -> bool:
    return unwrap(view).__module__.startswith("essaim.")  # type: ignore[arg-type]


def test_every_room_stands_on_a_floor() -> None:
    assert set(FLOOR) == set(ROOMS)


def test_foreign_keys_only_go_down_the_floors() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
    wrong = []
    for model in ours:
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.auto_created or not isinstance(target, type):
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here != there and FLOOR.get(there, -1) >= FLOOR[here]:
                wrong.append(f"{model.__name__}.{field.name} → {there}.{target.__name__}")
    assert wrong == []


def test_every_action_has_a_rule_of_its_name_and_is_keyword_only() -> None:
    for verb, function in actions().items():
        rule_of(verb)
        parameters = signature(function).parameters.values()
        assert all(
            parameter.kind in {parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD}
            for parameter in parameters
        ), verb
        assert "by" in signature(function).parameters, verb


def rules_of(room: str) -> Iterator[str]:
    """The names under which `can` finds a rule."""
    for name in shelf_modules(room, "rules"):
        tree = ast.parse(Path(import_module(name).__file__ or __file__).read_text())
        yield from (word for node in tree.body for word in names_given(node) if word[0].islower())


def names_given(node: ast.stmt) -> list[str]:
    """What a statement of a module names: a function, or the names that share one."""
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "kernel"])
def test_every_rule_says_who_may_and_who_may_not(room: str) -> None:
    """A line for each kind of person, a yes or a no, in `tests/rights/`."""
    assert set(rules_of(room)) == {name for table in TABLES.get(room, []) for name in names(table)}


def test_every_action_goes_through_the_decorator_that_writes_the_journal() -> None:
    """Its own test says that it asks the rule, opens the transaction and writes the line."""
    run = action(lambda *, by: None)
    without = [verb for verb, made in actions().items() if made.__code__ is not run.__code__]
    assert without == ["assemblies.cast_secret_ballot"]  # a line would tell who voted when


def test_an_action_that_answers_no_thing_says_what_its_line_is_about() -> None:
    """Whatever the order of its arguments: nothing is guessed."""
    silent = set()
    for verb, function in actions().items():
        hints = get_type_hints(unwrap(function))
        answers = hints.pop("return", None)
        is_told = all(is_keyed(part) for part in get_args(answers) or (answers,))
        things = [name for name, hint in hints.items() if any(map(is_keyed, get_args(hint)))]
        things += [name for name, hint in hints.items() if is_keyed(hint)]
        if things and not is_told and getattr(function, "about", "") not in things:
            silent.add(verb)
    assert silent == {"assemblies.cast_secret_ballot"}  # has no line at all


def is_keyed(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, Keyed)


def test_nothing_public_writes_beside_the_actions() -> None:
    """A function of the shelf that is no action itself is called by one, or is listed here."""
    beside = set()
    for room in ROOMS:
        for name in shelf_modules(room, "actions"):
            tree = ast.parse(Path(import_module(name).__file__ or __file__).read_text())
            functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
            beside |= {
                f"{room}.{node.name}"
                for node in functions
                if not node.name.startswith("_")
                if _decorators(node).isdisjoint({"action", "many", "unjournaled_action"})
                if any(_is_a_write(call.func) for call in _calls(node))
            }
    assert beside == BESIDE


def _decorators(node: ast.FunctionDef) -> set[str]:
    """`@action`, `@action(about="user")`."""
    bare = (getattr(line, "func", line) for line in node.decorator_list)
    return {name.id for name in bare if isinstance(name, ast.Name)}


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (child for child in ast.walk(node) if isinstance(child, ast.Call))


def test_every_action_says_what_it_does() -> None:
    assert [verb for verb, function in actions().items() if not function.__doc__] == []


def test_the_journal_tells_every_action_in_words_and_no_other() -> None:
    """A room calls each of its verbs in a `deeds.py`, as the journal and histories tell it."""
    in_words = {f"{room.room}.{name}" for room in manifests() for name in room.deeds}
    assert in_words == set(actions())


def test_no_two_verbs_of_a_room_are_told_alike() -> None:
    for room in manifests():
        told = [str(words) for words in room.deeds.values()]
        assert len(set(told)) == len(told), room.room


def test_the_journal_tells_every_command_in_words_and_no_other() -> None:
    """By the name under which a command acts, wherever in the house it is given."""
    named = {building.NAME}
    for path in Path(apps.get_app_config("accounts").path).parent.rglob("*.py"):
        for call in _calls(ast.parse(path.read_text())):
            bare = call.args[:1] if getattr(call.func, "id", "") == "acting_command" else []
            named |= {
                value.value
                for value in [*bare, *(k.value for k in call.keywords if k.arg == "acting_as")]
                if isinstance(value, ast.Constant)
            }
    assert named == set(COMMANDS)


@pytest.mark.parametrize("room", ROOMS)
def test_views_never_write(room: str) -> None:
    wrong = []
    for name in shelf_modules(room, "views"):
        tree = ast.parse(Path(import_module(name).__file__ or __file__).read_text())
        wrong += [f"{name}:{call.lineno}" for call in _calls(tree) if _is_a_write(call.func)]
    assert wrong == []


def _is_a_write(call: ast.expr) -> bool:
    """A call named like a queryset's or a row's; `context.update(…)` writes to no table."""
    if not isinstance(call, ast.Attribute) or call.attr not in WRITING_CALLS:
        return False
    of = call.value.id if isinstance(call.value, ast.Name) else ""
    return not (call.attr == "update" and of in {"context", "digest"})


@pytest.mark.parametrize("room", ROOMS)
def test_a_page_that_answers_what_was_sent_says_whether_it_was_refused(room: str) -> None:
    """200 is for what was done: a page with the form again is 422, for scripts and caches too."""
    wrong = []
    for name in shelf_modules(room, "views"):
        tree = ast.parse(Path(import_module(name).__file__ or __file__).read_text())
        reading = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        wrong += [f"{name}:{call.lineno}" for view in reading for call in _silent_pages(view)]
    assert wrong == []


def _silent_pages(view: ast.FunctionDef) -> Iterator[ast.Call]:
    """Pages without a status, of a view that shows and takes a form."""
    decorators = " ".join(map(ast.unparse, view.decorator_list))
    takes = "POST" in decorators or "READ_OR_WRITE" in decorators
    if takes and "request.POST or None" in ast.unparse(view):
        pages = (call for call in _calls(view) if ast.unparse(call.func) == "render")
        yield from (call for call in pages if "status" not in {word.arg for word in call.keywords})


def test_every_view_states_its_methods() -> None:
    assert [name for name, view in our_views() if not _names_methods(view)] == []


def _names_methods(view: object) -> bool:
    """Django's decorators wrap the view in a function of their own module."""
    while view is not None:
        if getmodule(getattr(view, "__code__", None)) and "require_http_methods" in str(
            getattr(getattr(view, "__code__", None), "co_qualname", "")
        ):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_a_view_open_to_visitors_says_why_and_the_others_are_closed() -> None:
    for name, view in our_views():
        if getattr(view, "login_required", True) is False:
            assert getattr(view, "open_because", ""), name


def test_of_the_views_of_others_these_alone_are_open() -> None:
    others = {route.name for route in routes() if not _is_ours(route.view)}
    doors = {"login", "signup", "request_login_code", "confirm_login_code", "logout", "inactive"}
    assert others == {f"account_{door}" for door in doors}


def test_only_listed_views_write_while_reading() -> None:
    listed = {view for manifest in manifests() for view in manifest.writing_views}
    assert listed == {
        "reports:funder_reading",
        "reports:funder_file",
        "accounts:demo_sign_in",
    }


def personal_fields() -> Iterator[str]:
    """Addresses, names of people, and whatever points at a person or an account."""
    people = {"Person", "User"}
    words = {"given_name", "family_name", "phone", "recipient"}
    for model in apps.get_models():
        if not model.__module__.startswith("essaim."):
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model
            points = isinstance(target, type) and target.__name__ in people and target != model
            if points or isinstance(field, models.EmailField) or field.name in words:
                yield f"{model._meta.label}.{field.name}"


def test_every_personal_field_has_a_retention_line() -> None:
    declared = {
        f"{line.declaration.model._meta.label}.{line.field}"
        for line in lines_of(offered("personal"))
    }
    missing = sorted(set(personal_fields()) - declared)
    assert missing == [], (
        "Say in `personal.py` of the room what becomes of each: "
        'Held(Model, {"column": erased(why, kept_for)}, of="person", code="room.part", …)'
    )


def test_every_personal_field_that_is_declared_exists_and_is_declared_once() -> None:
    lines = lines_of(offered("personal"))
    for line in lines:
        line.declaration.model._meta.get_field(line.field)
    assert len({(line.declaration.model, line.field) for line in lines}) == len(lines)


def test_what_is_somebody_s_own_has_its_part_in_the_export() -> None:
    personal: list[Held] = list(offered("personal"))
    parts = [held.code for held in personal if held.code]
    assert len(set(parts)) == len(parts)
    for held in personal:
        assert bool(held.code) == bool(held.label) == bool(held.shows), held.model
        assert bool(held.code or held.told_in) == bool(held.of), held.model
        assert not held.told_in or held.told_in in parts, held.model


def test_every_model_says_what_it_is() -> None:
    wanted = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
    assert [m.__name__ for m in wanted if not m.__doc__ or m.__doc__.startswith(m.__name__)] == []
