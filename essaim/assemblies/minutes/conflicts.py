"""Two people wrote at one place of the minutes: what the second is told and shown."""

from collections.abc import Mapping
from hashlib import sha256

from django.utils.translation import gettext as _

from essaim.kernel.errors import Conflict


class WordingConflict(Conflict):
    """Carries what stands now, by field, clean HTML: upon it a merged text may be saved."""

    def __init__(self, *, theirs: Mapping[str, str]) -> None:
        super().__init__(
            _("Somebody else saved this text meanwhile. Both are kept: put them together.")
        )
        self.theirs = dict(theirs)


def mark_of(*texts: str) -> str:
    """Which wording somebody read before she wrote: the same words have the same mark."""
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def refuse_over_newer(read: str, theirs: Mapping[str, str], mine: Mapping[str, str]) -> None:
    """Raises WordingConflict where what stands is not what was read, and says something else.

    Without a mark nobody read anything before: what is written by the house itself. Where nothing
    stands, there is nothing to be lost.
    """
    if read and any(theirs.values()) and read != mark_of(*theirs.values()) and theirs != mine:
        raise WordingConflict(theirs=theirs)
