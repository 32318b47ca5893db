"""Agendas to begin with, as data in `data/agendas.toml`: taken once, then changed like any other.

What becomes an item of an agenda is in the language of the network; labels, in the reader's.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

FILE = Path(__file__).with_name("data") / "agendas.toml"


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """An item with those under it; minutes as they are usually planned."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    kind: str
    subject: str
    minutes: int
    items: tuple["TemplateItem", ...]

    @property
    def title(self) -> str:
        return self.titles[settings.LANGUAGE_CODE]

    @property
    def text(self) -> str:
        return self.texts.get(settings.LANGUAGE_CODE, "")


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """The usual agenda of a kind of meeting."""

    code: str
    labels: Mapping[str, str]
    items: tuple[TemplateItem, ...]

    @property
    def label(self) -> str:
        return self.labels.get(get_language() or "", self.labels["fr"])


@cache
def agenda_templates() -> Mapping[str, AgendaTemplate]:
    """Every template by its code, in the order of the file. Raises KeyError for a bad file."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        code: AgendaTemplate(code, template["label"], tuple(map(_item, template["items"])))
        for code, template in table.items()
    }


def _item(item: Mapping[str, Any]) -> TemplateItem:
    return TemplateItem(
        titles=item["title"],
        texts=item.get("text", {}),
        kind=item["kind"],
        subject=item.get("subject", "ordinary"),
        minutes=item["minutes"],
        items=tuple(map(_item, item.get("items", ()))),
    )
