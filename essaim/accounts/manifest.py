"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.accounts.personal import PERSONAL
from essaim.kernel.acting import ADMINISTRATOR, Acting
from essaim.kernel.manifest import Manifest, MenuEntry


def _administers(acting: Acting) -> bool:
    return acting.is_one_of(ADMINISTRATOR)


MANIFEST = Manifest(
    room="accounts",
    menu=[
        MenuEntry(_("Accounts"), "accounts:accounts", order=80, shown_to=_administers),
        MenuEntry(_("Journal"), "accounts:journal", order=90, shown_to=_administers),
    ],
    personal=PERSONAL,
    writing_views={
        "accounts:demo_sign_in": "one click signs in, which notes the day: the demo alone has it",
    },
)
