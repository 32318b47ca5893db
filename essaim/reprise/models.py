"""Past reports on their way into the house."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import COORDINATION, Acting
from essaim.kernel.addresses import address
from essaim.kernel.models import Keyed
from essaim.programme.models.objectives import Programme
from essaim.reprise.enums import ReviewState


class PastReportQuerySet(models.QuerySet["PastReport"]):
    def visible_to(self, acting: Acting) -> Self:
        """The coordination's alone: a past report may name anybody."""
        return self.all() if acting.is_one_of(COORDINATION) else self.none()


class PastReport(Keyed):
    """A report being taken over: its text, what was proposed, what was decided on each line.

    `draft` is as `essaim.reprise.reading.drafts` makes it; `outcome` lists what was written in
    the end. Neither text nor draft enters the revisions: forgetting the report forgets them.
    """

    record_is_whole = False
    as_written = ("text", "draft")  # the draft counts the letters of the text

    name = models.CharField(_("file"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year of the report"))
    state = models.CharField(
        max_length=10, choices=ReviewState.choices, default=ReviewState.PREVIEWED
    )
    text = models.TextField(_("text"))
    draft = models.JSONField(default=dict)
    outcome = models.JSONField(default=list)
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="past_reports"
    )
    actor_key = models.UUIDField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PastReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("past report")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("reprise:past_report", self.key)

    def as_record(self) -> dict[str, Any]:
        """Who sent it is in the journal; what it says is its own."""
        return {"name": self.name, "year": str(self.year), "state": str(self.state)}
