"""Drawing of lots that anyone can redo: a seed published before, and SHA-256.

For each name, take the SHA-256 of the seed, a line feed and the name, in UTF-8; write it in
hexadecimal; the names go in the order of these digests. On most machines:
`printf 'SEED\\nNAME' | sha256sum`. Nobody may choose the seed, nor know it beforehand: see `seals`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from essaim.tally.errors import CannotCount
from essaim.tally.words import number, say

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class LotResult:
    """Names in the order drawn, each with its digest; the first `seats` are the winners."""

    winners: tuple[str, ...]
    order: tuple[str, ...]
    digests: tuple[str, ...]
    seed: str
    explanation: tuple[str, ...]


def draw(names: Sequence[str], seed: str, *, seats: int = 1, language: str = "fr") -> LotResult:
    """The order in which the names are given does not matter.

    Raises CannotCount without a name, with the same name twice, or without a seed.
    """
    if not names:
        raise CannotCount("lot_without_names", language)
    if len(set(names)) < len(names):
        raise CannotCount("lot_with_doubles", language)
    if not seed.strip():
        raise CannotCount("lot_without_seed", language)
    drawn = sorted((digest(seed, name), name) for name in names)
    sentences = [say(language, "lot_procedure", seed=seed)]
    sentences += [
        say(language, "lot_line", place=number(place, language), name=name, digest=code[:_SHOWN])
        for place, (code, name) in enumerate(drawn, start=1)
    ]
    order = tuple(name for _code, name in drawn)
    digests = tuple(code for code, _name in drawn)
    return LotResult(order[:seats], order, digests, seed, tuple(sentences))


def digest(seed: str, name: str) -> str:
    """In hexadecimal."""
    return sha256(f"{seed}\n{name}".encode()).hexdigest()
