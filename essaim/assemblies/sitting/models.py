"""Turns to speak."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Elector
from essaim.kernel.models import Keyed


class TurnQuerySet(models.QuerySet["Turn"]):
    def waiting(self) -> Self:
        """Asked and not begun, first come first."""
        return self.filter(began_at=None, ended_at=None).order_by("asked_at", "pk")

    def under_way(self) -> Self:
        return self.filter(began_at__isnull=False, ended_at=None)


class Turn(Keyed):
    """A turn on the speakers' list: asked, begun, ended; withdrawn where it ended unbegun."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="turns")
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="turns")
    item = models.ForeignKey(
        "AgendaItem", models.SET_NULL, null=True, blank=True, related_name="turns"
    )
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn to speak")
        constraints = [
            models.UniqueConstraint(
                fields=["elector"], condition=Q(ended_at=None), name="elector_waits_once"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(began_at__isnull=False, ended_at=None),
                name="one_speaks_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(began_at=None) | Q(ended_at__gte=F("began_at")),
                name="turn_ends_after_it_begins",
            ),
        ]
