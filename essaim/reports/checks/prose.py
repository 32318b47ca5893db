"""How the texts read: their length, and lists that do not hold what they announce."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.kernel.numbers import find_quantities
from essaim.kernel.text import fold, sentences
from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.material import Material
from essaim.reports.prose import FIGURE_SIGN, Paragraph, Prose

_NOT_ALL = re.compile(
    r"\b(?:dont|notamment|parmi|entre autres|par exemple|tel(?:le)?s? que|etc|including|such as)\b"
)
_ANNOUNCE = re.compile(r"^(?P<head>.{3,400}?)\s?[:=]\s*(?P<list>.*)$", re.DOTALL)
_ASIDE = re.compile(r"\([^()]*\)")
#: A count below it is no list; above it nobody lists.
COUNTS = range(2, 61)


def long_texts(material: Material) -> Iterator[Finding]:
    """A text over the limit of its section."""
    for prose in material.proses:
        if prose.limit is None:
            continue
        length, most = prose.limit.length_of(prose.text), prose.limit.most
        if length > most:
            sentence = (
                _("“%(part)s” has %(length)s words; the limit is %(most)s.")
                if prose.limit.unit == "words"
                else _("“%(part)s” has %(length)s characters; the limit is %(most)s.")
            )
            yield _warning(
                "long_texts",
                prose,
                sentence % {"part": prose.heading, "length": length, "most": most},
            )


def wrong_counts(material: Material) -> Iterator[Finding]:
    """ "Les 16 autres projets : …" followed by six names."""
    for prose in material.proses:
        for at, paragraph in enumerate(prose.paragraphs):
            for head, listed in _announced(paragraph):
                below = prose.paragraphs[at:]
                lengths = _listed_in_line(listed) if listed else _listed_below(below)
                counts = _counts(head)
                if lengths and counts and not counts & set(lengths):
                    yield _count_finding(prose, head, counts, max(lengths))


def _count_finding(prose: Prose, head: str, counts: set[int], length: int) -> Finding:
    listed = ngettext("%(number)s is listed", "%(number)s are listed", length) % {"number": length}
    return _warning(
        "wrong_counts",
        prose,
        _("“%(head)s” announces %(count)s; %(listed)s.")
        % {"head": head[-80:].strip(), "count": max(counts), "listed": listed},
    )


def _announced(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """What each sentence announces, and the list: on the same line, or below the last one."""
    spans = list(sentences(paragraph.text))
    for span in spans:
        match = _ANNOUNCE.match(paragraph.text[span.start : span.end])
        if match is None or _NOT_ALL.search(fold(match["head"])):
            continue
        if match["list"].strip() or span == spans[-1]:
            yield match["head"], match["list"].strip()


def _counts(head: str) -> set[int]:
    return {int(quantity.value) for quantity in find_quantities(head) if quantity.value in COUNTS}


def _listed_below(paragraphs: Sequence[Paragraph]) -> list[int]:
    """How many items follow the first paragraph, at their own depth."""
    depth = paragraphs[0].depth + 1
    below = takewhile(
        lambda paragraph: paragraph.is_item and paragraph.depth >= depth, paragraphs[1:]
    )
    return [count] if (count := sum(paragraph.depth == depth for paragraph in below)) else []


def _listed_in_line(listed: str) -> list[int]:
    """How many things a line lists: with and without its “et”, which may stand within a name."""
    text = _ASIDE.sub("", listed).rstrip(" .;,")
    if listed.rstrip().endswith(("…", "...")) or _NOT_ALL.search(fold(text)):
        return []
    sign = ";" if ";" in text else ","
    parts = [part for part in text.split(sign) if part.strip()]
    if len(parts) < 2 or re.search(r"[.!?]\s", text):
        return []
    last_and = len(re.findall(r"\b(?:et|and|&)\b", parts[-1]))
    return sorted({len(parts), len(parts) + min(last_and, 1)})


def _warning(code: str, prose: Prose, sentence: str) -> Finding:
    shown = sentence.replace(FIGURE_SIGN, "…")
    return Finding(code, Severity.WARNING, shown, prose.where, prose.url)
