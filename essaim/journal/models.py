"""The journal and the revisions."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, key: uuid.UUID) -> Self:
        """Everything that was done to one thing, newest first."""
        return self.filter(target_key=key).order_by("-id")


class Entry(models.Model):
    """One line: which verb, on what, by which actor key, when, and the names of the fields changed.

    No foreign key and no personal datum, so that erasing a person never touches a line. The
    database refuses any change or removal (see migration 0002).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    verb = models.CharField(max_length=80, db_index=True)
    target_model = models.CharField(max_length=80, blank=True)
    target_key = models.UUIDField(null=True, db_index=True)
    actor_key = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField(db_index=True)
    fields = models.JSONField(default=list)
    within = models.UUIDField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, key: uuid.UUID) -> Self:
        return self.filter(target_key=key).order_by("-number")


class Revision(models.Model):
    """A thing as an action left it. Erasing a person rewrites these, as the retention lines say."""

    target_model = models.CharField(max_length=80)
    target_key = models.UUIDField()
    number = models.PositiveIntegerField()
    entry_key = models.UUIDField()
    record: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_key", "number"], name="revision_number_once")
        ]
