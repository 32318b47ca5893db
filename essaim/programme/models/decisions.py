"""What was decided, by whom."""

from textwrap import shorten

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from essaim.kernel.addresses import address
from essaim.kernel.lengths import LINK
from essaim.kernel.models import Keyed, Visible, VisibleQuerySet


class Decision(Keyed, Visible):
    """A decision, typed by hand or filled by the room of assemblies."""

    text = models.TextField(_("text"))
    body = models.CharField(_("body that decided"), max_length=120)
    decided_on = models.DateField(_("decided on"))
    result = models.CharField(_("result"), max_length=200, blank=True)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    evidence_url = models.URLField(_("link to the minutes"), blank=True, max_length=LINK)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "reference"],
                condition=~Q(reference=""),
                name="body_gives_a_reference_once",
            )
        ]

    def __str__(self) -> str:
        """Its first words, cut between two of them."""
        start = shorten(self.text, 80, placeholder="…")
        return start if len(start) > 1 else self.text[:80]

    def get_absolute_url(self) -> str:
        return address("programme:decision", self.key)
