"""What is written in reports may name people; what was published stays as it was sent."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.personal import Held, kept
from essaim.reports.models import FunderLink, Section, Snapshot

_ALWAYS = _("the life of the network")
_FREE_WORDS = kept(_("free words, in which people may be named"), _ALWAYS)
_AS_SENT = kept(_("what was published stays as it was sent: its hash says so"), _ALWAYS)
_RECIPIENT = kept(_("says to whom a published version was given"), _ALWAYS)

PERSONAL = (
    Held(Section, {"text": _FREE_WORDS}),
    Held(Snapshot, {"document": _AS_SENT}),
    Held(FunderLink, {"recipient": _RECIPIENT}),
)
