"""Entries of the index, as if a room had offered them."""

from typing import Any
from uuid import uuid4

from essaim.search.models import IndexEntry


def make_index_entry(**fields: Any) -> IndexEntry:
    defaults = {"target": uuid4(), "kind": "programme.action", "title": "Chose", "names": "chose"}
    return IndexEntry.objects.create(**{**defaults, **fields})
