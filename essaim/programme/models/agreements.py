"""What was agreed with those who fund."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from essaim.files.models import StoredFile
from essaim.kernel.addresses import address
from essaim.kernel.models import Keyed, Visible, VisibleQuerySet
from essaim.network.models import Organisation
from essaim.programme.enums import ReportDueKind


class Agreement(Keyed, Visible):
    """A funder's agreement over one or several years."""

    funder = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    title = models.CharField(_("title"), max_length=200)
    funder_programme = models.CharField(_("programme of the funder"), max_length=200, blank=True)
    adopted_on = models.CharField(_("adopted by the funder"), max_length=60, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    notes = models.TextField(_("notes"), blank=True)
    signed = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("signed document")
    )

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("programme:agreement", self.key)


class AgreementYear(Keyed):
    """A year of an agreement; its amount in euros where it is known."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    amount = models.DecimalField(
        _("amount in euros"), max_digits=11, decimal_places=2, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "year"], name="agreement_year_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="agreement_amount_not_negative"
            ),
        ]


class ReportDue(Keyed):
    """A report that the funder expects by a day."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reports_due")
    kind = models.CharField(_("kind"), max_length=10, choices=ReportDueKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    due_on = models.DateField(_("due on"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind", "year"], name="report_due_once")
        ]


class Rubric(Keyed):
    """A heading of the agreement, under which the funder expects to read."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="rubrics")
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=250)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("rubric")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="rubric_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
