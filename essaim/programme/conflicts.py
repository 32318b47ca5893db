"""Two people saved one thing: what the second is told and shown."""

from django.utils.translation import gettext as _

from essaim.kernel.errors import Conflict


class TextConflict(Conflict):
    """Carries both texts, clean HTML, and the version upon which a merged one may be saved."""

    def __init__(self, *, mine: str, theirs: str, version: int) -> None:
        super().__init__(
            _("Somebody else saved this text meanwhile. Both are kept: put them together.")
        )
        self.mine = mine
        self.theirs = theirs
        self.version = version
