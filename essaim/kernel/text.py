"""French text made comparable: folding, likeness, sentences. Pure, and linear in its length."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import fuzz, process

_REPLACED = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "\u200b": "",
        "\u2060": "",
        "\ufeff": "",
        "\u00ad": "",
    }
)
_WORD = re.compile(r"[^\W_]+")
_LETTERS_OR_DIGITS = re.compile(r"\d+|[^\W\d_]+")
_LINKING = frozenset({"et", "and"})
_STOP = re.compile(
    r"[.!?…]+(?:\s?[»\"”')\]])*\s+(?=[«\"“(\[]?\s?[A-ZÀ-ÖØ-ÞŒ0-9⇒→➡•●■✓])|\n[ \t]*\n\s*"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|St|Ste|p|pp|art|cf|ex|env|tél|n|no|nos|vol|chap|fig|av|bd"
    r"|janv|févr|fév|avr|juil|sept|oct|nov|déc|lun|mar|mer|jeu|ven|sam|dim|[A-Z])\.$"
)


class Span(NamedTuple):
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, without accents, ligatures, typographic quotes and dashes, spaces made single.

    Two spellings that a reader takes for the same word fold to the same string; folding twice
    changes nothing.
    """
    lowered = text.lower().translate(_REPLACED)
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(char)
    )
    return " ".join(bare.lower().translate(_REPLACED).split())


def fold_words(text: str) -> list[str]:
    """The words of the text, folded, without punctuation: what whole-word matching compares."""
    return _WORD.findall(fold(text))


def search_words(typed: str) -> list[str]:
    """What to look for in a folded text, each by itself: "RES31", "Saint-Malo", "Arts & Métiers".

    Hyphens and apostrophes part words, letters part from digits; what only links words and lone
    letters are left out: two spellings of one name find each other. Where nothing else was typed
    it is looked for as it is.
    """
    parts = [part for word in fold_words(typed) for part in _LETTERS_OR_DIGITS.findall(word)]
    words = [part for part in parts if part.isdecimal() or len(part) > 1]
    return [word for word in words if word not in _LINKING] or fold(typed).split()


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether the text holds every word of a search, whatever accents, case and order."""
    folded = fold(text)
    return all(word in folded for word in words)


def likeness(first: str, second: str) -> float:
    """How alike two texts read, from 0 to 1, case and accents forgiven."""
    return float(fuzz.ratio(fold(first), fold(second))) / 100


def most_alike(text: str, among: Iterable[str], *, at_least: float, limit: int = 5) -> list[str]:
    """Which of these folded texts are most like it, from 0 to 1, the likeliest first."""
    near = process.extract(
        text, list(among), scorer=fuzz.ratio, score_cutoff=at_least * 100, limit=limit
    )
    return [name for name, _score, _place in near]


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, in order, trimmed; abbreviations and inclusive forms do not end one.

    A blank line always ends a sentence. Together they hold every visible character of the text.
    """
    start = 0
    for stop in _STOP.finditer(text):
        is_paragraph = stop.group().startswith("\n")
        if not is_paragraph and _ABBREVIATION.search(
            text, max(start, stop.start() - 6), stop.start() + 1
        ):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        yield Span(start + lead, start + len(piece.rstrip()))
