"""A time in which no mail leaves."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from essaim.kernel.models import Keyed


class HoldQuerySet(models.QuerySet["Hold"]):
    def running(self) -> "HoldQuerySet":
        return self.filter(released_at=None)


class Hold(Keyed):
    """Every mail waits from a moment on, until they are let go: after a restore, for instance."""

    since = models.DateTimeField(_("since"))
    released_at = models.DateTimeField(_("until"), null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("mails held")
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(released_at__gte=F("since")),
                name="mails_are_released_after_they_are_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d %H:%M}"
