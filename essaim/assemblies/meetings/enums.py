"""Where a meeting stands, and what stands on its agenda, in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingMode(TextChoices):
    """Where a meeting is held."""

    ONSITE = "onsite", _("on site")
    REMOTE = "remote", _("by video")
    HYBRID = "hybrid", _("on site and by video")
    WRITTEN = "written", _("in writing")


class MeetingState(TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("planned")
    CONVENED = "convened", _("convened")
    OPEN = "open", _("open")
    CLOSED = "closed", _("over")
    CANCELLED = "cancelled", _("cancelled")


class ItemKind(TextChoices):
    """What is expected of an item of the agenda."""

    INFORMATION = "information", _("information")
    DISCUSSION = "discussion", _("discussion")
    DECISION = "decision", _("decision")
    ELECTION = "election", _("election")
    REPORT = "report", pgettext_lazy("vocabulary", "report to the meeting")


class ItemState(TextChoices):
    """A member proposes an item; who convenes accepts it or says why not."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class AddedAs(TextChoices):
    """Why an item may be opened though the convocation did not announce it."""

    ANNOUNCED = "announced", _("announced by the convocation")
    MINOR = "minor", _("minor question")
    INCIDENT = "incident", _("incident of the meeting")
    ADDED = "added", _("added since the convocation")
