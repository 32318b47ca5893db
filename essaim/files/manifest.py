"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.files.chores import draw_pictures, read_files
from essaim.files.deeds import DEEDS
from essaim.files.findables import SEARCHABLES
from essaim.files.personal import PERSONAL
from essaim.files.sweeping import sweep_files
from essaim.kernel.acting import works_here
from essaim.kernel.manifest import EVERY_HOUR, Manifest, Timer
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.kernel.offering.openings import Opening

MANIFEST = Manifest(
    room="files",
    deeds=DEEDS,
    opening=Opening(
        _("Files"),
        _("What was deposited: logos, photographs, documents."),
        why_open=_("Pictures and documents of other pages stand here."),
    ),
    personal=PERSONAL,
    searchables=SEARCHABLES,
    timers=[
        Timer("files.sweep_files", sweep_files, EVERY_HOUR),
        Timer("files.read_files", read_files),
        Timer("files.draw_pictures", draw_pictures),
    ],
    menu=[MenuEntry(_("Files"), "files:files", MenuGroup.SHARE, shown_to=works_here)],
)
