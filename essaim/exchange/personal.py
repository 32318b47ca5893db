"""Lines of files that were imported may name people; the room does not know whom."""

from django.utils.translation import gettext_lazy as _

from essaim.exchange.models import Row
from essaim.kernel.personal import Held, kept

_FREE_WORDS = kept(_("free words, in which people may be named"), _("the life of the network"))

PERSONAL = (Held(Row, {"source": _FREE_WORDS}),)
