"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import ADMINISTRATOR, Acting
from essaim.kernel.manifest import Manifest, MenuEntry, Retention


def _administers(acting: Acting) -> bool:
    return acting.is_one_of(ADMINISTRATOR)


AS_LONG_AS_ACCOUNT = _("as long as the account is open")

MANIFEST = Manifest(
    room="accounts",
    menu=[
        MenuEntry(_("Accounts"), "accounts:accounts", order=80, shown_to=_administers),
        MenuEntry(_("Journal"), "accounts:journal", order=90, shown_to=_administers),
    ],
    retention=[
        Retention(
            "accounts.User",
            "email",
            "erase",
            why=_("one signs in by a code sent to it"),
            kept_for=AS_LONG_AS_ACCOUNT,
        ),
        Retention(
            "accounts.HouseRole",
            "user",
            "erase",
            why=_("says what an account may do"),
            kept_for=AS_LONG_AS_ACCOUNT,
        ),
        Retention(
            "accounts.Actor",
            "user",
            "erase",
            why=_("says whose key stands in the journal; the key alone remains"),
            kept_for=AS_LONG_AS_ACCOUNT,
        ),
    ],
    writing_views={
        "accounts:demo_sign_in": "one click signs in, which notes the day: the demo alone has it",
    },
)
