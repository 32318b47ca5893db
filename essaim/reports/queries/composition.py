"""A report put together from the registry: `gather` reads, `compose` makes the document of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.documents.document import Detail, Document
from essaim.kernel.acting import Acting
from essaim.kernel.charts import Chart
from essaim.kernel.context import demo_notice
from essaim.kernel.markup import tokens
from essaim.programme.models import Axis, Objective, ObjectiveYear, Rubric
from essaim.reports.material import AxisChapter, Material, Moment
from essaim.reports.models import Report, Section
from essaim.reports.prose import Citation, citation_of
from essaim.reports.queries.assembly import document_of
from essaim.reports.queries.chapters import Chapters
from essaim.reports.queries.cited import Figures
from essaim.reports.queries.drawing import drawn
from essaim.reports.queries.evidence import evidence_of
from essaim.reports.queries.facts import FactsOf, counts_of, facts_of, links_of, moments_of
from essaim.reports.queries.identity import house, identity_of
from essaim.reports.queries.parts import Passages
from essaim.reports.queries.reports import reader_of, template_of
from essaim.reports.queries.sources import records_of
from essaim.reports.report_templates import ReportTemplate, SectionKind
from essaim.writing.queries import Cited


def compose(report: Report, acting: Acting | None = None) -> Document:
    """The report as it reads, whole; printed as usual. See `gather` for who sees what."""
    return replace(document_from(gather(report, acting)), detail=Detail.USUAL)


def language_now() -> str:
    """The language of the moment, in two letters, as a document keeps it."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def document_from(material: Material) -> Document:
    """The document of what was gathered, in the language of the moment, its pictures in it."""
    return document_of(
        replace(material, pictures=material.pictures.whole()),
        language=language_now(),
        notice=str(demo_notice()) if settings.DEMO else "",
    )


def gather(report: Report, acting: Acting | None = None, *, at_most: int | None = None) -> Material:
    """What the report is made of: some twenty queries, and one a measure and year that is cited.

    Where it holds more actions than `at_most`, told or left out, they are counted and not read.
    It is gathered for the audience of the report, whoever composes: an action that its readers may
    not see is counted as withheld. With `acting`, never more than this reader sees.
    """
    reader, template = reader_of(report, acting), template_of(report)
    written, years = _sections_of(report), _years_of(report)
    (axes, objectives), facts = _plan_of(report), _facts_of(report, reader, at_most)
    figures, values, pictures = _figures_of(report, reader, _texts(template, written, years))
    passages = Passages.load(report, reader, objectives)
    chapters = Chapters(report, reader, template, years, facts, figures.rows, values, passages)
    chapters_of_axes, network = chapters.axes(axes, objectives), house()
    return Material(
        key=report.key,
        title=report.title,
        year=report.year,
        url=report.get_absolute_url(),
        composer_url=reverse("reports:composer", args=[report.key]),
        template=template,
        programme=report.programme.title,
        agreement=report.agreement.title if report.agreement else "",
        lines=_lines(report),
        sections=chapters.sections(written),
        axes=chapters_of_axes,
        expected=sorted((objective.code for objective in objectives), key=code_order),
        rubrics=_rubrics(report),
        key_rows=figures.key_rows,
        charts=_charts(report, reader, template, chapters_of_axes, figures),
        figures=figures.known,
        gone=frozenset(figures.gone),
        behind={**records_of(list(figures.known), figures.book, reader), **passages.behind},
        publisher=network.name if network else "",
        identity=identity_of(network, reader) if network else (),
        audience=report.audience,
        passages=passages.of_objective.get(None, ()),
        pictures=pictures,
        evidence={} if _is_folded(facts) else evidence_of(links_of(report), reader),
    )


def _is_folded(facts: Mapping[int, FactsOf]) -> bool:
    return any(each.folded for each in facts.values())


def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """1.2 before 1.10."""
    return tuple(
        (int(part), "") if part.isdigit() else (0, part) for part in re.split(r"[.\s]+", code)
    )


def _plan_of(report: Report) -> tuple[list[Axis], list[Objective]]:
    axes = Axis.objects.filter(programme=report.programme_id).order_by("position", "id")
    objectives = Objective.objects.filter(programme=report.programme_id)
    return list(axes), list(objectives.order_by("position", "id"))


def _sections_of(report: Report) -> dict[str, Section]:
    return {section.code: section for section in Section.objects.filter(report=report)}


def _years_of(report: Report) -> dict[int, ObjectiveYear]:
    rows = ObjectiveYear.objects.filter(
        objective__programme=report.programme_id, year=report.year
    ).select_related("objective", "decision", "became__programme")
    return {row.objective_id: row for row in rows}


def _texts(
    template: ReportTemplate, written: Mapping[str, Section], years: Mapping[int, ObjectiveYear]
) -> Iterator[str]:
    """Every text that the report tells, as it is stored."""
    for plan in template.of_kind(SectionKind.TEXT):
        if plan.code in written:
            yield written[plan.code].text
    for part in template.parts:
        if part.kind.is_text:
            yield from (getattr(year, part.kind.value) for year in years.values())


def _figures_of(
    report: Report, reader: Acting, written: Iterator[str]
) -> tuple[Figures, dict[Citation, str], Cited]:
    """The figures of the report, what each that its texts cite reads, and their pictures."""
    texts = list(written)
    cited = _cited(texts, report.year)
    figures = Figures.load(report, reader, {citation.code for citation in cited})
    return figures, _values(cited, figures), Cited.by_pictures(texts, report.year, reader)


def _cited(texts: Iterable[str], year: int) -> list[Citation]:
    """The figures that texts cite, each once, in an order that does not depend on the texts."""
    citations = {citation_of(token, year) for html in texts if html for token in tokens(html)}
    return sorted(citations, key=lambda citation: (citation.code, citation.period, citation.form))


def _values(cited: Sequence[Citation], figures: Figures) -> dict[Citation, str]:
    """What each citation reads; those that are gone stay out."""
    figures_cited = ((citation, figures.cite(citation)) for citation in cited)
    return {citation: figure.text for citation, figure in figures_cited if figure is not None}


def _lines(report: Report) -> tuple[str, ...]:
    """What the title page says below the title; the years of the agreement unless it names them."""
    agreement = report.agreement
    if agreement is None:
        return ()
    span = {"first": agreement.starts_on.year, "last": agreement.ends_on.year}
    names_them = all(str(year) in agreement.title for year in span.values())
    years = () if names_them else (_("Agreement of %(first)s to %(last)s") % span,)
    adopted = _("Agreement adopted by the funder: %(when)s") % {"when": agreement.adopted_on}
    by_the_funder = (adopted,) if agreement.adopted_on else ()
    return (agreement.title, str(agreement.funder.name), *years, *by_the_funder)


def _rubrics(report: Report) -> list[tuple[str, bool]]:
    """The headings of the agreement, and whether an objective of the programme answers each."""
    if report.agreement_id is None:
        return []
    mine = Q(objectives__programme=report.programme_id)
    every = Rubric.objects.filter(agreement=report.agreement_id).order_by("position", "id")
    answered = set(every.filter(mine).values_list("pk", flat=True))
    return [(str(rubric), rubric.pk in answered) for rubric in every]


def _facts_of(report: Report, reader: Acting, at_most: int | None) -> dict[int, FactsOf]:
    if at_most is not None:
        counted = counts_of(report, reader)
        if sum(each.count for each in counted.values()) > at_most:
            return counted
    return facts_of(report, reader)


def _charts(
    report: Report,
    reader: Acting,
    template: ReportTemplate,
    axes: Sequence[AxisChapter],
    figures: Figures,
) -> list[Chart]:
    drawings = [
        drawing for plan in template.of_kind(SectionKind.CHARTS) for drawing in plan.drawings
    ]
    if not drawings:
        return []
    objectives = [objective for axis in axes for objective in axis.objectives]
    if any(objective.folded for objective in objectives):
        moments = moments_of(report, reader)
    else:
        facts = {fact.id: fact for objective in objectives for fact in objective.facts}
        alike = Counter(map(attrgetter(*Moment._fields), facts.values()))
        moments = Counter({Moment._make(each): count for each, count in alike.items()})
    return drawn(drawings, report.year, moments, figures)
