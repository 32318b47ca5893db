"""What blocks tell inside a section: actions and figures of bullets, rows and sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from essaim.kernel.numbers import Quantity
from essaim.reprise.reading.blocks import Block, Kind
from essaim.reprise.reading.gathering import Gathering
from essaim.reprise.reading.lines import Numbering
from essaim.reprise.reading.own import read_item
from essaim.reprise.reading.proposals import (
    Deed,
    Telling,
    deeds_of_bullet,
    deeds_of_prose,
    deeds_of_row,
    may_be_a_deed,
)
from essaim.reprise.reading.quantities import cell_quantity
from essaim.reprise.reading.results import Action, Role

_LEAD_IN = re.compile(r"(?::|\b(?:de|d['’]|pour|à))\s*$")
_WHAT_WAS_DONE = re.compile(
    r"\b(?:actions?|activit[ée]s?|r[ée]alis\w+|faits?|temps forts|r[ée]sultats?)\b", re.IGNORECASE
)
_INFINITIVE = re.compile(r"\W*(?:s['’]|se )?[^\W\d]+(?:er|ir|re|oir)\b", re.IGNORECASE)
_ITEMS = frozenset({Numbering.SINGLE, Numbering.LETTER, Numbering.ROMAN, Numbering.ACTION_WORD})
_MOST_ANNOUNCED = 20


@dataclass(slots=True)
class Teller:
    """Where the telling stands: the section, the list announced, what a list is of."""

    to: Gathering
    section: Role = Role.PREAMBLE
    details: int = 0
    announced: Action | None = None
    are_aims: bool = False
    are_decisions: bool = False

    def read_row(self, block: Block) -> None:
        """A row tells its figures by the head of its columns, and a deed where a cell is a day."""
        cells, head = block.first.cells, block.head
        row = " – ".join(filter(None, cells))
        heads = [*head, *[""] * len(cells)]
        quantities = [
            quantity
            for cell, name in zip(cells, heads, strict=False)
            if not self.to.period.days(cell) and (quantity := cell_quantity(cell, name, row))
        ]
        self.to.add_figures(block, quantities)
        deeds = deeds_of_row(cells, self.to.period) if self.to.own is None else []
        if deeds and self.section is Role.PROSE:
            self.to.propose(block, deeds)
            self.to.mark(block.lines, Role.ACTION)
        elif quantities:
            self.to.mark(block.lines, Role.FIGURE)
        else:
            self.to.leave(block, self.section)

    def read_bullet(self, block: Block) -> None:
        quantities = self.to.quantities(block)
        self.to.add_figures(block, quantities)
        if self.details > 0:
            self._read_detail(block)
            return
        item = read_item([text for _line, text in block.pieces], self.to.period)
        is_aside = item is None if self.to.own is not None else self.are_decisions
        if is_aside or self.are_decisions or (item and self.section is not Role.PROSE):
            self.to.leave(block, self.section)
            return
        if item is not None:
            self.to.propose_item(block, item)
            return
        self.announced = None
        text = _item_text(block)
        deeds = deeds_of_bullet(text, self.to.period)
        if block.first.is_undone:
            deeds = [replace(deed, is_told=False) for deed in deeds]
        if self._is_action(block, deeds):
            self.to.propose(block, deeds, shift=len(block.text) - len(text))
            self.to.mark(block.lines, Role.ACTION)
            self.announced = self.to.reprise.actions[-1]
        elif quantities and self.section is Role.PROSE:
            self._show_sentences(
                block, deeds_of_prose(block.text, self.to.period), _shown(quantities)
            )
        else:
            self.to.leave(block, self.section)
        self._look_ahead(block, quantities)

    def _is_action(self, block: Block, deeds: Sequence[Deed]) -> bool:
        """A dated bullet is; an undated one if it is in an objective and tells something done."""
        if any(deed.is_dated for deed in deeds):
            return True
        text = _item_text(block)
        is_inside = self.section is Role.PROSE or not self.to.reprise.axes
        if not is_inside or not deeds or (self.are_aims and _INFINITIVE.match(text)):
            return False
        return may_be_a_deed(text)

    def _read_detail(self, block: Block) -> None:
        """One of the things that the block before announced: "3 ateliers :"."""
        self.details -= 1
        if self.announced:
            self.announced.text += f"\n{block.text}"
            self.to.mark(block.lines, Role.ACTION)
        else:
            self.to.leave(block, self.section)

    def read_prose(self, block: Block) -> None:
        self.announced = None
        quantities = self.to.quantities(block)
        self.to.add_figures(block, quantities)
        if self.section is Role.PROSE and self.to.own is None:
            self._show_sentences(
                block, deeds_of_prose(block.text, self.to.period), _shown(quantities)
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


def is_item(block: Block) -> bool:
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
