"""The list of the room."""

from django.utils.translation import gettext_lazy as _

from essaim.exchange.models import Run
from essaim.kernel.listing import columns
from essaim.kernel.listing.declaration import Listing, Nothing

RUNS = Listing(
    title=_("Imports"),
    lead=_(
        "A file is read and shown first; nothing is written before you say so, and it can be taken "
        "back."
    ),
    model=Run,
    columns=(
        columns.piece("exchange/cells/run.html", "name"),
        columns.state(_("State")),
        columns.moment("made_at", _("File sent at")),
        columns.number("total", _("Rows")),
    ),
    nothing=Nothing(
        _("Nothing was imported yet"),
        _(
            "Choose above what your file holds. One of its first lines names the columns; we guess "
            "them and show you what we understood."
        ),
    ),
    audience_label=_("whoever sent the file, and the coordination"),
    page_size=30,
    template="exchange/runs.html",
)
