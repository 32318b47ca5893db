"""Rows of one name, in a list to choose from: each in words of its own."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from essaim.kernel.text import fold


def labels_of(rows: Sequence[Any], named: Callable[[Any], str] = str) -> list[str]:
    """The name of each; those who share one are told apart.

    A model whose rows may share a name says so: its `words_apart(rows)` gives for each what else
    is known of it. Names that differ by case and accents alone are one.
    """
    names = [named(row) for row in rows]
    alike = Counter(fold(name) for name in names)
    several = {row: name for row, name in zip(rows, names, strict=True) if alike[fold(name)] > 1}
    if not several or not hasattr(type(rows[0]), "words_apart"):
        return names
    apart = dict(zip(several, told_apart([*several], [*several.values()]), strict=True))
    return [apart.get(row, name) for row, name in zip(rows, names, strict=True)]


def told_apart(rows: Sequence[Any], names: Sequence[str]) -> list[str]:
    """Each name with what else is known; at the last, by which came first."""
    words = type(rows[0]).words_apart(rows)
    labels = [
        " · ".join((name, *filter(None, known))) for name, known in zip(names, words, strict=True)
    ]
    numbered = _("%(name)s · noted as number %(place)d of this name")
    places = [labels[: place + 1].count(label) for place, label in enumerate(labels)]
    return [
        label if labels.count(label) == 1 else numbered % {"name": label, "place": place}
        for label, place in zip(labels, places, strict=True)
    ]
