"""The part of the page of a question that follows its rounds by itself."""

from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET

from essaim.assemblies.roll.views.entrances import Door
from essaim.assemblies.rounds.queries import now as reading
from essaim.assemblies.rounds.queries.page import RoundsPage
from essaim.kernel.http import Request, open_to_visitors
from essaim.kernel.rules import can

#: Sealed in the address for a long day: which question, language, with names or not, as of what.
SEAL = TimestampSigner(salt="essaim.assemblies.rounds", sep=".")
A_LONG_DAY = 16 * 3600


def rounds_context(rounds: RoundsPage | None, door: Door) -> dict[str, Any]:
    """What the page of a question says of its rounds while they last."""
    if rounds is None or rounds.now is None:
        return {"live_url": "", "may_write": False}
    found = rounds.resolution
    seen = str(int(rounds.sees_names))
    said = [str(found.key), get_language() or "fr", seen, reading.mark_of(found)]
    writes = rounds.may_write and can(door.acting, "assemblies.write_wording", resolution=found)
    address = reverse("assemblies:rounds_now", args=[SEAL.sign("_".join(said))])
    return {"live_url": address, "may_write": writes}


@open_to_visitors("the address is sealed for those who see the question, and is over after a day")
@require_GET
def rounds_now(request: Request, seal: str) -> HttpResponse:
    """It is the same for all those who see as much, so nobody's session or rights are read."""
    key, language, names, mark = _unsealed(seal)
    found = get_object_or_404(reading.live_rows(), key=key)
    context = {
        "now": reading.rounds_now(found),
        "sees_names": names == "1",
        "live_url": request.path,
        "is_old": reading.mark_of(found) != mark,
    }
    with override(language):
        return HttpResponse(render_to_string("assemblies/parts/rounds_now.html", context))


def _unsealed(seal: str) -> list[str]:
    """A 404 where the seal is broken or old."""
    try:
        return SEAL.unsign(seal, max_age=A_LONG_DAY).split("_", 3)
    except BadSignature as error:
        raise Http404 from error
