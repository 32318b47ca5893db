"""Drawing lots on a question that is open, from a seed that nobody could know before."""

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
    *, resolution: Resolution, seed: str, by: Acting, at: datetime | None = None
) -> Resolution:
    """Close the question with the order that the seed gives: anyone can draw it again.

    The text, frozen by the opening, says where the seed comes from. Raises RuleBroken without one.
    """
    resolution = locked_open(resolution)
    if resolution.method != Method.LOT:
        raise RuleBroken(_("This question is not decided by drawing lots."))
    seed = " ".join(seed.split())
    if not seed:
        raise RuleBroken(_("Type the seed that was announced."))
    return settle(resolution, finding_of(resolution, seed), by=by, at=at)
