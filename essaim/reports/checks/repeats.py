"""The same thing said twice: paragraphs, sentences, headings."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from essaim.kernel.text import fold, fold_words, sentences
from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.material import Material
from essaim.reports.prose import Prose

ALIKE = 90
#: Shorter texts repeat by chance: "Temps salarié et bénévole."
SHORTEST_PARAGRAPH = 40
SHORTEST_SENTENCE = 60
SHINGLE = 3
#: A shingle in more texts than this says nothing about any of them.
COMMONPLACE = 60


class _Piece(NamedTuple):
    """A paragraph or a sentence that may stand elsewhere too."""

    prose: Prose
    paragraph: int
    folded: str
    text: str


def repeated_paragraphs(material: Material) -> Iterator[Finding]:
    """A paragraph, or a long sentence, that stands twice or nearly; the later one is named."""
    places: set[tuple[str, int]] = set()
    for pieces in (_paragraphs(material), _sentences(material)):
        for first, second in _alike(pieces):
            place = (second.prose.place, second.paragraph)
            if place in places:
                continue
            places.add(place)
            yield Finding(
                "repeated_paragraphs",
                Severity.SERIOUS,
                _("“%(text)s” already stands in %(where)s.")
                % {"text": _start(second.text), "where": first.prose.where},
                second.prose.where,
                second.prose.url,
            )


def _paragraphs(material: Material) -> list[_Piece]:
    return [
        _Piece(prose, at, folded, paragraph.text)
        for prose in material.proses
        for at, paragraph in enumerate(prose.paragraphs)
        if len(folded := fold(paragraph.text)) >= SHORTEST_PARAGRAPH
    ]


def _sentences(material: Material) -> list[_Piece]:
    return [
        _Piece(piece.prose, piece.paragraph, fold(sentence), sentence)
        for piece in _paragraphs(material)
        for span in sentences(piece.text)
        if len(sentence := piece.text[span.start : span.end]) >= SHORTEST_SENTENCE
    ]


def _alike(pieces: list[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    """Pairs that read the same. Only pieces that share runs of words are compared."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        shingles = _shingles(piece.folded)
        shared: Counter[int] = Counter()
        for shingle in shingles:
            others = holders[shingle]
            if len(others) <= COMMONPLACE:
                shared.update(others)
                others.append(at)
        enough = max(1, len(shingles) // 4)
        for other, count in shared.most_common(20):
            if count >= enough and _reads_the_same(pieces[other], piece):
                yield pieces[other], piece
                break


def _shingles(folded: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", folded)
    return {tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}


def _reads_the_same(piece: _Piece, other: _Piece) -> bool:
    """Nearly equal, or one is the beginning of the other: a text pasted twice, once cut."""
    short, long = sorted((piece.folded, other.folded), key=len)
    return long.startswith(short.rstrip(" .…,;")) or (
        fuzz.ratio(piece.folded, other.folded, score_cutoff=ALIKE) >= ALIKE
    )


def doubled_headings(material: Material) -> Iterator[Finding]:
    """A heading typed where the report already prints it, or twice in a row."""
    for prose in material.proses:
        before = fold(prose.heading).rstrip(" :=")
        for paragraph in prose.paragraphs:
            if _repeats(paragraph.text, before) or _says_twice(paragraph.text):
                yield Finding(
                    "doubled_headings",
                    Severity.WARNING,
                    _("The heading stands twice: “%(text)s”.") % {"text": _start(paragraph.text)},
                    prose.where,
                    prose.url,
                )
            before = fold(paragraph.text).rstrip(" :=") if paragraph.is_heading else ""


def _repeats(text: str, heading: str) -> bool:
    """ "Moyens = …" under the heading “Moyens”; a heading equal to the one above."""
    if not heading:
        return False
    head = re.split(r"[:=]", fold(text)[:80], maxsplit=1)
    return head[0].strip() == heading and (len(head) > 1 or fold(text) == heading)


def _says_twice(text: str) -> bool:
    """ "Evaluation = Evaluation = …"."""
    parts = [fold_words(part) for part in re.split(r"[:=]", text[:120])]
    return len(parts) > 2 and bool(parts[0]) and parts[0] == parts[1]


def _start(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else f"{words[:77].rstrip()}…"
