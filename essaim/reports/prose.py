"""The texts of a report: as stored, as they read, and as they were typed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from essaim.kernel.hypertext import read_html
from essaim.kernel.nodes import BREAK, CELLS, Block, Token
from essaim.reports.template_reading import Limit

#: What stands for a figure where only typed words count: no digit, no letter, ends no sentence.
FIGURE_SIGN = "◆"


@dataclass(frozen=True, slots=True)
class Citation:
    """A figure as the report cites it: code, period (never empty) and form."""

    code: str
    period: str
    form: str

    @property
    def anchor(self) -> str:
        """Its line in the annex; a dot stands in the code of a measure or of an objective alone."""
        name = f"figure-{self.code}-{self.period}-{self.form}"
        return name.replace("_", "-").replace(".", "-")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a text: as it reads, and as it was typed, figures left out."""

    kind: str
    depth: int
    text: str
    typed: str

    @property
    def is_item(self) -> bool:
        return self.kind == "li"

    @property
    def is_heading(self) -> bool:
        return self.kind in {"h3", "h4"}

    @property
    def is_cell(self) -> bool:
        return self.kind in CELLS


@dataclass(frozen=True)
class Prose:
    """A text of the report, as it is stored, and the page where it is written.

    `values` are the figures that it cites, in words, by citation.
    """

    place: str
    where: str
    heading: str
    html: str
    url: str
    is_required: bool = False
    limit: Limit | None = None
    help_text: str = ""
    year: int = 0
    values: Mapping[Citation, str] = field(default_factory=dict, repr=False)

    @cached_property
    def blocks(self) -> list[Block]:
        return read_html(self.html)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return [
            Paragraph(
                kind=block.kind,
                depth=len(block.lists),
                text=self._words(block, is_typed=False),
                typed=self._words(block, is_typed=True),
            )
            for block in self.blocks
        ]

    @cached_property
    def citations(self) -> list[Citation]:
        """The figures that it cites, in order, as often as it does."""
        tokens = (run.token for block in self.blocks for run in block.runs if run.token)
        return [citation_of(token, self.year) for token in tokens]

    @property
    def text(self) -> str:
        """The words as they read."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs if paragraph.text)

    def _words(self, block: Block, *, is_typed: bool) -> str:
        return "".join(
            self._value(run.token, is_typed=is_typed) if run.token else run.text.replace(BREAK, " ")
            for run in block.runs
        )

    def _value(self, token: Token, *, is_typed: bool) -> str:
        if is_typed:
            return FIGURE_SIGN
        return self.values.get(citation_of(token, self.year), f"[[{token.code}]]")


def citation_of(token: Token, year: int) -> Citation:
    """A token without a period means the year of the report."""
    return Citation(token.code, token.period or str(year), token.form or "value")
