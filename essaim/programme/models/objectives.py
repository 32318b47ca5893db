"""Programmes, axes, objectives, and the judgement of each year."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import PUBLIC, Acting
from essaim.kernel.addresses import address
from essaim.kernel.models import Keyed, Visible, VisibleQuerySet
from essaim.programme.enums import NEEDS_REASON, ObjectiveStatus, standing_of
from essaim.programme.models.agreements import Agreement, Rubric
from essaim.programme.models.decisions import Decision


class Programme(Keyed, Visible):
    """What the network means to do over some years; public unless said otherwise.

    Axes and objectives are seen by whoever sees the programme. `follows` keeps its history.
    """

    audience = models.CharField(_("visible to"), max_length=60, default=PUBLIC, db_index=True)

    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    agreements = models.ManyToManyField(
        Agreement, verbose_name=_("agreements"), blank=True, related_name="programmes"
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    introduction = models.TextField(_("introduction"), blank=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="programme_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("programme:programme", self.key)

    def as_record(self) -> dict[str, Any]:
        keys = self.agreements.order_by("pk").values_list("key", flat=True)
        return {**super().as_record(), "agreements": [str(key) for key in keys]}


class Axis(Keyed):
    """A large direction of a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="axes")
    code = models.CharField(_("code"), max_length=10)
    title = models.CharField(_("title"), max_length=250)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("axis")
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="axis_code_once")]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    def visible_to(self, acting: Acting) -> Self:
        """Those of the programmes that this reader may see."""
        return self.filter(programme__audience__in=acting.capacities)


class Objective(Keyed):
    """What an axis wants to reach. Its code (1.1 … 4.3) never changes: reports cite it."""

    axis = models.ForeignKey(Axis, models.PROTECT, related_name="objectives")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="objectives")
    code = models.CharField(_("code"), max_length=10)
    title = models.CharField(_("title"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"))
    rubrics = models.ManyToManyField(
        Rubric, verbose_name=_("rubrics"), blank=True, related_name="objectives"
    )

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("objective")
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="objective_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return address("programme:objective", self.key)

    def as_record(self) -> dict[str, Any]:
        keys = self.rubrics.order_by("pk").values_list("key", flat=True)
        return {**super().as_record(), "rubrics": [str(key) for key in keys]}


class ObjectiveYearQuerySet(models.QuerySet["ObjectiveYear"]):
    def visible_to(self, acting: Acting) -> Self:
        """Those of the programmes that this reader may see."""
        return self.filter(objective__programme__audience__in=acting.capacities)


class ObjectiveYear(Keyed):
    """The judgement on an objective for one year. The texts are clean HTML with figure tokens."""

    TEXTS = ("evaluation", "results", "means", "difficulties", "next_steps")

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=ObjectiveStatus.choices,
        default=ObjectiveStatus.NOT_STARTED,
    )
    reason = models.TextField(_("reason"), blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("decision")
    )
    became = models.ForeignKey(
        Objective,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="came_from",
        verbose_name=_("objective that it became"),
    )
    evaluation = models.TextField(_("evaluation"), blank=True)
    results = models.TextField(_("results"), blank=True)
    means = models.TextField(_("means"), blank=True)
    difficulties = models.TextField(_("difficulties"), blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)

    objects = ObjectiveYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("year of an objective")
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "year"], name="objective_judged_once_a_year"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=NEEDS_REASON) | ~Q(reason=""),
                name="changed_objective_says_why",
            ),
            models.CheckConstraint(
                condition=Q(became=None) | ~Q(became=F("objective")),
                name="objective_becomes_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective} ({self.year})"

    @property
    def standing(self) -> str:
        """Its status in words; of a year that is over and that nobody judged, that nobody did."""
        return standing_of(
            self.status,
            is_evaluated=bool(self.evaluation),
            is_over=self.year < timezone.localdate().year,
        )

    def get_absolute_url(self) -> str:
        return f"{self.objective.get_absolute_url()}?annee={self.year}"
