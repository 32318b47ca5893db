"""Whether the definition of an indicator holds together. Helpers of the actions on figures."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.manifest import measures
from essaim.programme.actions.content import check_audience
from essaim.programme.content import IndicatorContent
from essaim.programme.enums import Derivation, Direction, FigureSource, Nature
from essaim.programme.models import Indicator, IndicatorTerm

CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
CODE_LENGTH = 60
MOST_DECIMALS = 6
#: What the content and the row have in common.
COLUMNS = (
    "code", "title", "nature", "definition", "method", "unit", "unit_plural", "direction",
    "target", "decimals", "is_ratio", "objective", "is_key", "audience", "measure", "derivation",
)  # fmt: skip


def checked_definition(content: IndicatorContent, of: Indicator | None = None) -> None:
    """Raises RuleBroken with the first fault."""
    faults = [*_faults(content), *_faults_of_source(content), *_faults_of_terms(content, of)]
    if faults:
        raise RuleBroken(faults[0])
    check_audience(content.audience)


def _faults(content: IndicatorContent) -> Iterator[str]:
    if not content.title.strip():
        yield _("Give the indicator a title.")
    if not CODE.fullmatch(content.code) or len(content.code) > CODE_LENGTH:
        yield _("A code has small letters without accents, digits and hyphens.")
    if content.nature not in Nature.values or content.direction not in Direction.values:
        yield _("Choose whether it is a flow or a stock, and where it should go.")
    if not 0 <= content.decimals <= MOST_DECIMALS:
        yield _("An indicator has six decimals at most.")


def _faults_of_source(content: IndicatorContent) -> Iterator[str]:
    if content.measure and content.derivation:
        yield _("It is computed from records or derived from other figures: choose one.")
    if content.measure and content.measure not in measures():
        yield _("No room measures “%(measure)s”.") % {"measure": content.measure}
    if content.derivation and content.derivation not in Derivation.values:
        yield _("“%(derivation)s” is not a way to derive.") % {"derivation": content.derivation}


def _faults_of_terms(content: IndicatorContent, of: Indicator | None) -> Iterator[str]:
    """Terms are read or counted, never derived: one step, no circle."""
    count = len(content.terms)
    if not content.derivation and count:
        yield _("Only a derived figure is made of others.")
    if content.derivation == Derivation.SHARE and count != 2:
        yield _("A share is made of two figures: the part, then the whole.")
    elif content.derivation and count < 2:
        yield _("A derived figure is made of two others at least.")
    if any(term.source == FigureSource.DERIVED for term in content.terms):
        yield _("A derived figure is made of figures that are read or counted.")
    if of is not None and (of in content.terms or (content.derivation and of.used_in.exists())):
        yield _("A figure is not made of itself, nor of figures that are made of it.")


def write_terms(indicator: Indicator, terms: Sequence[Indicator]) -> None:
    indicator.terms.all().delete()
    IndicatorTerm.objects.bulk_create(
        fitted(
            IndicatorTerm(indicator=indicator, operand=operand, position=position)
            for position, operand in enumerate(terms)
        )
    )
