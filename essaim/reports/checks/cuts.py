"""Sentences that break off: at the end of a paragraph, or in the midst of it."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from essaim.kernel.text import fold
from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.material import Material
from essaim.reports.prose import FIGURE_SIGN, Paragraph

_ENDED = re.compile(r"[.!?…;:][\s»\"”’')\]]*$")
_ADDRESS_END = re.compile(r"(?:https?[:/]+|www\.)\s?\S+$")
_OPEN_WORDS = (
    r"(?:et|ou|de|du|des|d|la|le|les|l|un|une|a|au|aux|en|dans|par|pour|sur|avec|sans|que|qui|dont|ce|cette|ces|sa"
    r"|son|ses|leur|leurs|the|of|and|or|to|in|with|for|by|not)"
)
_LEFT_OPEN = re.compile(rf"(?:,|[-–—'’]|\b{_OPEN_WORDS})$")
#: A line of so few words is a signature, a place and a day, a label: no sentence.
SHORTEST_SENTENCE = 7
_BEGINNINGS = (
    r"(?:Nous|Vous|Ils?|Elles?|Cela|Ceci|Cette|Ces|Notre|Nos|Mais|Ainsi|Depuis|Pendant|Pour|Dans"
    r"|We|They|It|This|These|But)"
)
_ARTICLES = r"(?:les?|la|des|du|une?|leurs?|ses|son|sa|nos|notre|the|its|their)"
_INSIDE = (
    # "leurs grille-pain et leurs Nous avons…": a word that calls for another, then a new sentence.
    re.compile(rf"(?<![\w-]){_OPEN_WORDS} {_BEGINNINGS}(?= [a-zà-öø-ÿ])"),
    re.compile(rf"(?<![\w-]){_ARTICLES} (?:Les?|La|Une?|Des|The)(?= [a-zà-öø-ÿ])"),
    # "Elle sera. complétée par": a stop that ends nothing; short words may be abbreviations.
    re.compile(r"(?<![\w.@/-])[a-zà-öø-ÿ]{4,}\. [a-zà-öø-ÿ]{2,}(?![\w.@])"),
    re.compile(r"[\w»)] ?[,;:] ?\.(?!\.)"),
    # "La coordi- nation": a word that a line's end parted.
    re.compile(r"(?<![\w-])[a-zà-öø-ÿ]{3,}- (?!et\b|ou\b|and\b|or\b|puis\b)[a-zà-öø-ÿ]{3,}"),
)
_SHORTENED = re.compile(r"\b(?:env|min|max|approx|resp|suiv|hors|soit)\. ", re.IGNORECASE)
#: Signs on each side of a cut that are shown.
_SHOWN = 40


def cut_sentences(material: Material) -> Iterator[Finding]:
    """A paragraph that ends in the middle of a sentence or of a word, or that breaks off inside;
    a title or a summary of an action that ends on a word which calls for another."""
    for prose in material.proses:
        for at, paragraph in enumerate(prose.paragraphs):
            for cut in _cuts(paragraph, prose.paragraphs[at + 1 : at + 2]):
                yield _finding(cut.replace(FIGURE_SIGN, "…"), prose.where, prose.url)
    for objective in material.objectives:
        for fact in objective.facts:
            for text in (fact.title, fact.summary):
                if is_left_open(text):
                    yield _finding(text.rstrip()[-50:], fact.title, material.place_of(objective))


def is_left_open(text: str) -> bool:
    """Whether it ends on a comma, a dash, or a word that no sentence ends on."""
    return bool(_LEFT_OPEN.search(fold(text).rstrip()))


def _finding(cut: str, where: str, url: str) -> Finding:
    sentence = _("A sentence is cut: “…%(end)s”.") % {"end": cut}
    return Finding("cut_sentences", Severity.WARNING, sentence, where, url)


def _cuts(paragraph: Paragraph, following: Sequence[Paragraph]) -> Iterator[str]:
    """Where it breaks off: the words before and after."""
    if not paragraph.is_cell:
        yield from cuts_inside(paragraph.typed)
    if _ends_cut(paragraph, following):
        yield paragraph.text.rstrip()[-50:]


def cuts_inside(text: str) -> Iterator[str]:
    """The words around each place in which a sentence breaks off before its paragraph ends."""
    for pattern in _INSIDE:
        for match in pattern.finditer(text):
            if not _SHORTENED.search(match.group()):
                yield text[max(0, match.start() - _SHOWN) : match.end() + _SHOWN].strip()


def _ends_cut(paragraph: Paragraph, following: Sequence[Paragraph]) -> bool:
    """Items, cells, addresses and short lines need no stop; none ends on “de”."""
    text = paragraph.typed.rstrip()
    is_followed = bool(following and (following[0].is_item or following[0].is_cell))
    if paragraph.is_heading or paragraph.is_cell or _ADDRESS_END.search(text):
        return False
    words = len(text.split())
    if is_left_open(text):
        is_greeting = text.endswith(",") and words < SHORTEST_SENTENCE and not paragraph.is_item
        return not (text.endswith(",") and (is_followed or is_greeting))
    if text.endswith((":", ";")):
        return not following
    is_sentence = not paragraph.is_item and words >= SHORTEST_SENTENCE
    return is_sentence and not is_followed and not _ENDED.search(text)
