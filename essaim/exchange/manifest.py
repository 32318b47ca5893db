"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import BUREAU, Acting
from essaim.kernel.manifest import Manifest, MenuEntry


def _imports(acting: Acting) -> bool:
    return acting.is_one_of(BUREAU)


MANIFEST = Manifest(
    room="exchange",
    menu=[MenuEntry(_("Imports"), "exchange:runs", order=70, shown_to=_imports)],
)
