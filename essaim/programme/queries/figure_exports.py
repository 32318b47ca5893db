"""Indicators and readings as tables, for spreadsheets and open data."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting
from essaim.kernel.exports import Cell
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
    """Those that this reader may see: two queries. An objective that she may not see is blank."""
    found = Indicator.objects.visible_to(acting).select_related("objective__programme")
    for one in found.prefetch_related("terms__operand").order_by("code"):
        objective = one.objective
        is_seen = objective is not None and acting.is_one_of(objective.programme.audience)
        terms = sorted(one.terms.all(), key=lambda term: term.position)
        yield [
            one.code,
            one.title,
            one.unit_plural or one.unit,
            one.get_nature_display(),
            objective.code if objective is not None and is_seen else "",
            one.get_source_display(),
            one.measure,
            ", ".join(
                term.operand.code for term in terms if acting.is_one_of(term.operand.audience)
            ),
            one.decimals,
            one.is_key,
            one.definition,
            one.method,
            one.target,
            one.audience,
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
    seen = Indicator.objects.visible_to(acting)
    found = Reading.objects.filter(indicator__in=seen).select_related("indicator")
    rows = found.order_by("indicator__code", "starts_on", "granularity", "dimension")
    for one in rows.iterator(chunk_size=500):
        yield [
            one.indicator.code,
            one.indicator.title,
            one.get_granularity_display(),
            one.starts_on,
            one.dimension,
            one.unscaled(one.indicator.decimals),
            one.numerator,
            one.denominator,
            one.get_qualifier_display(),
            one.indicator.unit_plural or one.indicator.unit,
            one.source_note,
            one.evidence_url,
        ]
