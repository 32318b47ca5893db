"""Where a poll of dates stands, in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DatePollState(TextChoices):
    """Where a poll of dates stands."""

    OPEN = "open", _("under way")
    SETTLED = "settled", _("day chosen")
    WITHDRAWN = "withdrawn", _("withdrawn")


class DateReply(TextChoices):
    """Whether a day suits."""

    YES = "yes", _("Yes")
    IF_NEED_BE = "if_need_be", _("If need be")
    NO = "no", _("No")
