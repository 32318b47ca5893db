"""A form that changes a row, and what two people type in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from essaim.accounts.models import User

#: Keys of rows that a form lets one choose.
FIRST_ITEM = "00000000-0000-4000-8000-000000000001"
SECOND_ITEM = "00000000-0000-4000-8000-000000000002"


@dataclass(frozen=True)
class EditCase:
    """`address` makes the rows; `field` is what both type; `theirs` and `mine`, what is sent.

    `with_theirs` and `with_mine` go with them; `kept`, how revisions write the two texts;
    `passing`, fields that say something of the act and stand nowhere afterwards. `writer`: who may,
    where the coordination may not. `is_kept`: whether revisions tell the texts; `is_shown`: whether
    the form shows what stands; `is_kept_at_once`: whether what came second is a version already.
    """

    address: Callable[[], str]
    field: str
    theirs: str
    mine: str
    with_theirs: tuple[tuple[str, str], ...] = ()
    with_mine: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, str] | None = None
    passing: tuple[str, ...] = ()
    writer: Callable[[], User] | None = None
    is_kept: bool = True
    is_shown: bool = True
    is_kept_at_once: bool = False

    @property
    def theirs_kept(self) -> str:
        return self.kept[0] if self.kept else json.dumps(self.theirs, ensure_ascii=False)

    @property
    def mine_kept(self) -> str:
        return self.kept[1] if self.kept else json.dumps(self.mine, ensure_ascii=False)


def rich(address: Callable[[], str], field: str = "text") -> EditCase:
    """A rich text, of which what came second is a version of the history at once."""
    return EditCase(
        address,
        field,
        "La première.",
        "La **seconde**.",
        kept=("<p>La première.</p>", "<p>La <strong>seconde</strong>.</p>"),
        is_kept_at_once=True,
    )


def to(name: str, row: Any, *more: Any) -> str:
    """The address of a view about a row."""
    return reverse(name, args=[row.key, *more])
