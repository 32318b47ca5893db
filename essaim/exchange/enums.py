"""The words of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunState(TextChoices):
    """A run is read, previewed, applied batch by batch, and may be undone."""

    PLANNING = "planning", _("being read")
    PREVIEWED = "previewed", _("waiting for your word")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    FAILED = "failed", _("failed")


class RowOutcome(TextChoices):
    """What a row of the source does, or did, to the house."""

    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    ASKED = "asked", _("to be decided")
    REFUSED = "refused", _("refused")
