"""One text of a report as its page edits it, and the figures that it may cite."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import product

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from essaim.kernel.acting import Acting
from essaim.kernel.markup import Token, clean, token_text, tokens
from essaim.programme.arithmetic import Stretch
from essaim.programme.enums import FigureForm
from essaim.programme.models import Indicator, Objective, ObjectiveYear
from essaim.programme.queries.figures import Figure, FigureBook
from essaim.reports.material import anchor_of
from essaim.reports.models import Report, Section
from essaim.reports.prose import citation_of
from essaim.reports.queries.reports import template_of
from essaim.reports.report_templates import PartKind
from essaim.reports.template_reading import Limit

_EMPTY_TOKEN = re.compile(
    r'<span data-figure="([^"]*)"(?: data-period="([^"]*)")?(?: data-form="([^"]*)")?></span>'
)


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text that somebody writes: what it is called, how it stands, how long it may be."""

    heading: str
    of: str
    html: str
    version: int
    anchor: str
    help_text: str = ""
    limit: Limit | None = None
    objective_id: int | None = None


@dataclass(frozen=True, slots=True)
class FigureOffer:
    """A figure that may be cited: how it is typed and how it reads today.

    `period` is empty for the year of the report.
    """

    code: str
    period: str
    form: str
    form_label: str
    typed: str
    text: str


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """An indicator with the periods and forms in which it has a value, this year's first.

    `is_near`: it belongs to the objective that is written of, or is a key figure.
    """

    title: str
    offers: Sequence[FigureOffer]
    is_near: bool


def section_place(report: Report, code: str) -> TextPlace | None:
    """A text of the report itself; None where the template has none of that code."""
    plan = template_of(report).text(code)
    if plan is None:
        return None
    section = Section.objects.filter(report=report, code=code).first()
    return TextPlace(
        heading=str(plan.heading),
        of=report.title,
        html=section.text if section else "",
        version=section.version if section else 0,
        anchor=code.replace("_", "-"),
        help_text=str(plan.help_text),
        limit=plan.limit,
    )


def year_of(report: Report, objective: Objective) -> ObjectiveYear:
    """The year of the objective that the report tells; unsaved where nobody wrote it yet."""
    found = ObjectiveYear.objects.filter(objective=objective, year=report.year).first()
    return found or ObjectiveYear(objective=objective, year=report.year)


def objective_place(report: Report, year: ObjectiveYear, part: str) -> TextPlace | None:
    """A text of an objective; None where the template does not tell that part."""
    plan = template_of(report).part(part)
    if plan is None or not plan.kind.is_text:
        return None
    return TextPlace(
        heading=str(plan.heading),
        of=str(year.objective),
        html=getattr(year, PartKind(part).value),
        version=year.version,
        anchor=anchor_of(year.objective.code),
        limit=plan.limit,
        objective_id=year.objective_id,
    )


def figures_to_cite(
    report: Report, place: TextPlace, acting: Acting, *texts: str
) -> tuple[list[FigureChoice], dict[Token, str]]:
    """What the author may cite, and what the figures that texts cite already read."""
    cited = {token._replace(paragraph=0) for html in texts for token in tokens(html)}
    mine = Q(audience__in=acting.capacities)
    wanted = Indicator.objects.filter(mine | Q(code__in={token.code for token in cited}))
    indicators = wanted.select_related("objective").order_by("-is_key", "title", "id")
    book = FigureBook.of(list(indicators), report.year)
    choices = [
        FigureChoice(
            one.title,
            list(_offers(book, one)),
            one.is_key or (one.objective_id is not None and one.objective_id == place.objective_id),
        )
        for one in book.indicators.values()
        if one.audience in acting.capacities
    ]
    values = {token: figure.text for token in cited if (figure := _cited(book, token))}
    return [one for one in choices if one.offers], values


def _cited(book: FigureBook, token: Token) -> Figure | None:
    """None where its indicator, period or form is none: it then reads as it is typed."""
    citation = citation_of(token, book.year)
    return book.figure(citation.code, citation.period, citation.form)


def _offers(book: FigureBook, indicator: Indicator) -> Iterator[FigureOffer]:
    for period, form in product(_periods(book, indicator), FigureForm):
        figure = book.figure(indicator.code, period, form)
        if figure is not None and figure.value is not None:
            typed = token_text(Token(indicator.code, period, form.value))
            label = str(form.label)
            yield FigureOffer(indicator.code, period, form.value, label, typed, figure.text)


def _periods(book: FigureBook, indicator: Indicator) -> list[str]:
    """The year of the report, then what was read of other years and of months, the last first."""
    reads = book.amounts.reads.get(indicator.pk, ())
    found = {str(Stretch.around(read.granularity, read.starts_on)) for read in reads}
    return ["", *sorted(found - {str(book.year)}, reverse=True)]


def with_values(html: str, values: dict[Token, str]) -> str:
    """The text for the rich editor: each token holds its value, which saving leaves out."""

    def filled(found: re.Match[str]) -> str:
        code, period, form = (unescape(part or "") for part in found.groups())
        token = Token(code, period, form or FigureForm.VALUE.value)
        shown = values.get(token, token_text(token))
        return f"{found.group()[: -len('</span>')]}{escape(shown, quote=False)}</span>"

    return _EMPTY_TOKEN.sub(filled, html)


def safe_text(html: str, values: dict[Token, str]) -> SafeString:
    """A text to read beside another. Safe: `clean` is the first to see it."""
    return mark_safe(with_values(clean(html), values))  # noqa: S308
