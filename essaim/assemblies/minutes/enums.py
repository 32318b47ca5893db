"""Where minutes and decisions stand, in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MinutesState(TextChoices):
    """Where the minutes stand."""

    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("submitted to those who attended")
    LOCKED = "locked", _("locked")


class UndertakingState(TextChoices):
    """Where what was decided stands."""

    TO_DO = "to_do", _("to do")
    DOING = "doing", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("given up")
