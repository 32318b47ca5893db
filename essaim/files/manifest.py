"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.files.findables import SEARCHABLES
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.manifest import Manifest, MenuEntry


def _keeps(acting: Acting) -> bool:
    return acting.is_one_of(MEMBERS)


MANIFEST = Manifest(
    room="files",
    searchables=SEARCHABLES,
    menu=[MenuEntry(_("Files"), "files:files", order=60, shown_to=_keeps)],
)
