"""The templates of reports: data in TOML, read once, refused with a sentence where they are wrong.

A template is an ordered list of sections; each says what it draws from the registry, how long its
text may be and whether it must be there. Words stand in the file in each language, so that a
network can add a template without touching a catalogue.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from essaim.reports.template_reading import BadTemplate, Limit, Place, Words

FOLDER = Path(__file__).with_name("templates_data")


class SectionKind(StrEnum):
    """What a section is made of."""

    TITLE_PAGE = "title_page"
    CONTENTS = "contents"
    TEXT = "text"
    KEY_FIGURES = "key_figures"
    PROGRAMME = "programme"
    CHARTS = "charts"
    LEGAL_IDENTITY = "legal_identity"


class PartKind(StrEnum):
    """What is told of an objective; five of them are the texts of its year."""

    STATUS = "status"
    FACTS = "facts"
    FIGURES = "figures"
    EVALUATION = "evaluation"
    RESULTS = "results"
    MEANS = "means"
    DIFFICULTIES = "difficulties"
    NEXT_STEPS = "next_steps"

    @property
    def is_text(self) -> bool:
        return self not in {PartKind.STATUS, PartKind.FACTS, PartKind.FIGURES}


class Drawing(StrEnum):
    """A chart that the registry can draw."""

    FIGURES_BY_YEAR = "figures_by_year"
    FIGURES_BY_UNIT = "figures_by_unit"
    ACTIONS_BY_KIND = "actions_by_kind"
    ACTIONS_BY_MONTH = "actions_by_month"


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part of each objective."""

    kind: PartKind
    heading: Words
    is_required: bool
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section: its kind, heading, limit, parts (of the programme) and drawings (of charts).

    `summary` is the caption of the table that opens each axis of the programme; empty, no table.
    """

    code: str
    kind: SectionKind
    heading: Words
    help_text: Words
    is_required: bool
    limit: Limit | None
    summary: Words
    parts: tuple[PartPlan, ...]
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """A kind of report, in its order."""

    code: str
    name: Words
    title: Words
    needs_agreement: bool
    sections: tuple[SectionPlan, ...]

    def title_of(self, year: int) -> str:
        return str(self.title).format(year=year)

    def of_kind(self, kind: SectionKind) -> Iterator[SectionPlan]:
        return (section for section in self.sections if section.kind == kind)

    def text(self, code: str) -> SectionPlan | None:
        """The section of that code that somebody writes."""
        texts = self.of_kind(SectionKind.TEXT)
        return next((section for section in texts if section.code == code), None)

    @property
    def parts(self) -> tuple[PartPlan, ...]:
        """What is told of each objective, in order."""
        return next((section.parts for section in self.of_kind(SectionKind.PROGRAMME)), ())

    def part(self, kind: str) -> PartPlan | None:
        return next((part for part in self.parts if part.kind == kind), None)


@cache
def templates() -> Mapping[str, ReportTemplate]:
    """Every template shipped, by code."""
    read = (read_template(path.name, path.read_text()) for path in sorted(FOLDER.glob("*.toml")))
    return {template.code: template for template in read}


def read_template(name: str, toml: str) -> ReportTemplate:
    """The template that a file holds. Raises BadTemplate."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise BadTemplate(f"{name} is not TOML: {error}") from error
    place = Place(name, table)
    template = ReportTemplate(
        code=place.text("code"),
        name=place.words("name", required=True),
        title=place.words("title", required=True),
        needs_agreement=place.flag("needs_agreement"),
        sections=tuple(_section(each) for each in place.tables("sections")),
    )
    place.nothing_else()
    _codes_once(name, [section.code for section in template.sections])
    _programme_once(name, template)
    return template


def _section(place: Place) -> SectionPlan:
    kind = place.one_of(SectionKind, "kind")
    section = SectionPlan(
        code=place.text("code"),
        kind=kind,
        heading=place.words("heading", required=_headed(kind)),
        help_text=place.words("help"),
        is_required=place.flag("required"),
        limit=place.limit(),
        summary=place.words("summary"),
        parts=tuple(_part(each) for each in place.tables("parts")),
        drawings=place.some_of(Drawing, "draws"),
    )
    place.nothing_else()
    if (kind is SectionKind.PROGRAMME) != bool(section.parts):
        raise place.wrong("parts belong to a section of kind programme, and it has some")
    if str(section.summary) and kind is not SectionKind.PROGRAMME:
        raise place.wrong("summary belongs to a section of kind programme")
    if (kind is SectionKind.CHARTS) != bool(section.drawings):
        raise place.wrong("draws belongs to a section of kind charts, and it has some")
    if section.limit and kind is not SectionKind.TEXT:
        raise place.wrong("limit belongs to a section of kind text, or to a part")
    return section


def _headed(kind: SectionKind) -> bool:
    """The title page has the title of the report, the programme the titles of its axes."""
    return kind not in {SectionKind.TITLE_PAGE, SectionKind.PROGRAMME}


def _part(place: Place) -> PartPlan:
    part = PartPlan(
        kind=place.one_of(PartKind, "part"),
        heading=place.words("heading", required=True),
        is_required=place.flag("required"),
        limit=place.limit(),
    )
    place.nothing_else()
    if part.limit and not part.kind.is_text:
        raise place.wrong(f"{part.kind} is no text: it takes no limit")
    return part


def _codes_once(name: str, codes: list[str]) -> None:
    doubled = sorted({code for code in codes if codes.count(code) > 1})
    if doubled:
        raise BadTemplate(f"{name}: section {doubled[0]} stands twice")


def _programme_once(name: str, template: ReportTemplate) -> None:
    if len(list(template.of_kind(SectionKind.PROGRAMME))) != 1:
        raise BadTemplate(f"{name}: exactly one section is of kind programme")
