"""Past reports may name people; the room does not know whom."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.personal import Held, kept
from essaim.reprise.models import PastReport

_FREE_WORDS = kept(_("free words, in which people may be named"), _("the life of the network"))

PERSONAL = (Held(PastReport, {"name": _FREE_WORDS, "text": _FREE_WORDS}),)
