"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """See the room's `__init__` for what it is for."""

    name = "essaim.comments"
    verbose_name = _("Remarks")
