"""Names of files may name people; the room does not know whom."""

from django.utils.translation import gettext_lazy as _

from essaim.files.models import FileText, Picture, StoredFile
from essaim.kernel.personal import Held, kept

_FREE_WORDS = kept(_("free words, in which people may be named"), _("the life of the network"))
_FACES = kept(_("a picture, on which people may be seen"), _("the life of the network"))

PERSONAL = (
    Held(StoredFile, {"name": _FREE_WORDS}),
    Held(FileText, {"text": _FREE_WORDS}),
    Held(Picture, {"content": _FACES}),
)
