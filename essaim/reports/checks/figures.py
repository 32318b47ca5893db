"""The figures of a report: gone, without source, contradicted by their months, or typed by hand."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from essaim.kernel.numbers import find_quantities
from essaim.programme.enums import FigureForm
from essaim.reports.checks.finding import Finding, Severity
from essaim.reports.checks.values import figures_by_unit, same_value
from essaim.reports.material import CitedFigure, Material
from essaim.reports.prose import Prose

FORM_LABELS = dict(FigureForm.choices)


def gone_figures(material: Material) -> Iterator[Finding]:
    """A text cites an indicator that is gone, or a period or form that is none: no export."""
    for prose in material.proses:
        for citation in dict.fromkeys(prose.citations):
            if citation in material.gone:
                yield _at(
                    prose,
                    "gone_figures",
                    Severity.BLOCKING,
                    _("The figure “%(code)s” does not exist (%(period)s, %(form)s).")
                    % {
                        "code": citation.code,
                        "period": citation.period,
                        "form": FORM_LABELS.get(citation.form, citation.form),
                    },
                )


def figures_without_source(material: Material) -> Iterator[Finding]:
    """A figure that nothing stands behind: no source, no measure, no term."""
    codes: set[str] = set()
    for figure in material.figures.values():
        if figure.is_known and not figure.source and figure.citation.code not in codes:
            codes.add(figure.citation.code)
            sentence = _("“%(title)s” (%(text)s) has no source.")
            yield _of(figure, "figures_without_source", Severity.SERIOUS, sentence)


def contradicted_figures(material: Material) -> Iterator[Finding]:
    """Months that do not add up to their year."""
    warnings: set[str] = set()
    for figure in material.figures.values():
        if figure.warning and figure.warning not in warnings:
            warnings.add(figure.warning)
            yield Finding(
                "contradicted_figures", Severity.SERIOUS, figure.warning, figure.title, figure.url
            )


def unread_figures(material: Material) -> Iterator[Finding]:
    """A text cites a figure that has no value yet, or that its readers may not see."""
    for prose in material.proses:
        for citation in dict.fromkeys(prose.citations):
            figure = material.figures.get(citation)
            if figure is None:
                continue
            if not figure.is_visible:
                yield _at(
                    prose,
                    "unread_figures",
                    Severity.WARNING,
                    _(
                        "“%(title)s” is cited, and is for fewer people than this report: its "
                        "readers find no value there."
                    )
                    % {"title": figure.title},
                )
            elif not figure.is_known:
                yield _at(
                    prose,
                    "unread_figures",
                    Severity.SERIOUS,
                    _("“%(title)s” has no value for %(period)s.")
                    % {"title": figure.title, "period": citation.period},
                )


def typed_numbers(material: Material) -> Iterator[Finding]:
    """A value of a figure of the house typed in prose: it will not follow the records.

    Other numbers are nobody's figure: whoever tells that two neighbours came need not count them.
    """
    by_unit = figures_by_unit(material)
    for prose in material.proses:
        for paragraph in prose.paragraphs:
            for quantity in find_quantities(paragraph.typed):
                figure = same_value(quantity, by_unit)
                if figure is not None:
                    typed = paragraph.typed[quantity.start : quantity.end].strip()
                    sentence = _("“%(typed)s” is typed by hand: cite “%(title)s” instead.")
                    filled = sentence % {"typed": typed, "title": figure.title}
                    yield _at(prose, "typed_numbers", Severity.WARNING, filled)


def _at(prose: Prose, code: str, severity: Severity, sentence: str) -> Finding:
    return Finding(code, severity, sentence, prose.where, prose.url)


def _of(figure: CitedFigure, code: str, severity: Severity, sentence: str) -> Finding:
    filled = sentence % {"title": figure.title, "text": figure.text}
    return Finding(code, severity, filled, figure.title, figure.url)
