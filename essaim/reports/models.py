"""Reports, their sections, what was published and to whom it was sent."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.fitting import Fitted
from essaim.kernel.models import Keyed, Visible, VisibleQuerySet
from essaim.programme.models import Action, Agreement, Decision, Objective, Programme


class Report(Keyed, Visible):
    """A year told to somebody, from a template. It cites; it does not hold numbers."""

    record_is_whole = False

    template = models.SlugField(_("template"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reports")
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    #: Codes of what other rooms would tell in it.
    parts_left_out = models.JSONField(_("left out"), default=list, blank=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "year", "programme", "agreement"],
                condition=Q(agreement__isnull=False),
                name="report_once_a_year_and_agreement",
            ),
            models.UniqueConstraint(
                fields=["template", "year", "programme"],
                condition=Q(agreement=None),
                name="report_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("reports:report", self.key)


class SectionQuerySet(models.QuerySet["Section"]):
    def visible_to(self, acting: Acting) -> Self:
        """Those of the reports that this reader may see."""
        return self.filter(report__audience__in=acting.capacities)


class Section(Keyed):
    """A text of a report: preamble, conclusion… Clean HTML with figure tokens."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    code = models.SlugField(_("section"), max_length=40)
    text = models.TextField(_("text"), blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        constraints = [models.UniqueConstraint(fields=["report", "code"], name="section_once")]


class Selection(Fitted):
    """An action under an objective in a report: kept or left out, and its place."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="selections")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="selections")
    action = models.ForeignKey(Action, models.PROTECT, related_name="selections")
    is_kept = models.BooleanField(_("kept"), default=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "objective", "action"], name="action_selected_once"
            )
        ]


class Snapshot(Keyed):
    """What was published: the whole document, frozen, with its SHA-256. Never changed after."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField(_("version"))
    document = models.TextField(_("document, as canonical JSON"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    publisher_key = models.UUIDField(null=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, verbose_name=_("adopted by")
    )
    overrides = models.JSONField(_("checks overridden, with the reason"), default=list)

    NEVER_CHANGES: ClassVar = ("document", "sha256", "number")
    as_written = ("document",)

    class Meta:
        verbose_name = _("published version")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="version_number_once"),
            models.CheckConstraint(condition=~Q(sha256=""), name="version_has_a_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.report} (v{self.number})"

    def get_absolute_url(self) -> str:
        return reverse("reports:version", args=[self.report.key, self.number])

    def as_record(self) -> dict[str, Any]:
        return {name: value for name, value in super().as_record().items() if name != "document"}


class FunderLink(Keyed):
    """A signed address that shows one published version, without an account, until a day."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="links")
    recipient = models.CharField(_("for"), max_length=160)
    expires_on = models.DateField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    consultations = models.PositiveIntegerField(_("consultations"), default=0)
    last_seen_on = models.DateField(_("last consulted on"), null=True)

    class Meta:
        verbose_name = _("link for a funder")

    def as_record(self) -> dict[str, Any]:
        live = {"consultations", "last_seen_on", "made_at"}
        return {name: value for name, value in super().as_record().items() if name not in live}


class RefusedLink(Fitted):
    """How often links were refused on a day, and why; never who, nor by which address."""

    on = models.DateField()
    reason = models.CharField(max_length=40)
    count = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["on", "reason"], name="refusals_by_day_and_reason")
        ]
