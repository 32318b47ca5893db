"""Whatever runs from a day until a day, or still."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def ends_after_it_begins(
    name: str, start: str = "starts_on", end: str = "ends_on"
) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{end: None}) | Q(**{f"{end}__gte": F(start)}), name=name
    )


class DatedQuerySet(models.QuerySet[Any]):
    def current(self, on: date) -> Self:
        """What runs on that day, both ends within."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class Dated(models.Model):
    """Both days are within; no last day means that it still runs."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
