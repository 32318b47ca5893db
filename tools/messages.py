"""The catalogues of messages: extraction, update and compilation, without GNU gettext.

`python -m tools.messages ROOM…` takes the strings of these rooms into their French catalogues and
compiles them; `--check` says what is missing, stale or not compiled, for all rooms. English is the
language of the code: a message is its own English, and has no catalogue.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
ROOMS = sorted(path.parent.name for path in (ROOT / "essaim").glob("*/apps.py"))
LANGUAGES = ("fr",)
#: What no French of ours holds, and why.
_ILL_WRITTEN = {
    "a line could break before a sign": re.compile(r" [:;?!»]|« "),
    "an apostrophe of typewriters": re.compile(r"\w'\w"),
    "a word with a point in it": re.compile(r"\w·\w"),
}
#: People are *they*.
ONE_SEX = re.compile(r"\b(?:s?he|hers?|herself|his|him|himself)\b", re.IGNORECASE)
#: What a message is filled with, by name.
_FILLED = re.compile(r"%\((\w+)\)")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources(room: str) -> Iterator[Path]:
    folder = ROOT / "essaim" / room
    for pattern in ("**/*.py", "**/templates/**/*.html", "**/templates/**/*.txt"):
        for path in sorted(folder.glob(pattern)):
            if "migrations" not in path.parts:
                yield path


def code_of(path: Path) -> bytes:
    """Python as it is; a template as the Python that Django makes of it, without indentation."""
    text = path.read_text()
    if path.suffix != ".py":
        lines = templatize(text, origin=str(path)).splitlines()
        text = "\n".join(line.strip() for line in lines)
    return text.encode()


def extracted(room: str) -> Catalog:
    catalog = Catalog(domain="django", charset="utf-8")
    for path in sources(room):
        where = path.relative_to(ROOT).as_posix()
        calls = extract_python(BytesIO(code_of(path)), KEYWORDS, [], {"encoding": "utf-8"})
        for _line, keyword, strings, _comments in calls:
            _add(catalog, str(keyword or "_"), strings, where)
    return catalog


def _add(catalog: Catalog, keyword: str, strings: object, where: str) -> None:
    parts = list(strings) if isinstance(strings, tuple) else [strings]
    context = str(parts.pop(0)) if keyword.startswith(("pgettext", "npgettext")) else None
    if not parts or not isinstance(parts[0], str) or not parts[0]:
        return
    plural = "ngettext" in keyword or keyword.startswith("npgettext")
    identity = (parts[0], str(parts[1])) if plural else parts[0]
    catalog.add(identity, locations=[(where, 0)], context=context)


def catalogue_path(room: str, language: str) -> Path:
    return ROOT / "essaim" / room / "locale" / language / "LC_MESSAGES" / "django.po"


def read(room: str, language: str) -> Catalog:
    path = catalogue_path(room, language)
    if not path.exists():
        return Catalog(
            locale=language,
            domain="django",
            charset="utf-8",
            project="Essaim",
            version="1",
            msgid_bugs_address="issues of the project",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def compiled(catalog: Catalog) -> bytes:
    """The same bytes whenever it is compiled: Babel would write the hour into the header."""
    catalog.creation_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update(room: str) -> None:
    for language in LANGUAGES:
        catalog = read(room, language)
        catalog.update(extracted(room), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = catalogue_path(room, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog.header_comment = f"# Messages of the room {room}."
        out = BytesIO()
        write_po(out, catalog, no_location=True, omit_header=False, width=100, sort_output=True)
        lines = out.getvalue().decode().splitlines(keepends=True)
        dated = (
            '"POT-Creation-Date',
            '"PO-Revision-Date',
            '"Generated-By',
            '"Last-Translator',
            '"Language-Team',
        )
        path.write_text("".join(line for line in lines if not line.startswith(dated)))
        path.with_suffix(".mo").write_bytes(compiled(read(room, language)))


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def problems(room: str) -> Iterator[str]:
    wanted = {(message.context, message.id) for message in messages(extracted(room))}
    for language in LANGUAGES:
        catalog = read(room, language)
        catalogued = {(message.context, message.id): message for message in messages(catalog)}
        where = f"{room} ({language})"
        yield from (
            f"{where}: not in the catalogue: {key[1]!r}" for key in wanted - catalogued.keys()
        )
        yield from (f"{where}: no longer used: {key[1]!r}" for key in catalogued.keys() - wanted)
        for message in catalogued.values():
            texts = message.string if isinstance(message.string, tuple | list) else [message.string]
            if message.fuzzy or not all(texts):
                yield f"{where}: not translated: {message.id!r}"
            for fault in ill_written(str(message.id), [text or "" for text in texts]):
                yield f"{where}: {fault}: {message.id!r}"
        binary = catalogue_path(room, language).with_suffix(".mo")
        if (wanted or catalogued) and (
            not binary.exists() or binary.read_bytes() != compiled(catalog)
        ):
            yield f"{where}: the .mo is not that of the .po; run make messages"


def ill_written(english: str, french: Sequence[str]) -> Iterator[str]:
    """What is wrong with the words of a message, in a few words each."""
    yield from (why for why, sign in _ILL_WRITTEN.items() if any(map(sign.search, french)))
    if ONE_SEX.search(english):
        yield "people are they"
    if unfilled := set(_FILLED.findall(" ".join(french))) - set(_FILLED.findall(english)):
        yield f"nothing fills {', '.join(sorted(unfilled))}"


def contradictions() -> Iterator[str]:
    """All catalogues are one when the house runs: a message has one translation."""
    translations: dict[object, tuple[object, str]] = {}
    for room in ROOMS:
        for message in messages(read(room, "fr")):
            key = (message.context, message.id)
            first = translations.setdefault(key, (message.string, room))
            if first[0] != message.string:
                yield f"{message.id!r}: {first[0]!r} in {first[1]}, {message.string!r} in {room}"


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        faults = [problem for room in ROOMS for problem in problems(room)]
        faults += contradictions()
        print("\n".join(faults) or "catalogues complete")
        return 1 if faults else 0
    for room in arguments or ROOMS:
        update(room)
        for problem in problems(room):
            print(problem)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
