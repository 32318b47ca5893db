"""The words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageState(TextChoices):
    """Where a mail has got to."""

    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("leaving")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")
    WITHDRAWN = "withdrawn", _("held back")
