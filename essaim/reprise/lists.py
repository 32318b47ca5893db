"""The list of the room."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.listing import columns
from essaim.kernel.listing.declaration import Act, Listing, Nothing
from essaim.reprise.models import PastReport

PAST_REPORTS = Listing(
    title=_("Past reports"),
    lead=_(
        "A report of another year becomes a programme, actions and figures: read line by line, "
        "reviewed by you, then written."
    ),
    model=PastReport,
    columns=(
        columns.link("name"),
        columns.state(_("State")),
        columns.text("year", _("Year")),
        columns.piece("reprise/cells/programme.html", "programme", _("Programme")),
        columns.day("made_at", _("Sent on")),
    ),
    acts=(Act("reprise.open_past_report", _("Take over a past report"), icon="upload"),),
    nothing=Nothing(
        _("No report was taken over yet"),
        _(
            "Send the report of last year: its axes, objectives, actions and figures will be "
            "proposed to you."
        ),
    ),
    page_size=30,
    template="reprise/past_reports.html",
)
