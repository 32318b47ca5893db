"""How a number is meant, by the words around it: "pas moins de 79" is a minimum."""

import re
from enum import StrEnum

from essaim.kernel.text import fold


class Qualifier(StrEnum):
    """How a value is to be taken."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"


_BEFORE = {
    Qualifier.MINIMUM: r"(?:plus|\+) d[e']|pas moins d[e']|au moins|(?:au )?minimum(?: de)?"
    r"|depass\w+(?: les?)?|superieure?s? a|au-dela de"
    r"|more than|at least|over|no (?:fewer|less) than|a minimum of",
    Qualifier.MAXIMUM: r"moins d[e']|au plus|jusqu'a|(?:au )?maximum(?: de)?|inferieure?s? a"
    r"|pas plus de|no more than|fewer than|less than|up to|at most",
    Qualifier.APPROXIMATE: r"environ|pres d[e']|quelques?|autour d[e']|a peu pres|presque"
    r"|de l'ordre de|approximativement|aux alentours de|~|≈|a quelque|estimee?s? a"
    r"|around|about|nearly|almost|some|approximately|roughly",
}
_AFTER = {
    Qualifier.MINIMUM: r"(?:au moins|(?:au )?minimum|et plus|ou plus|or more)\b",
    Qualifier.MAXIMUM: r"(?:au plus|(?:au )?maximum|at most)\b",
    Qualifier.APPROXIMATE: r"environ\b",
}
_QUALIFIED_BEFORE = {q: re.compile(rf"(?:^|[\s(])(?:{p})\s?$") for q, p in _BEFORE.items()}
_QUALIFIED_AFTER = {q: re.compile(rf"\s?\(?{p}") for q, p in _AFTER.items()}


def qualifier_around(before: str, after: str) -> Qualifier:
    """By the words just before a number, else by those just after its unit."""
    folded = fold(before) + (" " if before[-1:].isspace() else "")
    for qualifier, pattern in _QUALIFIED_BEFORE.items():
        if pattern.search(folded):
            return qualifier
    folded = fold(after)
    for qualifier, pattern in _QUALIFIED_AFTER.items():
        if pattern.match(folded):
            return qualifier
    return Qualifier.EXACT
