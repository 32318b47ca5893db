"""Reads the tables of a template key by key, so that every complaint names its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import get_language, ngettext

from essaim.kernel.numbers import format_number


class BadTemplate(Exception):
    """A template file is wrong; the message names the file, the place and what is expected."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in several languages."""

    by_language: Mapping[str, str]

    def __str__(self) -> str:
        """In the language of the reader, else in that of the house, else in the first given."""
        for language in (get_language(), settings.LANGUAGE_CODE):
            if language and language[:2] in self.by_language:
                return self.by_language[language[:2]]
        return next(iter(self.by_language.values()), "")

    def __bool__(self) -> bool:
        return bool(self.by_language)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a text may be, in words or in characters as the reader counts them."""

    unit: str
    most: int

    def length_of(self, text: str) -> int:
        return len(text.split()) if self.unit == "words" else len(text)

    def in_words(self) -> str:
        most = format_number(self.most, language=get_language() or settings.LANGUAGE_CODE)
        if self.unit == "words":
            return ngettext("At most %(most)s word.", "At most %(most)s words.", self.most) % {
                "most": most
            }
        return ngettext(
            "At most %(most)s character.", "At most %(most)s characters.", self.most
        ) % {"most": most}


Choice = TypeVar("Choice", bound=StrEnum)


class Place:
    """A table of a file, read key by key, so that every complaint names its place."""

    def __init__(self, where: str, table: Any) -> None:
        self.where = where
        if not isinstance(table, dict):
            raise BadTemplate(f"{where}: a table is expected")
        self.left = dict(table)

    def wrong(self, sentence: str) -> BadTemplate:
        return BadTemplate(f"{self.where}: {sentence}")

    def text(self, key: str) -> str:
        value = self.left.pop(key, None)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"{key} is missing or is no text")
        return value

    def flag(self, key: str) -> bool:
        value = self.left.pop(key, False)
        if not isinstance(value, bool):
            raise self.wrong(f"{key} is true or false")
        return value

    def words(self, key: str, *, required: bool = False) -> Words:
        value = self.left.pop(key, {})
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self.wrong(f'{key} is written {{ fr = "…", en = "…" }}')
        if required and not value:
            raise self.wrong(f"{key} is missing")
        return Words(value)

    def limit(self) -> Limit | None:
        value = self.left.pop("limit", None)
        if value is None:
            return None
        pairs = list(value.items()) if isinstance(value, dict) else []
        if len(pairs) != 1 or pairs[0][0] not in {"words", "characters"}:
            raise self.wrong("limit is written { words = 300 } or { characters = 1200 }")
        unit, most = pairs[0]
        if not isinstance(most, int) or isinstance(most, bool) or most < 1:
            raise self.wrong(f"limit.{unit} is a whole number above zero")
        return Limit(unit, most)

    def one_of(self, choices: type[Choice], key: str) -> Choice:
        return self._choice(choices, key, self.text(key))

    def some_of(self, choices: type[Choice], key: str) -> tuple[Choice, ...]:
        values = self.left.pop(key, [])
        if not isinstance(values, list):
            raise self.wrong(f"{key} is a list")
        return tuple(self._choice(choices, key, value) for value in values)

    def _choice(self, choices: type[Choice], key: str, value: Any) -> Choice:
        try:
            return choices(value)
        except ValueError:
            known = ", ".join(choices)
            raise self.wrong(f"{key} is {value!r}; it may be {known}") from None

    def tables(self, key: str) -> Iterator["Place"]:
        values = self.left.pop(key, [])
        if not isinstance(values, list):
            raise self.wrong(f"{key} is a list of tables")
        for number, table in enumerate(values, start=1):
            yield Place(f"{self.where}, {key} {number}", table)

    def nothing_else(self) -> None:
        if self.left:
            raise self.wrong(f"{min(self.left)} is not known here")
