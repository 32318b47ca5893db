"""A past report as it is reviewed: part by part, what each line was taken for, what was written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.exchange.enums import RowOutcome
from essaim.reprise.models import PastReport
from essaim.reprise.reading import Role
from essaim.reprise.reading.drafts import (
    ELSEWHERE,
    LISTS,
    ORGANISATIONS,
    Draft,
    Row,
    rows_of,
)

#: What a line was taken for, in words.
ROLES: Mapping[str, Any] = {
    Role.BLANK: "",
    Role.AXIS: gettext_lazy("axis"),
    Role.OBJECTIVE: gettext_lazy("objective"),
    Role.EVALUATION: gettext_lazy("evaluation"),
    Role.MEANS: gettext_lazy("means"),
    Role.RESULTS: gettext_lazy("results"),
    Role.DIFFICULTIES: gettext_lazy("difficulties"),
    Role.NEXT_STEPS: gettext_lazy("next steps"),
    Role.ACTION: gettext_lazy("action"),
    Role.FIGURE: gettext_lazy("figure"),
    Role.PROSE: gettext_lazy("not understood"),
    Role.PREAMBLE: gettext_lazy("preamble, left"),
    Role.CONCLUSION: gettext_lazy("conclusion, left"),
    Role.FOOTNOTE: gettext_lazy("note, left"),
    Role.CONTENTS: gettext_lazy("table of contents, left"),
    Role.LAYOUT: gettext_lazy("layout, left"),
}
#: Roles of lines of which nothing was made.
NOT_UNDERSTOOD = frozenset({Role.PROSE, Role.PREAMBLE, Role.CONCLUSION, Role.FOOTNOTE})
#: What was written, in words.
WRITTEN: Mapping[str, Any] = {
    "programme": gettext_lazy("programme"),
    "axes": gettext_lazy("axis"),
    "objectives": gettext_lazy("objective"),
    "evaluation": gettext_lazy("evaluation"),
    "means": gettext_lazy("means"),
    "results": gettext_lazy("results"),
    "difficulties": gettext_lazy("difficulties"),
    "next_steps": gettext_lazy("next steps"),
    "organisations": gettext_lazy("organisation"),
    "actions": gettext_lazy("action"),
    "figures": gettext_lazy("reading"),
}
#: What became of rows, in words, as they are listed.
FATES: Mapping[str, Any] = {
    RowOutcome.REFUSED: gettext_lazy("left, for a reason"),
    RowOutcome.CREATED: gettext_lazy("taken over"),
    RowOutcome.UNCHANGED: gettext_lazy("there already"),
}


@dataclass(frozen=True)
class PartLine:
    """A line of the report, and what it was taken for; `is_left` where nothing was made of it."""

    number: int
    text: str
    role: str
    is_left: bool


@dataclass(frozen=True)
class PartSummary:
    """A part in the list of parts."""

    number: int
    title: str
    proposed: int
    ticked: int
    left: int
    is_saved: bool


@dataclass(frozen=True)
class PartPage:
    """A part as it is reviewed: the text on one side, its rows on the other."""

    past_report: PastReport
    summary: PartSummary
    lines: Sequence[PartLine]
    left: Sequence[Row]
    rows: Sequence[Row]
    previous: int | None
    following: int | None

    @property
    def url_after(self) -> str:
        """Where one goes on once this part is saved."""
        if self.following is None:
            return self.past_report.get_absolute_url()
        return reverse("reprise:review_past_report", args=[self.past_report.key, self.following])


@dataclass(frozen=True)
class OutcomeGroup:
    """What became of rows in the same way, refused ones first."""

    fate: str
    label: Any
    lines: Sequence[tuple[Any, Mapping[str, str]]]


@dataclass(frozen=True)
class PastReportPage:
    """A past report: its parts, what remains to review, what was written."""

    past_report: PastReport
    parts: Sequence[PartSummary]
    outcome: Sequence[OutcomeGroup]

    @property
    def reviewed(self) -> int:
        return sum(part.is_saved for part in self.parts)

    @property
    def following(self) -> int | None:
        """The first part that waits."""
        return next((part.number for part in self.parts if not part.is_saved), None)


def past_report_page(past_report: PastReport) -> PastReportPage:
    outcome = [
        OutcomeGroup(fate, label, lines)
        for fate, label in FATES.items()
        if (lines := _lines_of_fate(past_report.outcome, fate))
    ]
    return PastReportPage(past_report, part_summaries(past_report.draft), outcome)


def _lines_of_fate(
    outcome: Sequence[Mapping[str, str]], fate: str
) -> list[tuple[Any, Mapping[str, str]]]:
    return [(WRITTEN[line["what"]], line) for line in outcome if line["fate"] == fate]


def part_summaries(draft: Draft) -> list[PartSummary]:
    left = Counter(row["part"] for row in draft["remainders"])
    rows: dict[int, list[Row]] = {}
    for name in LISTS:
        for row in draft[name]:
            rows.setdefault(row["part"], []).append(row)
    titles = _titles(draft)
    return [
        PartSummary(
            number=number,
            title=titles[number],
            proposed=len(rows.get(number, ())),
            ticked=sum(row["is_kept"] for row in rows.get(number, ())),
            left=left[number],
            is_saved=part["is_saved"],
        )
        for number, part in enumerate(draft["parts"])
    ]


def _titles(draft: Draft) -> list[str]:
    """Axes and objectives by their title as it was put right; later parts of one say so."""
    heads = {("axis", row["part"]): row for row in draft["axes"]}
    heads |= {("objective", row["part"]): row for row in draft["objectives"]}
    titles: list[str] = []
    named: dict[tuple[str, str], str] = {}
    for number, part in enumerate(draft["parts"]):
        section = (part["kind"], part["code"])
        if section in named:
            titles.append(_("%(title)s (continued)") % {"title": named[section]})
            continue
        head = heads.get((part["kind"], number))
        words = {ELSEWHERE: _("Before, after and around"), ORGANISATIONS: _("Organisations")}
        named[section] = f"{head['code']} {head['title']}" if head else words.get(part["kind"], "")
        titles.append(named[section])
    return titles


def part_page(past_report: PastReport, number: int) -> PartPage | None:
    """None where the report has no such part."""
    draft = past_report.draft
    parts = part_summaries(draft)
    if number >= len(parts):
        return None
    text = past_report.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    left = [row for row in draft["remainders"] if row["part"] == number]
    lines = [
        PartLine(
            at,
            text[at - 1],
            ROLES[draft["roles"][at - 1]],
            draft["roles"][at - 1] in NOT_UNDERSTOOD,
        )
        for at in draft["parts"][number]["lines"]
    ]
    return PartPage(
        past_report=past_report,
        summary=parts[number],
        lines=lines,
        left=left,
        rows=list(rows_of(draft, number)),
        previous=number - 1 if number else None,
        following=number + 1 if number + 1 < len(parts) else None,
    )
