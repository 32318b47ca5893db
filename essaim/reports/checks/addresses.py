"""Addresses that lead nowhere: cut, misspelt, or of no page of the house. Nothing is fetched."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.material import Material
from essaim.reports.prose import Prose

_BROKEN = re.compile(
    r"""\b(?:
      https?://\S*(?:…|\.\.\.)                          # cut, as it was shown somewhere
    | https?://\s+\S+ | www\.\s+\S+                     # a space within
    | https?://[\w.-]+\.\s(?:fr|org|com|net|eu)\b\S*
    | h+t+p+s?(?!://)[:;]?/{1,3}\S+ | htpps?:\S+ | hhttps?:\S+ | httpss:\S+   # misspelt
    | https?://[^\s/.]+(?=[/\s)]|$)                     # a host without its end
    | https?://\S*[-_=&](?=$|[\s)])                     # the rest is missing
    )""",
    re.VERBOSE,
)


def broken_addresses(text: str) -> list[str]:
    """The addresses in a text that cannot lead anywhere, as they stand there."""
    return [match.group().rstrip(".,;)") for match in _BROKEN.finditer(text)]


def dead_links(material: Material) -> Iterator[Finding]:
    """In texts, in the titles of objectives and in titles and summaries of actions."""
    for prose in material.proses:
        broken = broken_addresses("\n".join(each.typed for each in prose.paragraphs))
        for address in (*broken, *_led_nowhere(prose)):
            yield _finding(address, prose.where, prose.url)
    for objective in material.objectives:
        place = material.place_of(objective)
        texts = [(objective.title, objective.code)]
        texts += [(f"{fact.title}\n{fact.summary}", fact.title) for fact in objective.facts]
        for text, where in texts:
            for address in broken_addresses(text):
                yield _finding(address, where, place)


def _led_nowhere(prose: Prose) -> Iterator[str]:
    """Links of a text into the house that no page answers to."""
    hrefs = (run.marks.href for block in prose.blocks for run in block.runs)
    for href in dict.fromkeys(hrefs):
        if href.startswith("/"):
            try:
                resolve(urlsplit(href).path)
            except Resolver404:
                yield href


def _finding(address: str, where: str, url: str) -> Finding:
    sentence = _("“%(address)s” is no whole address: put it right, or leave it out.")
    return Finding("dead_links", Severity.WARNING, sentence % {"address": address}, where, url)
