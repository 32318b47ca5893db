"""The walk through a report, block after block, that gives each line its place in the proposal."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from essaim.kernel.numbers import Quantity, find_quantities
from essaim.reprise.reading.blocks import Block, Kind, read_blocks
from essaim.reprise.reading.gathering import Gathering
from essaim.reprise.reading.lines import Label, Numbering, read_lines
from essaim.reprise.reading.organisations import find_organisations, index_names
from essaim.reprise.reading.outline import Place, read_outline
from essaim.reprise.reading.proposals import (
    Deed,
    Telling,
    deeds_of_bullet,
    deeds_of_prose,
    may_be_a_deed,
    tells_a_deed,
)
from essaim.reprise.reading.results import Action, Reprise, Role

_TITLE_YEAR = re.compile(
    r"\b(?:bilan|rapport|activit[ée]s?|ann[ée]e|exercice|compte[ -]rendu)\b[^\d\n]{0,60}"
    r"((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])", re.ASCII)
_HEAD = 20_000
_LEAD_IN = re.compile(r"(?::|\b(?:de|d['’]|pour|à))\s*$")
_UNFINISHED = re.compile(r"\b(?:de|d['’]|pour|à)\s*$")
_WHAT_WAS_DONE = re.compile(
    r"\b(?:actions?|activit[ée]s?|r[ée]alis\w+|faits?|temps forts|r[ée]sultats?)\b", re.IGNORECASE
)
_INFINITIVE = re.compile(r"\W*(?:s['’]|se )?[^\W\d]+(?:er|ir|re|oir)\b", re.IGNORECASE)
_ITEMS = frozenset({Numbering.SINGLE, Numbering.LETTER, Numbering.ROMAN, Numbering.ACTION_WORD})
_MOST_ANNOUNCED = 20


def read_report(
    text: str, *, year: int | None = None, organisations: Sequence[str] = ()
) -> Reprise:
    """Propose a programme from the text of a past report.

    `year` is the report's; read from its title if None. `organisations` are names already known.
    Every line of the text has its role; what became no proposal is in `not_understood`.
    """
    lines = read_lines(text)
    blocks = read_blocks(lines)
    outline = read_outline(blocks)
    gathering = Gathering.begin(
        lines, year=year or guess_year(text), names=index_names(organisations)
    )
    walk = _Walk(gathering)
    for index, place in outline.items():
        if index < 0:
            gathering.add_axis(place, 1)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        walk.read(block, outline.get(index), following)
    reprise = gathering.finish()
    kept = [line for line in lines if reprise.roles[line.number - 1] is not Role.CONTENTS]
    named = [(line.number, line.text) for line in kept if line.text]
    reprise.organisations = find_organisations(named, organisations)
    return reprise


def guess_year(text: str) -> int | None:
    """The year that the title tells, else the one that the report names most."""
    if title := _TITLE_YEAR.search(text[:_HEAD]):
        return int(title[1])
    years = Counter(_ANY_YEAR.findall(text))
    return int(years.most_common(1)[0][0]) if years else None


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: the section, the label that waits for its text, the list announced."""

    to: Gathering
    section: Role = Role.PREAMBLE
    waiting: Label | None = None
    is_continued: bool = False
    is_chapter: bool = False
    details: int = 0
    announced: Action | None = None
    are_aims: bool = False

    def read(self, block: Block, place: Place | None, following: Block | None) -> None:
        if place:
            self._enter(place, block)
        elif block.kind in {Kind.LAYOUT, Kind.FOOTNOTE}:
            self.to.leave(block, Role.LAYOUT if block.kind is Kind.LAYOUT else Role.FOOTNOTE)
        elif block.label:
            self._judge(block)
        elif self.waiting and (block.kind is not Kind.HEADING or _is_item(block)):
            self._take_waiting(block, following)
        elif block.kind is Kind.BULLET or _is_item(block):
            self.waiting = None
            self._read_bullet(block)
        else:
            self.waiting = None
            self._read_prose(block)

    def _enter(self, place: Place, block: Block) -> None:
        self.waiting, self.details, self.announced, self.are_aims = None, 0, None, False
        if place.role is Role.CONTENTS:
            self.to.leave(block, place.role)
        elif place.role in {Role.AXIS, Role.OBJECTIVE}:
            self.section = Role.PROSE
            add = self.to.add_axis if place.role is Role.AXIS else self.to.add_objective
            if add(place, block.line):
                self.to.mark(block.lines, place.role)
            else:
                self.to.leave(block, Role.PROSE)
        else:
            self.section = place.role
            self.to.objective = None
            self.to.leave(block, place.role)

    def _judge(self, block: Block) -> None:
        """An *Evaluation* or *Moyens*; right under an axis, it makes an objective of that axis."""
        self.details, self.are_aims = 0, False
        axis = self.to.axis
        if self.to.objective is None and axis and self.section is Role.PROSE:
            code = f"{axis.code}.1"
            place = Place(Role.OBJECTIVE, code, axis.title, axis.code, is_made_up=True)
            self.to.add_objective(place, block.line)
        if self.to.objective is None:
            self.to.leave(block, self.section)
            return
        self.waiting = None if block.text.strip() else block.label
        self.to.judge(block, block.label, is_continued=False)
        self.is_continued, self.is_chapter = False, block.first.level > 0

    def _take_waiting(self, block: Block, following: Block | None) -> None:
        """The text of a label alone: a paragraph, a list, or the paragraphs below a heading."""
        label = self.waiting
        self.to.judge(block, label, is_continued=self.is_continued)
        may_go_on = self.is_chapter or block.kind is not Kind.PARAGRAPH
        goes_on = may_go_on and following is not None and following.kind is block.kind
        self.waiting = label if goes_on else None
        self.is_continued = goes_on

    def _read_bullet(self, block: Block) -> None:
        quantities = find_quantities(block.text)
        self.to.add_figures(block, quantities)
        if self.details > 0:
            self._read_detail(block)
            return
        self.announced = None
        text = _item_text(block)
        deeds = deeds_of_bullet(text, year=self.to.year)
        if self._is_action(block, deeds, quantities):
            self.to.propose(block, deeds, shift=len(block.text) - len(text))
            self.to.mark(block.lines, Role.ACTION)
            self.announced = self.to.reprise.actions[-1]
        elif quantities and self.section is Role.PROSE:
            self._show_sentences(
                block, deeds_of_prose(block.text, year=self.to.year), _shown(quantities)
            )
        else:
            self.to.leave(block, self.section)
        self._look_ahead(block, quantities)

    def _is_action(
        self, block: Block, deeds: Sequence[Deed], quantities: Sequence[Quantity]
    ) -> bool:
        """A dated bullet is; an undated one if it is in an objective and tells something done."""
        if any(deed.is_dated for deed in deeds):
            return True
        text = _item_text(block)
        is_inside = self.section is Role.PROSE or not self.to.reprise.axes
        if not is_inside or not deeds or (self.are_aims and _INFINITIVE.match(text)):
            return False
        is_numbered = block.kind is Kind.HEADING or _UNFINISHED.search(text[-10:])
        return (
            may_be_a_deed(text) if is_numbered else tells_a_deed(text, has_figures=bool(quantities))
        )

    def _read_detail(self, block: Block) -> None:
        """One of the things that the block before announced: "3 ateliers :"."""
        self.details -= 1
        if self.announced:
            self.announced.text += f"\n{block.text}"
            self.to.mark(block.lines, Role.ACTION)
        else:
            self.to.leave(block, self.section)

    def _read_prose(self, block: Block) -> None:
        self.announced = None
        quantities = find_quantities(block.text)
        self.to.add_figures(block, quantities)
        if self.section is Role.PROSE:
            self._show_sentences(
                block, deeds_of_prose(block.text, year=self.to.year), _shown(quantities)
            )
        else:
            self.to.leave(block, self.section)
            self.to.set_aside(block, self.section)
        self._look_ahead(block, quantities)

    def _show_sentences(self, block: Block, pairs: Sequence[Telling], shown: set[str]) -> None:
        """Dated sentences are actions; the others are shown, save where a figure shows them."""
        spans = [span for span, _deeds in pairs]
        lines = block.lines_at([span.start for span in spans])
        role = Role.FIGURE if shown else Role.PROSE
        for (span, deeds), line in zip(pairs, lines, strict=True):
            sentence = block.text[span.start : span.end]
            if deeds:
                self.to.propose(block, deeds)
                self.announced, role = self.to.reprise.actions[-1], Role.ACTION
            elif " ".join(sentence.split()) not in shown:
                self.to.leave_text(line, sentence, Role.PROSE)
        self.to.mark(block.lines, role)

    def _look_ahead(self, block: Block, quantities: Sequence[Quantity]) -> None:
        """ "3 ateliers :" announces three bullets; "… pour" announces aims rather than deeds."""
        end = block.pieces[-1][1].rstrip()
        if _LEAD_IN.search(end[-20:]):
            self.are_aims = len(end) > 60 or not _WHAT_WAS_DONE.search(end)
        elif block.kind is not Kind.BULLET:
            self.are_aims = False
        counts = [quantity.value for quantity in quantities if quantity.unit not in {"%", "€"}]
        is_list = end.endswith(":") and counts and 1 < counts[-1] < _MOST_ANNOUNCED
        self.details = int(counts[-1]) if is_list else 0


def _shown(quantities: Sequence[Quantity]) -> set[str]:
    return {quantity.context for quantity in quantities}


def _is_item(block: Block) -> bool:
    """A number that heads no axis is an item of a list."""
    if block.kind is not Kind.HEADING or not block.number or block.first.level:
        return False
    return bool(block.first.marker) or block.number.numbering in _ITEMS


def _item_text(block: Block) -> str:
    """The item without its number."""
    is_numbered = (
        block.kind is Kind.HEADING and block.number and block.text.endswith(block.number.title)
    )
    return block.number.title if is_numbered and block.number else block.text
