"""Elections without candidate: whom each names, why, whom she names after hearing the others."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.models.electors import Elector
from essaim.assemblies.models.resolutions import Option, Resolution
from essaim.kernel.models import Keyed


class Nomination(Keyed):
    """« X proposes Y », and why. Not secret: it is read aloud. The people named are options."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="nominations")
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="nominations")
    nominee = models.ForeignKey(Option, models.PROTECT, related_name="nominations")
    reason = models.TextField(_("why"), blank=True)
    changed_to = models.ForeignKey(
        Option, models.PROTECT, null=True, blank=True, related_name="changes"
    )
    change_reason = models.TextField(_("why the change"), blank=True)

    class Meta:
        verbose_name = _("nomination")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "elector"], name="elector_names_once"),
            models.CheckConstraint(
                condition=Q(changed_to=None, change_reason="")
                | Q(changed_to__isnull=False) & ~Q(change_reason=""),
                name="change_says_why",
            ),
            models.CheckConstraint(
                condition=Q(changed_to=None) | ~Q(changed_to=F("nominee")),
                name="change_is_for_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.changed_to or self.nominee)


class Proposal(Keyed):
    """A person proposed after the changes, not always the one named most. The last one holds.

    `condition` is what lifted the objections made to it.
    """

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    option = models.ForeignKey(Option, models.PROTECT, related_name="proposals")
    reason = models.TextField(_("why"))
    condition = models.TextField(_("condition"), blank=True)
    proposed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("proposal of a person")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="proposal_numbered_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_says_why"),
        ]

    def __str__(self) -> str:
        return str(self.option)
