"""Filling in a card, of an organisation or of a person."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models


def fill_in(thing: models.Model, card: Mapping[str, Any], *, allowed: Collection[str]) -> None:
    """Sets the fields given, unsaved. Raises TypeError for one that no card holds."""
    unknown = sorted(set(card) - set(allowed))
    if unknown:
        raise TypeError(f"not on the card of {thing._meta.label}: {', '.join(unknown)}")
    for name, value in card.items():
        setattr(thing, name, value)
