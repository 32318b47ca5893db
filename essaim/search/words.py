"""Words as the index holds them: stems for what one means, whole words for names. Pure.

Both databases are given stems made here, so that both answer alike.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import snowballstemmer
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from rapidfuzz.distance import OSA

from essaim.kernel.text import fold, fold_words, search_words

#: Signs of one word, and words of one text, that the index holds: the rest is no longer prose.
LONGEST_WORD, MOST_WORDS = 60, 50_000
#: Bytes of such words, of a text and of what is called by names: PostgreSQL keeps one megabyte of
#: all words of a thing, with the places of each, and refuses the whole thing beyond.
MOST_BYTES, MOST_BYTES_OF_NAMES = 500_000, 60_000
#: Letters after which the beginning of a name is enough.
SHORTEST_START = 2
#: Signs around the first words that correspond.
AROUND = 200
#: What one types without looking for it.
_LINKING = frozenset(
    fold_words(
        "le la les de du des un une en au aux a dans par pour sur avec ou qui que est ce ces son "
        "sa ses the of in on to for with an"
    )
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_FRENCH = snowballstemmer.stemmer("french")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Of a folded word: `cooperatives` and `cooperative` are one."""
    stemmed: str = _FRENCH.stemWord(word)
    return stemmed


@lru_cache(maxsize=50_000)
def _stems_of(typed: str) -> tuple[str, ...]:
    """Of one word as it is written: "l’économie", "RES31"."""
    return tuple(stem(word) for word in tokens(typed))


def tokens(text: str) -> Iterator[str]:
    """The folded words of a text, letters parted from digits."""
    for word in fold_words(text):
        for part in _TOKEN.findall(word):
            yield part[:LONGEST_WORD]


def names_in(text: str) -> str:
    """The words of a name as they are written, folded."""
    return " ".join(_first(tokens(text), MOST_BYTES_OF_NAMES))


def stems_in(text: str, most: int = MOST_BYTES) -> str:
    """The stems of a text, in its order; `most` bytes of them."""
    return " ".join(_first(map(stem, tokens(text)), most))


def _first(words: Iterator[str], most: int) -> Iterator[str]:
    """As many as the index holds."""
    size = 0
    for word in islice(words, MOST_WORDS):
        size += len(word.encode()) + 1
        if size > most:
            return
        yield word


@dataclass(frozen=True)
class Term:
    """One word that is looked for: what it means, and how it is written."""

    word: str
    stem: str
    is_start: bool = False


def terms_of(typed: str) -> list[Term]:
    """What was typed; its last word may be the beginning of a name."""
    words = [word[:LONGEST_WORD] for word in search_words(typed)]
    words = [part for word in words for part in tokens(word)]
    kept = [word for word in words if word not in _LINKING] or words
    last = len(kept) - 1
    return [
        Term(word, stem(word), place == last and len(word) >= SHORTEST_START)
        for place, word in enumerate(dict.fromkeys(kept))
    ]


def grams(names: str) -> set[str]:
    """Three signs in a row of each word, its ends marked: what two spellings of it share."""
    return {
        marked[place : place + 3]
        for marked in (f"^{word}$" for word in names.split())
        for place in range(len(marked) - 2)
    }


def nearest(word: str, names: Sequence[str]) -> str:
    """The word among these that somebody meant who typed that one; empty where none is near.

    One slip is forgiven in four letters, two in eight: a letter wrong, missing, too many, or two
    that changed places.
    """
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    near = [
        (distance, name)
        for name in dict.fromkeys(names)
        if (distance := OSA.distance(word, name, score_cutoff=slips)) <= slips
    ]
    return min(near)[1] if near else ""


@dataclass(frozen=True)
class Piece:
    """Part of an excerpt; `is_hit` where it corresponds to what was looked for."""

    text: str
    is_hit: bool


#: A word as people write it: “l’économie” is one.
_WRITTEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: Whether such a word corresponds to what is looked for.
Hits = Callable[[str], bool]


def _hits(terms: Sequence[Term]) -> Hits:
    wanted = {term.stem for term in terms}
    starts = tuple(term.word for term in terms if term.is_start)
    return lambda written: (
        not wanted.isdisjoint(_stems_of(written))
        or bool(starts and fold(written).startswith(starts))
    )


def marked(text: str, terms: Sequence[Term]) -> list[Piece]:
    """The whole text, the words that correspond apart."""
    return list(_pieces(text, _hits(terms)))


def excerpt(text: str, terms: Sequence[Term], *, length: int = AROUND) -> list[Piece]:
    """Some `length` signs around the first words that correspond, or the beginning."""
    is_hit = _hits(terms)
    hits = (word.start() for word in _WRITTEN.finditer(text) if is_hit(word.group()))
    start = _edge(text, max(0, next(hits, 0) - length // 4))
    end = _edge(text, min(len(text), start + length))
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return list(_pieces(f"{before}{text[start:end].strip()}{after}", is_hit))


def shown(pieces: Iterable[Piece]) -> SafeString:
    """The pieces one after the other, those that correspond in `mark`. Safe: each is escaped."""
    texts = ((escape(piece.text), piece.is_hit) for piece in pieces)
    html = "".join(f"<mark>{text}</mark>" if is_hit else text for text, is_hit in texts)
    return mark_safe(html)  # noqa: S308


def _edge(text: str, place: int) -> int:
    """The nearest place before this one at which no word is cut."""
    if place in {0, len(text)}:
        return place
    space = text.rfind(" ", 0, place)
    return space + 1 if space >= place - LONGEST_WORD else place


def _pieces(text: str, is_hit: Hits) -> Iterator[Piece]:
    done = 0
    for word in _WRITTEN.finditer(text):
        if is_hit(word.group()):
            if word.start() > done:
                yield Piece(text[done : word.start()], is_hit=False)
            yield Piece(word.group(), is_hit=True)
            done = word.end()
    if done < len(text):
        yield Piece(text[done:], is_hit=False)
