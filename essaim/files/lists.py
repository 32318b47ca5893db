"""The list of the room."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from essaim.files.models import StoredFile
from essaim.kernel.listing import columns, filters
from essaim.kernel.listing.declaration import Act, Listing, Nothing

FILES = Listing(
    title=_("Files"),
    lead=_("What was attached as evidence or kept for all. Each says who sees it."),
    model=StoredFile,
    columns=(
        columns.link("name"),
        columns.audience(_("Visible to")),
        columns.text(lambda stored: filesizeformat(stored.size), _("Size")),
        columns.day("stored_at"),
    ),
    filters=(filters.words(_("Name or description"), longest=80),),
    acts=(Act("files.store_file", _("Add a file"), icon="upload"),),
    nothing=Nothing(
        _("No file yet"), _("Files attached to actions and readings come here by themselves.")
    ),
    none_found=_("No file bears these words"),
    page_size=30,
)
