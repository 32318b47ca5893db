"""Where the reprise of a past report stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewState(TextChoices):
    """Where the reprise of a past report stands."""

    PREVIEWED = "previewed", _("to review")
    APPLIED = "applied", _("taken over")
