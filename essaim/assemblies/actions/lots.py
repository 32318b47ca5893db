"""Drawing lots on a question that is open: what the room says opens the secret that was sealed."""

from datetime import datetime

from django.utils.translation import gettext as _

from essaim.assemblies.actions.locking import locked_open
from essaim.assemblies.actions.resolutions import settle
from essaim.assemblies.enums import Method
from essaim.assemblies.models import Resolution
from essaim.assemblies.queries.outcomes import finding_of
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken


@action
def draw_lots(
    *, resolution: Resolution, said: str, by: Acting, at: datetime | None = None
) -> Resolution:
    """Close the question with the order that secret and words give: anyone can draw it again.

    The text, frozen by the opening, says where the words come from. Raises RuleBroken without any.
    """
    resolution = locked_open(resolution)
    if resolution.method != Method.LOT:
        raise RuleBroken(_("This question is not decided by drawing lots."))
    said = " ".join(said.split())
    if not said:
        raise RuleBroken(_("Type what was said before all: numbers or words."))
    return settle(resolution, finding_of(resolution, said), by=by, at=at)
