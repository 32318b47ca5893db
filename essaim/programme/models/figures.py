"""Indicators, their readings, and where each figure is cited."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from essaim.files.models import StoredFile
from essaim.kernel.addresses import address
from essaim.kernel.fitting import Fitted
from essaim.kernel.lengths import LINK
from essaim.kernel.models import Keyed, Visible, VisibleQuerySet
from essaim.kernel.periods import Granularity
from essaim.programme.enums import (
    Derivation,
    Direction,
    FigureForm,
    FigureSource,
    Nature,
    Qualifier,
)
from essaim.programme.models.objectives import Objective


class Indicator(Keyed, Visible):
    """What a figure means. It is declared, computed from records, or derived; never typed.

    `decimals` is the scale of its readings: values are kept as whole numbers at that scale.
    """

    parts_in_record = ("terms",)

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=160)
    definition = models.TextField(_("definition"), blank=True)
    unit = models.CharField(_("unit, in the singular"), max_length=60, blank=True)
    unit_plural = models.CharField(_("unit, in the plural"), max_length=60, blank=True)
    method = models.TextField(_("method"), blank=True)
    nature = models.CharField(_("nature"), max_length=5, choices=Nature.choices)
    direction = models.CharField(
        _("direction"), max_length=8, choices=Direction.choices, default=Direction.NEITHER
    )
    target = models.DecimalField(
        _("target"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    is_ratio = models.BooleanField(_("is a rate, shown with its base"), default=False)
    objective = models.ForeignKey(
        Objective,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("objective"),
    )
    is_key = models.BooleanField(_("key figure of the network"), default=False)
    source = models.CharField(
        _("source"), max_length=10, choices=FigureSource.choices, default=FigureSource.DECLARED
    )
    measure = models.CharField(_("measure"), max_length=80, blank=True)
    derivation = models.CharField(
        _("derivation"), max_length=20, choices=Derivation.choices, blank=True
    )

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        constraints = [
            models.CheckConstraint(
                condition=Q(source="declared", measure="", derivation="")
                | (Q(source="computed", derivation="") & ~Q(measure=""))
                | (Q(source="derived", measure="") & ~Q(derivation="")),
                name="indicator_has_one_source",
            ),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_scale_is_sane"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("programme:indicator", self.code)

    def as_record(self) -> dict[str, Any]:
        record = super().as_record()
        record["objective"] = str(self.objective.key) if self.objective else ""
        terms = self.terms.order_by("position")
        record["terms"] = list(terms.values_list("operand__code", flat=True))
        return record


class IndicatorTerm(Fitted):
    """A term of a derived indicator, in its place."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="terms")
    operand = models.ForeignKey(Indicator, models.PROTECT, related_name="used_in")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "position"], name="term_has_its_own_place"
            ),
            models.CheckConstraint(
                condition=~Q(indicator=models.F("operand")), name="indicator_not_made_of_itself"
            ),
        ]


class ReadingQuerySet(models.QuerySet["Reading"]):
    def whole(self) -> Self:
        """Readings of everything, not of one part."""
        return self.filter(dimension="")


class Reading(Keyed):
    """A value read at a time, exact: a whole number at the indicator's scale, or a true ratio."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    granularity = models.CharField(
        _("covers a"), max_length=5, choices=Granularity.choices, default=Granularity.YEAR
    )
    starts_on = models.DateField(_("first day"))
    dimension = models.CharField(_("part"), max_length=80, blank=True)
    scaled = models.BigIntegerField(_("value, scaled"), null=True)
    numerator = models.BigIntegerField(_("numerator"), null=True, blank=True)
    denominator = models.BigIntegerField(_("base"), null=True, blank=True)
    qualifier = models.CharField(
        _("exactness"), max_length=12, choices=Qualifier.choices, default=Qualifier.EXACT
    )
    source_note = models.CharField(_("source"), max_length=300, blank=True)
    evidence_url = models.URLField(_("link"), blank=True, max_length=LINK)
    evidence_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("file")
    )
    author_key = models.UUIDField(null=True)
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "granularity", "starts_on", "dimension"],
                name="reading_once_a_period_and_part",
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0), name="reading_has_a_base"
            ),
            models.CheckConstraint(
                condition=Q(scaled__isnull=False, numerator=None, denominator=None)
                | Q(scaled=None, numerator__isnull=False, denominator__isnull=False),
                name="reading_is_a_value_or_a_ratio",
            ),
        ]

    def as_record(self) -> dict[str, Any]:
        """The value as a decimal number: a scale that changes later leaves former values true."""
        record = super().as_record()
        for name in ("scaled", "noted_at", "author_key"):
            record.pop(name)
        record["indicator"] = self.indicator.code
        record["evidence_file"] = str(self.evidence_file.key) if self.evidence_file else ""
        exact = self.unscaled(self.indicator.decimals)
        record["value"] = "" if exact is None else str(exact)
        return record

    def unscaled(self, decimals: int) -> Decimal | None:
        """The value as it was typed; None for a ratio."""
        return None if self.scaled is None else Decimal(self.scaled).scaleb(-decimals)

    def value(self, decimals: int) -> Fraction:
        """The exact value, at the indicator's scale."""
        if self.scaled is not None:
            return Fraction(self.scaled, 10**decimals)
        return Fraction(self.numerator or 0, self.denominator or 1)

    @staticmethod
    def scale(value: Decimal, decimals: int) -> int:
        """The whole number kept for a value. Raises ValueError where it has more decimals."""
        scaled: Fraction = Fraction(value) * 10**decimals
        if scaled.denominator != 1:
            raise ValueError(value)
        return scaled.numerator


class FigureUse(Fitted):
    """A text cites a figure; kept by the action that saves the text. What is cited stays.

    As long as `kernel.nodes` lets a token be, so that what no indicator bears is kept as written.
    """

    holder_model = models.CharField(max_length=80)
    holder_key = models.UUIDField(db_index=True)
    field = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=80)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="uses")
    period = models.CharField(max_length=20, blank=True)
    form = models.CharField(max_length=30, choices=FigureForm.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder_key", "field", "position"], name="figure_use_has_its_own_place"
            )
        ]
