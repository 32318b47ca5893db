"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import COORDINATION, Acting
from essaim.kernel.manifest import Awaiting, Manifest, Timer
from essaim.kernel.offering.menu import MenuEntry, MenuGroup
from essaim.post.deeds import DEEDS
from essaim.post.personal import PERSONAL
from essaim.post.queries import refused_mails
from essaim.post.sending import wake


def _writes(acting: Acting) -> bool:
    return acting.is_one_of(COORDINATION)


MANIFEST = Manifest(
    room="post",
    deeds=DEEDS,
    menu=[MenuEntry(_("Mail"), "post:messages", MenuGroup.TOOLS, 20, shown_to=_writes)],
    timers=[Timer("post.wake", wake)],
    personal=PERSONAL,
    awaiting=[Awaiting("post.refused", _("Mails that were not sent"), refused_mails)],
)
