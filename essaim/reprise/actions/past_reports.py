"""Taking a past report over: read, reviewed part by part, then written in one go."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from essaim.exchange.enums import RowOutcome
from essaim.journal.actions import action
from essaim.journal.preparation import prepared_by
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.programme.actions.content import check_audience, check_year
from essaim.programme.models import ObjectiveYear, Programme
from essaim.reprise.actions.taken import Taken
from essaim.reprise.actions.takeover import take_over
from essaim.reprise.enums import ReviewState
from essaim.reprise.formats.layout import MOST_LETTERS
from essaim.reprise.models import PastReport
from essaim.reprise.queries.past_reports import known_organisations
from essaim.reprise.reading import read_report
from essaim.reprise.reading.drafts import LISTS, draft_of, rows_of

#: What one report may propose: each review of a part writes all of it.
MOST_ROWS = 10_000
#: What a review may change, by the letter of the row's id.
DECIDED = {
    "x": ("code", "title", "is_kept"),
    "o": ("code", "title", "axis", *ObjectiveYear.TEXTS, "is_kept"),
    "a": ("title", "starts_on", "ends_on", "precision", "kind", "objective", "summary", "is_kept"),
    "f": ("value", "unit", "qualifier", "indicator", "nature", "is_kept"),
    "n": ("name", "is_kept"),
}
#: Where a code that changes is named: the list that bears it, those that name it, their field.
_NAMED_IN = {
    "x": ("axes", ("objectives",), "axis"),
    "o": ("objectives", ("actions", "figures"), "objective"),
}


def _read(*, name: str, text: str, year: int | None = None, by: Acting) -> PastReport:
    """The report with what it proposes, not saved yet."""
    if len(text) > MOST_LETTERS:
        raise RuleBroken(_("“%(name)s” is too long: send it in several parts.") % {"name": name})
    known = known_organisations(by)
    read = read_report(text, year=year, organisations=list(known))
    if read.year is None:
        raise RuleBroken(_("The report does not tell its year: say which it is."))
    check_year(read.year)
    draft = draft_of(read, text)
    if sum(len(draft[rows]) for rows in LISTS) > MOST_ROWS:
        sentence = _("“%(name)s” proposes more than %(most)d things: send it in several parts.")
        raise RuleBroken(sentence % {"name": name, "most": MOST_ROWS})
    return PastReport(name=name[:200], year=read.year, text=text, draft=draft, actor_key=by.key)


@action
@prepared_by(_read)
def open_past_report(
    past_report: PastReport, /, *, name: str, text: str, year: int | None = None, by: Acting
) -> PastReport:
    """Propose a programme from a report, for review. Raises RuleBroken where its year is not told.

    `year` is read from the report where it is None.
    """
    past_report.save()
    return past_report


@action
def review_past_report(
    *, past_report: PastReport, part: int, decided: Mapping[str, Mapping[str, Any]], by: Acting
) -> PastReport:
    """Keep what was decided on the rows of a part: {row id: {field: value}}; others stay.

    Raises RuleBroken where a code would stand twice.
    """
    report = _locked(past_report)
    if not 0 <= part < len(report.draft["parts"]):
        raise RuleBroken(_("The report has no such part."))
    for row in rows_of(report.draft, part):
        answers = decided.get(row["id"], {})
        letter = row["id"][0]
        if "code" in answers:
            _recode(report.draft, row, letter, answers["code"])
        row.update({name: answers[name] for name in DECIDED[letter] if name in answers})
    report.draft["parts"][part]["is_saved"] = True
    report.save(update_fields=["draft"])
    return report


def _recode(draft: dict[str, Any], row: dict[str, Any], letter: str, code: str) -> None:
    """A new code is followed by whatever names the old one."""
    bearers, naming, field = _NAMED_IN[letter]
    if any(bearer["code"] == code for bearer in draft[bearers] if bearer is not row):
        raise RuleBroken(_("The code %(code)s stands twice in this report.") % {"code": code})
    for name in naming:
        for other in draft[name]:
            if other[field] == row["code"]:
                other[field] = code


@action
def apply_past_report(
    *, past_report: PastReport, programme: Programme | None, title: str, audience: str, by: Acting
) -> PastReport:
    """Write what is ticked in the parts reviewed into a programme, or a new one of this title.

    What stands already is found again and left as it is: taken over again, once more parts are
    reviewed, nothing is doubled. `outcome` tells of each row what became of it.
    """
    report = _locked(past_report)
    check_audience(audience)
    taken = Taken(report.name, report.year, audience, by)
    report.programme = take_over(taken, report.draft, programme, title)
    report.outcome = _with_former(report.outcome, taken.outcome)
    report.state = ReviewState.APPLIED
    report.save(update_fields=["programme", "outcome", "state"])
    return report


def _with_former(
    before: Sequence[Mapping[str, str]], now: Sequence[Mapping[str, str]]
) -> list[dict[str, str]]:
    """What an earlier turn made of this report is still of its making."""
    made = {(line["what"], line["url"]) for line in before if line["fate"] == RowOutcome.CREATED}
    is_ours = [
        line["fate"] == RowOutcome.UNCHANGED and (line["what"], line["url"]) in made for line in now
    ]
    return [
        {**line, "fate": str(RowOutcome.CREATED)} if ours else {**line}
        for line, ours in zip(now, is_ours, strict=True)
    ]


@action(about="past_report")
def discard_past_report(*, past_report: PastReport, by: Acting) -> None:
    """Forget the text and what was proposed from it; what was taken over stays."""
    past_report.delete()


def _locked(past_report: PastReport) -> PastReport:
    """The draft as it stands now: two people who review two parts keep both."""
    return PastReport.objects.select_for_update(of=("self",)).get(pk=past_report.pk)
