"""Notes typed by hand: each is called in its order, and stands at the end."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from essaim.kernel.text import fold
from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.material import Material
from essaim.reports.prose import Paragraph, Prose

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CALL = re.compile(r"\[(\d{1,2})\]|(?<=[\w»).,])([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?)(?!\w)")
_NOTE = re.compile(r"^(?:\[(\d{1,2})\]|([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?))\s")
#: What a small number above the line measures.
_POWER = re.compile(r"\b(?:[cdhkm]?m|ha)$")
_SHOWN = 50


def notes_out_of_order(material: Material) -> Iterator[Finding]:
    """A call that comes before one of a smaller number, or whose note is missing; a lone note."""
    for prose in material.proses:
        calls, notes = _calls(prose), _notes(prose)
        for number, (before, after) in _unordered(calls):
            yield _finding(
                prose,
                _("Note %(number)s comes after note %(before)s: “…%(words)s”."),
                {"number": number, "before": before, "words": after},
            )
        if notes:
            yield from _unmatched(prose, calls, notes)


def _unmatched(prose: Prose, calls: dict[int, str], notes: dict[int, str]) -> Iterator[Finding]:
    for number in sorted(calls.keys() - notes.keys()):
        words = {"number": number, "words": calls[number]}
        yield _finding(prose, _("Note %(number)s is called and missing: “…%(words)s”."), words)
    for number in sorted(notes.keys() - calls.keys()):
        words = {"number": number, "words": notes[number]}
        yield _finding(prose, _("Note %(number)s is called nowhere: “%(words)s”."), words)


def _calls(prose: Prose) -> dict[int, str]:
    """The number of each call, in the order in which one meets it, with the words before it."""
    calls: dict[int, str] = {}
    for paragraph in prose.paragraphs:
        for match in _CALL.finditer(paragraph.typed):
            before = paragraph.typed[max(0, match.start() - _SHOWN) : match.start()]
            is_note = match.start() == 0
            if not (is_note or (match[2] and _POWER.search(fold(before)))):
                calls.setdefault(_number(match), before.strip())
    return calls


def _notes(prose: Prose) -> dict[int, str]:
    matches = ((_NOTE.match(each.typed), each) for each in prose.paragraphs)
    return {_number(match): _start(each) for match, each in matches if match}


def _start(paragraph: Paragraph) -> str:
    return paragraph.typed[:_SHOWN].strip()


def _number(match: re.Match[str]) -> int:
    return int(match[1] or match[2].translate(_SUPERSCRIPTS))


def _unordered(calls: dict[int, str]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Each number that skips one which is called later: with what comes before it."""
    numbers = list(calls)
    for at, number in enumerate(numbers):
        later = [other for other in numbers[at + 1 :] if other < number]
        if later:
            yield min(later), (number, calls[number])


def _finding(prose: Prose, sentence: str, words: dict[str, object]) -> Finding:
    filled = sentence % words
    return Finding("notes_out_of_order", Severity.WARNING, filled, prose.where, prose.url)
