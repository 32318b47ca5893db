"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import Manifest
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.questions.personal import PERSONAL

MANIFEST = Manifest(
    room="questions",
    personal=PERSONAL,
    menu=[MenuEntry(_("Questionnaires"), "questions:questionnaires", MenuGroup.SHARE)],
)
