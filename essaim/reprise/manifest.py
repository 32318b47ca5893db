"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.manifest import Manifest, PageLink
from essaim.kernel.offering.openings import Opening
from essaim.kernel.rules import can
from essaim.reprise.actions.deeds import DEEDS
from essaim.reprise.personal import PERSONAL


def _takes_over(by: Acting) -> bool:
    return can(by, "reprise.open_past_report")


MANIFEST = Manifest(
    room="reprise",
    deeds=DEEDS,
    opening=Opening(
        _("Past reports"),
        _("Reports of former years, read again into the programme."),
    ),
    personal=PERSONAL,
    page_links=[
        PageLink(
            "programme:current", _("Past reports"), "reprise:past_reports", "upload", _takes_over
        ),
        PageLink(
            "programme.objectives",
            _("Read our last report"),
            "reprise:open_past_report",
            "upload",
            _takes_over,
            "primary",
        ),
    ],
)
