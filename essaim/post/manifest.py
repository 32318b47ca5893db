"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import COORDINATION, Acting
from essaim.kernel.manifest import Manifest, MenuEntry, Timer
from essaim.post.personal import PERSONAL
from essaim.post.sending import wake


def _writes(acting: Acting) -> bool:
    return acting.is_one_of(COORDINATION)


MANIFEST = Manifest(
    room="post",
    menu=[MenuEntry(_("Mail"), "post:messages", order=70, shown_to=_writes)],
    timers=[Timer("post.wake", wake)],
    personal=PERSONAL,
)
