"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.accounts.deeds import DEEDS
from essaim.accounts.personal import PERSONAL
from essaim.kernel.acting import ADMINISTRATOR, Acting
from essaim.kernel.manifest import Manifest
from essaim.kernel.offering.menu import MenuEntry, MenuGroup


def _administers(acting: Acting) -> bool:
    return acting.is_one_of(ADMINISTRATOR)


MANIFEST = Manifest(
    room="accounts",
    deeds=DEEDS,
    menu=[
        MenuEntry(_("Accounts"), "accounts:accounts", MenuGroup.TOOLS, 30, shown_to=_administers),
        MenuEntry(_("Journal"), "accounts:journal", MenuGroup.TOOLS, 40, shown_to=_administers),
    ],
    personal=PERSONAL,
    writing_views={
        "accounts:demo_sign_in": "one click signs in, which notes the day: the demo alone has it",
    },
)
