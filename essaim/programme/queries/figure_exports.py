"""Indicators and readings as tables, for spreadsheets and open data."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.sheet_cells import Cell
from essaim.programme.models import Indicator, Reading


def indicator_header() -> list[str]:
    return [
        _("Code"),
        _("Title"),
        _("Unit"),
        _("Nature"),
        _("Objective"),
        _("Source"),
        _("Measure"),
        _("Made of"),
        _("Decimals"),
        _("Key figure"),
        _("Definition"),
        _("Method"),
        _("Target"),
        _("Audience"),
    ]


def indicator_rows(acting: Acting) -> Iterator[list[Cell]]:
    """Those that this reader may see: two queries. An objective that they may not is blank."""
    visible = Indicator.objects.visible_to(acting).select_related("objective__programme")
    for indicator in visible.prefetch_related("terms__operand").order_by("code"):
        objective = indicator.objective
        is_seen = objective is not None and acting.is_one_of(objective.programme.audience)
        terms = sorted(indicator.terms.all(), key=lambda term: term.position)
        yield [
            indicator.code,
            indicator.title,
            indicator.unit_plural or indicator.unit,
            indicator.get_nature_display(),
            objective.code if objective is not None and is_seen else "",
            indicator.get_source_display(),
            indicator.measure,
            ", ".join(
                term.operand.code for term in terms if acting.is_one_of(term.operand.audience)
            ),
            indicator.decimals,
            indicator.is_key,
            indicator.definition,
            indicator.method,
            indicator.target,
            indicator.audience,
        ]


def reading_header() -> list[str]:
    return [
        _("Code"),
        _("Indicator"),
        _("Covers a"),
        _("First day"),
        _("Part"),
        _("Value"),
        _("Numerator"),
        _("Base"),
        _("Exactness"),
        _("Unit"),
        _("Source"),
        _("Link"),
    ]


def reading_rows(acting: Acting) -> Iterator[list[Cell]]:
    """The readings of those indicators, in one query."""
    indicators = Indicator.objects.visible_to(acting)
    readings = Reading.objects.filter(indicator__in=indicators).select_related("indicator")
    rows = readings.order_by("indicator__code", "starts_on", "granularity", "dimension")
    for reading in rows.iterator(chunk_size=500):
        yield [
            reading.indicator.code,
            reading.indicator.title,
            reading.get_granularity_display(),
            reading.starts_on,
            reading.dimension,
            reading.unscaled(reading.indicator.decimals),
            reading.numerator,
            reading.denominator,
            reading.get_qualifier_display(),
            reading.indicator.unit_plural or reading.indicator.unit,
            reading.source_note,
            reading.evidence_url,
        ]
