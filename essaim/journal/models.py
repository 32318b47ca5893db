"""The journal, the revisions, and the forms that were sent."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from django.db import IntegrityError, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.kernel.fitting import Fitted
from essaim.kernel.submissions import LIFE, AlreadySent, Sending, SubmissionKey


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, key: uuid.UUID) -> Self:
        """Everything that was done to one thing, newest first."""
        return self.filter(target_key=key).order_by("-id")

    def keys_made(self, verb: str, since: datetime) -> "models.QuerySet[Entry, Any]":
        """Of what this verb made after that moment."""
        return self.filter(verb=verb, at__gt=since).order_by().values("target_key")


class Entry(Fitted):
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


class Revision(Fitted):
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


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def claim(self, form: Sending) -> "Submission":
        """The one row of a form. Raises AlreadySent where another request has it."""
        if form.key is None:
            raise ValueError("a form without a key has nothing to claim")
        try:
            made = self.create(
                digest=form.digest,
                content=form.key.mark("said", form.content),
                sent_on=timezone.localdate(),
            )
        except IntegrityError as error:
            raise AlreadySent from error
        form.is_claimed = True
        return made

    def forget_old(self) -> int:
        """Rows of forms that are too old to be taken."""
        last = timezone.localdate() - LIFE
        return self.filter(sent_on__lt=last).delete()[0]


class Submission(Fitted):
    """A form whose act was done: its key under a digest, what it said, and what was answered.

    The key stands in the form alone; without it nobody reads here who sent what, nor when in the
    day. Rows are forgotten after a month, when the form itself is too old to be taken.
    """

    as_written = ("answer",)

    digest = models.CharField(max_length=64, unique=True)
    content = models.CharField(max_length=64)
    answer = models.TextField(blank=True)
    sent_on = models.DateField(db_index=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("form that was sent")

    def is_said_again(self, key: SubmissionKey, content: str) -> bool:
        return self.content == key.mark("said", content)

    def answered(self, key: SubmissionKey) -> dict[str, Any]:
        """What the first request was answered: `to`, an address, and `told`, its sentences."""
        answer: dict[str, Any] = json.loads(key.unseal(self.answer)) if self.answer else {}
        return answer

    def keep_answer(self, key: SubmissionKey, answer: Mapping[str, Any]) -> None:
        self.answer = key.seal(json.dumps(answer))
        self.save(update_fields=["answer"])
