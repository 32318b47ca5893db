"""Every mail that leaves the house."""

from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.kernel import manifest
from essaim.kernel.addresses import address
from essaim.kernel.fitting import Fitted
from essaim.kernel.models import Keyed
from essaim.post.enums import MessageState
from essaim.post.models.holds import Hold

#: How often a mail is tried before a person has to look at it.
ATTEMPTS = 5
#: Bytes of an attachment at most: a calendar file or a list, never a document, which is linked to.
ATTACHMENT_LIMIT = 100_000


#: Nothing is put off for so long: a moment beyond it was written before the clock was set back.
FARTHEST = timedelta(days=1)


def _is_past(name: str, at: datetime) -> Q:
    """The moment has come, or lies where no clock that was right could have put it."""
    return Q(**{f"{name}__lte": at}) | Q(**{f"{name}__gt": at + FARTHEST})


def _reasons_that_wait() -> list[str]:
    """Those of closed rooms, asked anew each time: a worker sends for long."""
    closed = manifest.closed_rooms()
    rooms = (room for room in manifest.manifests() if room.room in closed)
    return [reason.code for room in rooms for reason in room.mail_reasons]


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, at: datetime) -> Self:
        """What should leave now: whose time has come, or whose worker was lost on the way.

        Nothing while mails are held, nor what a closed room wrote: its links lead nowhere.
        """
        due = self.filter(~models.Exists(Hold.objects.running())).filter(
            Q(state=MessageState.QUEUED) & _is_past("next_try_at", at)
            | Q(state=MessageState.SENDING, attempt__lt=models.F("attempts_allowed"))
            & _is_past("lease_until", at)
        )
        return due.exclude(reason__in=_reasons_that_wait())

    def lost(self, at: datetime) -> Self:
        """What cost its worker its life at the last attempt too."""
        return self.filter(
            _is_past("lease_until", at),
            state=MessageState.SENDING,
            attempt__gte=models.F("attempts_allowed"),
        )

    def about(self, key: object) -> Self:
        """All that was written about one thing, in the order in which it was queued."""
        return self.filter(about_key=key).order_by("id")


class Message(Keyed):
    """One mail to one address: why it leaves, what it says, and what became of it.

    The row, not the background task, is the truth: a worker holds it under a lease and an attempt
    number, so that one killed on the way loses nothing, and doubles at most the mail in its hands,
    which then carries the same Message-ID. `person_key` is a person of a room above.
    """

    record_is_whole = False
    without_end = ("text", "html")

    recipient = models.EmailField(_("recipient"), blank=True)
    person_key = models.UUIDField(_("person"), null=True, blank=True, db_index=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    reason = models.CharField(_("reason"), max_length=80, db_index=True)
    about_model = models.CharField(max_length=80, blank=True)
    about_key = models.UUIDField(null=True, blank=True, db_index=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("text with its layout"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    once_key = models.CharField(max_length=160, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MessageState.choices, default=MessageState.QUEUED
    )
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next attempt at"), default=timezone.now)
    attempt = models.PositiveSmallIntegerField(_("attempts"), default=0)
    attempts_allowed = models.PositiveSmallIntegerField(default=ATTEMPTS)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=400, blank=True)
    called: str  # given by `called_for`

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [models.Index(fields=["state", "next_try_at"], name="message_by_its_turn")]
        constraints = [
            models.UniqueConstraint(
                fields=["once_key"], condition=~Q(once_key=""), name="message_queued_once"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="message_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until=None)),
                name="message_leaving_has_its_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""), name="message_failed_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["queued", "sending"]) | ~Q(recipient=""),
                name="message_waiting_has_a_recipient",
            ),
            models.CheckConstraint(
                condition=Q(attempt__lte=models.F("attempts_allowed")),
                name="message_attempts_are_allowed",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return address("post:message", self.key)

    @property
    def message_id(self) -> str:
        """The same at each attempt, so that a mail that left twice shows once to who reads it."""
        return f"<{self.key}@{urlsplit(settings.BASE_URL).hostname}>"

    def is_waiting(self, at: datetime) -> bool:
        """In no worker's hands: it can still be held back."""
        lost = self.lease_until is not None and self.lease_until < at
        return self.state == MessageState.QUEUED or (self.state == MessageState.SENDING and lost)

    def as_record(self) -> dict[str, Any]:
        """Whom it names and what it says stand here alone, so that erasing has one place to go."""
        recorded = ("reason", "about_model", "about_key", "state", "attempts_allowed")
        return {name: value for name, value in super().as_record().items() if name in recorded}


class Attachment(Fitted):
    """A small file that leaves with a mail: a meeting for a calendar, a list."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=120)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("attachment")
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("content"), ATTACHMENT_LIMIT),
                name="attachment_is_small",
            )
        ]
