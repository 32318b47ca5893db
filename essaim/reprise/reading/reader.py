"""The walk through a report, block after block, that gives each line its place in the proposal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from essaim.reprise.reading.blocks import Block, Kind, read_blocks
from essaim.reprise.reading.gathering import Gathering
from essaim.reprise.reading.lines import Label, Line, read_label, read_lines
from essaim.reprise.reading.organisations import find_organisations, index_names
from essaim.reprise.reading.outline import read_outline
from essaim.reprise.reading.own import find_own, plain
from essaim.reprise.reading.period import read_period
from essaim.reprise.reading.places import Place
from essaim.reprise.reading.results import Reprise, Role
from essaim.reprise.reading.telling import Teller, is_item

_FRENCH = re.compile(r"\b(?:le|la|les|des|une|et|du|dans|pour)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|and|of|with|was|were|for|on)\b", re.IGNORECASE)
_SAMPLE = 20_000
_MOST_FRONT_MATTER = 60
#: Blocks that are what they are wherever they stand.
_APART = frozenset({Kind.MONTH, Kind.ROW, Kind.LAYOUT, Kind.FOOTNOTE})
_DECISIONS = re.compile(r"(?:les )?d[ée]cisions?\b", re.IGNORECASE)


def read_report(
    text: str, *, year: int | None = None, organisations: Sequence[str] = ()
) -> Reprise:
    """Propose a programme from the text of a past report.

    `year` is the report's; read from its title if None. `organisations` are names already known.
    Every line of the text has its role; what became no proposal is in `not_understood`.
    """
    own = find_own(text)
    lines = read_lines(plain(text) if own else text)
    matter = _front_matter(lines)
    blocks = read_blocks(lines[matter:])
    outline = read_outline(blocks)
    body = "\n".join(
        line.text for line in lines if line.number > matter or line.text[:5] != "date:"
    )
    gathering = Gathering.begin(
        lines, period=read_period(body, year), names=index_names(organisations)
    )
    gathering.is_english, gathering.own = is_english(body), own
    walk = _Walk(gathering)
    for index, place in outline.items():
        if index < 0:
            gathering.add_axis(place, 1)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        walk.read(block, outline.get(index), following)
    reprise = gathering.finish()
    if own is not None:
        reprise.figures = own.figures(reprise, plain(text).split("\n"))
    kept = [line for line in lines if reprise.roles[line.number - 1] is not Role.CONTENTS]
    named = [(line.number, line.text) for line in kept if line.text]
    reprise.organisations = find_organisations(named, organisations)
    return reprise


def is_english(text: str) -> bool:
    """Whether the report is in English, where a comma marks thousands."""
    sample = text[:_SAMPLE]
    return len(_ENGLISH.findall(sample)) > len(_FRENCH.findall(sample))


def _front_matter(lines: Sequence[Line]) -> int:
    """How many lines at the head of a Markdown file are for programs: between two rules."""
    if not lines or lines[0].text != "---":
        return 0
    ends = (line.number for line in lines[1:_MOST_FRONT_MATTER] if line.text in {"---", "..."})
    return next(ends, 0)


@dataclass(slots=True)
class _Walk(Teller):
    """Gives each block its place, and the label that waits for its text that text."""

    waiting: Label | None = None
    is_continued: bool = False
    is_chapter: bool = False

    def read(self, block: Block, place: Place | None, following: Block | None) -> None:
        if place:
            self._enter(place, block)
        elif block.kind in _APART:
            self._read_apart(block)
        elif block.label:
            self._judge(block)
        elif self._is_waited_for(block, following):
            self._take_waiting(block, following)
        elif block.kind is Kind.BULLET or is_item(block):
            self.waiting = None
            self.read_bullet(block)
        else:
            self._enter_list(block, following)
            self.read_prose(block)

    def _read_apart(self, block: Block) -> None:
        if block.kind is Kind.MONTH:
            self._enter_month(block)
        elif block.kind is Kind.ROW:
            self.read_row(block)
        else:
            self.to.leave(block, Role.LAYOUT if block.kind is Kind.LAYOUT else Role.FOOTNOTE)

    def _enter_list(self, block: Block, following: Block | None) -> None:
        """A heading without a place says of what the list below it is."""
        self.waiting = None
        if block.kind is Kind.HEADING or _is_caption(block, following):
            self.are_decisions = bool(_DECISIONS.match(block.text))
            self.waiting = self._results_of_the_house(block)

    def _is_waited_for(self, block: Block, following: Block | None) -> bool:
        """Whether a block is the text of the label above it."""
        if not self.waiting or (self.to.own is not None and _is_caption(block, following)):
            return False
        return block.kind is not Kind.HEADING or is_item(block)

    def _results_of_the_house(self, block: Block) -> Label | None:
        """Results are told in a text of their own in its reports; elsewhere in actions."""
        label = read_label(block.text) if self.to.own is not None else None
        return label[0] if label and self.to.objective else None

    def _enter(self, place: Place, block: Block) -> None:
        self.to.period = self.to.period.under(None)
        self.are_decisions = False
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

    def _enter_month(self, block: Block) -> None:
        """What stands below has its dates from this heading, until a section ends."""
        period = self.to.period.under(None)
        months = period.days(block.text)
        self.to.period = period.under(months[0].starts_on if months else None)
        self.to.leave(block, Role.LAYOUT)

    def _judge(self, block: Block) -> None:
        """An *Evaluation* or *Moyens*; right under an axis, it makes an objective of that axis."""
        self.details, self.are_aims, self.are_decisions = 0, False, False
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
        if self.to.own is not None:
            goes_on = following is not None and following.kind in {Kind.PARAGRAPH, Kind.BULLET}
        self.waiting = label if goes_on else None
        self.is_continued = goes_on


def _is_caption(block: Block, following: Block | None) -> bool:
    """The line just above a table."""
    return block.kind is Kind.PARAGRAPH and following is not None and bool(following.first.cells)
