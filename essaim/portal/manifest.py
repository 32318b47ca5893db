"""What the room offers the house."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import Manifest, MenuEntry

MANIFEST = Manifest(
    room="portal",
    footer=[MenuEntry(_("Personal data"), "portal:privacy", order=10)],
)
