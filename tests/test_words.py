"""What stands beside the code is true and complete: documents, catalogues, templates, names."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseForm, ChoiceField, ModelChoiceField

from essaim.tally.sentences import SENTENCES
from tests.routes import routes
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


@pytest.mark.parametrize(
    ("english", "french", "fault"),
    [
        ("Where do they belong?", "Où est-ce\N{NO-BREAK SPACE}?", None),
        ("Where do they belong?", "Où est-ce ?", "a line could break before a sign"),
        ("Where do they belong?", "D'où\N{NO-BREAK SPACE}?", "an apostrophe of typewriters"),
        ("Employees", "Les salarié·es", "a word with a point in it"),
        ("How to reach her", "Comment la joindre", "people are they"),
        ("How to reach them here", "Comment la joindre", None),
        ("Quorum %(rule)s", "Quorum %(rule)s", None),
        ("Quorum %(rule)s", "Quorum %(told)s", "nothing fills told"),
    ],
)
def test_what_we_do_not_write_is_seen(english: str, french: str, fault: str | None) -> None:
    assert list(messages.ill_written(english, [french])) == ([fault] if fault else [])


def menus() -> Iterator[tuple[str, object]]:
    """Every menu of every form, and what stands in it before anything is chosen."""
    routes()  # loads the forms of all pages
    forms = [BaseForm]
    for form in forms:
        forms += form.__subclasses__()
        for name, field in getattr(form, "base_fields", {}).items():
            where = f"{form.__module__}.{form.__qualname__}.{name}"
            if isinstance(field, ModelChoiceField):
                yield where, field.empty_label
            elif isinstance(field, ChoiceField):
                yield where, dict(field.choices).get("")


def test_nothing_chosen_is_a_dash_in_every_menu() -> None:
    ours = {where: words for where, words in menus() if where.startswith("essaim.")}
    assert "–" in ours.values()
    dashes = {dict(BLANK_CHOICE_DASH)[""], "—", "-"}
    assert {where for where, words in ours.items() if words in dashes} == set()


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
    #: How a page is used is found by the name of its view.
    hows = {f"{route.name.replace(':', '/how/')}.html" for route in routes() if ":" in route.name}
    for path in templates:
        name = path.as_posix().split("/templates/")[1]
        is_named = name.startswith(("django/", "account/", "allauth/", "admin/")) or name in hows
        called = is_named or any(f'"{name}' in source or f"'{name}" in source for source in sources)
        if not called and name not in {"404.html", "500.html", "403.html", "400.html"}:
            unused.append(name)
    assert unused == []


#: A number and then a French word in the plural, or a verb.
_COUNTED = re.compile(
    r"(?:%\((?P<named>\w+)\)[sd]|\{(?P<formatted>\w+)\})(?:</?\w+>)*\s+"
    r"(?:voix\s+)?(?P<word>[^\W\d_]+s|ont|sont|étaient|avaient|seront|auront|restent|manquent)\b"
)
#: Words in -s that are no plural: they follow a name, a day or a part as well.
_NO_PLURALS = {"après", "dans", "depuis", "des", "dès", "fois", "les", "mois", "nous", "pas"} | {
    *("plus", "puis", "requis", "sans", "ses", "sous", "vers", "vous"),
}
#: Limits, which are far above one, and names of people or of parts: no count that may be one.
_NO_COUNTS = {"most", "length", "limit", "rows", "columns", "names", "other"}


def plural_after_a_number(french: str) -> list[str]:
    return [
        found[0]
        for found in _COUNTED.finditer(french)
        if found["word"] not in _NO_PLURALS
        and (found["named"] or found["formatted"]) not in _NO_COUNTS
    ]


@pytest.mark.parametrize(
    ("french", "is_found"),
    [
        ("%(count)s membres", True),
        ("<strong>%(count)s</strong> membres", True),
        ("{papers} bulletins", True),
        ("%(count)s voix exprimées", True),
        ("il y a %(count)s sont là", True),
        ("%(count)s voix", False),
        ("%(count)s membre", False),
        ("{papers} {papers:bulletin|bulletins}", False),
        ("%(most)s caractères au plus", False),
        ("%(name)s vous donne pouvoir", False),
    ],
)
def test_a_plural_after_a_number_is_seen(french: str, is_found: bool) -> None:
    assert bool(plural_after_a_number(french)) is is_found


@pytest.mark.parametrize("room", messages.ROOMS)
def test_no_message_says_one_members(room: str) -> None:
    """A count asks for `ngettext`, or `blocktranslate count`; nought and one are singular."""
    path = ROOT / "essaim" / room / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    entries = [one.string for one in read_po(BytesIO(path.read_bytes())) if one.id]
    singular = [one if isinstance(one, str) else one[0] for one in entries]
    assert [text for text in singular if plural_after_a_number(text)] == []


def test_no_sentence_of_a_count_says_one_members() -> None:
    """A word follows its number: `{papers} {papers:bulletin|bulletins}`."""
    assert [fr for _en, fr in SENTENCES.values() if plural_after_a_number(fr)] == []


def test_people_are_they_beside_the_code_too() -> None:
    paths = [path for room in _NAMED for path in (ROOT / room).rglob("*.py")]
    lines = {
        f"{path.relative_to(ROOT).as_posix()}: {line.strip()}"
        for path in paths
        for line in path.read_text().splitlines()
        if messages.ONE_SEX.search(line)
    }
    assert {line for line in lines if "ONE_SEX =" not in line} == set()


#: Names that say of no thing what it is.
_OF_NO_THING = {"one", "told", "found", "said", "seen", "held"}
#: A right that one has; what a house has of people, in the word of the law; an action that took
#: place.
_OF_THE_FIELD = {
    "essaim/assemblies/roll/models.py: HELD",
    "essaim/kernel/personal.py: Held",
    "essaim/programme/enums.py: HELD",
}
_NAMED = {
    "config",
    "bench",
    "tools",
    "essaim/tally",
    *(f"essaim/{room}" for room in messages.ROOMS),
}
_BOUND_IN_TEMPLATES = re.compile(
    r"{% for ([\w, ]+) in |\b(?:with|and|count|trimmed) (\w+)=|\b(?:as|asvar) (\w+) (?:trimmed )?%}"
)


def names_bound_in(source: str) -> set[str]:
    """Of variables, parameters, functions, classes and imports under another name."""
    names: set[str | None] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.alias(asname=name) | ast.ExceptHandler(name=name) | ast.MatchAs(name=name):
                names.add(name)
    return {name for name in names if name}


def names_bound_in_template(source: str) -> set[str]:
    """Of loops, `with` and `as`."""
    bound = (name for names in _BOUND_IN_TEMPLATES.findall(source) for name in names)
    return set(re.findall(r"\w+", " ".join(bound)))


def is_of_no_thing(name: str) -> bool:
    """And of no sentence: `quorum_told` is a `quorum_sentence`; `is_told` asks whether."""
    words = name.strip("_").lower().split("_")
    return "_".join(words) in _OF_NO_THING or (
        words[-1] in {"told", "said"} and words[0] not in {"is", "has"}
    )


def test_a_name_of_no_thing_is_seen() -> None:
    source = (
        "def told(one):\n    for found, row in one:\n        _said = [seen for seen in row]\n"
        "def quorum_told(is_told, told_at):\n    none_found = is_told"
    )
    assert {*filter(is_of_no_thing, names_bound_in(source))} == {
        *("told", "one", "found", "_said", "seen", "quorum_told"),
    }
    template = (
        "{% for one, row in rows %}{% endfor %}{% with held=row %}{% url 'x' as seen %}"
        "{% blocktranslate trimmed count said=rows|length with told=row %}"
        "{% blocktranslate asvar found trimmed %}"
    )
    assert {*filter(is_of_no_thing, names_bound_in_template(template))} == _OF_NO_THING


@pytest.mark.parametrize("folder", sorted(_NAMED))
def test_things_have_names_of_things(folder: str) -> None:
    place = ROOT / folder
    bound = [
        *((path, names_bound_in(path.read_text())) for path in place.rglob("*.py")),
        *((path, names_bound_in_template(path.read_text())) for path in place.rglob("*.html")),
    ]
    weak = {
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path, names in bound
        if "migrations" not in path.parts
        for name in names
        if is_of_no_thing(name)
    }
    assert weak <= _OF_THE_FIELD
